"""What operators and monitors want to know of the jobs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min

from . import heartbeats, housekeeping, registry
from .models import HousekeepingRun, OutboxEntry

MOST_FAILURES = 100


@dataclass(frozen=True)
class Health:
    """``beat_at``: the worker's last sign of life; ``due``, ``oldest``: entries that should have been done by now."""

    beat_at: dt.datetime | None
    is_fresh: bool
    due: int
    oldest: dt.datetime | None


@dataclass(frozen=True)
class Chore:
    """A housekeeping function and how it fared; ``run`` is None if it never ran."""

    label: str
    name: str
    run: HousekeepingRun | None


def health(now: dt.datetime) -> Health:
    """Costs two queries."""
    heartbeat = heartbeats.last()
    due = OutboxEntry.objects.due(now).aggregate(number=Count("pk"), oldest=Min("due_at"))
    is_fresh = heartbeat is not None and heartbeat.is_fresh(now)
    return Health(heartbeat.beat_at if heartbeat else None, is_fresh, due["number"], due["oldest"])


def failures() -> list[tuple[str, OutboxEntry]]:
    """Label and entry of undone work whose last attempt failed or was cut off, the oldest first, at most 100."""
    entries = OutboxEntry.objects.failing()[:MOST_FAILURES]
    return [(registry.label_of(entry.topic), entry) for entry in entries]


def chores() -> list[Chore]:
    runs = {run.name: run for run in HousekeepingRun.objects.all()}
    return [
        Chore(function.label or function.name, function.name, runs.get(function.name))
        for function in housekeeping.functions()
    ]


def in_words(span: dt.timedelta) -> str:
    """5分钟, 3小时, 2天."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"
