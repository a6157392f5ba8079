"""A round: everything that is due, each part by itself. The worker runs one a minute."""

from __future__ import annotations

import datetime as dt
import logging
import math
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_q.models import Failure

from . import registry, scrubbing
from .failures import describe
from .models import HousekeepingRun, OutboxEntry
from .registry import Housekeeping
from .services import drain

logger = logging.getLogger("huiketing.jobs")

OUTBOX = "jobs.outbox"
KEEP = dt.timedelta(days=7)
RETRY = dt.timedelta(minutes=10)


@dataclass
class Round:
    """``done``: how much each function did that ran; ``failed``: the names of those that did not get through."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def drain(self, now: dt.datetime | None, seconds: float) -> None:
        drained = drain(now, seconds=seconds)
        self.done[OUTBOX] = self.done.get(OUTBOX, 0) + drained.done
        if drained.failed and OUTBOX not in self.failed:
            self.failed.append(OUTBOX)

    def run(self, function: Housekeeping, now: dt.datetime) -> None:
        """Unless it is not due, or another process is running it at this moment."""
        if not _claim(function, now):
            return
        result = _attempt(function, now)
        if result is None:
            self.failed.append(function.name)
        else:
            self.done[function.name] = result


def housekeep(now: dt.datetime | None = None, seconds: float = math.inf) -> Round:
    """Drains the outbox, runs every registered function that is due, and drains what these posted.

    One that raises does not stop the others. ``now`` stands for the clock; ``seconds`` is the longest for each drain.
    """
    outcome = Round()
    outcome.drain(now, seconds)
    for function in (*registry.housekeepings.values(), FORGET):
        outcome.run(function, now or timezone.now())
    outcome.drain(now, seconds)
    outcome.run(EMPTY_LOG, now or timezone.now())
    return outcome


def functions() -> list[Housekeeping]:
    """All of them, in the order of a round."""
    return [*registry.housekeepings.values(), FORGET, EMPTY_LOG]


def _claim(function: Housekeeping, now: dt.datetime) -> bool:
    HousekeepingRun.objects.bulk_create([HousekeepingRun(name=function.name)], ignore_conflicts=True)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = Q(next_at=None) | Q(next_at__lte=now)
    return bool(
        HousekeepingRun.objects.filter(free, due, name=function.name).update(claimed_until=now + settings.JOBS_LEASE)
    )


def _attempt(function: Housekeeping, now: dt.datetime) -> int | None:
    """How much it did; None if it failed."""
    row = HousekeepingRun.objects.filter(name=function.name)
    try:
        result = function.run(now) or 0
    except BaseException as error:  # the worker ends a task that takes too long by SystemExit
        what = describe(error)
        next_at = now + min(function.every, RETRY) if function.every else None
        row.update(claimed_until=None, failed_at=now, last_error=what, next_at=next_at)
        logger.error("housekeeping.failed name=%s error=%s", function.name, what)
        if not isinstance(error, Exception):
            raise
        return None
    next_at = now + function.every if function.every else None
    row.update(claimed_until=None, ran_at=now, result=result, last_error="", next_at=next_at)
    return result


def forget(now: dt.datetime) -> int:
    """Removes entries that were done, and failures that the queue noted, more than seven days ago."""
    Failure.objects.filter(stopped__lt=now - KEEP).delete()
    return OutboxEntry.objects.filter(done_at__lt=now - KEEP).delete()[0]


def empty_log(now: dt.datetime) -> int:
    """SQLite's write-ahead log keeps deleted values until it is emptied. Returns 1 when it is empty."""
    return int(scrubbing.empty_log())


FORGET = Housekeeping("jobs.forget", forget, dt.timedelta(hours=1), "删除七天前做完的任务")
EMPTY_LOG = Housekeeping("jobs.log", empty_log, None, "清空数据库日志")
