"""Lists of notices: what ends first stands first, and every choice on offer leads to something."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.organisations.models import OrganisationPage
from cms.records.creation import bulk_creation
from cms.records.enums import Reach
from portal import paging
from portal.notice_list import MOST_OVER
from tests.site.portal import noticeboards
from tests.site.portal.noticeboards import TZ
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

BUDGET = 25
NOW = dt.datetime(2026, 3, 18, 10, 0, tzinfo=TZ)
PUBLISHED = dt.datetime(2026, 3, 9, 9, 0, tzinfo=TZ)
UNUSUAL = {"content_reason": "本例不列全部内容", "period_reason": "本例缩短"}


@pytest.fixture
def board():
    with time_machine.travel(NOW, tick=False):
        yield noticeboards.build()


def midnight(month, day):
    return dt.datetime(2026, month, day, 0, 0, tzinfo=TZ)


def release(publisher, title, ends_at, *places, **fields):
    """By default over the whole district; ``ends_at``: exclusive."""
    values = {"notice_kind": "announcement", "reach": Reach.DISTRICT, "starts_at": None, **UNUSUAL, **fields}
    at = fields.pop("published", None) or PUBLISHED
    values.pop("published", None)
    return noticeboards.release(
        OrganisationPage.objects.get(pk=publisher.pk), *places, at=at, title=title, ends_at=ends_at, **values
    )


def groups(page):
    return {
        section.h2.get_text(): [title.get_text() for title in section.select(".title")]
        for section in page.soup.select(".group")
    }


def test_a_list_is_grouped_by_the_days_that_are_left(board):
    release(board.district, "长期的", None)
    release(board.district, "八天后", midnight(3, 27))
    release(board.district, "七天后", midnight(3, 26))
    release(board.district, "明天", midnight(3, 20))
    release(board.district, "今天夜里", midnight(3, 19))
    release(board.district, "今天下午", dt.datetime(2026, 3, 18, 17, 30, tzinfo=TZ))
    release(board.district, "已经期满的规划", midnight(3, 12), notice_kind="plan-draft")
    page = read("/notices/")
    assert groups(page) == {
        "今天结束": ["今天下午", "今天夜里"],
        "七天内结束": ["明天", "七天后"],
        "七天以后结束": ["八天后"],
        "长期公布": ["长期的"],
        "期满后继续公开": ["已经期满的规划"],
    }
    assert page.texts(".left") == ["今天结束", "今天结束", "还剩1天", "还剩7天", "还剩8天", "长期公布", "已经期满"]
    assert "正在公示6则" in page.words(".head")


def test_a_row_says_who_what_kind_and_from_when_to_when(board):
    release(board.district, "施工安排", midnight(3, 20))
    release(board.district, "跨年的", dt.datetime(2027, 2, 1, tzinfo=TZ))
    first, second = read("/notices/").texts(".rows .meta")
    assert first == "澄湾新区管理委员会通知公告3月9日至3月19日"
    assert second == "澄湾新区管理委员会通知公告3月9日至2027年1月31日"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["明天", "下周", "规划"]),
        ("sort=newest", ["下周", "明天", "规划"]),
        ("type=plan-draft", ["规划"]),
        ("ending=7", ["明天"]),
        ("ending=7&type=plan-draft", []),
        ("place=tingtao", ["明天", "下周", "规划", "听涛的"]),
        ("place=nowhere", []),
        ("type=no-such-kind", ["明天", "下周", "规划"]),
        ("ending=8", ["明天", "下周", "规划"]),
        ("sort=<script>", ["明天", "下周", "规划"]),
        ("page=0", ["明天", "下周", "规划"]),
    ],
)
def test_filters_narrow_a_list(board, query, titles):
    release(board.district, "明天", midnight(3, 20))
    release(board.district, "下周", midnight(3, 30), published=PUBLISHED + dt.timedelta(days=1))
    release(
        board.district, "规划", midnight(4, 20), notice_kind="plan-draft", published=PUBLISHED - dt.timedelta(days=1)
    )
    release(board.street, "听涛的", midnight(5, 1), board.neighbour, reach=Reach.NAMED)
    assert read(f"/notices/?{query}").titles == titles


def test_newest_goes_by_the_moment_at_which_the_public_could_see_it(board):
    release(board.district, "先发布后开始", midnight(3, 30), starts_at=dt.datetime(2026, 3, 17, 9, 0, tzinfo=TZ))
    release(board.district, "后发布先开始", midnight(3, 31), published=PUBLISHED + dt.timedelta(days=2))
    assert read("/notices/?sort=newest").titles == ["先发布后开始", "后发布先开始"]


def test_every_choice_that_is_offered_leads_to_something(board):
    release(board.district, "明天", midnight(3, 20))
    release(board.district, "规划", midnight(4, 20), notice_kind="plan-draft")
    release(board.street, "听涛的", midnight(3, 21), board.neighbour, reach=Reach.NAMED)
    release(board.community, "望潮的", midnight(5, 1), notice_kind="community-affairs", reach=Reach.OWN)
    asked = set()
    waiting = ["/notices/", f"/places/{board.neighbour.slug}/notices/"]
    while waiting:
        path = waiting.pop()
        if path in asked:
            continue
        asked.add(path)
        page = read(path)
        assert page.titles, path
        waiting += page.internal_hrefs(".facets a")
    assert {"/notices/?place=songtao", "/notices/?place=tingtao", "/notices/?place=haiyan"} <= asked
    assert "/notices/?type=plan-draft" in asked
    assert len(asked) > 20


def test_a_place_that_shows_nothing_is_not_on_offer(board):
    release(board.street, "听涛的", midnight(3, 21), board.neighbour, reach=Reach.NAMED)
    assert read("/notices/").titles == []
    assert [href for href in read("/notices/").internal_hrefs(".facets a") if "place" in href] == []
    release(board.community, "望潮的", midnight(5, 1), notice_kind="community-affairs", reach=Reach.OWN)
    release(board.street, "街道的", midnight(5, 1), reach=Reach.OWN)
    assert read("/notices/").texts(".facets a") == ["全部", "松涛街道"]
    chosen = read("/notices/?place=songtao").texts(".facets a")
    assert chosen == ["全部", "松涛街道", "全部", "望潮社区", "听涛社区"]


def test_an_empty_list_says_when_the_last_one_ended_and_offers_nothing(board):
    page = read("/notices/")
    assert page.texts(".lead") == ["现在没有正在公示的事项。"]
    release(board.district, "已经期满", midnight(3, 10), notice_kind="other", published=midnight(3, 2))
    release(board.street, "只给一个社区", midnight(3, 15), board.community, notice_kind="other", reach=Reach.NAMED)
    page = read("/notices/")
    assert page.texts(".lead") == ["现在没有正在公示的事项。最近一则3月9日期满。"]
    assert page.hollow() == []
    assert read("/places/wangchao/notices/").texts(".lead") == ["现在没有正在公示的事项。最近一则3月14日期满。"]
    assert "只给一个社区" not in read("/places/wangchao/notices/").text


def test_a_chosen_place_is_told_as_its_own_list_and_leads_back(board):
    release(board.street, "听涛的", midnight(3, 21), board.neighbour, reach=Reach.NAMED)
    page = read("/notices/?place=tingtao")
    assert page.texts(".lead") == ["正在公示1则，快结束的在前。公示期内，谁都可以提意见。看全区"]
    assert page.texts(".tier") == ["听涛社区"]
    assert page.internal_hrefs(".lead a") == ["/notices/"]
    assert read("/notices/?place=tingtao&ending=7").texts(".lead") == ["符合条件的有1则。看全部"]


def test_home_and_places_have_a_section_only_where_there_is_something(board):
    assert read("/").soup.find(id="n") is None
    release(board.street, "听涛的", midnight(3, 21), board.neighbour, reach=Reach.NAMED)
    assert read("/").soup.find(id="n") is None
    assert read("/places/songtao/").soup.find(id="n") is None
    section = read("/places/tingtao/")
    assert section.titles == ["听涛的"]
    assert section.texts(".left") == ["还剩2天"]
    assert "/places/tingtao/notices/" in section.internal_hrefs(".more")
    release(board.district, "全区的", midnight(3, 30))
    assert read("/").titles == ["全区的"]
    assert read("/places/tingtao/").titles == ["听涛的", "全区的"]
    assert "公示公告" in read("/").texts(".nav a")


def test_pages_go_through_what_runs_and_end_with_the_newest_of_what_is_over(board):
    size = paging.PAGE_SIZE
    with bulk_creation() as bulk, bulk.batch():
        for number in range(size + 3):
            release(board.district, f"公示{number:02}", midnight(4, 1) + dt.timedelta(hours=number))
        for number in range(size + 1):
            release(board.district, f"期满{number:02}", midnight(3, 10) + dt.timedelta(hours=number))
    running = [f"公示{number:02}" for number in range(size + 3)]
    over = [f"期满{number:02}" for number in reversed(range(size + 1))]
    first, second = (read(f"/notices/?page={number}") for number in (1, 2))
    assert first.titles == running[:size]
    assert second.titles == [*running[size:], *over[:MOST_OVER]]
    assert read("/notices/?page=3").status == 404
    [more] = second.internal_hrefs(".group .more")
    assert more == "/notices/?ending=over"
    assert read(more).titles == over[:size]
    assert read(f"{more}&page=2").titles == over[size:]
    assert read("/notices/?sort=newest&page=2").titles[-MOST_OVER:] == over[:MOST_OVER]


def test_what_is_over_is_a_choice_of_its_own(board):
    release(board.district, "明天", midnight(3, 20))
    release(board.district, "期满的规划", midnight(3, 12), notice_kind="plan-draft")
    assert "期满后继续公开" in read("/notices/").texts(".facets a")
    page = read("/notices/?ending=over")
    assert page.titles == ["期满的规划"]
    assert page.texts(".facets a")[:2] == ["全部", "七天内结束"]


def test_what_a_list_costs_is_small_and_does_not_grow(board):
    with bulk_creation() as bulk, bulk.batch():
        _publish(board, range(240))
    few = {path: _queries(path) for path in _paths(board)}
    with bulk_creation() as bulk, bulk.batch():
        _publish(board, range(240, 480))
    many = {path: _queries(path) for path in _paths(board)}
    assert many == few
    assert {path: count for path, count in many.items() if count > BUDGET} == {}


def _publish(board, numbers):
    """Over the whole district and to one community, ending soon, late, never, and over; in three kinds."""
    kinds = ("announcement", "plan-draft", "decision-draft")
    for number in numbers:
        ends = (midnight(3, 19), midnight(3, 22), midnight(4, 20), midnight(3, 15))[number % 4]
        kind = kinds[number % 3]
        if number % 2:
            release(board.district, f"公示{number}", ends, notice_kind=kind)
        else:
            release(board.street, f"公示{number}", ends, board.community, notice_kind=kind, reach=Reach.NAMED)


def _paths(board):
    district = [f"/notices/{query}" for query in ("", "?page=2", "?sort=newest", "?type=plan-draft&ending=7")]
    place = [f"/places/wangchao/notices/{query}" for query in ("", "?sort=newest", "?ending=7")]
    chosen = ["/notices/?place=wangchao", "/notices/?place=songtao", "/notices/?place=wangchao&page=2"]
    feeds = ["/notices/feed.xml", "/places/wangchao/feed.xml", "/places/wangchao/notices.ics", "/notices/punctuality/"]
    return [*district, *place, *chosen, *feeds, "/", "/places/wangchao/", "/sitemap.xml"]


def _queries(path):
    read(path)  # what is looked up once a process
    with CaptureQueriesContext(connection) as captured:
        assert read(path).status == 200, path
    return len(captured)
