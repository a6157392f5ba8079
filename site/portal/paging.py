"""Pages of a list: at most a hundred by number, counted no further than that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from cms.records.querysets import RecordQuerySet

PAGE_SIZE = 20
LAST_PAGE = 100


@dataclass(frozen=True)
class Page:
    """One page of rows. total: exact as far as can be paged to; ``is_cut``: there are more."""

    rows: list[Any]
    number: int
    total: int
    is_cut: bool

    @property
    def count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def numbers(self) -> list[int | None]:
        """Numbers to offer; None is a gap."""
        wanted = sorted({1, self.count, *range(max(1, self.number - 1), min(self.count, self.number + 1) + 1)})
        offered: list[int | None] = []
        for number in wanted:
            if offered and offered[-1] is not None and number - offered[-1] > 1:
                offered.append(None)
            offered.append(number)
        return offered

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def page_number(text: str) -> int:
    """A page number from a query string; anything senseless is page 1."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= 3 and int(text) > 0 else 1


def paginate(queryset: RecordQuerySet, now: dt.datetime, number: int) -> Page:
    """Raise Http404 for a page that does not exist."""
    return paginate_parts([queryset], now, number, LAST_PAGE)


def paginate_parts(parts: Sequence[RecordQuerySet], now: dt.datetime, number: int, last: int) -> Page:
    """Pages of one list whose parts follow each other. Raise Http404 for a page beyond the end or ``last``."""
    limit = PAGE_SIZE * last
    counts = [part.order_by()[: limit + 1].count() for part in parts]
    counted = sum(counts)
    total = min(counted, limit)
    page = Page([], number, total, counted > limit)
    if number > page.count:
        raise Http404("没有这一页")
    start, stop = (number - 1) * PAGE_SIZE, number * PAGE_SIZE
    rows: list[Any] = []
    for part, count in zip(parts, counts, strict=True):
        if count and start < count and stop > 0:
            rows += part.rows(now, stop, max(0, start))
        start, stop = start - count, stop - count
    return Page(rows, number, total, page.is_cut)
