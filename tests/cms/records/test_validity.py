"""有效性, read from dates and relations on any day; the list and the page never disagree."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.policies.models import PolicyPage
from cms.records.enums import RelationKind, Validity
from cms.records.models import Record, Relation
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 15)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
EXCLUSIVE = [v for v in Validity if v != Validity.AMENDED]


def at(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), timezone.get_default_timezone())


NOW = at(TODAY)


@pytest.fixture
def street():
    return factories.street(factories.district())


def record(street, **fields):
    return factories.policy(street, published_at=at(dt.date(2020, 1, 2)), issued_on=dt.date(2020, 1, 1), **fields)


def source(street, kind, target, live=True, **fields):
    page = record(street, **fields) if live else factories.policy_draft(street, **fields)
    Relation.objects.create(source_id=page.pk, kind=kind, target_id=target.pk)
    return page


def standing(page, now=NOW):
    return Record.objects.with_validity(now).get(pk=page.pk).standing(timezone.localdate(now))


def listed_as(page, now=NOW):
    return {v for v in Validity if Record.objects.with_validity_of(v, now).filter(pk=page.pk).exists()}


@pytest.mark.parametrize(
    ("fields", "validity", "since"),
    [
        ({}, Validity.IN_FORCE, None),
        ({"effective_on": TODAY}, Validity.IN_FORCE, TODAY),
        ({"effective_on": TOMORROW}, Validity.NOT_YET_EFFECTIVE, TOMORROW),
        ({"valid_until": TODAY}, Validity.IN_FORCE, None),
        ({"valid_until": YESTERDAY}, Validity.EXPIRED, YESTERDAY),
        ({"repealed_on": TODAY}, Validity.REPEALED, TODAY),
        ({"repealed_on": TOMORROW}, Validity.IN_FORCE, None),
        ({"valid_until": YESTERDAY, "repealed_on": YESTERDAY}, Validity.REPEALED, YESTERDAY),
        ({"effective_on": TOMORROW, "repealed_on": TOMORROW}, Validity.NOT_YET_EFFECTIVE, TOMORROW),
    ],
)
def test_dates_of_the_document_itself(street, fields, validity, since):
    page = record(street, **fields)
    assert (standing(page).validity, standing(page).since) == (validity, since)
    assert listed_as(page) == {validity}


@pytest.mark.parametrize(
    ("kind", "fields", "validity", "since"),
    [
        (RelationKind.REPEALS, {"effective_on": TODAY}, Validity.REPEALED, TODAY),
        (RelationKind.REPLACES, {"effective_on": YESTERDAY}, Validity.REPEALED, YESTERDAY),
        (RelationKind.REPEALS, {"effective_on": TOMORROW}, Validity.IN_FORCE, None),
        (RelationKind.AMENDS, {"effective_on": TODAY}, Validity.AMENDED, TODAY),
        (RelationKind.AMENDS, {"effective_on": TOMORROW}, Validity.IN_FORCE, None),
        (RelationKind.AMENDS, {}, Validity.AMENDED, dt.date(2020, 1, 1)),
        (RelationKind.IMPLEMENTS, {}, Validity.IN_FORCE, None),
        (RelationKind.BASED_ON, {}, Validity.IN_FORCE, None),
        (RelationKind.INTERPRETS, {}, Validity.IN_FORCE, None),
    ],
)
def test_what_another_document_does_to_it(street, kind, fields, validity, since):
    page = record(street)
    source(street, kind, page, **fields)
    assert (standing(page).validity, standing(page).since) == (validity, since)
    in_force = {Validity.IN_FORCE} if validity == Validity.AMENDED else set()
    assert listed_as(page) == {validity} | in_force


def test_without_other_dates_the_day_of_publication_counts_in_local_time(street):
    page = record(street)
    late = factories.policy(street, document_type="decision", issued_on=dt.date(2026, 6, 1), published_at=at(TODAY, 0))
    PolicyPage.objects.filter(pk=late.pk).update(issued_on=None)
    Relation.objects.create(source_id=late.pk, kind=RelationKind.REPEALS, target_id=page.pk)
    assert standing(page).since == TODAY


@pytest.mark.parametrize("kind", [RelationKind.REPEALS, RelationKind.AMENDS])
def test_drafts_do_nothing_to_others(street, kind):
    page = record(street)
    source(street, kind, page, live=False)
    assert listed_as(page) == {Validity.IN_FORCE}


def test_a_withdrawn_document_undoes_what_it_did(street):
    page = record(street)
    repealing = source(street, RelationKind.REPEALS, page)
    assert standing(page).validity == Validity.REPEALED
    PolicyPage.objects.filter(pk=repealing.pk).update(live=False)
    assert standing(page).validity == Validity.IN_FORCE


def test_a_document_that_is_not_visible_yet_does_nothing_yet(street):
    page = record(street)
    repealing = source(street, RelationKind.REPEALS, page)
    PolicyPage.objects.filter(pk=repealing.pk).update(visible_from=NOW + dt.timedelta(seconds=1))
    assert standing(page).validity == Validity.IN_FORCE
    assert standing(page, NOW + dt.timedelta(seconds=1)).validity == Validity.REPEALED


def test_the_earliest_of_several_ends_counts(street):
    page = record(street, repealed_on=TODAY)
    source(street, RelationKind.REPLACES, page, effective_on=dt.date(2024, 5, 1))
    source(street, RelationKind.REPEALS, page, effective_on=dt.date(2025, 5, 1))
    assert standing(page).since == dt.date(2024, 5, 1)


def test_the_repeal_of_a_repealing_document_revives_nothing(street):
    first = record(street)
    second = source(street, RelationKind.REPEALS, first)
    third = source(street, RelationKind.REPEALS, second)
    assert [standing(page).validity for page in (first, second, third)] == [
        Validity.REPEALED,
        Validity.REPEALED,
        Validity.IN_FORCE,
    ]


def test_an_unknown_validity_is_an_error():
    with pytest.raises(ValueError, match="forever"):
        Record.objects.with_validity_of("forever", NOW)


DAYS = st.one_of(st.none(), st.dates(TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=2)))
SOURCES = st.lists(st.tuples(st.sampled_from(RelationKind), DAYS, st.booleans()), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(effective_on=DAYS, valid_until=DAYS, repealed_on=DAYS, sources=SOURCES)
def test_the_filter_and_the_page_always_agree(street_once, effective_on, valid_until, repealed_on, sources):
    page = _row(street_once, effective_on=effective_on, valid_until=valid_until, repealed_on=repealed_on)
    for kind, day, live in sources:
        doer = _row(street_once, effective_on=day, live=live)
        Relation.objects.get_or_create(source_id=doer.pk, kind=kind, target_id=page.pk)
    seen = standing(page)
    listed = listed_as(page)
    assert listed & set(EXCLUSIVE) == {Validity.IN_FORCE if seen.binds else seen.validity}
    assert (Validity.AMENDED in listed) == (seen.validity == Validity.AMENDED)


@pytest.fixture
def street_once(street):
    street.refresh_from_db()
    return street


def _row(street, live=True, **dates):
    """A record with dates that no form would let pass, as old data may have them."""
    page = record(street) if live else factories.policy_draft(street)
    PolicyPage.objects.filter(pk=page.pk).update(**dates)
    return page
