from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from .querysets import OutboxQuerySet


class OutboxEntry(models.Model):
    """Work that follows a change, written in the transaction of the change. Holds ids only, never personal data.

    ``key`` names what it is about; a topic has one undone entry for each key. ``revision`` grows whenever the same work
    is asked for again, so that what was asked while a handler ran is not taken for done.
    """

    topic = models.CharField("任务", max_length=60)
    key = models.CharField("对象", max_length=120)
    payload = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField("该做的时间")
    attempts = models.PositiveIntegerField("已试次数", default=0)
    last_error = models.CharField("上次的问题", max_length=200, blank=True)
    retry_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "key"], condition=Q(done_at__isnull=True), name="outbox_one_undone_entry"
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="outbox_undone"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_done"),
        ]

    def done(self, now: dt.datetime) -> None:
        """Marks it, unless the same work was asked for again since it was claimed: then it is free to run again."""
        self._close(OutboxEntry.objects.all(), done_at=now, last_error="")

    def put_off(self, due_at: dt.datetime) -> None:
        self._close(self._still_claimed(), due_at=due_at, attempts=0, last_error="")

    def failed(self, retry_at: dt.datetime, error: str) -> None:
        self.last_error = error
        self._close(self._still_claimed(), retry_at=retry_at, last_error=error)

    def _still_claimed(self) -> OutboxQuerySet:
        """A lapsed claim may be another's by now."""
        return OutboxEntry.objects.filter(claimed_until=self.claimed_until)

    def _close(self, candidates: OutboxQuerySet, **values: Any) -> None:
        with transaction.atomic():
            asked_once = candidates.undone().filter(pk=self.pk, revision=self.revision)
            if not asked_once.update(claimed_until=None, **values):
                self._still_claimed().undone().filter(pk=self.pk).update(claimed_until=None)


class Heartbeat(models.Model):
    """The last sign of life of a process."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()
    pid = models.PositiveIntegerField()
    detail = models.CharField(max_length=120, blank=True)

    def is_fresh(self, now: dt.datetime) -> bool:
        return now - self.beat_at <= settings.JOBS_SILENCE


class HousekeepingRun(models.Model):
    """How a housekeeping function fared. ``next_at`` is None when it runs each round."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    ran_at = models.DateTimeField(null=True)
    result = models.IntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
