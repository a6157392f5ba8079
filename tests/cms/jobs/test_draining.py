"""Each entry is done by itself, again if need be, and not by two at once."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from cms.jobs import registry, services
from cms.jobs.models import OutboxEntry
from tests.cms.jobs.handling import MINUTE, NOW, TOPIC, ask, at_once, notebook

SECOND = dt.timedelta(seconds=1)
LEASE = django_settings.JOBS_LEASE


@pytest.fixture
def done(monkeypatch):
    return notebook(monkeypatch)


@pytest.mark.django_db
def test_what_is_due_is_done_the_oldest_first_and_the_rest_waits(done):
    ask("later", due_at=NOW + SECOND)
    ask("second", due_at=NOW)
    ask("first", due_at=NOW - MINUTE)
    assert services.drain(NOW) == services.Drained(done=2)
    assert done.keys == ["first", "second"]
    assert services.drain(NOW + SECOND) == services.Drained(done=1)
    assert services.drain(NOW + MINUTE) == services.Drained()


@pytest.mark.django_db
def test_no_more_than_the_limit_is_done(done):
    for key in range(5):
        ask(key)
    assert services.drain(NOW, limit=3).done == 3


@pytest.mark.django_db
def test_a_drain_begins_nothing_after_its_time_is_up(done):
    ask()
    ask(2)
    done.before = lambda entry: time.sleep(0.2)
    assert services.drain(NOW, seconds=0.1) == services.Drained(done=1)


@pytest.mark.django_db
def test_one_that_fails_does_not_stop_the_others(done, caplog):
    done.failing["2"] = ValueError("no")
    for key in (1, 2, 3):
        ask(key)
    assert services.drain(NOW) == services.Drained(done=2, failed=1)
    assert done.keys == ["1", "3"]
    assert f"job.failed topic={TOPIC} key=2 attempts=1" in caplog.text


@pytest.mark.django_db
def test_a_failure_is_tried_again_after_ever_longer_times_at_most_an_hour(done):
    done.failing["1"] = ValueError("no")
    ask()
    waits = []
    now = NOW
    for _ in range(12):
        assert services.drain(now).failed == 1
        retry_at = OutboxEntry.objects.get().retry_at
        assert services.drain(retry_at - SECOND) == services.Drained()
        waits.append((retry_at - now).total_seconds())
        now = retry_at
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
    done.failing.clear()
    assert services.drain(now).done == 1
    assert OutboxEntry.objects.get().done_at == now


@pytest.mark.django_db
def test_retry_lets_a_failure_run_at_once(done):
    done.failing["1"] = ValueError("no")
    ask()
    services.drain(NOW)
    done.failing.clear()
    services.retry(OutboxEntry.objects.get())
    assert services.drain(NOW).done == 1


@pytest.mark.django_db
def test_a_handler_that_is_called_too_early_is_called_again_in_time(done):
    tomorrow = NOW + dt.timedelta(days=1)
    done.failing["1"] = services.NotYet(tomorrow)
    ask()
    assert services.drain(NOW) == services.Drained(done=1)
    done.failing.clear()
    assert services.drain(tomorrow - SECOND) == services.Drained()
    assert services.drain(tomorrow) == services.Drained(done=1)
    assert done.keys == ["1"]


@pytest.mark.django_db
def test_work_that_was_asked_for_while_it_was_being_done_is_done_once_more(done):
    ask()

    def ask_again(entry):
        done.before = lambda entry: None
        ask(payload={"version": 2})

    done.before = ask_again
    services.drain(NOW)
    assert done.keys == ["1", "1"]
    assert not OutboxEntry.objects.undone().exists()


@pytest.mark.django_db
def test_asking_again_during_a_failure_lets_it_run_at_once(done):
    ask()
    done.before = lambda entry: ask()
    done.failing["1"] = ValueError("no")
    assert services.drain(NOW, limit=1).failed == 1
    entry = OutboxEntry.objects.get()
    assert (entry.retry_at, entry.claimed_until) == (None, None)


@pytest.mark.django_db
def test_what_a_killed_process_had_begun_is_free_after_the_lease(done):
    ask()
    assert OutboxEntry.objects.claim(NOW, LEASE) is not None
    assert services.drain(NOW + LEASE - SECOND) == services.Drained()
    assert services.drain(NOW + LEASE) == services.Drained(done=1)


@pytest.mark.django_db
def test_one_whose_lease_ran_out_does_not_end_the_claim_of_the_next(done):
    ask()
    slow = OutboxEntry.objects.claim(NOW, LEASE)
    next_one = OutboxEntry.objects.claim(NOW + LEASE, LEASE)
    slow.failed(NOW + LEASE, "ValueError")
    entry = OutboxEntry.objects.get()
    assert (entry.claimed_until, entry.last_error) == (next_one.claimed_until, "")
    slow.done(NOW + LEASE)
    assert OutboxEntry.objects.get().done_at == NOW + LEASE


@pytest.mark.django_db
def test_a_task_that_the_worker_ends_is_a_failure_and_ends(done):
    done.failing["1"] = SystemExit("too long")
    ask()
    ask(2)
    with pytest.raises(SystemExit):
        services.drain(NOW)
    entry = OutboxEntry.objects.get(key="1")
    assert entry.last_error.startswith("SystemExit")
    assert entry.retry_at is not None
    assert services.drain(NOW) == services.Drained(done=1)


@pytest.mark.django_db
def test_work_whose_handler_is_gone_is_a_failure(done, monkeypatch):
    ask()
    monkeypatch.delitem(registry.handlers, TOPIC)
    assert services.drain(NOW).failed == 1
    assert "UnknownTopic" in OutboxEntry.objects.get().last_error


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_drains_at_once_do_each_entry_once(done):
    keys = [str(number) for number in range(60)]
    with transaction.atomic():
        for key in keys:
            services.post(TOPIC, key, due_at=NOW)
    at_once(4, lambda: services.drain(NOW))
    assert sorted(done.keys) == sorted(keys)
    assert not OutboxEntry.objects.undone().exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_transactions_that_ask_for_the_same_at_once_make_one_entry(done):
    def post_ten_times():
        for _ in range(10):
            with transaction.atomic():
                services.post(TOPIC, "same", due_at=NOW)

    at_once(4, post_ten_times)
    assert OutboxEntry.objects.get().revision == 39
