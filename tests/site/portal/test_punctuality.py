"""How punctual notices were: by index number, never by title."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.notices.clearing import clear_due
from cms.notices.models import NoticePage, NoticePeriod
from cms.records import withdrawing
from cms.records.enums import Reach
from portal import punctuality
from tests import factories
from tests.site.portal import noticeboards
from tests.site.portal.noticeboards import ENDS, STARTS, TITLE
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

PATH = "/notices/punctuality/"
NOW = ENDS + dt.timedelta(days=2)
DAY = dt.timedelta(days=1)


@pytest.fixture
def board():
    return noticeboards.build()


def rows(moment=NOW):
    with time_machine.travel(moment, tick=False):
        return [
            ["".join(cell.stripped_strings) for cell in row.select("th, td")]
            for row in read(PATH).soup.select("tbody tr")
        ]


def sentence(moment=NOW):
    with time_machine.travel(moment, tick=False):
        return read(PATH).texts(".lead")[0]


def revise(notice, moment, **fields):
    with time_machine.travel(moment, tick=False):
        fresh = NoticePage.objects.get(pk=notice.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()


def test_a_punctual_notice_with_the_time_of_its_purge(board):
    notice = noticeboards.release(board.street, board.community)
    purged = ENDS + dt.timedelta(minutes=1)
    assert clear_due(purged) == 1
    assert rows() == [
        [
            notice.index_number,
            "低保审核公示澄湾新区松涛街道办事处",
            "2026-03-16 09:00",
            "2026-03-16 09:00",
            "2026-03-23 24:00",
            "2026-03-23 24:00",
            "2026-03-24 00:01",
        ]
    ]
    assert sentence() == "2025年3月26日以来1则公示，准时开始1则；已经期满1则，准时结束1则。"


def test_no_title_and_no_way_to_a_page(board):
    notice = noticeboards.release(board.street, board.community)
    for moment in (STARTS, NOW):
        with time_machine.travel(moment, tick=False):
            page = read(PATH)
            assert [word for word in (TITLE, notice.get_absolute_url(), "望潮") if word in page.text] == []
            assert [href for href in page.internal_hrefs("main a") if str(notice.pk) in href] == []


def test_what_waits_is_not_there_and_what_runs_has_no_end_yet(board):
    notice = noticeboards.release(board.street, board.community)
    assert rows(STARTS - noticeboards.SECOND) == []
    [row] = rows(STARTS)
    assert (row[0], row[5], row[6]) == (notice.index_number, "正在公示", "")
    [row] = rows(ENDS)
    assert row[5:] == ["2026-03-23 24:00", "还没有清除"]


def test_a_notice_released_too_late_began_late(board):
    noticeboards.release(board.street, board.community, at=STARTS + dt.timedelta(hours=2), ends_at=ENDS + DAY)
    [row] = rows()
    assert row[2:4] == ["2026-03-16 09:00", "2026-03-16 11:00晚了"]
    assert "准时开始0则" in sentence()


def test_what_was_put_off_is_measured_by_the_last_plan(board):
    notice = noticeboards.release(board.street, board.community)
    revise(notice, STARTS + DAY, ends_at=ENDS + DAY, date_reason="受理窗口停电")
    [row] = rows()
    assert row[4:6] == ["2026-03-24 24:00", "2026-03-24 24:00"]


def test_a_notice_taken_off_early_says_so(board):
    notice = noticeboards.release(board.street, board.community)
    with time_machine.travel(STARTS + DAY, tick=False):
        noticeboards.withdraw(notice, board.street, "名单要重新核对")
    [row] = rows()
    assert row[5:] == ["2026-03-17 09:00提前撤下", ""]
    assert sentence() == "2025年3月26日以来1则公示，准时开始1则；已经期满0则，准时结束0则。提前撤下1则。"


def test_a_renewed_notice_has_two_periods(board):
    notice = noticeboards.release(board.street, board.community)
    body = NoticePage._meta.get_field("body").stream_block.to_python(
        [{"type": "table", "value": factories.applicants("林某")}, *notice.body.get_prep_value()[:1]]
    )
    revise(notice, STARTS + DAY, body=body, change_note="删去一户。", date_reason="名单有变动", ends_at=ENDS + 3 * DAY)
    new, old = rows(ENDS + 9 * DAY)
    assert old[2:6] == ["2026-03-16 09:00", "2026-03-16 09:00", "2026-03-23 24:00", "2026-03-17 09:00重新公示"]
    assert new[2:6] == ["2026-03-17 09:00", "2026-03-17 09:00", "2026-03-26 24:00", "2026-03-26 24:00"]
    assert "2则公示，准时开始2则；已经期满1则，准时结束1则。内容有变动、重新公示1则。" in sentence(ENDS + 9 * DAY)


def test_what_was_stopped_before_it_began_was_never_public(board):
    notice = noticeboards.release(board.street, board.community)
    with time_machine.travel(STARTS - DAY, tick=False):
        publisher = factories.user_of(board.street.staff_groups.publishers)
        withdrawing.withdraw(NoticePage.objects.get(pk=notice.pk), "名单要重新核对", publisher)
    assert rows() == []


def test_a_plan_stays_and_is_not_purged(board):
    noticeboards.release(
        board.district, notice_kind="plan-draft", reach=Reach.DISTRICT, content_reason="从简", period_reason="从简"
    )
    [row] = rows()
    assert row[5:] == ["2026-03-23 24:00", "不用清除"]


def test_an_end_that_was_not_the_planned_one_is_shown(board):
    """Whatever set it: the page says when the public saw it last, not when it should have."""
    notice = noticeboards.release(board.street, board.community)
    NoticePage.objects.filter(pk=notice.pk).update(visible_until=ENDS + dt.timedelta(minutes=5))
    [row] = rows()
    assert row[5] == "2026-03-24 00:05和计划不同"
    assert "准时结束0则" in sentence()


def test_it_looks_back_twelve_months(board):
    long_ago = STARTS - dt.timedelta(days=400)
    noticeboards.release(
        board.street, board.community, at=long_ago, starts_at=None, ends_at=long_ago + dt.timedelta(days=10)
    )
    assert rows() == []
    assert sentence().endswith("以来没有公示。")


def test_it_is_a_table_for_everyone_and_does_not_cost_more_with_more(board):
    noticeboards.release(board.street, board.community)
    with time_machine.travel(NOW, tick=False):
        table = read(PATH).soup.select_one("table")
        assert table.caption.get_text()
        assert {head["scope"] for head in table.select("thead th")} == {"col"}
        assert {head["scope"] for head in table.select("tbody th")} == {"row"}
        few = _queries()
        first = NoticePeriod.objects.get()
        NoticePeriod.objects.bulk_create(
            NoticePeriod(
                notice=first.notice, number=number, starts_at=STARTS, ends_at=ENDS, began_at=STARTS, decided_at=STARTS
            )
            for number in range(2, 60)
        )
        assert punctuality.totals(NOW).begun == 59
        assert _queries() == few
        assert read(f"{PATH}?page=3").status == 200
        assert read(f"{PATH}?page=4").status == 404


def _queries():
    read(PATH)
    with CaptureQueriesContext(connection) as captured:
        assert read(PATH).status == 200
    return len(captured)
