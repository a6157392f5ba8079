"""Atom and iCalendar of a place: what is in force, no word of a text."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ElementTree

import pytest
import time_machine
from django.conf import settings
from icalendar import Calendar

from cms.notices.models import NoticePage
from cms.records.enums import Reach
from tests import factories
from tests.site.portal import noticeboards, worlds
from tests.site.portal.noticeboards import ENDS, NAMES, STARTS, TITLE, TZ
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 18, 10, 0, tzinfo=TZ)
ATOM = "{http://www.w3.org/2005/Atom}"
CALENDAR = "/places/wangchao/notices.ics"


@pytest.fixture
def board():
    with time_machine.travel(NOW, tick=False):
        yield noticeboards.build()


def events(path=CALENDAR):
    return Calendar.from_ical(read(path).content).walk("VEVENT")


def test_an_entry_tells_title_period_and_publisher_and_no_more(board):
    notice = noticeboards.full_notice(board.street, board.community)
    page = read("/places/wangchao/feed.xml")
    [entry] = ElementTree.fromstring(page.content).findall(f"{ATOM}entry")  # noqa: S314 – our own feed
    assert entry.find(f"{ATOM}title").text == TITLE
    assert entry.find(f"{ATOM}summary").text == (
        "公示期：2026年3月16日9:00至2026年3月23日24:00　澄湾新区松涛街道办事处"
    )
    assert entry.find(f"{ATOM}id").text == settings.SITE_URL + notice.get_absolute_url()
    assert entry.find(f"{ATOM}published").text == "2026-03-16T09:00:00+08:00"
    assert entry.find(f"{ATOM}updated").text == "2026-03-16T09:00:00+08:00"
    assert entry.find(f"{ATOM}content") is None
    assert [leak for leak in (*NAMES, notice.summary, "680") if leak in page.text] == []


def test_a_feed_of_many_kinds_tells_each_its_own(board):
    factories.policy(board.street, title="停车办法")
    noticeboards.release(board.street, reach=Reach.BELOW)
    root = ElementTree.fromstring(read("/places/wangchao/feed.xml").content)  # noqa: S314 – our own feed
    summaries = {
        entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}summary").text for entry in root.findall(f"{ATOM}entry")
    }
    assert summaries["停车办法"].endswith("有效")
    assert summaries[TITLE].startswith("公示期")


def test_a_calendar_has_an_event_for_each_notice(board):
    notice = noticeboards.full_notice(board.street, board.community)
    page = read(CALENDAR)
    assert page.response["Content-Type"] == "text/calendar; charset=utf-8"
    assert page.response["Cache-Control"] == "no-cache"
    [event] = events()
    assert str(event["SUMMARY"]) == TITLE
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (STARTS, ENDS)
    assert str(event["URL"]) == settings.SITE_URL + notice.get_absolute_url()
    assert "澄湾新区松涛街道办事处" in str(event["DESCRIPTION"])
    unfolded = page.content.replace(b"\r\n ", b"").decode()
    assert [leak for leak in (*NAMES, notice.summary, "0000-12345610") if leak in unfolded] == []
    assert all(len(line) <= 75 for line in page.content.split(b"\r\n"))


def test_an_event_keeps_its_name_when_the_dates_change(board):
    notice = noticeboards.release(board.street, board.community)
    [before] = events()
    fresh = NoticePage.objects.get(pk=notice.pk)
    fresh.ends_at += dt.timedelta(days=1)
    fresh.date_reason = "受理窗口停电"
    fresh.save()
    [after] = events()
    assert str(before["UID"]) == str(after["UID"])
    assert after["DTEND"].dt == ENDS + dt.timedelta(days=1)


def test_an_event_without_an_end_has_none(board):
    noticeboards.release(
        board.community, notice_kind="announcement", ends_at=None, reach=Reach.OWN, content_reason="从简"
    )
    [event] = events()
    assert "DTEND" not in event


def test_what_is_over_waits_or_is_shown_elsewhere_is_in_no_calendar(board):
    noticeboards.release(board.street, board.neighbour)
    later = {"starts_at": NOW + dt.timedelta(days=1), "ends_at": NOW + dt.timedelta(days=12)}
    noticeboards.release(board.street, board.community, **later)
    earlier = NOW - dt.timedelta(days=20)
    noticeboards.release(
        board.street, board.community, at=earlier, starts_at=None, ends_at=earlier + dt.timedelta(days=10)
    )
    assert events() == []
    assert read(CALENDAR).status == 200
    assert len(events("/places/tingtao/notices.ics")) == 1


def test_there_is_no_calendar_of_a_place_that_does_not_exist(board):
    assert read("/places/nowhere/notices.ics").status == 404


def test_list_and_place_lead_to_feed_and_calendar(board):
    worlds.furnish(board.community)
    noticeboards.release(board.street, board.community)
    for path in ("/places/wangchao/", "/places/wangchao/notices/"):
        links = read(path).internal_hrefs("main a")
        assert CALENDAR in links
        assert "/places/wangchao/feed.xml" in links
