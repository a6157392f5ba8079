"""Proposed ends are long enough and fall on working days; what is too short is told in plain words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.calendar.models import DayOverride
from cms.calendar.workdays import UNCERTAIN, data_ends_on, is_workday
from cms.notices.kinds import KINDS
from cms.notices.proposals import count, propose, shortfall

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
LOW_INCOME = KINDS["low-income-review"]
CIVIL_SERVANT = KINDS["civil-servant"]
SECOND = dt.timedelta(seconds=1)
over_and_over = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)

rules = st.builds(
    lambda days, unit: replace(LOW_INCOME, days=days, unit=unit),
    st.integers(1, 60),
    st.sampled_from(["calendar", "working"]),
)
starts = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=SHANGHAI)
)


def at(*parts):
    return dt.datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("low-income-review", at(2026, 3, 9, 9), at(2026, 3, 17)),
        ("low-income-review", at(2026, 3, 6, 9), at(2026, 3, 14)),
        ("low-income-review", at(2026, 3, 7, 9), at(2026, 3, 17)),
        ("low-income-review", at(2026, 9, 24, 9), at(2026, 10, 9)),
        ("civil-servant", at(2026, 3, 9, 9), at(2026, 3, 17)),
        ("civil-servant", at(2026, 9, 28, 9), at(2026, 10, 11)),
        ("land-pre-notice", at(2026, 2, 10, 9), at(2026, 3, 3)),
        ("bid-candidates", at(2026, 2, 13, 17), at(2026, 2, 25)),
        ("plan-draft", at(2026, 3, 2, 0), at(2026, 4, 2)),
    ],
)
def test_ends_are_proposed_as_counted_by_hand(code, start, end):
    assert propose(KINDS[code], start).end == end


def test_a_proposal_says_how_it_came_about():
    proposal = propose(LOW_INCOME, at(2026, 3, 7, 9))
    assert proposal.first_day_text == "3月8日起算（3月7日公布当天不算）"
    assert (
        proposal.sentence == "3月8日起算（3月7日公布当天不算），3月14日是休息日，顺延到3月16日，2026年3月16日24:00结束"
    )
    assert "顺延" not in propose(LOW_INCOME, at(2026, 3, 9, 9)).sentence


def test_a_kind_without_days_has_no_proposal():
    with pytest.raises(ValueError, match="no period"):
        propose(KINDS["other"], at(2026, 3, 9, 9))


@over_and_over
@given(rule=rules, start=starts)
def test_a_proposal_never_falls_short_and_never_ends_on_a_day_of_rest(rule, start):
    proposal = propose(rule, start)
    assert shortfall(rule, start, proposal.end) == ""
    assert is_workday(proposal.last_day)
    assert (proposal.end - SECOND).astimezone(SHANGHAI).date() == proposal.last_day
    assert proposal.last_day >= proposal.due_day
    assert proposal.end - start > rule.days * dt.timedelta(days=1)


@over_and_over
@given(rule=rules, start=starts)
def test_the_hour_of_the_start_changes_nothing(rule, start):
    day = start.date()
    first, last = (dt.datetime.combine(day, hour, SHANGHAI) for hour in (dt.time(), dt.time(23, 59, 59)))
    assert propose(rule, first).end == propose(rule, start).end == propose(rule, last).end


@over_and_over
@given(rule=rules, start=starts, later=st.integers(0, 40))
def test_a_later_start_never_ends_earlier(rule, start, later):
    assert propose(rule, start + dt.timedelta(days=later)).end >= propose(rule, start).end


@over_and_over
@given(rule=rules, start=starts)
def test_a_second_less_than_the_rule_asks_is_too_short(rule, start):
    enough = dt.datetime.combine(propose(rule, start).due_day + dt.timedelta(days=1), dt.time(), SHANGHAI)
    assert shortfall(rule, start, enough) == ""
    assert shortfall(rule, start, enough - SECOND)


def test_the_office_s_own_days_of_rest_move_the_proposal():
    DayOverride.objects.create(date=dt.date(2026, 3, 16), is_workday=False, note="台风停工，12号通知")
    assert propose(LOW_INCOME, at(2026, 3, 9, 9)).end == at(2026, 3, 18)


def test_the_same_instant_in_another_zone_means_the_same():
    start = at(2026, 3, 9, 0, 30)
    assert propose(LOW_INCOME, start.astimezone(dt.UTC)).end == propose(LOW_INCOME, start).end
    assert count(start.astimezone(dt.UTC), at(2026, 3, 17)) == count(start, at(2026, 3, 17))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(2026, 3, 9, 9), at(2026, 3, 17), "含首日共8天，其中6个工作日"),
        (at(2026, 3, 9, 9), at(2026, 3, 16, 17), "含首日共8天，其中6个工作日"),
        (at(2026, 3, 9, 9), at(2026, 3, 9, 9, 0, 1), "含首日共1天，其中1个工作日"),
        (at(2026, 10, 1), at(2026, 10, 8), "含首日共7天，其中0个工作日"),
        (at(2026, 9, 28, 9), at(2026, 10, 11), "含首日共13天，其中6个工作日"),
        (at(2026, 3, 9, 9), at(2026, 3, 9, 9), "含首日共0天，其中0个工作日"),
    ],
)
def test_both_counts_are_shown(start, end, expected):
    assert count(start, end).sentence == expected


@pytest.mark.parametrize(
    ("rule", "start", "end", "expected"),
    [
        (
            LOW_INCOME,
            at(2026, 3, 9, 9),
            at(2026, 3, 15),
            "按规定至少公示7天（公布当天不算），现在只有5天：请把结束时间改到2026年3月16日24:00以后，或者写明缩短的理由",
        ),
        (
            CIVIL_SERVANT,
            at(2026, 3, 9, 9),
            at(2026, 3, 14),
            "按规定至少公示5个工作日（公布当天不算），现在只有4个工作日：请把结束时间改到2026年3月16日24:00以后，或者写明缩短的理由",
        ),
        (
            LOW_INCOME,
            at(2026, 3, 9, 9),
            at(2026, 3, 9, 12),
            "按规定至少公示7天（公布当天不算），现在只有0天：请把结束时间改到2026年3月16日24:00以后，或者写明缩短的理由",
        ),
    ],
)
def test_what_is_too_short_says_by_how_much_and_what_to_do(rule, start, end, expected):
    assert shortfall(rule, start, end) == expected


def test_seven_days_that_end_on_a_sunday_are_seven_days():
    assert shortfall(LOW_INCOME, at(2026, 3, 8, 9), at(2026, 3, 16)) == ""


def test_no_rule_no_shortfall():
    assert shortfall(KINDS["other"], at(2026, 3, 9, 9), at(2026, 3, 9, 10)) == ""
    assert shortfall(KINDS["announcement"], at(2026, 3, 9, 9), at(2026, 3, 9, 10)) == ""


def test_what_rests_on_holidays_not_yet_announced_says_so():
    start = dt.datetime.combine(data_ends_on() + dt.timedelta(days=100), dt.time(9), SHANGHAI)
    proposal = propose(CIVIL_SERVANT, start)
    assert not proposal.certain
    assert UNCERTAIN in proposal.sentence
    assert UNCERTAIN in count(start, proposal.end).sentence
    assert UNCERTAIN in shortfall(CIVIL_SERVANT, start, start + dt.timedelta(days=1))
    assert UNCERTAIN not in shortfall(LOW_INCOME, start, start + dt.timedelta(days=1))
