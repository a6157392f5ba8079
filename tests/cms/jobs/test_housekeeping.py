"""A round does what is due, each part by itself, and can be repeated."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django_q.models import Schedule, Task

from cms.jobs import housekeeping, queue, registry, services, tasks
from cms.jobs.models import Heartbeat, HousekeepingRun, OutboxEntry
from tests.cms.jobs.handling import MINUTE, NOW, TOPIC, ask, chore, notebook

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_a_round_drains_and_runs_every_function_and_says_how_much_each_did(monkeypatch):
    notebook(monkeypatch)
    ask(1)
    ask(2)
    chore(monkeypatch, "tests.count", lambda now: 7)
    chore(monkeypatch, "tests.nothing", lambda now: None)
    outcome = housekeeping.housekeep(NOW)
    assert outcome.failed == []
    assert outcome.done.items() >= {"jobs.outbox": 2, "tests.count": 7, "tests.nothing": 0}.items()


def test_what_a_function_asks_for_is_done_in_the_same_round(monkeypatch):
    done = notebook(monkeypatch)
    chore(monkeypatch, "tests.asks", lambda now: services.post(TOPIC, 1, due_at=now))
    assert housekeeping.housekeep(NOW).done["jobs.outbox"] == 1
    assert done.keys == ["1"]


def test_a_function_that_fails_does_not_stop_the_others_and_is_remembered(monkeypatch, caplog):
    def broken(now):
        raise ValueError("没有“王芳”")

    chore(monkeypatch, "tests.broken", broken)
    chore(monkeypatch, "tests.after", lambda now: 1)
    outcome = housekeeping.housekeep(NOW)
    assert outcome.failed == ["tests.broken"]
    assert outcome.done["tests.after"] == 1
    run = HousekeepingRun.objects.get(name="tests.broken")
    assert (run.failed_at, run.ran_at) == (NOW, None)
    assert run.last_error.startswith("ValueError at tests/cms/jobs/test_housekeeping.py")
    assert "housekeeping.failed name=tests.broken" in caplog.text
    assert "王芳" not in caplog.text
    chore(monkeypatch, "tests.broken", lambda now: 3)
    housekeeping.housekeep(NOW)
    run.refresh_from_db()
    assert (run.last_error, run.result) == ("", 3)


def test_a_function_runs_each_round_or_as_seldom_as_it_says(monkeypatch):
    each, seldom = [], []
    chore(monkeypatch, "tests.each", each.append)
    chore(monkeypatch, "tests.seldom", seldom.append, every=HOUR)
    for now in (NOW, NOW + MINUTE, NOW + HOUR):
        housekeeping.housekeep(now)
    assert each == [NOW, NOW + MINUTE, NOW + HOUR]
    assert seldom == [NOW, NOW + HOUR]


def test_a_seldom_function_that_failed_is_tried_again_after_ten_minutes(monkeypatch):
    calls = []

    def broken(now):
        calls.append(now)
        raise ValueError

    chore(monkeypatch, "tests.daily", broken, every=24 * HOUR)
    for minutes in (0, 9, 10, 11):
        housekeeping.housekeep(NOW + minutes * MINUTE)
    assert calls == [NOW, NOW + 10 * MINUTE]


def test_a_function_does_not_run_twice_at_once_and_is_free_again_after_a_kill(monkeypatch, settings):
    inner = []

    def nested(now):
        if not inner:
            inner.append(housekeeping.housekeep(now))
        return 1

    chore(monkeypatch, "tests.nested", nested)
    assert housekeeping.housekeep(NOW).done["tests.nested"] == 1
    assert "tests.nested" not in inner[0].done
    HousekeepingRun.objects.filter(name="tests.nested").update(claimed_until=NOW + settings.JOBS_LEASE)  # killed
    assert "tests.nested" not in housekeeping.housekeep(NOW).done
    assert "tests.nested" in housekeeping.housekeep(NOW + settings.JOBS_LEASE).done


def test_the_command_says_one_line_a_function_and_succeeds_twice(monkeypatch):
    chore(monkeypatch, "tests.count", lambda now: 7)
    for _ in range(2):
        out = StringIO()
        call_command("housekeeping", stdout=out)
        lines = out.getvalue().splitlines()
        assert "tests.count 7" in lines
        assert "jobs.outbox 0" in lines


@pytest.mark.parametrize("part", ["function", "entry"])
def test_the_command_exits_with_1_if_a_part_failed(monkeypatch, part):
    def broken(now):
        raise ValueError

    if part == "function":
        chore(monkeypatch, "tests.broken", broken)
    else:
        notebook(monkeypatch).failing["1"] = ValueError()
        ask()
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("housekeeping", stdout=StringIO(), stderr=err)
    assert ended.value.code == 1
    assert err.getvalue().splitlines() == ["tests.broken failed" if part == "function" else "jobs.outbox failed"]


def test_what_was_done_is_forgotten_after_seven_days_and_what_was_not_is_kept(monkeypatch):
    done = notebook(monkeypatch)
    done.failing["failing"] = ValueError()
    ask("done")
    ask("failing")
    services.drain(NOW)
    week = dt.timedelta(days=7)
    assert housekeeping.forget(NOW + week) == 0
    assert housekeeping.forget(NOW + week + MINUTE) == 1
    assert OutboxEntry.objects.get().key == "failing"


def test_failures_that_the_queue_noted_are_forgotten_too():
    old, new = NOW - dt.timedelta(days=8), NOW - dt.timedelta(days=6)
    for name, stopped in (("old", old), ("new", new)):
        Task.objects.create(id=name, name=name, func="f", started=stopped, stopped=stopped, success=False)
    housekeeping.forget(NOW)
    assert [task.name for task in Task.objects.all()] == ["new"]


def test_the_schedule_is_there_once_however_often_it_is_made():
    queue.ensure_schedule()
    Schedule.objects.create(name=queue.SCHEDULE, func="old.name", minutes=9)
    queue.ensure_schedule()
    schedule = Schedule.objects.get()
    assert (schedule.func, schedule.minutes, schedule.repeats) == ("cms.jobs.tasks.housekeeping", 1, -1)


@pytest.mark.parametrize("task", [tasks.drain, tasks.housekeeping])
def test_each_task_of_the_worker_leaves_a_sign_of_life(task):
    with time_machine.travel(NOW, tick=False):
        task()
    heartbeat = Heartbeat.objects.get()
    assert (heartbeat.name, heartbeat.beat_at) == ("worker", NOW)


def test_what_the_queue_notes_of_a_failure_holds_no_values(monkeypatch):
    def broken(**limits):
        raise ValueError("没有“王芳”")

    monkeypatch.setattr(services, "drain", broken)
    with pytest.raises(RuntimeError) as caught:
        tasks.drain()
    assert "王芳" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_every_app_names_its_work_in_its_tasks():
    assert "jobs.scrub" in registry.handlers
