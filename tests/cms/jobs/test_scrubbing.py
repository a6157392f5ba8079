"""Values that were deleted are in no file of the database."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest
from django.db import connection, transaction

from cms.jobs import scrubbing, services
from cms.jobs.housekeeping import housekeep
from tests.cms.jobs.handling import NOW, chore

# The files of PostgreSQL are not ours to write: see test_scrubbing_postgresql.py.
__test__ = connection.vendor == "sqlite"
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MARKER = "110101199003070038"


@pytest.fixture
def names():
    """A table in which rows with and without the marker have been written, grown and moved about."""
    dice = random.Random(1)  # noqa: S311 – no secret
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tests_names (id bigint PRIMARY KEY, body text)")
        cursor.execute("CREATE INDEX tests_names_body ON tests_names (body)")
        with transaction.atomic():
            for number in range(2_000):
                word = MARKER if dice.random() < 0.2 else "plain"
                body = f"{word}{number}" + "x" * dice.randint(0, dice.choice([10, 200, 3_000]))
                cursor.execute("INSERT INTO tests_names VALUES (%s, %s)", [dice.randint(1, 10**9), body])
    yield cursor
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE tests_names")


def purge(now: dt.datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tests_names SET body = 'gone' WHERE body LIKE %s AND id %% 2 = 0", [f"{MARKER}%"])
        cursor.execute("DELETE FROM tests_names WHERE body LIKE %s", [f"{MARKER}%"])
        scrubbing.ask()
    return 1


def traces() -> dict[str, int]:
    """How often the marker stands in each file of the database."""
    path = Path(str(connection.settings_dict["NAME"]))
    files = [path, *path.parent.glob(f"{path.name}-*")]
    return {file.name: file.read_bytes().count(MARKER.encode()) for file in files if file.exists()}


def test_after_a_purge_and_a_round_the_files_hold_no_trace(names, monkeypatch):
    chore(monkeypatch, "tests.purge", purge)
    assert sum(traces().values()) > 0
    outcome = housekeep()
    assert outcome.failed == []
    assert outcome.done["jobs.outbox"] == 1
    assert set(traces().values()) == {0}


def test_what_is_deleted_is_overwritten_at_once(names):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_a_reader_delays_the_emptying_of_the_log_and_nothing_else(names):
    path = connection.settings_dict["NAME"]
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM tests_names").fetchone()
    purge(NOW)
    outcome = housekeep()
    assert (outcome.failed, outcome.done["jobs.log"]) == ([], 0)
    reader.close()
    assert housekeep().done["jobs.log"] == 1
    assert set(traces().values()) == {0}


@pytest.mark.parametrize(
    ("asked", "done"),
    [
        ("2026-03-02T01:59+08:00", "2026-03-02T02:00+08:00"),
        ("2026-03-02T02:00+08:00", None),
        ("2026-03-02T04:59+08:00", None),
        ("2026-03-02T05:00+08:00", "2026-03-03T02:00+08:00"),
    ],
)
def test_a_large_file_waits_for_the_night(names, monkeypatch, asked, done):
    monkeypatch.setattr(scrubbing, "SMALL_BYTES", 0)
    now = dt.datetime.fromisoformat(asked)
    if done is None:
        purge(now)
        scrubbing.scrub(now)
        assert set(traces().values()) == {0}
    else:
        with pytest.raises(services.NotYet) as later:
            scrubbing.scrub(now)
        assert later.value.due_at == dt.datetime.fromisoformat(done)


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_scrubbed_and_nothing_breaks():
    scrubbing.scrub(NOW)
    assert scrubbing.empty_log() is False
