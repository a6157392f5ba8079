"""How long a notice should stand, how long it stands, and what is missing (domain.md section 9.2).

The day of publication is not counted; a period ends at 24:00 of its last day, and a proposal rolls it on to the next
working day if that is a day of rest (民法典 art. 201–203; 民事诉讼法 on periods, by analogy). Ends are exclusive: 24:00
of 16 March is midnight of the 17th. Days are those of Asia/Shanghai.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cms.calendar.describe import moment_text
from cms.calendar.workdays import UNCERTAIN, add_working_days, is_certain, next_working_day, working_days_between

from .kinds import UNITS, NoticeKind

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """``end``: exclusive, aware. ``last_day``: the day whose 24:00 it is; ``due_day``: before it was rolled on."""

    start: dt.datetime
    end: dt.datetime
    due_day: dt.date
    last_day: dt.date
    certain: bool

    @property
    def first_day_text(self) -> str:
        """3月10日起算（3月9日公布当天不算）"""
        first = _local_day(self.start)
        return f"{_day_text(first + _DAY)}起算（{_day_text(first)}公布当天不算）"

    @property
    def sentence(self) -> str:
        """How the end comes about, in Chinese."""
        rolled = f"{_day_text(self.due_day)}是休息日，顺延到{_day_text(self.last_day)}，"
        end = f"{moment_text(self.end, is_end=True)}结束"
        return f"{self.first_day_text}，{rolled if self.due_day != self.last_day else ''}{end}{_doubt(self.certain)}"


@dataclass(frozen=True)
class Counts:
    """Days of a period with its first one. ``certain``: False if holidays of its days are not announced yet."""

    calendar_days: int
    working_days: int
    certain: bool

    @property
    def sentence(self) -> str:
        """含首日共8天，其中6个工作日"""
        return f"含首日共{self.calendar_days}天，其中{self.working_days}个工作日{_doubt(self.certain)}"


def propose(rule: NoticeKind, start: dt.datetime) -> Proposal:
    """The end that ``rule`` asks for. ``start``: aware. Raises ValueError for a rule without days."""
    first = _local_day(start)
    due = _due_day(rule, first)
    last = next_working_day(due)
    return Proposal(start, _end_of(last), due, last, is_certain(first, last))


def count(start: dt.datetime, end: dt.datetime) -> Counts:
    """What lies between two aware moments, each day that is touched; nothing if ``end`` is not after ``start``."""
    if end <= start:
        return Counts(0, 0, certain=True)
    first, last = _local_day(start), _local_day(end - dt.timedelta(microseconds=1))
    return Counts((last - first).days + 1, working_days_between(first - _DAY, last), is_certain(first, last))


def shortfall(rule: NoticeKind, start: dt.datetime, end: dt.datetime) -> str:
    """Empty if the period is as long as ``rule`` asks; else what to do, in Chinese.

    Whole days after the first count. That the last one is a day of rest is no shortfall.
    """
    if not rule.days:
        return ""
    first = _local_day(start)
    enough = _end_of(_due_day(rule, first))
    if end >= enough:
        return ""
    last_whole = max(_local_day(end) - _DAY, first)
    there = working_days_between(first, last_whole) if rule.unit == "working" else (last_whole - first).days
    needed = f"{'至少' if rule.at_least else ''}公示{rule.period_text}"
    doubt = _doubt(is_certain(first, _due_day(rule, first))) if rule.unit == "working" else ""
    return (
        f"按规定{needed}（公布当天不算），现在只有{there}{UNITS[rule.unit]}："
        f"请把结束时间改到{moment_text(enough, is_end=True)}以后，或者写明缩短的理由{doubt}"
    )


def _due_day(rule: NoticeKind, first: dt.date) -> dt.date:
    if not rule.days:
        raise ValueError(f"{rule.code} has no period")
    return add_working_days(first, rule.days) if rule.unit == "working" else first + rule.days * _DAY


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + _DAY, dt.time()), timezone.get_default_timezone())


def _local_day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def _day_text(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _doubt(certain: bool) -> str:
    return "" if certain else UNCERTAIN
