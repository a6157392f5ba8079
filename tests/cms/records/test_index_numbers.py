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


def at_once(*jobs):
    """Run the jobs in threads that start together; returns what they raised."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(jobs))

    def work(job):
        try:
            barrier.wait()
            job()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_simultaneous_publications_get_different_numbers():
    street = factories.street(factories.district())
    drafts = [factories.policy_draft(street) for _ in range(8)]
    assert at_once(*(draft.get_latest_revision().publish for draft in drafts)) == []
    assert sorted(number[-5:] for number in numbers(street)) == [f"{n:05d}" for n in range(1, 9)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_record_published_twice_at_once_gets_one_number():
    draft = factories.policy_draft(factories.street(factories.district()))
    copies = [PolicyPage.objects.get(pk=draft.pk) for _ in range(3)]
    assert at_once(*(copy.get_latest_revision().publish for copy in copies)) == []
    assert PolicyPage.objects.get().index_number.endswith("-00001")
    assert NumberSequence.objects.get().last == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_sequence_that_begins_twice_at_once_is_one_sequence():
    given: list[str] = []
    assert at_once(*[lambda: given.append(allot_index_number("11379900000000001X", 2026))] * 6) == []
    assert sorted(number[-5:] for number in given) == [f"{n:05d}" for n in range(1, 7)]
