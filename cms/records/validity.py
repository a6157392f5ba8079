"""有效性 in a word and in a sentence. Computed when it is read, so that it is never stale."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from .enums import Validity


@dataclass(frozen=True)
class Standing:
    """What a document is worth on one day.

    since: the day its present state began, or will begin if it is not yet effective; None when no date says so.
    """

    validity: Validity
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def binds(self) -> bool:
        return self.validity in (Validity.IN_FORCE, Validity.AMENDED)

    @property
    def is_over(self) -> bool:
        return self.validity in (Validity.REPEALED, Validity.EXPIRED)

    def short_label(self, today: dt.date) -> str:
        """At most six characters, for the end of a row."""
        if self.validity == Validity.AMENDED:
            return "有修改"
        if self.validity == Validity.NOT_YET_EFFECTIVE and self.since:
            year = "" if self.since.year == today.year else f"{self.since.year}年"
            return f"{year}{self.since.month}月{self.since.day}日起"
        return str(self.validity.label)


def standing_of(record: Any, today: dt.date) -> Standing:
    """Standing of a record that carries the annotations of ``RecordQuerySet.with_validity``.

    Order of the rules: an end by decision or by another document outweighs an expiry, both outweigh a start to come.
    """
    ends = [day for day in (record.repealed_on, record.ended_by_relation_on) if day is not None and day <= today]
    if ends:
        return Standing(Validity.REPEALED, since=min(ends))
    if record.valid_until is not None and record.valid_until < today:
        return Standing(Validity.EXPIRED, since=record.valid_until, until=record.valid_until)
    if record.effective_on is not None and record.effective_on > today:
        return Standing(Validity.NOT_YET_EFFECTIVE, since=record.effective_on, until=record.valid_until)
    if record.amended_by_relation_on is not None and record.amended_by_relation_on <= today:
        return Standing(Validity.AMENDED, since=record.amended_by_relation_on, until=record.valid_until)
    return Standing(Validity.IN_FORCE, since=record.effective_on, until=record.valid_until)
