"""Working days of the offices: what staff entered, else the State Council's arrangement, else Monday to Friday.

The State Council's arrangement of a year (days off and the weekends worked for them) comes from the package
chinesecalendar. A day is in Asia/Shanghai. Each function asks the database once (``is_certain``: twice, and only
beyond the package's years).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import chinese_calendar

from .models import DayOverride

LONGEST_SPAN = dt.timedelta(days=366 * 20)
UNCERTAIN = "（节假日安排尚未公布，按周一至周五推算）"

_DAY = dt.timedelta(days=1)


def is_workday(day: dt.date) -> bool:
    return _is_workday(day, DayOverride.objects.within(day, day))


def add_working_days(day: dt.date, n: int) -> dt.date:
    """The ``n``-th working day after ``day`` (before it if ``n`` is negative), which is not counted; ``day`` for 0.

    Raises ValueError if that is more than 20 years away.
    """
    if n == 0:
        return day
    forward = n > 0
    limit = _limit(day, forward=forward)
    overrides = DayOverride.objects.within(min(day, limit), max(day, limit))
    left = abs(n)
    for other in _days_after(day, limit):
        left -= _is_workday(other, overrides)
        if left == 0:
            return other
    raise ValueError(f"{n} working days from {day} are more than 20 years away")


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; if ``end`` is earlier, minus those before ``start``.

    Raises ValueError for more than 20 years.
    """
    _refuse_long(start, end)
    overrides = DayOverride.objects.within(min(start, end), max(start, end))
    count = sum(_is_workday(day, overrides) for day in _days_after(start, end))
    return count if end >= start else -count


def next_working_day(day: dt.date) -> dt.date:
    """``day`` itself if it is one."""
    return add_working_days(day - _DAY, 1)


@cache
def data_ends_on() -> dt.date:
    """The last day for which the State Council's arrangement is known to the package."""
    return dt.date(max(chinese_calendar.constants.holidays).year, 12, 31)


@cache
def _data_begins_on() -> dt.date:
    return dt.date(min(chinese_calendar.constants.holidays).year, 1, 1)


def known_until() -> dt.date:
    """The last day of the last year that is known without a gap, from the package or because staff entered it whole."""
    year = data_ends_on().year
    entered = DayOverride.objects.whole_years(after=year)
    while year + 1 in entered:
        year += 1
    return dt.date(year, 12, 31)


def is_certain(start: dt.date, end: dt.date) -> bool:
    """Is every day from ``start`` to ``end`` (both included) known, not just taken for a day of Monday to Friday?

    Days that staff entered are known, and so is every day of a year whose arrangement they entered whole.
    Raises ValueError for more than 20 years.
    """
    _refuse_long(start, end)
    first, last = min(start, end), max(start, end)
    if _data_begins_on() <= first and last <= data_ends_on():
        return True
    days = DayOverride.objects.within(first, last)
    unknown = {
        day.year
        for day in _days_after(first - _DAY, last)
        if day not in days and not _data_begins_on() <= day <= data_ends_on()
    }
    return unknown <= DayOverride.objects.whole_years(after=data_ends_on().year)


def _is_workday(day: dt.date, overrides: dict[dt.date, bool]) -> bool:
    return overrides.get(day, _arranged().get(day, day.weekday() < 5))


@cache
def _arranged() -> dict[dt.date, bool]:
    """Where the State Council's arrangement differs from Monday to Friday. The package's own question takes 30 µs."""
    tables = chinese_calendar.constants
    return dict.fromkeys(tables.holidays, False) | dict.fromkeys(tables.workdays, True)


def _days_after(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """From the day after ``start`` to ``end``; backwards from the day before it if ``end`` is the earlier one."""
    step = 1 if end >= start else -1
    return (dt.date.fromordinal(number) for number in range(start.toordinal() + step, end.toordinal() + step, step))


def _limit(day: dt.date, *, forward: bool) -> dt.date:
    try:
        return day + LONGEST_SPAN if forward else day - LONGEST_SPAN
    except OverflowError:
        return dt.date.max if forward else dt.date.min


def _refuse_long(start: dt.date, end: dt.date) -> None:
    if abs(end - start) > LONGEST_SPAN:
        raise ValueError(f"{start} to {end} is longer than 20 years")
