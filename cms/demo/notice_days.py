"""Days of the demo's notices, counted from the day of loading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cms.calendar.describe import moment_text
from cms.calendar.workdays import add_working_days, next_working_day

OPENS = "09:00"
MIDNIGHT = "24:00"
RELEASED = "16:10"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Aware moments; ``ends`` is exclusive, None without an end."""

    released: dt.datetime
    starts: dt.datetime
    ends: dt.datetime | None

    @property
    def words(self) -> dict[str, str]:
        """What a text of the demo may say of them in braces."""
        start = timezone.localtime(self.starts)
        month_before = start.replace(day=1) - _DAY
        end = moment_text(self.ends, is_end=True).partition("日")[0].partition("年")[2] if self.ends else ""
        return {
            "year": str(start.year),
            "month": str(start.month),
            "last_month": f"{month_before.year}年{month_before.month}月",
            "end": f"{end}日",
        }


def days_of(row: dict[str, Any], today: dt.date) -> Days:
    """``starts_in``, ``ends_in``: days from ``today``; ``starts_at``, ``ends_at``: times of day, the end up to 24:00.

    A notice begins on a working day and is released on the one before: of what has begun the earlier one is taken, of
    what waits the later one.
    """
    start = today + _DAY * row["starts_in"]
    first = next_working_day(start) if start > today else add_working_days(start + _DAY, -1)
    return Days(
        released=moment(add_working_days(min(first, today), -1), RELEASED),
        starts=moment(first, row.get("starts_at", OPENS)),
        ends=end_of(row, today),
    )


def end_of(row: dict[str, Any], today: dt.date) -> dt.datetime | None:
    return moment(today + _DAY * row["ends_in"], row.get("ends_at", MIDNIGHT)) if "ends_in" in row else None


def moment(day: dt.date, clock: str) -> dt.datetime:
    hours, minutes = clock.split(":")
    since_midnight = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return timezone.make_aware(dt.datetime.combine(day, dt.time()) + since_midnight)
