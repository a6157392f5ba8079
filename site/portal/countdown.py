"""A period drawn in days: what is left of it, and a cell for each day (look: “Time is drawn in days”)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

# A longer period has a cell a week.
MOST_DAYS_DRAWN = 30
_DAY = dt.timedelta(days=1)
_INSTANT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Countdown:
    """begin, end: aware; the end is exclusive, None without one. now: aware."""

    begin: dt.datetime
    end: dt.datetime | None
    now: dt.datetime

    @property
    def is_over(self) -> bool:
        return self.end is not None and self.end <= self.now

    @property
    def first_day(self) -> dt.date:
        return timezone.localdate(self.begin)

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the period still ran, if only for a second."""
        return timezone.localdate(self.end - _INSTANT) if self.end is not None else None

    @property
    def days_left(self) -> int | None:
        """Days after today; 0 on the last one."""
        return None if self.last_day is None else max(0, (self.last_day - timezone.localdate(self.now)).days)

    @property
    def ends_today(self) -> bool:
        return not self.is_over and self.days_left == 0

    @property
    def cells(self) -> list[str]:
        """`past`, `now` or nothing for each day, or week, of the period; none without an end."""
        if self.last_day is None:
            return []
        days = (self.last_day - self.first_day).days + 1
        step = 1 if days <= MOST_DAYS_DRAWN else 7
        starts = [self.first_day + _DAY * offset for offset in range(0, days, step)]
        return [self._cell(start, start + _DAY * step) for start in starts]

    def _cell(self, start: dt.date, stop: dt.date) -> str:
        today = timezone.localdate(self.now)
        if self.is_over or stop <= today:
            return "past"
        return "now" if start <= today else ""

    @property
    def is_drawn_in_weeks(self) -> bool:
        return self.last_day is not None and (self.last_day - self.first_day).days >= MOST_DAYS_DRAWN

    @property
    def span(self) -> str:
        """3月9日至3月16日; with the year where it is not this one."""
        begin = self._day(self.first_day)
        if self.last_day is None:
            return f"{begin}起"
        return begin if self.last_day == self.first_day else f"{begin}至{self._day(self.last_day)}"

    def _day(self, day: dt.date) -> str:
        year = "" if day.year == timezone.localdate(self.now).year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日"


def countdown_of(notice: Any, now: dt.datetime) -> Countdown:
    """The period that the public sees; of a draft the one that it would have."""
    return Countdown(notice.visible_from or notice.starts_at or now, notice.ends_at, now)
