"""What the queue calls, and the outbox's own topic."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from . import heartbeats, scrubbing, services
from .failures import describe
from .housekeeping import housekeep
from .models import OutboxEntry
from .registry import handles


def drain() -> None:
    _with_sign_of_life("drain", lambda: services.drain(seconds=settings.JOBS_DRAIN_SECONDS))


def housekeeping() -> None:
    _with_sign_of_life("housekeeping", lambda: housekeep(seconds=settings.JOBS_DRAIN_SECONDS))


def _with_sign_of_life(name: str, work: Callable[[], object]) -> None:
    """What escapes (a database that does not answer) is noted by the queue with its text: values must not be in it."""
    try:
        heartbeats.beat(timezone.now(), name)
        work()
        heartbeats.beat(timezone.now(), name)
    except Exception as error:
        raise RuntimeError(describe(error)) from None


@handles(scrubbing.TOPIC, "清除数据库文件里的残留")
def scrub(entry: OutboxEntry) -> None:
    scrubbing.scrub(timezone.now())
