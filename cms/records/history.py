"""What is kept of a record's past: superseded texts, and its ways off the site."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cms.basepage.models import BasePage

from .enums import KIND_PATHS
from .querysets import PublishedVersionQuerySet


class PublishedVersion(models.Model):
    """A text that was published and has been superseded; readable under its dated address for life.

    Unless the record is withdrawn meanwhile: then its earlier texts and their files are off the site for good.
    """

    record = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="published_versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField("从何时")
    superseded_at = models.DateTimeField("到何时")
    change_note = models.CharField("改了什么", max_length=300)
    content = models.JSONField()
    attachments = models.ManyToManyField("files.Attachment", related_name="+")
    withdrawn = models.BooleanField("不再公开", default=False)

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="version_once")]

    def get_absolute_url(self) -> str:
        record = self.record
        day = timezone.localtime(record.published_at)
        return reverse(
            "portal:record_version",
            args=[KIND_PATHS[record.kind], f"{day:%Y}", f"{day:%m}", f"{day:%d}", record.pk, self.slug],
        )

    @property
    def slug(self) -> str:
        return f"{timezone.localtime(self.published_at):%Y-%m-%d}-{self.number}"


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
