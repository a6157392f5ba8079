"""Work for tests: topics and housekeeping functions that exist for one test."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from cms.jobs import registry
from cms.jobs.models import OutboxEntry
from cms.jobs.services import post

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
TOPIC = "tests.work"


class Notebook:
    """A handler that writes down which keys it was called for, and can be told to fail."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.failing: dict[str, BaseException] = {}
        self.before: Callable[[OutboxEntry], None] = lambda entry: None

    def __call__(self, entry: OutboxEntry) -> None:
        self.before(entry)
        if entry.key in self.failing:
            raise self.failing[entry.key]
        self.keys.append(entry.key)


def notebook(monkeypatch: pytest.MonkeyPatch, topic: str = TOPIC) -> Notebook:
    made = Notebook()
    monkeypatch.setitem(registry.handlers, topic, made)
    return made


def ask(key: str | int = "1", **options: Any) -> OutboxEntry:
    """Posted in a transaction of its own, due now unless ``options`` say otherwise."""
    with transaction.atomic():
        post(TOPIC, key, **{"due_at": NOW, **options})
    return OutboxEntry.objects.undone().get(topic=TOPIC, key=str(key))


def chore(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    run: Callable[[dt.datetime], int | None],
    every: dt.timedelta | None = None,
) -> None:
    monkeypatch.setitem(registry.housekeepings, name, registry.Housekeeping(name, run, every))


def at_once(number: int, work: Callable[[], object]) -> None:
    """Runs ``work`` in so many threads that begin together, each with a connection of its own."""
    start = threading.Barrier(number)

    def run() -> None:
        start.wait()
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
