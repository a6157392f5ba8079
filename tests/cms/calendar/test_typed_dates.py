"""Dates are read as offices type them; what cannot be meant is refused with words that help."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.calendar.describe import moment_short, moment_text
from cms.calendar.fields import MomentField
from cms.calendar.typed import ImpossibleDate, UnreadableDate, parse_day, parse_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = dt.date(2026, 2, 20)


def at(*parts):
    return dt.datetime(*parts, tzinfo=SHANGHAI)


FIRST_OF_MARCH = at(2026, 3, 1)
DAYS = [
    "2026-03-01",
    "2026-3-1",
    "2026.3.1",
    "2026.03.01",
    "2026.3.1.",
    "2026/3/1",
    "2026/03/01",
    "2026年3月1日",
    "2026年03月01日",
    "2026年3月1号",
    "2026 年 3 月 1 日",
    " 2026-03-01 ",
    "２０２６．３．１",
    "２０２６年３月１日",
    "2026－3－1",
    "2026。3。1",
    "2026、3、1",
    "2026·3·1",
    "2026—3—1",
    "2026–3–1",
    "20260301",
    "三月一日",
    "二〇二六年三月一日",
    "二○二六年三月一日",
    "二零二六年三月一日",
    "二〇二六年三月一号",
    "3月1日",
    "03月01日",
    "3月1号",
    "3/1",
    "3.1",
    "3-1",
    "3月1日（周日）",
    "3月1日(星期天)",
    "2026年3月1日星期日",
    "\u200b2026-03-01\ufeff",
]
HOURS = [
    ("2026-03-01 9:00", at(2026, 3, 1, 9)),
    ("2026-03-01 09：00", at(2026, 3, 1, 9)),
    ("2026-03-01  09:00", at(2026, 3, 1, 9)),
    ("2026-03-01T09:00", at(2026, 3, 1, 9)),
    ("2026-03-01T09:00:30", at(2026, 3, 1, 9, 0, 30)),
    ("2026-03-01T09:00+08:00", at(2026, 3, 1, 9)),
    ("2026-03-01T01:00:00Z", at(2026, 3, 1, 9)),
    ("2026-03-01 09:00:00", at(2026, 3, 1, 9)),
    ("2026-03-01 00:00:00", at(2026, 3, 1)),
    ("2026.3.1 9 : 00", at(2026, 3, 1, 9)),
    ("2026年3月1日9时", at(2026, 3, 1, 9)),
    ("2026年3月1日9时30分", at(2026, 3, 1, 9, 30)),
    ("2026年3月1日 9点半", at(2026, 3, 1, 9, 30)),
    ("2026年3月1日9点一刻", at(2026, 3, 1, 9, 15)),
    ("2026年3月1日9点三刻", at(2026, 3, 1, 9, 45)),
    ("2026年3月1日9点整", at(2026, 3, 1, 9)),
    ("2026年3月1日9点钟", at(2026, 3, 1, 9)),
    ("3月1日上午9点", at(2026, 3, 1, 9)),
    ("3月1日 上午 9:00", at(2026, 3, 1, 9)),
    ("3月1日下午3点半", at(2026, 3, 1, 15, 30)),
    ("三月一日下午三点半", at(2026, 3, 1, 15, 30)),
    ("三月二十一日上午十点二十五分", at(2026, 3, 21, 10, 25)),
    ("三月三十一日二十四时", at(2026, 4, 1)),
    ("三月廿一日", at(2026, 3, 21)),
    ("元月五日", at(2026, 1, 5)),
    ("3月1日下午两点", at(2026, 3, 1, 14)),
    ("3月1日下午12点", at(2026, 3, 1, 12)),
    ("3月1日下午15点", at(2026, 3, 1, 15)),
    ("3月1日中午12点", at(2026, 3, 1, 12)),
    ("3月1日中午1点", at(2026, 3, 1, 13)),
    ("3月1日晚上8点", at(2026, 3, 1, 20)),
    ("3月1日晚上12点", at(2026, 3, 2)),
    ("3月1日凌晨12点", at(2026, 3, 1)),
    ("3月1日凌晨2点", at(2026, 3, 1, 2)),
    ("3月1日（周日）9:00", at(2026, 3, 1, 9)),
    ("3月1日零时起", at(2026, 3, 1)),
    ("3月16日24时", at(2026, 3, 17)),
    ("3月16日24时止", at(2026, 3, 17)),
    ("2026-03-16 24:00", at(2026, 3, 17)),
    ("2026-03-16 24:00:00", at(2026, 3, 17)),
    ("2026-12-31 24:00", at(2027, 1, 1)),
    ("2026-02-28 24:00", at(2026, 3, 1)),
    ("2026-03-16 23:59:59", at(2026, 3, 16, 23, 59, 59)),
    ("20260301 9:00", at(2026, 3, 1, 9)),
]
UNREADABLE = [
    "",
    "   ",
    "下周一",
    "三月上旬",
    "2026年3月",
    "2026",
    "26.3.1",
    "3月1日至3月8日",
    "2026-03-01 -",
    "2026-03/01",
    "2026.3.1.9",
    "2026-3-19:00",
    "1/2/2026",
    "March 1, 2026",
    "2026-03-01 9",
    "2026-03-01 9:0",
    "2026-03-01 9:000",
    "正月初一",
    "第3次",
    "9:00",
    "2026-03-01 上午",
    "٢٠٢٦-٠٣-٠١",
    "2026-03-01'; DROP TABLE x",
    "3" * 5000,
]
IMPOSSIBLE = [
    ("2026-02-30", "没有2026年2月30日这一天"),
    ("2月30日", "没有2月30日这一天"),
    ("2026-13-01", "没有2026年13月1日这一天"),
    ("2026年0月1日", "没有2026年0月1日这一天"),
    ("20260231", "没有2026年2月31日这一天"),
    ("2月29日", "没有2月29日这一天"),
    ("2026-03-01 25:00", "没有25:00这个时间"),
    ("2026-03-01 24:01", "没有24:01这个时间"),
    ("2026-03-01 9:60", "没有9:60这个时间"),
    ("2026-03-01 9:00:60", "没有9:00这个时间"),
    ("2026-03-01 上午13点", "“上午13点”不对"),
    ("2026-03-01 中午3点", "“中午3点”不对"),
    ("1999-12-31", "年份是1999"),
    ("2100-01-01", "年份是2100"),
    ("0226-03-01", "年份是226"),
    ("2026年3月1日周一", "2026年3月1日是星期日"),
    ("2026-02-30T01:00:00Z", "没有“2026-02-30T01:00:00Z”这个时间"),
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_however_it_is_written(text):
    start = parse_moment(text, TODAY)
    end = parse_moment(text, TODAY, is_end=True)
    assert (start.at, start.has_time) == (FIRST_OF_MARCH, False)
    assert (end.at, end.has_time) == (at(2026, 3, 2), False)
    assert parse_day(text, TODAY) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(("text", "expected"), HOURS)
def test_an_hour_is_read_however_it_is_written(text, expected):
    moment = parse_moment(text, TODAY)
    assert moment.at == expected
    assert str(moment.at.tzinfo) == "Asia/Shanghai"


@pytest.mark.parametrize(("text", "expected"), [row for row in HOURS if row[0] not in ("三月廿一日", "元月五日")])
def test_a_written_hour_means_the_same_for_an_end(text, expected):
    moment = parse_moment(text, TODAY, is_end=True)
    assert (moment.at, moment.has_time) == (expected, True)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(text):
    with pytest.raises(UnreadableDate) as refused:
        parse_moment(text, TODAY)
    assert not isinstance(refused.value, ImpossibleDate)
    assert "2026-03-09 09:00" in str(refused.value)


@pytest.mark.parametrize(("text", "words"), IMPOSSIBLE)
def test_what_does_not_exist_is_named(text, words):
    with pytest.raises(ImpossibleDate) as refused:
        parse_moment(text, TODAY)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("text", "today", "year"),
    [
        ("3月1日", dt.date(2026, 2, 20), 2026),
        ("3月1日", dt.date(2026, 4, 30), 2026),
        ("3月1日", dt.date(2026, 5, 1), 2027),
        ("1月5日", dt.date(2026, 12, 20), 2027),
        ("12月20日", dt.date(2026, 12, 25), 2026),
        ("12月20日", dt.date(2027, 1, 10), 2026),
        ("12月20日", dt.date(2027, 3, 10), 2027),
        ("2月29日", dt.date(2027, 12, 1), 2028),
    ],
)
def test_a_day_without_a_year_is_the_next_one_or_one_just_past(text, today, year):
    assert parse_day(text, today).year == year


def test_an_hour_has_no_place_where_a_day_is_asked_for():
    with pytest.raises(UnreadableDate, match="只填日期"):
        parse_day("2026-03-01 09:00", TODAY)


moments = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=SHANGHAI)
)


@given(moment=moments, is_end=st.booleans())
def test_what_is_shown_is_read_back_as_the_same_moment(moment, is_end):
    if is_end and moment == at(2000, 1, 1):
        return
    for show in (moment_text, moment_short):
        shown = show(moment, is_end=is_end)
        assert parse_moment(shown, TODAY, is_end=is_end).at == moment


def outcome(text):
    try:
        return parse_moment(text, TODAY)
    except UnreadableDate as refused:
        return refused


@given(text=st.text(alphabet="0123456789年月日时分点:-./ 上下午半T三十一", max_size=24))
def test_nothing_that_is_typed_makes_it_stumble(text):
    found = outcome(text)
    assert str(found) if isinstance(found, UnreadableDate) else 2000 <= found.at.year <= 2100


def test_moments_in_words():
    assert moment_text(at(2026, 3, 9, 9)) == "2026年3月9日9:00"
    assert moment_text(at(2026, 3, 17), is_end=True) == "2026年3月16日24:00"
    assert moment_text(at(2026, 3, 17)) == "2026年3月17日0:00"
    assert moment_short(at(2026, 3, 17), is_end=True) == "2026-03-16 24:00"
    assert moment_short(dt.datetime(2026, 3, 9, 1, tzinfo=dt.UTC)) == "2026-03-09 09:00"
    assert moment_text(at(2026, 3, 9, 9, 0, 5)) == "2026年3月9日9:00:05"


class TestField:
    def field(self, **options):
        return MomentField(today=lambda: TODAY, **options)

    def test_it_cleans_what_is_typed(self):
        assert self.field().clean("3月9日9时") == at(2026, 3, 9, 9)
        assert self.field(is_end=True).clean("3月16日") == at(2026, 3, 17)
        assert self.field(required=False).clean("  ") is None

    @pytest.mark.parametrize(("typed", "words"), [("", "请填写"), ("明天", "看不懂"), ("2月30日", "没有2月30日")])
    def test_it_refuses_in_chinese(self, typed, words):
        with pytest.raises(Exception, match=words):
            self.field().clean(typed)

    def test_it_shows_a_moment_as_it_would_be_typed(self):
        assert self.field().prepare_value(at(2026, 3, 9, 9)) == "2026-03-09 09:00"
        assert self.field(is_end=True).prepare_value(at(2026, 3, 17)) == "2026-03-16 24:00"
        assert self.field().prepare_value("3月9") == "3月9"

    def test_it_notices_a_change_of_the_moment_not_of_its_writing(self):
        field = self.field(is_end=True)
        assert not field.has_changed(at(2026, 3, 17), "3月16日24时")
        assert not field.has_changed(None, "")
        assert field.has_changed(at(2026, 3, 17), "3月17日24时")
        assert field.has_changed(at(2026, 3, 17), "")
        assert field.has_changed(None, "明天")

    def test_it_shows_an_example_and_asks_for_no_number_pad(self):
        html = str(self.field(is_end=True).widget.render("ends_at", "", self.field(is_end=True).widget.attrs))
        assert 'placeholder="例如 2026-03-16 24:00"' in html
        assert 'inputmode="text"' in html
