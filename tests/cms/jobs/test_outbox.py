"""What follows a change is asked for with the change, once, and holds no personal data."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django_q.models import OrmQ

from cms.jobs import registry, services
from cms.jobs.models import OutboxEntry
from tests.cms.jobs.handling import MINUTE, NOW, TOPIC, ask, notebook


@pytest.fixture
def done(monkeypatch):
    return notebook(monkeypatch)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_work_outside_a_transaction_is_refused(done):
    with pytest.raises(services.NotInTransaction):
        services.post(TOPIC, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_work_goes_with_the_change_that_is_rolled_back(done):
    class ChangeFails(Exception):
        pass

    with pytest.raises(ChangeFails), transaction.atomic():
        services.post(TOPIC, 1)
        raise ChangeFails
    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db
def test_a_topic_that_nobody_handles_is_refused():
    with pytest.raises(registry.UnknownTopic):
        services.post("tests.nobody", 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "payload"),
    [("王芳", {}), ("1", {"name": "王芳"}), ("1", {"名": 1}), ("1" * 121, {}), ("1", {"ids": list(range(1_000))})],
)
def test_more_than_ids_is_refused(done, key, payload):
    with pytest.raises(ValueError, match="ids and codes"):
        services.post(TOPIC, key, payload=payload)


@pytest.mark.django_db
def test_the_same_work_is_one_entry_with_the_earlier_moment_and_the_later_payload(done):
    ask(due_at=NOW + MINUTE, payload={"version": 1})
    ask(due_at=NOW + 2 * MINUTE, payload={"version": 2})
    entry = ask(due_at=NOW, payload={"version": 3})
    assert OutboxEntry.objects.count() == 1
    assert (entry.due_at, entry.payload) == (NOW, {"version": 3})


@pytest.mark.django_db
def test_a_moment_is_not_moved_back(done):
    ask(due_at=NOW)
    assert ask(due_at=NOW + MINUTE).due_at == NOW


@pytest.mark.django_db
def test_work_that_was_done_can_be_asked_for_again(done):
    ask()
    services.drain(NOW)
    ask()
    services.drain(NOW)
    assert done.keys == ["1", "1"]
    assert OutboxEntry.objects.count() == 2


@pytest.mark.django_db
def test_asking_again_takes_away_the_waiting_after_a_failure(done):
    done.failing["1"] = OSError("disk full")
    ask()
    services.drain(NOW)
    done.failing.clear()
    assert services.drain(NOW).done == 0
    entry = ask()
    assert (entry.attempts, entry.last_error) == (0, "")
    assert services.drain(NOW).done == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_is_woken_once_a_transaction_and_only_for_what_is_due(done, settings):
    settings.JOBS_WAKE_WORKER = True
    with transaction.atomic():
        services.post(TOPIC, 1)
        services.post(TOPIC, 2)
        assert not OrmQ.objects.exists()
    assert OrmQ.objects.get().func() == "cms.jobs.tasks.drain"
    OrmQ.objects.all().delete()
    ask(3, due_at=NOW.replace(year=2100))
    assert not OrmQ.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_queue_that_nobody_empties_does_not_grow(done, settings):
    settings.JOBS_WAKE_WORKER = True
    for key in range(5):
        ask(key)
    assert OrmQ.objects.count() == 1
    assert OutboxEntry.objects.count() == 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_broken_queue_does_not_break_the_change(done, settings, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise DatabaseError("no such table")

    settings.JOBS_WAKE_WORKER = True
    monkeypatch.setattr("cms.jobs.queue.async_task", broken)
    ask()
    assert OutboxEntry.objects.count() == 1
    assert "queue.unreachable" in caplog.text


@pytest.mark.django_db
def test_asking_costs_two_statements(done, django_assert_max_num_queries):
    with django_assert_max_num_queries(4 if connection.features.uses_savepoints else 2):
        services.post(TOPIC, 1)


def test_a_topic_has_one_handler(monkeypatch):
    notebook(monkeypatch)
    with pytest.raises(ValueError, match="two handlers"):
        registry.handles(TOPIC)(lambda entry: None)
