"""Sealed copies of what has left the site, sealed originals of what was masked, and who opened what."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cms.basepage.models import BasePage
from cms.calendar.typed import UnreadableDate, parse_day

_LONGEST_ID = 18


class SealReason(models.TextChoices):
    ENDED = "ended", "期满"
    WITHDRAWN = "withdrawn", "撤下"


class SealedCopyQuerySet(models.QuerySet["SealedCopy"]):
    def matching(self, text: str, today: dt.date) -> SealedCopyQuerySet:
        """By a part of the title, the record's number, or the day of sealing as offices type it."""
        wanted = Q(record_title__icontains=text)
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID:
            wanted |= Q(record_id=int(text))
        with contextlib.suppress(UnreadableDate):
            wanted |= Q(sealed_at__date=parse_day(text, today))
        return self.filter(wanted)


class SealedCopy(models.Model):
    """One package of a record as the public last saw it. ``manifest``: name, bytes and sha256 of each part."""

    record_id = models.BigIntegerField("编号")
    part = models.PositiveSmallIntegerField(default=1)
    record_title = models.CharField("标题", max_length=255)
    publisher = models.ForeignKey(
        BasePage, verbose_name="发布机构", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    period = models.CharField("公示期", max_length=120)
    reason = models.CharField("为何封存", max_length=10, choices=SealReason.choices)
    sealed_at = models.DateTimeField("封存时间", db_index=True)
    stored_name = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("校验值", max_length=64)
    manifest = models.JSONField()

    objects = SealedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "封存的副本"
        verbose_name_plural = "封存的副本"
        ordering = ["-sealed_at", "-id"]
        default_permissions = ()
        permissions = [("open_sealedcopy", "可以打开封存的副本")]
        constraints = [models.UniqueConstraint(fields=["record_id", "part"], name="sealed_once")]


class ArchiveOpening(models.Model):
    """Written before anything is shown. Rows are never changed or deleted."""

    copy = models.ForeignKey(SealedCopy, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    username = models.CharField("谁", max_length=150)
    opened_at = models.DateTimeField("时间")
    purpose = models.CharField("用途", max_length=200)

    class Meta:
        ordering = ["-opened_at", "-id"]
        default_permissions = ()


class SealedOriginal(models.Model):
    """What an office handed in before it was masked; destroyed when its record leaves the site, or was never made."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(db_index=True)
    record_id = models.BigIntegerField(null=True, db_index=True)
    ending = models.CharField(max_length=10)
    stored_name = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
