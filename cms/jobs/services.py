"""The outbox: work that follows a change is posted with the change and done after it, once or again."""

from __future__ import annotations

import datetime as dt
import json
import logging
import math
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from . import queue, registry
from .failures import describe
from .models import OutboxEntry

logger = logging.getLogger("huiketing.jobs")

FIRST_RETRY = dt.timedelta(seconds=10)
LONGEST_RETRY = dt.timedelta(hours=1)
PAYLOAD_BYTES = 1_000
KEY_BYTES = 120
POST_ATTEMPTS = 5


class NotInTransaction(RuntimeError):
    """Work was posted outside the transaction of the change that it follows."""


class NotYet(Exception):
    """Raised by a handler that was called too early: call it again at ``due_at``."""

    def __init__(self, due_at: dt.datetime) -> None:
        super().__init__(due_at)
        self.due_at = due_at


@dataclass(frozen=True)
class Drained:
    done: int = 0
    failed: int = 0


def post(
    topic: str, key: str | int, *, due_at: dt.datetime | None = None, payload: dict[str, Any] | None = None
) -> None:
    """Asks for the work ``topic`` on the thing ``key`` at ``due_at`` (None: now), if the caller's transaction commits.

    The same work asked for again before it is done is one entry: the earlier ``due_at`` holds, the later ``payload``.
    Asked for while its handler runs, it runs once more. ``payload`` holds ids and codes in ASCII, at most 1,000 bytes.
    Raises ``NotInTransaction``, ``registry.UnknownTopic``, ``ValueError`` (a payload or key that is none).
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"post({topic!r}) needs the transaction of the change that it follows")
    registry.handler_of(topic)
    _refuse_more_than_ids(str(key), payload or {})
    now = timezone.now()
    _merge_or_create(topic, str(key), due_at or now, payload or {})
    if due_at is None or due_at <= now:
        queue.wake_on_commit()


def _refuse_more_than_ids(key: str, payload: dict[str, Any]) -> None:
    text = json.dumps(payload, ensure_ascii=False)
    if not (text.isascii() and key.isascii()) or len(text) > PAYLOAD_BYTES or len(key) > KEY_BYTES:
        raise ValueError("an outbox entry holds ids and codes in ASCII, 1,000 bytes at most; its key 120")


def _merge_or_create(topic: str, key: str, due_at: dt.datetime, payload: dict[str, Any]) -> None:
    """Another transaction may make or finish the entry between the two steps; then the first one is tried again."""
    for _ in range(POST_ATTEMPTS):
        if OutboxEntry.objects.merge(topic, key, due_at, payload):
            return
        try:
            with transaction.atomic():
                OutboxEntry.objects.create(topic=topic, key=key, due_at=due_at, payload=payload)
        except IntegrityError:
            continue
        return
    raise RuntimeError(f"the outbox entry of {topic!r} changes too fast")


def drain(now: dt.datetime | None = None, limit: int = 100_000, seconds: float = math.inf) -> Drained:
    """Does what is due, the oldest first: at most ``limit`` entries, and none begun after so many ``seconds``.

    Each entry is claimed, handled and marked by itself. Several drains at once share the work. ``now`` stands for the
    clock.
    """
    deadline = time.monotonic() + seconds
    done = failed = 0
    while done + failed < limit and time.monotonic() < deadline:
        instant = now or timezone.now()
        entry = OutboxEntry.objects.claim(instant, settings.JOBS_LEASE)
        if entry is None:
            break
        if _attempt(entry, instant):
            done += 1
        else:
            failed += 1
    return Drained(done, failed)


def _attempt(entry: OutboxEntry, now: dt.datetime) -> bool:
    try:
        registry.handler_of(entry.topic)(entry)
    except NotYet as not_yet:
        entry.put_off(not_yet.due_at)
    except BaseException as error:  # the worker ends a task that takes too long by SystemExit
        entry.failed(now + backoff(entry.attempts), describe(error))
        event = "job.failed topic=%s key=%s attempts=%d error=%s"
        logger.error(event, entry.topic, entry.key, entry.attempts, entry.last_error)
        if not isinstance(error, Exception):
            raise
        return False
    else:
        entry.done(now)
    return True


def backoff(attempts: int) -> dt.timedelta:
    """Time to wait after so many attempts: 10 seconds, doubled each time, at most an hour."""
    return min(FIRST_RETRY * 2 ** min(attempts - 1, 10), LONGEST_RETRY)


def retry(entry: OutboxEntry) -> None:
    """Lets a failed entry run at the next drain, which is asked for."""
    with transaction.atomic():
        OutboxEntry.objects.undone().filter(pk=entry.pk).update(retry_at=None)
        queue.wake_on_commit()
