"""Index numbers run per code and year, without gaps in sight of the public and never twice."""

from __future__ import annotations

import threading

import pytest
import time_machine
from django.db import connection, transaction

from cms.policies.models import PolicyPage
from cms.records.models import NumberSequence
from cms.records.numbering import allot_index_number
from tests import factories


@pytest.fixture
def street(db):
    return factories.street(factories.district())


def numbers(organisation):
    return [page.index_number for page in PolicyPage.objects.filter(publisher=organisation).order_by("pk")]


def test_they_run_per_publisher_and_year(street):
    other = factories.street(street.get_parent())
    with time_machine.travel("2026-12-31 23:59+08:00", tick=False):
        factories.policy(street)
        factories.policy(other)
        factories.policy(street)
    with time_machine.travel("2027-01-01 00:00+08:00", tick=False):
        factories.policy(street)
    code = street.uscc
    assert numbers(street) == [f"{code}/2026-00001", f"{code}/2026-00002", f"{code}/2027-00001"]
    assert numbers(other) == [f"{other.uscc}/2026-00001"]


def test_a_deleted_record_takes_its_number_with_it(street):
    with time_machine.travel("2026-05-01", tick=False):
        factories.policy(street)
        factories.policy(street).delete()
        factories.policy(street)
    assert [number[-5:] for number in numbers(street)] == ["00001", "00003"]


def test_a_publication_that_fails_leaves_no_half_given_number(street):
    with time_machine.travel("2026-05-01", tick=False):
        with pytest.raises(RuntimeError), transaction.atomic():
            factories.policy(street)
            raise RuntimeError
        factories.policy(street)
    assert [number[-5:] for number in numbers(street)] == ["00001"]
    assert NumberSequence.objects.get().last == 1


def test_republication_keeps_the_number(street):
    page = factories.policy(street)
    before = page.index_number
    page.keywords = "防汛"
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.index_number == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_simultaneous_publications_get_different_numbers():
    street = factories.street(factories.district())
    drafts = [factories.policy_draft(street) for _ in range(8)]
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(drafts))

    def publish(draft):
        try:
            barrier.wait()
            draft.get_latest_revision().publish()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(number[-5:] for number in numbers(street)) == [f"{n:05d}" for n in range(1, 9)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_sequence_that_begins_twice_at_once_is_one_sequence():
    given: list[str] = []
    barrier = threading.Barrier(6)

    def allot():
        try:
            barrier.wait()
            given.append(allot_index_number("11379900000000001X", 2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=allot) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number[-5:] for number in given) == [f"{n:05d}" for n in range(1, 7)]
