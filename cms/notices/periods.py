"""When a notice begins and ends, and the public ledger of what was decided about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from cms.calendar.describe import moment_text
from cms.records import versions, withdrawing

if TYPE_CHECKING:
    from .models import NoticePage, NoticePeriod


@dataclass(frozen=True)
class Decision:
    """What publishing a notice now decides. ``renews``: the period begins anew; ``is_new``: it goes into the ledger."""

    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    began_at: dt.datetime
    decided_at: dt.datetime
    reason: str
    renews: bool
    is_new: bool


# Longer is a slip of the pen: 2062 for 2026.
LONGEST = dt.timedelta(days=5 * 366)
TOO_LONG = "公示期超过5年，请核对年份"


def latest(page: NoticePage) -> NoticePeriod | None:
    """The last decision about its period, if it was ever published."""
    if page.pk is None:
        return None
    found: NoticePeriod | None = page.periods.last()
    return found


def decide(page: NoticePage, now: dt.datetime) -> Decision:
    """What publishing ``page`` at ``now`` would decide.

    A notice released too late begins late: nobody can have read it before. What changes in substance while it is
    being read begins anew (domain.md section 9.2), and so does what was taken off and comes back.
    """
    last = latest(page)
    # To the second, as moments are shown and typed.
    moment = ((page.published_at or now) if last is None else now).replace(microsecond=0)
    begun = last is not None and last.began_at <= now
    returns = begun and withdrawing.is_announced(page)
    renews = begun and (returns or versions.differs_from_published(page))
    starts_at = page.starts_at or (last.starts_at if last is not None and begun else moment)
    if renews:  # what is being read cannot be hidden by renewing it into the future
        starts_at = max(starts_at, moment) if returns else moment
    began_at = last.began_at if last is not None and begun and not renews else max(starts_at, moment)
    changed = last is None or renews or (last.starts_at, last.ends_at) != (starts_at, page.ends_at)
    return Decision(
        number=1 if last is None else last.number + int(renews),
        starts_at=starts_at,
        ends_at=page.ends_at,
        began_at=began_at,
        decided_at=moment,
        reason=_reason(page, renews=renews) if last is not None else "",
        renews=renews,
        is_new=changed,
    )


def _reason(page: NoticePage, *, renews: bool) -> str:
    return (page.date_reason or page.change_note if renews else page.date_reason).strip()


def begins_at(page: NoticePage, now: dt.datetime) -> dt.datetime:
    """When the public sees it first if it is published at ``now``."""
    return decide(page, now).began_at


def date_change_is_open(page: NoticePage, now: dt.datetime) -> bool:
    """Would publishing change dates that the public has been told?"""
    last = latest(page)
    if last is None or last.began_at > now:
        return False
    decision = decide(page, now)
    return decision.is_new and not decision.renews


def enter(page: NoticePage, decision: Decision) -> None:
    """Into the ledger. A decision about what has not begun yet takes the place of the one before: nobody was told."""
    if not decision.is_new:
        return
    last = latest(page)
    if last is not None and not decision.renews and last.began_at > decision.decided_at:
        page.periods.filter(pk=last.pk).delete()
    page.periods.create(
        number=decision.number,
        starts_at=decision.starts_at,
        ends_at=decision.ends_at,
        began_at=decision.began_at,
        decided_at=decision.decided_at,
        reason=decision.reason,
        renewed=decision.renews,
    )


@dataclass(frozen=True)
class LedgerEntry:
    """One line for the public: what was planned, why it changed, what holds now."""

    decided_at: dt.datetime
    text: str


def ledger(page: NoticePage) -> Iterator[LedgerEntry]:
    """Changed dates, oldest first: 原定…，因…改为…"""
    before = None
    for row in page.periods.all():
        if before is not None:
            reason = f"因{row.reason.rstrip('。')}" if row.reason else ""
            if row.renewed:
                text = f"{reason or '内容有变动'}，重新公示：{span_text(row.began_at, row.ends_at)}。"
            else:
                planned, new = (span_text(each.starts_at, each.ends_at) for each in (before, row))
                text = f"原定{planned}，{reason}{'，' if reason else ''}改为{new}。"
            yield LedgerEntry(row.decided_at, text)
        before = row


def span_text(start: dt.datetime, end: dt.datetime | None) -> str:
    """2026年3月9日9:00至2026年3月16日24:00."""
    begin = moment_text(timezone.localtime(start))
    return f"{begin}至{moment_text(timezone.localtime(end), is_end=True)}" if end else f"{begin}起"
