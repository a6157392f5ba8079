"""A record is public from its first second to its last, with no job running (design decision 4)."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from cms.records.models import Record
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read
from tests.site.portal.shelves import where

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)
PUBLISHED = dt.datetime(2026, 6, 1, 2, 0, tzinfo=dt.UTC)
FROM = dt.datetime(2026, 6, 10, 2, 0, tzinfo=dt.UTC)
UNTIL = dt.datetime(2026, 6, 20, 16, 0, tzinfo=dt.UTC)
FORMS = ("html", "json", "md", "version", "attachment")


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district())


@pytest.fixture
def record(street):
    """A document with an attachment and a superseded text, visible for ten days."""
    with time_machine.travel(PUBLISHED, tick=False):
        page = factories.policy(street, title="松涛街道停车办法")
        worlds.attach(page, factories.attachment(street.staff_groups.collection))
        worlds.revise(page, title="松涛街道停车管理办法", change_note="改了标题。")
    Record.objects.filter(pk=page.pk).update(visible_from=FROM, visible_until=UNTIL)
    page.refresh_from_db()
    return page


def statuses(record) -> set[int]:
    """What each form of the record answers with."""
    addresses = [record.get_absolute_url(form) for form in ("html", "json", "md")]
    addresses += [version.get_absolute_url() for version in record.published_versions.all()]
    addresses += [file.get_public_url() for file in record.attachments]
    assert len(addresses) == len(FORMS)
    return {read(address).status for address in addresses}


@pytest.mark.parametrize("moment", [FROM, FROM + SECOND, UNTIL - SECOND], ids=["first second", "then", "last second"])
def test_inside_its_window_a_record_is_everywhere(record, street, moment):
    with time_machine.travel(moment, tick=False):
        assert where(record, {"street": street}, "停车") >= {"home", "list", "search", "sitemap", "street: feed"}
        assert statuses(record) == {200}


@pytest.mark.parametrize("moment", [FROM - SECOND, UNTIL, UNTIL + SECOND], ids=["before", "at the end", "after"])
def test_outside_its_window_a_record_is_nowhere(record, street, moment):
    with time_machine.travel(moment, tick=False):
        assert where(record, {"street": street}, "停车") == set()
        assert statuses(record) == {404}


def test_a_withdrawn_record_says_so_in_every_form_and_gives_nothing_away(record, street):
    with time_machine.travel(FROM, tick=False):
        worlds.withdraw(record, "金额写错。")
    with time_machine.travel(FROM + SECOND, tick=False):
        for form in ("html", "json", "md"):
            page = read(record.get_absolute_url(form))
            assert page.status == 410
            assert "金额写错。" in page.text
            assert "停车" not in page.text
        assert read(record.published_versions.get().get_absolute_url()).status == 410
        assert read(record.attachments[0].get_public_url()).status == 404
        assert where(record, {"street": street}, "停车") == set()


def test_a_draft_answers_as_if_it_did_not_exist(street):
    draft = factories.policy_draft(street)
    address = reverse("portal:record", args=["policies", "2026", "06", "01", draft.pk, "html"])
    assert read(address).status == 404


def test_the_draft_of_a_published_record_stays_unseen(street):
    page = factories.policy(street, title="松涛街道停车办法")
    page.title = "还没有发布的标题"
    page.save_revision()
    for path in (
        page.get_absolute_url(),
        page.get_absolute_url("json"),
        reverse("portal:home"),
        reverse("portal:feed"),
    ):
        text = read(path).text
        assert "松涛街道停车办法" in text
        assert "还没有发布的标题" not in text


def test_a_republished_record_keeps_its_address(street):
    page = factories.policy(street, title="松涛街道停车办法")
    address = page.get_absolute_url()
    worlds.withdraw(page, "金额写错。")
    fresh = type(page).objects.get(pk=page.pk)
    fresh.change_note = "改正金额。"
    fresh.save_revision().publish()
    assert read(address).status == 200
