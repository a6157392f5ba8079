"""The supervisor replaces a cluster that ended or shows no life, and keeps one that works."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django_q.models import OrmQ

from cms.jobs import heartbeats, queue
from cms.jobs.worker import CannotStart, Worker
from tests.cms.jobs.handling import MINUTE, NOW

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


class FakeCluster:
    def __init__(self) -> None:
        self.process = SimpleNamespace(pid=1)
        self.alive = True
        self.killed = False

    def is_alive(self) -> bool:
        return self.alive

    def kill(self) -> None:
        self.killed = True
        self.alive = False


@pytest.fixture
def made() -> list[FakeCluster]:
    return []


@pytest.fixture
def worker(made, monkeypatch):
    """Started at NOW; waits for nothing; leaves the test's transaction alone."""

    def make() -> Any:
        made.append(FakeCluster())
        return made[-1]

    monkeypatch.setattr("cms.jobs.worker.db.connections.close_all", lambda: None)
    supervisor = Worker(make)
    monkeypatch.setattr(supervisor, "_wait", lambda seconds: None)
    with time_machine.travel(NOW, tick=False):
        supervisor._start()
    return supervisor


def look(worker, cluster, now):
    with time_machine.travel(now, tick=False):
        return worker.look_after(cluster, now)


def test_a_cluster_that_shows_life_is_kept(worker, made):
    for minutes in range(10):
        heartbeats.beat(NOW + minutes * MINUTE)
        assert look(worker, made[0], NOW + minutes * MINUTE + SECOND) is made[0]
    assert not made[0].killed


def test_one_that_ended_is_replaced(worker, made):
    heartbeats.beat(NOW)
    look(worker, made[0], NOW + SECOND)
    made[0].alive = False
    assert look(worker, made[0], NOW + MINUTE) is made[1]


def test_one_that_is_silent_for_more_than_three_minutes_is_replaced_and_its_successor_gets_as_long(worker, made):
    heartbeats.beat(NOW)
    assert look(worker, made[0], NOW + 3 * MINUTE) is made[0]
    replaced_at = NOW + 3 * MINUTE + SECOND
    assert look(worker, made[0], replaced_at) is made[1]
    assert made[0].killed
    assert look(worker, made[1], replaced_at + 3 * MINUTE) is made[1]
    assert look(worker, made[1], replaced_at + 3 * MINUTE + SECOND) is made[2]


@pytest.mark.parametrize("how", ["ends", "is silent"])
def test_one_that_never_shows_life_is_an_error_at_the_start(worker, made, how):
    made[0].alive = how != "ends"
    with pytest.raises(CannotStart):
        look(worker, made[0], NOW + MINUTE + SECOND)


def test_the_sign_of_life_of_an_earlier_worker_is_not_taken_for_its_own(worker, made):
    heartbeats.beat(NOW - SECOND)
    with pytest.raises(CannotStart):
        look(worker, made[0], NOW + MINUTE + SECOND)


def test_a_pulse_is_sent_every_twenty_seconds_but_not_before_the_last_one_was_answered(worker, made):
    def pulses_at(seconds):
        OrmQ.objects.all().delete()
        look(worker, made[0], NOW + seconds * SECOND)
        return OrmQ.objects.count()

    assert pulses_at(0) == 1
    assert pulses_at(40) == 0  # unanswered
    heartbeats.beat(NOW + 41 * SECOND)
    assert pulses_at(42) == 1
    heartbeats.beat(NOW + 43 * SECOND)
    assert pulses_at(61) == 0
    assert pulses_at(62) == 1


def test_a_database_that_does_not_answer_for_a_moment_is_borne(worker, made, monkeypatch, caplog):
    heartbeats.beat(NOW)
    look(worker, made[0], NOW + SECOND)

    def broken(*args):
        raise OperationalError

    monkeypatch.setattr(heartbeats, "last", broken)
    assert look(worker, made[0], NOW + MINUTE) is made[0]
    assert "worker.database_unreachable" in caplog.text


def test_a_database_that_is_not_there_is_one_plain_line(monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(queue, "ensure_schedule", broken)
    monkeypatch.setattr("cms.jobs.worker.signal.signal", lambda number, handler: None)
    with pytest.raises(CannotStart, match=r"manage\.py migrate"):
        Worker(lambda: pytest.fail("a cluster was started")).run()
