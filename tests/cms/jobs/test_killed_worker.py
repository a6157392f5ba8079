"""Processes of the jobs are killed at any moment: every effect is there once, and nothing else is left."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from tests.cms.jobs.killable import databases
from tests.cms.jobs.killable.site import JobsSite, children_of, until

KILLS = 60


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    var = tmp_path_factory.mktemp("migrated")
    database = databases.empty(var)
    assert JobsSite(var, database).run("migrate", "--verbosity=0") == 0
    yield database
    database.remove()


@pytest.fixture
def site(tmp_path, migrated):
    database = migrated.copy(tmp_path)
    made = JobsSite(tmp_path, database)
    yield made
    made.end()
    database.remove()


def finish(site, count):
    """Rounds until everything is done; then every effect is there once."""
    assert until(lambda: site.run("housekeeping") == 0 and site.undone() == 0, 30), site.output()
    names = sorted(str(number) for number in range(count))
    assert sorted(site.lines("lines")) == names
    assert sorted(str(name) for (name,) in site.database.ask("SELECT name FROM effects")) == names
    assert site.processes() == []


def test_rounds_that_are_killed_sixty_times_leave_every_effect_once(site):
    """Most kills come while an entry is being worked on, some while the process starts."""
    count = 700
    assert site.run("seed", "0", str(count)) == 0
    kills = interrupted = 0
    while kills < KILLS:
        begun = len(site.lines("begun"))
        process = site.start("housekeeping")
        if kills % 10:
            assert until(lambda begun=begun: len(site.lines("begun")) > begun), site.output()
        time.sleep(random.uniform(0, 0.08))  # noqa: S311 – no secret
        assert process.poll() is None, site.output()
        process.kill()
        process.wait()
        kills += 1
        interrupted += len(site.lines("begun")) > begun
    assert site.undone() > 0, "the work was done before the kills were"
    finish(site, count)
    assert interrupted >= KILLS * 0.8
    assert len(site.lines("begun")) > count, "no kill hit an entry that was being worked on"


@pytest.fixture
def worker(site):
    """Running, and it has done something."""
    assert site.run("seed", "0", "1") == 0
    process = site.start("worker")
    assert until(lambda: site.lines("lines") == ["0"]), site.output()
    yield process
    process.kill()
    process.wait()


def test_a_worker_that_is_killed_takes_its_processes_with_it(site, worker):
    assert len(site.processes()) >= 6
    assert site.run("seed", "1", "50") == 0
    assert until(lambda: len(site.lines("begun")) > 5)
    worker.kill()
    worker.wait()
    assert until(lambda: site.processes() == [], 2)
    finish(site, 51)


@pytest.mark.parametrize("which", ["first process", "sentinel", "one of its children"])
def test_a_worker_that_loses_a_process_goes_on(site, worker, which):
    """Also after the kill that leaves the queue locked for ever: then the supervisor replaces the cluster."""
    [first] = children_of(worker.pid)
    [sentinel] = children_of(first)
    target = {"first process": first, "sentinel": sentinel}.get(which) or random.choice(children_of(sentinel))  # noqa: S311
    os.kill(target, signal.SIGKILL)
    assert site.run("seed", "1", "50") == 0
    assert until(lambda: site.undone() == 0, 30), site.output()
    assert worker.poll() is None
    worker.terminate()
    assert worker.wait(20) == 0
    finish(site, 51)


def test_a_worker_whose_idle_children_are_all_killed_goes_on(site, worker):
    [sentinel] = children_of(children_of(worker.pid)[0])
    for child in children_of(sentinel):
        os.kill(child, signal.SIGKILL)
    assert site.run("seed", "1", "50") == 0
    assert until(lambda: site.undone() == 0, 30), site.output()
    assert "worker.replaced reason=silent" in site.output()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_worker_that_is_told_to_stop_leaves_no_process(site, worker, number):
    worker.send_signal(number)
    assert worker.wait(20) == 0
    assert site.processes() == []


def test_a_signal_to_all_its_processes_at_once_stops_it_too(site, worker):
    """As a service manager sends it that was told nothing else (upstream issue 346)."""
    for pid in site.processes():
        os.kill(pid, signal.SIGTERM)
    assert worker.wait(20) == 0
    assert until(lambda: site.processes() == [], 2)


def test_a_worker_that_is_busy_stops_as_well_and_the_work_is_done_later(site, worker):
    assert site.run("seed", "1", "1", "60") == 0
    assert until(lambda: "1" in site.lines("begun")), site.output()
    worker.terminate()
    assert worker.wait(20) == 0
    assert site.processes() == []
    assert site.undone() == 1


def test_a_worker_that_cannot_start_says_why_in_one_line(tmp_path):
    database = databases.empty(tmp_path)
    site = JobsSite(tmp_path, database)
    assert site.run("worker") == 1
    assert site.output().splitlines() == [
        "CommandError: the database is not ready; start bin/run, or type: manage.py migrate"
    ]
    database.remove()
