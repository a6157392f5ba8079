"""The publication date is set once. Nobody changes it, and an attempt is on record."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
import time_machine
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from cms.basepage.models import BasePage
from cms.policies.models import PolicyPage
from cms.records.models import Record
from tests import factories
from tests.cms.clerk import Clerk, draft_of

pytestmark = pytest.mark.django_db

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def record(street):
    return factories.policy(street)


def attempts(page):
    return PageLogEntry.objects.filter(page=page.pk, action="huiketing.publication_date_refused")


def test_code_that_changes_it_is_put_right_and_on_record(record, caplog):
    published_at = record.published_at
    record.published_at = LONG_AGO
    with caplog.at_level(logging.WARNING, "huiketing.basepage"):
        record.save()
    record.refresh_from_db()
    assert record.published_at == published_at
    assert attempts(record).get().data == {"wanted": LONG_AGO.isoformat()}
    assert f"publication_date.refused page={record.pk}" in caplog.text


def test_it_cannot_be_cleared_either(record):
    record.published_at = None
    record.save()
    record.refresh_from_db()
    assert record.published_at is not None


@pytest.mark.parametrize("model", [BasePage, Record, PolicyPage])
@pytest.mark.parametrize("wanted", [LONG_AGO, None])
def test_the_database_refuses_an_update_of_many_rows(record, model, wanted):
    with pytest.raises(IntegrityError, match="published_at is set once"), transaction.atomic():
        model.objects.filter(pk=record.pk).update(published_at=wanted)
    record.refresh_from_db()
    assert record.published_at != wanted


def test_the_database_refuses_raw_sql(record):
    from django.db import connection

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE basepage_basepage SET published_at = NULL WHERE id = %s", [record.pk])


def test_other_columns_of_a_published_record_can_be_updated(record):
    Record.objects.filter(pk=record.pk).update(theme="17", published_at=record.published_at)
    record.refresh_from_db()
    assert record.theme == "17"


@pytest.mark.parametrize("role", ["publishers", "superuser"])
def test_a_date_smuggled_into_the_form_is_ignored_and_on_record(street, record, role):
    user = factories.user_of(street.staff_groups.publishers, is_superuser=role == "superuser")
    published_at = record.published_at
    clerk = Clerk(user)
    data = {"published_at": "2020-01-01 08:00", "change_note": "改正一个字", "document_number": ""}
    clerk.edit(record, action="publish", **data)
    record.refresh_from_db()
    assert record.published_at == published_at
    assert attempts(record).get().user == user


def test_a_draft_from_before_the_first_publication_does_not_reset_it(street):
    user = factories.user_of(street.staff_groups.publishers)
    with time_machine.travel("2026-03-01 09:00+08:00", tick=False):
        page = Clerk(user).drafted(street)
        first_draft = page.latest_revision
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        Clerk(user).edit(page, action="publish", summary="改过的摘要。")
    with time_machine.travel("2026-03-09 09:00+08:00", tick=False):
        first_draft.refresh_from_db()
        first_draft.publish()
    page.refresh_from_db()
    assert page.published_at == dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
    assert page.visible_from == page.published_at
    assert page.summary == "汛期有险情拨打社区值班电话。"
    assert page.index_number.endswith("/2026-00001")


def test_reverting_to_an_old_revision_in_the_editor_keeps_date_and_number(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    page = clerk.drafted(street)
    first = page.latest_revision
    clerk.edit(page, action="publish")
    page.refresh_from_db()
    published_at, index_number = page.published_at, page.index_number
    response = clerk.get("wagtailadmin_pages:revisions_revert", page.pk, first.pk)
    assert response.status_code == 200
    clerk.save_page(page, {**_as_posted(), "revision": str(first.pk)}, action="publish")
    page.refresh_from_db()
    assert (page.published_at, page.index_number) == (published_at, index_number)
    assert draft_of(page).published_at == published_at


def test_a_copy_starts_without_date_and_number(record):
    copy = record.copy(keep_live=False, update_attrs={"slug": "another"})
    assert (copy.published_at, copy.index_number) == (None, None)
    assert copy.publisher_id == record.publisher_id


def _as_posted():
    from tests.cms.clerk import policy_form

    return policy_form()
