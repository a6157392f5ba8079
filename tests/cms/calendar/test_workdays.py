"""Working days are those of the State Council's notices, unless the office has entered otherwise."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.calendar import workdays
from cms.calendar.models import DayOverride
from tests.cms.calendar.arrangements import HOLIDAYS

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
D = dt.date
in_the_data = st.dates(D(2004, 3, 1), D(2025, 12, 31))
anywhere = st.dates(D(1995, 1, 1), D(2060, 12, 31))
# Nothing is written to the database by these: it need not be fresh for each example.
over_and_over = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def override(day, is_workday, note="国办发明电〔2026〕7号"):
    return DayOverride.objects.create(date=day, is_workday=is_workday, note=note)


def enter_whole(year):
    """As many days off as the law gives, from New Year to National Day."""
    days = [D(year, 1, 1), *(D(year, 2, day) for day in range(6, 14)), *(D(year, 10, day) for day in range(1, 5))]
    for day in days:
        override(day, False)


@pytest.mark.parametrize("holiday", HOLIDAYS, ids=lambda holiday: f"{holiday.first}")
def test_every_holiday_is_as_it_was_announced(holiday):
    assert [day for day in holiday.days_off if workdays.is_workday(day)] == []
    assert [day for day in holiday.worked if not workdays.is_workday(day)] == []


# 中秋 falls into the weeks of the 国庆 that begins on this day: weekdays off, less weekend days worked for it.
MID_AUTUMN = {D(2010, 10, 1): 3 - 1, D(2018, 10, 1): 1, D(2021, 10, 1): 2, D(2026, 10, 1): 1}


@pytest.mark.parametrize("holiday", HOLIDAYS, ids=lambda holiday: f"{holiday.first}")
def test_the_weeks_of_every_holiday_have_the_working_days_that_were_announced(holiday):
    """Whole weeks, from the Monday on or after which the arrangement begins to the Sunday on or after its end."""
    earliest, latest = min(holiday.first, *holiday.worked), max(holiday.last, *holiday.worked)
    sunday_before, last_sunday = earliest - (earliest.weekday() + 1) * DAY, latest + (6 - latest.weekday()) * DAY
    weekdays = 5 * (last_sunday - sunday_before).days // 7
    off = sum(day.weekday() < 5 for day in holiday.days_off) + MID_AUTUMN.get(holiday.first, 0)
    announced = weekdays - off + len(holiday.worked)
    assert workdays.working_days_between(sunday_before, last_sunday) == announced


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (D(2026, 9, 30), 1, D(2026, 10, 8)),
        (D(2026, 9, 30), 3, D(2026, 10, 10)),
        (D(2026, 9, 30), 4, D(2026, 10, 12)),
        (D(2026, 2, 13), 1, D(2026, 2, 14)),
        (D(2026, 2, 13), 2, D(2026, 2, 24)),
        (D(2026, 2, 13), 6, D(2026, 2, 28)),
        (D(2025, 1, 24), 5, D(2025, 2, 7)),
        (D(2025, 9, 26), 10, D(2025, 10, 16)),
        (D(2024, 2, 9), 1, D(2024, 2, 18)),
        (D(2024, 9, 27), 20, D(2024, 10, 30)),
        (D(2023, 9, 28), 1, D(2023, 10, 7)),
        (D(2023, 9, 28), 7, D(2023, 10, 13)),
        (D(2020, 1, 23), 1, D(2020, 2, 3)),
        (D(2026, 10, 8), -1, D(2026, 9, 30)),
        (D(2026, 2, 24), -2, D(2026, 2, 13)),
        (D(2026, 2, 17), 0, D(2026, 2, 17)),
    ],
)
def test_working_days_are_added_as_by_hand(day, n, expected):
    assert workdays.add_working_days(day, n) == expected


def test_no_day_differs_from_what_the_package_answers():
    days = (workdays._data_begins_on() + n * DAY for n in range((workdays.data_ends_on() - D(2004, 1, 1)).days + 1))
    assert [day for day in days if workdays._is_workday(day, {}) != chinese_calendar.is_workday(day)] == []


def test_the_next_working_day_may_be_the_day_itself():
    assert workdays.next_working_day(D(2026, 9, 30)) == D(2026, 9, 30)
    assert workdays.next_working_day(D(2026, 10, 1)) == D(2026, 10, 8)
    assert workdays.next_working_day(D(2026, 10, 10)) == D(2026, 10, 10)
    assert workdays.next_working_day(D(2026, 10, 11)) == D(2026, 10, 12)


@over_and_over
@given(day=anywhere, n=st.integers(-300, 300))
def test_adding_and_counting_are_inverse(day, n):
    assert workdays.working_days_between(day, workdays.add_working_days(day, n)) == n


@over_and_over
@given(day=in_the_data, n=st.integers(1, 200))
def test_what_is_added_never_ends_on_a_day_of_rest(day, n):
    assert workdays.is_workday(workdays.add_working_days(day, n))
    assert workdays.is_workday(workdays.add_working_days(day, -n))


@over_and_over
@given(day=in_the_data, n=st.integers(0, 200), later=st.integers(0, 40), more=st.integers(0, 40))
def test_more_days_or_a_later_start_never_end_earlier(day, n, later, more):
    end = workdays.add_working_days(day, n)
    assert workdays.add_working_days(day, n + more) >= end
    assert workdays.add_working_days(day + later * DAY, n) >= end


@over_and_over
@given(a=in_the_data, b=st.integers(0, 300), c=st.integers(0, 300))
def test_counts_of_adjoining_spans_add_up(a, b, c):
    middle, end = a + b * DAY, a + (b + c) * DAY
    for first, last in ((a, end), (end, a)):
        parts = workdays.working_days_between(first, middle) + workdays.working_days_between(middle, last)
        assert workdays.working_days_between(first, last) == parts


@over_and_over
@given(
    day=st.dates(D(2024, 1, 1), D(2024, 3, 1)),
    n=st.integers(1, 60),
    entered=st.dictionaries(st.dates(D(2024, 1, 1), D(2024, 6, 1)), st.booleans(), max_size=20),
)
def test_all_this_holds_across_days_that_the_office_entered(day, n, entered):
    DayOverride.objects.all().delete()
    DayOverride.objects.bulk_create(
        DayOverride(date=one, is_workday=works, note="本地") for one, works in entered.items()
    )
    end = workdays.add_working_days(day, n)
    assert workdays.working_days_between(day, end) == n
    assert entered.get(end, True)
    assert workdays.is_workday(end)


def test_what_the_office_enters_wins_over_the_notice():
    override(D(2026, 10, 8), False, "台风停工，澄湾新区〔2026〕12号")
    assert workdays.add_working_days(D(2026, 9, 30), 1) == D(2026, 10, 9)
    override(D(2026, 10, 3), True)
    assert workdays.add_working_days(D(2026, 9, 30), 1) == D(2026, 10, 3)


def test_beyond_the_data_monday_to_friday_count_and_are_not_certain():
    year = workdays.data_ends_on().year + 2
    monday = workdays.next_working_day(D(year, 6, 1))
    assert monday.weekday() < 5
    assert not workdays.is_workday(monday + (5 - monday.weekday()) * DAY)
    assert not workdays.is_certain(monday, monday)
    assert workdays.is_certain(D(2026, 1, 1), D(2026, 12, 31))
    assert not workdays.is_certain(D(2003, 12, 31), D(2004, 1, 1))


def test_a_day_beyond_the_data_is_certain_once_it_is_entered():
    day = workdays.data_ends_on() + 40 * DAY
    override(day, False)
    assert workdays.is_certain(day, day)
    assert not workdays.is_certain(day, day + DAY)


def test_a_year_that_is_entered_whole_is_certain():
    year = workdays.data_ends_on().year + 1
    enter_whole(year)
    assert workdays.is_certain(D(year - 1, 12, 1), D(year, 12, 31))
    assert not workdays.is_certain(D(year, 12, 31), D(year + 1, 1, 1))
    assert workdays.known_until() == D(year, 12, 31)


@pytest.mark.parametrize("missing", [(1, 1), (10, 1), (2, 7)])
def test_a_year_with_a_holiday_missing_is_not_whole(missing):
    year = workdays.data_ends_on().year + 1
    enter_whole(year)
    DayOverride.objects.filter(date=D(year, *missing)).delete()
    assert not workdays.is_certain(D(year, 5, 4), D(year, 5, 4))
    assert workdays.known_until() == workdays.data_ends_on()


def test_a_year_after_a_gap_does_not_prolong_what_is_known():
    enter_whole(workdays.data_ends_on().year + 2)
    assert workdays.known_until() == workdays.data_ends_on()


def test_one_query_is_enough_for_sixty_days(django_assert_num_queries):
    workdays.data_ends_on()
    for ask in (
        lambda: workdays.add_working_days(D(2026, 9, 1), 60),
        lambda: workdays.working_days_between(D(2010, 1, 1), D(2026, 12, 31)),
        lambda: workdays.next_working_day(D(2026, 10, 1)),
        lambda: workdays.is_workday(D(2026, 10, 1)),
    ):
        with django_assert_num_queries(1):
            ask()
    with django_assert_num_queries(0):
        workdays.is_certain(D(2026, 3, 1), D(2026, 12, 31))


def test_spans_of_more_than_twenty_years_are_refused():
    with pytest.raises(ValueError, match="20 years"):
        workdays.working_days_between(D(2000, 1, 1), D(2021, 1, 1))
    with pytest.raises(ValueError, match="20 years"):
        workdays.is_certain(D(2021, 1, 1), D(2000, 1, 1))
    with pytest.raises(ValueError, match="20 years"):
        workdays.add_working_days(D(2026, 1, 1), 6000)
    with pytest.raises(ValueError, match="20 years"):
        workdays.add_working_days(D(9999, 12, 1), 60)
