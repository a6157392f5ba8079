"""A notice as it is read: its period, the way to object, its other forms; and the stub that stays."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from cms.notices.clearing import clear_due
from cms.notices.models import NoticePage
from cms.records import withdrawing
from cms.records.enums import Reach
from tests import factories
from tests.site.portal import noticeboards
from tests.site.portal.noticeboards import ENDS, NAMES, SECOND, STARTS, TITLE, TZ
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 18, 10, 0, tzinfo=TZ)
VALIDITY = ("有效", "失效", "废止", "validity")
FORMS = ("html", "json", "md", "pdf")
KEPT = ("no-store", "noindex, noarchive")


@pytest.fixture
def board():
    return noticeboards.build()


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def headers(page):
    return page.response.get("Cache-Control"), page.response.get("X-Robots-Tag")


def test_the_period_is_told_in_days_and_to_the_minute(board, clock):
    page = read(noticeboards.full_notice(board.street, board.community).get_absolute_url())
    assert page.texts(".countdown") == ["还剩5天"]
    assert page.texts(".ends") == ["3月16日9:00开始3月23日24:00结束"]
    assert [cell.get("class", [""])[0] for cell in page.soup.select(".cells i")] == ["past"] * 2 + ["now"] + [""] * 5
    assert "含首日共8天，其中6个工作日" in page.words(".facts")
    clock.move_to(ENDS - SECOND)
    last = read(page.path)
    assert last.texts(".countdown") == ["今天24:00结束"]


def test_the_way_to_object_is_in_the_room(board, clock):
    notice = noticeboards.release(
        board.street,
        board.community,
        objection_telephone="街道0000-12345610、区民政局0000-12345611",
        objection_hours="工作日8:30至17:30",
        objection_address="松涛街道便民服务中心3号窗口",
    )
    page = read(notice.get_absolute_url())
    [room] = page.soup.select("article .room")
    assert [link["href"] for link in room.select(".tel")] == ["tel:0000-12345610", "tel:0000-12345611"]
    words = page.words("article .room")
    for expected in (
        "街道",
        "区民政局",
        "工作日8:30至17:30",
        "松涛街道便民服务中心3号窗口",
        "12345",
        "3月23日24:00以前",
    ):
        assert expected in words


def test_publisher_places_basis_and_reasons_stand_beside_the_text(board, clock):
    notice = noticeboards.release(
        board.street,
        board.community,
        board.neighbour,
        ends_at=STARTS + dt.timedelta(days=3),
        period_reason="疫情期间从简",
        content_reason="本批没有金额",
    )
    page = read(notice.get_absolute_url())
    facts = page.words(".facts")
    for expected in ("澄湾新区松涛街道办事处", "望潮社区、听涛社区", "社会救助暂行办法", notice.index_number):
        assert expected in facts
    assert "疫情期间从简" in page.words("article")
    assert "本批没有金额" in page.words("article")


def test_changed_dates_are_in_the_public_ledger(board, clock):
    notice = noticeboards.release(board.street, board.community)
    fresh = NoticePage.objects.get(pk=notice.pk)
    fresh.ends_at += dt.timedelta(days=1)
    fresh.date_reason = "受理窗口停电"
    fresh.save()
    page = read(notice.get_absolute_url())
    assert page.texts(".log p") == [
        "原定2026年3月16日9:00至2026年3月23日24:00，因受理窗口停电，改为2026年3月16日9:00至2026年3月24日24:00。"
    ]


def test_tables_have_a_caption_and_heads_for_screen_readers(board, clock):
    page = read(noticeboards.full_notice(board.street, board.community).get_absolute_url())
    table = page.soup.select_one("article table")
    assert table.caption.get_text() == "最低生活保障审核公示名单"
    assert {head["scope"] for head in table.select("thead th")} == {"col"}
    assert len(table.select("tbody tr")) == 2
    right = [cell.get_text() for cell in table.select("thead .r")]
    assert right == ["家庭人口", "拟保障金额（元/月）"]


def test_a_list_of_persons_says_that_it_will_go(board, clock):
    words = "到期后本页只留标题和公示期"
    assert words in read(noticeboards.release(board.street, board.community).get_absolute_url()).text
    kept = noticeboards.release(
        board.community, notice_kind="community-affairs", reach=Reach.OWN, content_reason="本例从简"
    )
    assert words not in read(kept.get_absolute_url()).text
    endless = noticeboards.release(
        board.street, board.community, notice_kind="announcement", ends_at=None, content_reason="本例从简"
    )
    page = read(endless.get_absolute_url())
    assert words not in page.text
    assert "长期公布" in page.words(".period")


@pytest.mark.parametrize("form", ["html", "json", "md"])
def test_every_form_tells_the_period_and_the_way_to_object_and_nothing_of_validity(board, clock, form):
    page = read(noticeboards.full_notice(board.street, board.community).get_absolute_url(form))
    assert page.status == 200
    text = page.text if form != "html" else page.words("article")
    for expected in ("望潮社区", "澄湾新区松涛街道办事处", "0000-12345610", "松涛路1号", *NAMES[:2]):
        assert expected in text, expected
    assert [word for word in VALIDITY if word in text] == []
    if form != "html":
        assert "2026年3月16日9:00至2026年3月23日24:00" in text


def test_open_data_has_aware_moments(board, clock):
    notice = noticeboards.full_notice(board.street, board.community)
    data = read(notice.get_absolute_url("json")).response.json()
    assert (data["starts_at"], data["ends_at"]) == ("2026-03-16T09:00:00+08:00", "2026-03-24T00:00:00+08:00")
    assert data["published_at"] == "2026-03-16T09:00:00+08:00"
    assert data["state"] == "in_force"
    assert [picture["url"].endswith(".png") for picture in data["pictures"]] == [True]


def test_the_date_of_publication_is_the_moment_at_which_the_public_could_see_it(board, clock):
    notice = noticeboards.release(
        board.district, reach=Reach.DISTRICT, notice_kind="announcement", content_reason="从简"
    )
    assert read(notice.get_absolute_url()).meta("PubDate") == "2026-03-16 09:00"
    [found] = read("/search/?q=第七批").texts(".rows time")
    assert found == "2026-03-16"
    assert "<published>2026-03-16T09:00:00+08:00</published>" in read("/notices/feed.xml").text


@pytest.mark.parametrize("form", FORMS)
def test_no_cache_and_no_search_engine_keeps_what_will_leave(board, clock, form):
    notice = noticeboards.full_notice(board.street, board.community)
    if form != "pdf":
        assert headers(read(notice.get_absolute_url(form))) == KEPT
    clock.move_to(ENDS)
    assert headers(read(notice.get_absolute_url(form))) == KEPT
    assert 'content="noindex, noarchive"' in read(notice.get_absolute_url()).text


def test_what_stays_may_be_kept_and_found(board, clock):
    plan = noticeboards.release(
        board.district, notice_kind="plan-draft", reach=Reach.DISTRICT, content_reason="从简", period_reason="从简"
    )
    assert headers(read(plan.get_absolute_url())) == (None, None)
    assert "noarchive" not in read(plan.get_absolute_url()).text
    assert plan.get_absolute_url() in read("/sitemap.xml").text
    assert headers(read("/notices/")) == (None, None)


def test_it_is_found_by_its_summary_while_it_runs(board, clock):
    noticeboards.release(
        board.district,
        reach=Reach.DISTRICT,
        notice_kind="public-institution",
        summary="图书馆招人",
        content_reason="从简",
        period_reason="从简",
    )
    assert read("/search/?q=图书馆招人").titles == [TITLE]
    clock.move_to(ENDS)
    assert read("/search/?q=图书馆招人").titles == []


def test_its_path_leads_to_the_list_of_the_place_that_it_is_for(board, clock):
    one = noticeboards.release(board.street, board.community)
    assert read(one.get_absolute_url()).texts(".crumbs a") == ["首页", "松涛街道", "望潮社区", "公示公告"]
    assert read(one.get_absolute_url()).internal_hrefs(".crumbs a")[-1] == "/places/wangchao/notices/"
    two = noticeboards.release(board.street, board.community, board.neighbour)
    assert read(two.get_absolute_url()).internal_hrefs(".crumbs a")[-1] == "/places/songtao/notices/"


def test_the_stub_says_what_was_and_whom_to_ask(board, clock):
    notice = noticeboards.full_notice(board.street, board.community, outcome="公示期间没有收到异议")
    other = noticeboards.release(board.street, board.community, title="另一则", ends_at=ENDS + dt.timedelta(days=5))
    clock.move_to(ENDS)
    page = read(notice.get_absolute_url())
    assert page.texts(".countdown") == ["公示期满"]
    words = page.words("article")
    for expected in (
        *(TITLE, "2026年3月23日24:00期满", "公示期间没有收到异议", "望潮社区", "0000-12345610", "松涛路1号"),
        *("澄湾新区松涛街道办事处", notice.index_number),
    ):
        assert expected in words, expected
    assert "/places/wangchao/notices/" in page.internal_hrefs("article .inline a")
    assert other.title not in page.text


@pytest.mark.parametrize("cleared", [False, True], ids=["before the after-work", "after it"])
@pytest.mark.parametrize("form", FORMS)
def test_the_stub_names_nobody_in_any_form(board, clock, form, cleared):
    notice = noticeboards.full_notice(board.street, board.community)
    clock.move_to(ENDS)
    if cleared:
        assert clear_due(ENDS) == 1
    page = read(notice.get_absolute_url(form))
    assert page.status == 410
    assert TITLE in page.text
    leaks = (*NAMES, noticeboards.FILE_TITLE, noticeboards.PICTURE_WORDS, "/files/", notice.summary, "B类")
    assert [leak for leak in leaks if leak in page.text] == []
    assert {"json": "application/json", "md": "text/markdown; charset=utf-8"}.get(
        form, "text/html; charset=utf-8"
    ) == page.response["Content-Type"]


def test_the_stub_as_open_data(board, clock):
    notice = noticeboards.full_notice(board.street, board.community, outcome="没有异议")
    clock.move_to(ENDS)
    data = read(notice.get_absolute_url("json")).response.json()
    assert data["state"] == "ended"
    assert (data["title"], data["outcome"], data["places"]) == (TITLE, "没有异议", "望潮社区")
    assert data["objection"]["telephones"] == ["0000-12345610"]
    assert not {"text", "summary", "attachments", "pictures", "keywords"} & set(data)


def test_a_result_and_its_notice_lead_to_each_other_whatever_has_ended(board, clock):
    notice = noticeboards.release(board.street, board.community)
    with time_machine.travel(ENDS, tick=False):
        result = factories.notice(board.street, board.community, title="低保审核结果公告", result_of=notice)
    waiting = read(notice.get_absolute_url())
    assert result.get_absolute_url() not in waiting.text
    clock.move_to(ENDS)
    assert result.get_absolute_url() in read(notice.get_absolute_url()).internal_hrefs("article a")
    assert notice.get_absolute_url() in read(result.get_absolute_url()).internal_hrefs("article a")
    data = read(notice.get_absolute_url("json")).response.json()
    assert [one["title"] for one in data["results"]] == ["低保审核结果公告"]
    clock.move_to(result.ends_at)
    assert result.get_absolute_url() not in read(notice.get_absolute_url()).text


@pytest.mark.parametrize("form", ["html", "json", "md", "pdf"])
def test_a_withdrawn_notice_says_why_in_every_form(board, clock, form):
    notice = noticeboards.full_notice(board.street, board.community)
    noticeboards.withdraw(notice, board.street, "名单要重新核对")
    clock.move_to(NOW + SECOND)
    page = read(notice.get_absolute_url(form))
    assert page.status == 410
    assert "名单要重新核对" in page.text
    assert [leak for leak in (*NAMES, TITLE) if leak in page.text] == []
    assert headers(page) == KEPT
    if form == "json":
        assert page.response.json()["state"] == "withdrawn"
    assert noticeboards.shown_on(board, notice) == set()
    clock.move_to(ENDS + SECOND)
    assert "名单要重新核对" in read(notice.get_absolute_url(form)).text


def test_a_notice_that_was_stopped_before_it_began_leaves_no_trace(board):
    notice = noticeboards.full_notice(board.street, board.community)
    with time_machine.travel(STARTS - SECOND, tick=False):
        publisher = factories.user_of(board.street.staff_groups.publishers)
        withdrawing.withdraw(NoticePage.objects.get(pk=notice.pk), "名单要重新核对", publisher)
    for moment in (STARTS - SECOND, STARTS + SECOND, ENDS + SECOND):
        with time_machine.travel(moment, tick=False):
            assert {read(path).status for path in noticeboards.forms(notice).values()} == {404}
            assert noticeboards.shown_on(board, notice) == set()
            assert notice.index_number not in re.sub(r"<wbr>|<[^>]+>", "", read("/notices/punctuality/").text)


def test_a_preview_of_an_empty_draft_is_a_page(board, clock):
    draft = NoticePage(title="草稿", publisher=board.street, live=False)
    board.street.add_child(instance=draft)
    response = draft.make_preview_request()
    assert response.status_code == 200
    assert "草稿" in response.content.decode()
    full = factories.notice_draft(board.street, board.community, title="写好的草稿")
    assert "写好的草稿" in full.make_preview_request().content.decode()
