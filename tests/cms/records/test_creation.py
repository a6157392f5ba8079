"""Making published records, one by one and in bulk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from cms.basepage.models import BasePage
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from cms.records.creation import bulk_creation, create_live
from cms.records.models import Record
from cms.records.refusals import PublishBlocked
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> OrganisationPage:
    return factories.district()


def found(words: str) -> list[str]:
    return [page.title for page in get_search_backend().search(words, PolicyPage.objects.all())]


def make_and_fail(organisation: OrganisationPage, title: str) -> None:
    factories.policy(organisation, title=title)
    raise LookupError


def references_to(organisation: OrganisationPage) -> int:
    return ReferenceIndex.get_references_to(organisation).filter(model_path="publisher").count()


def test_a_created_record_is_public_at_once(district: OrganisationPage) -> None:
    page = factories.policy(district)

    assert list(Record.objects.current(timezone.now())) == [Record.objects.get(pk=page.pk)]
    assert page.published_at == page.visible_from
    assert page.get_parent().pk == page.publisher_id == district.pk


def test_a_publication_date_that_is_set_is_kept(district: OrganisationPage) -> None:
    day = dt.datetime(2024, 4, 8, 10, tzinfo=dt.UTC)

    page = factories.policy(district, published_at=day)

    page.refresh_from_db()
    assert (page.published_at, page.first_published_at) == (day, day)
    assert page.index_number.endswith("/2024-00001")


@pytest.mark.parametrize("fault", [{"summary": ""}, {"audience": "x" * 21}])
def test_a_record_that_may_not_be_published_leaves_no_trace(district: OrganisationPage, fault: dict[str, str]) -> None:
    before = district.numchild

    with pytest.raises((PublishBlocked, ValidationError)):
        factories.policy(district, **fault)

    assert not PolicyPage.objects.exists()
    assert district.numchild == before
    assert BasePage.find_problems() == ([], [], [], [], [])
    assert factories.policy(district).index_number.endswith("-00001")


def test_records_made_in_bulk_are_indexed_as_others_are(district: OrganisationPage) -> None:
    with bulk_creation() as bulk, bulk.batch():
        for number in range(3):
            factories.policy(district, title=f"bulk lighthouse {number}")

    assert len(found("lighthouse")) == 3
    assert references_to(district) == 3
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_records_made_outside_a_batch_are_indexed_at_the_end(district: OrganisationPage) -> None:
    with bulk_creation():
        factories.policy(district, title="late lighthouse")
        assert found("lighthouse") == []

    assert found("lighthouse") == ["late lighthouse"]


def test_records_made_before_an_error_are_indexed(district: OrganisationPage) -> None:
    with pytest.raises(LookupError), bulk_creation():
        make_and_fail(district, "early lighthouse")

    assert found("lighthouse") == ["early lighthouse"]


def test_a_batch_that_fails_is_not_in_and_not_indexed(district: OrganisationPage) -> None:
    with bulk_creation() as bulk:
        with pytest.raises(LookupError), bulk.batch():
            make_and_fail(district, "lost lighthouse")
        with bulk.batch():
            factories.policy(district, title="kept lighthouse")

    assert found("lighthouse") == ["kept lighthouse"]
    assert references_to(district) == 1


def test_a_record_that_its_maker_takes_back_is_not_indexed(district: OrganisationPage) -> None:
    with bulk_creation() as bulk, bulk.batch():
        with pytest.raises(LookupError), transaction.atomic():
            make_and_fail(district, "lost lighthouse")
        factories.policy(district, title="kept lighthouse")

    assert found("lighthouse") == ["kept lighthouse"]
    assert references_to(district) == 1


def test_after_bulk_creation_each_save_is_indexed_again(district: OrganisationPage) -> None:
    with bulk_creation():
        pass

    factories.policy(district, title="single lighthouse")

    assert found("lighthouse") == ["single lighthouse"]
    assert references_to(district) == 1


def test_bulk_creation_is_not_nested() -> None:
    with bulk_creation(), pytest.raises(RuntimeError), bulk_creation():
        pass


def test_the_database_knows_its_sizes_after_bulk_creation(district: OrganisationPage) -> None:
    with bulk_creation() as bulk, bulk.batch():
        create_live(district, PolicyPage(**ready_values()))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'basepage_basepage'"
            if connection.vendor == "sqlite"
            else "SELECT count(*) FROM pg_class WHERE relname = 'basepage_basepage' AND reltuples > 0"
        )
        assert cursor.fetchone()[0] > 0


def ready_values() -> dict[str, object]:
    return {
        "title": "关于供暖的通知",
        "summary": "室温不够可以报修。",
        "document_type": "notice",
        "issued_on": dt.date(2026, 2, 3),
        "theme": "10",
        "audience": "residents",
        "statutory_category": "20-15",
        "body": [{"type": "paragraph", "value": "室温不低于18℃。"}],
    }
