"""The outbox: which entries are due, and who may work on them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Least

if TYPE_CHECKING:
    from .models import OutboxEntry


def _none_or_past(column: str, now: dt.datetime) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": now})


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    def undone(self) -> OutboxQuerySet:
        return self.filter(done_at=None)

    def due(self, now: dt.datetime) -> OutboxQuerySet:
        """Undone and asked for by now, whether or not somebody works on it or waits to try again."""
        return self.undone().filter(due_at__lte=now)

    def claimable(self, now: dt.datetime) -> OutboxQuerySet:
        return self.due(now).filter(_none_or_past("claimed_until", now), _none_or_past("retry_at", now))

    def later(self, now: dt.datetime) -> OutboxQuerySet:
        return self.undone().filter(due_at__gt=now)

    def failing(self) -> OutboxQuerySet:
        """Undone entries whose last attempt failed, or that have been begun more than once, the oldest first."""
        return self.undone().filter(~Q(last_error="") | Q(attempts__gt=1)).order_by("due_at", "pk")

    def claim(self, now: dt.datetime, lease: dt.timedelta) -> OutboxEntry | None:
        """The oldest entry that is due, now the caller's until ``now + lease``; None when there is none.

        PostgreSQL passes over rows that another claim holds; SQLite has one writer at a time.
        """
        if not self.claimable(now).exists():
            return None
        with transaction.atomic():
            row = self.claimable(now).select_for_update(skip_locked=True).order_by("due_at", "pk").first()
            if row is not None:
                row.claimed_until, row.attempts = now + lease, row.attempts + 1
                row.save(update_fields=["claimed_until", "attempts"])
        return row

    def merge(self, topic: str, key: str, due_at: dt.datetime, payload: dict[str, Any]) -> bool:
        """Freshens the undone entry of this topic and key; False when there is none."""
        due = Least("due_at", Value(due_at), output_field=models.DateTimeField())
        return bool(
            self.undone()
            .filter(topic=topic, key=key)
            .update(due_at=due, payload=payload, revision=F("revision") + 1, attempts=0, retry_at=None, last_error="")
        )
