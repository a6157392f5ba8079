"""Days left, and a cell for each day of a period."""

from __future__ import annotations

import datetime as dt

import pytest

from portal.countdown import Countdown
from portal.notice_page import Spoken, spoken

TZ = dt.timezone(dt.timedelta(hours=8))


def at(month, day, hour=0, minute=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=TZ)


@pytest.mark.parametrize(
    ("now", "left", "cells"),
    [
        (at(3, 16, 9), 7, "今·······"),
        (at(3, 18, 12), 5, "××今·····"),
        (at(3, 23, 0), 0, "×××××××今"),
        (at(3, 23, 23, 59), 0, "×××××××今"),
        (at(3, 24, 0), 0, "××××××××"),
    ],
)
def test_the_figure_and_the_cells_agree(now, left, cells):
    period = Countdown(at(3, 16, 9), at(3, 24, 0), now)
    assert period.days_left == left
    assert "".join({"past": "×", "now": "今", "": "·"}[cell] for cell in period.cells) == cells
    assert period.ends_today == (now.day == 23)
    assert period.is_over == (now.day == 24)


def test_a_period_that_ends_in_the_middle_of_a_day_counts_that_day():
    period = Countdown(at(3, 16, 9), at(3, 18, 17, 30), at(3, 17, 8))
    assert (period.days_left, len(period.cells), period.last_day) == (1, 3, dt.date(2026, 3, 18))


@pytest.mark.parametrize(("days", "cells", "weeks"), [(1, 1, False), (30, 30, False), (31, 5, True), (36, 6, True)])
def test_a_longer_period_has_a_cell_a_week(days, cells, weeks):
    period = Countdown(at(3, 1), at(3, 1) + dt.timedelta(days=days), at(3, 1, 8))
    assert (len(period.cells), period.is_drawn_in_weeks) == (cells, weeks)
    assert period.cells.count("now") == 1


def test_what_has_no_end_has_no_cells():
    period = Countdown(at(3, 16), None, at(3, 17))
    assert (period.cells, period.days_left, period.ends_today, period.is_over) == ([], None, False, False)
    assert period.span == "3月16日起"


@pytest.mark.parametrize(
    ("begin", "end", "span"),
    [
        (at(3, 16, 9), at(3, 24), "3月16日至3月23日"),
        (at(12, 30, year=2025), at(1, 4), "2025年12月30日至1月3日"),
        (at(3, 16, 9), at(3, 16, 17), "3月16日"),
    ],
)
def test_a_span_names_the_year_only_where_it_is_another(begin, end, span):
    assert Countdown(begin, end, at(3, 17)).span == span


@pytest.mark.parametrize(
    ("typed", "number", "label"),
    [
        ("0000-12345678", "0000-12345678", ""),
        ("松涛街道0000-12345678", "0000-12345678", "松涛街道"),
        ("街道 3 号窗口：0000-12345678转2", "0000-12345678", "街道 3 号窗口：转2"),
        ("12345", "12345", ""),
        ("区民政局（0000 1234 5678）", "0000 1234 5678", "区民政局"),
        ("请到窗口", "", "请到窗口"),
    ],
)
def test_the_number_to_call_is_found_in_what_was_typed(typed, number, label):
    assert spoken(typed) == Spoken(number, label)
