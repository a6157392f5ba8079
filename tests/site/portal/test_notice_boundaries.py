"""A notice begins and ends to the second on every path, with no job running (design decisions 3 to 5)."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from cms.jobs.models import OutboxEntry
from cms.records.enums import Reach
from tests.site.portal import noticeboards
from tests.site.portal.noticeboards import ENDS, MOMENTS, NAMES, SECOND, STARTS, TITLE
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

ANSWERS = {
    "waiting": {404},
    "in force": {200},
    "ended": {410},
}
# What answers otherwise than the page itself: old texts are never read again, there is no PDF yet, files have no stub.
OTHERWISE = {
    "in force": {"version": 404, "pdf": 404},
    "ended": {"attachment": 404, "picture": 404, "picture as attachment": 404},
}
EVERYWHERE = ("page", "list", "list, newest", "list, of its kind", "chosen in the district list", "feed", "calendar")
STAYS_AT_THE_DISTRICT = {
    *("home", "senior home", "district list", "district list, newest", "district list, of its kind"),
    *("district feed", "kind feed", "district calendar", "search", "search by title"),
}
FILES = ("attachment", "picture", "picture as attachment")


@pytest.fixture
def board():
    return noticeboards.build()


def at(*places):
    return {f"{place}: {shelf}" for place in places for shelf in EVERYWHERE}


def answers(page):
    return {name: read(path) for name, path in noticeboards.forms(page).items()}


def expected(state):
    usual = dict.fromkeys(("html", "json", "md", "pdf", "senior", "version", *FILES), min(ANSWERS[state]))
    return usual | OTHERWISE.get(state, {})


@pytest.mark.parametrize(("moment", "state"), MOMENTS.values(), ids=MOMENTS)
def test_a_streets_notice_for_one_community_is_there_to_the_second_and_nowhere_else(board, moment, state):
    page = noticeboards.full_notice(board.street, board.community)
    with time_machine.travel(moment, tick=False):
        assert noticeboards.shown_on(board, page) == (at("community") if state == "in force" else set())


@pytest.mark.parametrize(("moment", "state"), MOMENTS.values(), ids=MOMENTS)
def test_each_form_of_a_notice_answers_to_the_second(board, moment, state):
    page = noticeboards.full_notice(board.street, board.community)
    with time_machine.travel(moment, tick=False):
        found = answers(page)
    assert {name: answer.status for name, answer in found.items()} == expected(state)
    telling = {name for name, answer in found.items() if any(one.encode() in answer.content for one in NAMES)}
    assert telling == ({"html", "json", "md", "senior"} if state == "in force" else set())
    if state == "waiting":
        assert [name for name, answer in found.items() if TITLE.encode() in answer.content] == []


@pytest.mark.parametrize(("moment", "state"), MOMENTS.values(), ids=MOMENTS)
def test_a_notice_for_the_whole_district_is_on_its_pages_to_the_second(board, moment, state):
    page = noticeboards.full_notice(
        board.district, notice_kind="public-institution", reach=Reach.DISTRICT, **_unusual()
    )
    with time_machine.travel(moment, tick=False):
        shown = noticeboards.shown_on(board, page)
        assert {answer.status for answer in answers(page).values()} <= {200, 404, 410}
    places = {name for place in board.places() for name in at(place) if "of its kind" not in name}
    soon = {"district list, ending soon"} if moment >= ENDS - dt.timedelta(days=8) else set()
    shelves = (STAYS_AT_THE_DISTRICT - {"district list, of its kind"}) | places | soon
    assert shown == (shelves if state == "in force" else set())


@pytest.mark.parametrize(("moment", "state"), MOMENTS.values(), ids=MOMENTS)
def test_a_plan_begins_to_the_second_and_stays_when_its_period_is_over(board, moment, state):
    page = noticeboards.full_notice(board.district, notice_kind="plan-draft", reach=Reach.DISTRICT, **_unusual())
    with time_machine.travel(moment, tick=False):
        shown = noticeboards.shown_on(board, page)
        found = answers(page)
    # Its earlier text stays readable too: nothing in it had to go.
    public = dict.fromkeys(expected(state), 200) | {"pdf": 404}
    assert {name: answer.status for name, answer in found.items()} == (
        expected(state) if state == "waiting" else public
    )
    lists = {"home", "district list", "search", "sitemap", "kind feed", "community: list", "community: feed"}
    assert (lists <= shown) == (state != "waiting")
    assert ("community: calendar" in shown) == (state == "in force")
    assert ("公示期已满" in found["html"].text) == (state == "ended")


def test_no_worker_has_anything_to_do_with_it(board):
    """The border is drawn when the page is read: what waits for the worker is still waiting."""
    page = noticeboards.full_notice(board.street, board.community)
    with time_machine.travel(ENDS, tick=False):
        assert read(page.get_absolute_url()).status == 410
    assert OutboxEntry.objects.filter(key=str(page.pk)).exists()
    page.refresh_from_db()
    assert page.purged_at is None


def test_the_clock_of_one_answer_does_not_move(board):
    """Half a page before the end and half of it after would be a page that never was."""
    page = noticeboards.full_notice(board.street, board.community)
    with time_machine.travel(STARTS, tick=False) as clock:
        assert read(page.get_absolute_url()).status == 200
        clock.move_to(ENDS - SECOND)
        assert read(page.get_absolute_url()).status == 200
        clock.move_to(ENDS)
        assert read(page.get_absolute_url()).status == 410


def _unusual():
    return {"period_reason": "方案小改，缩短征求意见", "content_reason": "本例不列全部内容"}
