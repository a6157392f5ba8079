"""Deleted values leave SQLite's files, too.

``secure_delete`` overwrites what is deleted, but copies that SQLite made while it moved rows between pages stay in the
unused part of pages (SQLite 3.40: up to ten rows of 600 in our measurements). Only VACUUM, which writes the file anew,
removes them.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from .services import NotYet, post

if TYPE_CHECKING:
    from collections.abc import Iterator

TOPIC = "jobs.scrub"
# Writers wait while the file is written anew: seconds here; a larger file waits for the night.
SMALL_BYTES = 256 * 1024 * 1024
NIGHT = range(2, 5)
CHECKPOINT_WAIT_MS = 500


def ask() -> None:
    """Called in the transaction of a purge: the database files are scrubbed after it.

    On PostgreSQL nothing is asked for: deleted rows go with its own vacuum, and its files are not ours to write.
    """
    if connection.vendor == "sqlite":
        post(TOPIC, "database")


def scrub(now: dt.datetime) -> None:
    """Raises ``services.NotYet`` when the file is large and it is day. Does nothing inside a transaction."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    local = timezone.localtime(now)
    if _bytes() > SMALL_BYTES and local.hour not in NIGHT:
        tonight = local.replace(hour=NIGHT[0], minute=0, second=0, microsecond=0)
        raise NotYet(tonight if tonight > local else tonight + dt.timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    empty_log()


def empty_log() -> bool:
    """Moves what the write-ahead log holds into the file and empties the log. False if a reader is in the way."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with _short_patience(), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return cursor.fetchone()[0] == 0


def _bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


@contextmanager
def _short_patience() -> Iterator[None]:
    """The log is emptied under the writers' lock; waiting long for a reader would hold them up."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAIT_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
