"""What is kept of a record's way off the site: who asked, who agreed, and what the public is told."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cms.basepage.models import BasePage


class Withdrawal(models.Model):
    """A published record was taken off the site; the reason stands at its address (410)."""

    record = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.CharField("撤回的理由", max_length=300)
    withdrawn_at = models.DateTimeField("撤回时间")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    restored_at = models.DateTimeField("重新发布时间", null=True, blank=True)

    class Meta:
        ordering = ["-withdrawn_at", "-id"]
        indexes = [models.Index(fields=["record", "-withdrawn_at"], name="withdrawal_by_record")]


class WithdrawalRequest(models.Model):
    """One publisher asks for a record to be taken off, another one decides (四眼原则).

    ``urgent``: it was taken off at once, because it said too much of somebody; the other looks at it afterwards.
    """

    record = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="withdrawal_requests")
    reason = models.CharField("撤下的理由", max_length=300)
    urgent = models.BooleanField("先撤下再复核", default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    agreed = models.BooleanField("同意", null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(decided_at__isnull=True), name="one_open_withdrawal_request"
            )
        ]
