"""Texts and tables through the gate."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from django.utils import timezone

from . import identity
from .allowing import Allowed
from .canonical import canonical, cell_text
from .columns import Role, roles_of
from .detecting import cell_hits, prose_hits
from .findings import Finding, Hit, distinct, finding, without_overlap
from .heads import find_head, headings_of
from .kinds import Carrier, Kind, Severity
from .numbers import numbers_in
from .people import ADULT, age_in, born_on, is_minor, is_plain_name

_LONGEST_LABEL = 30
_BOX = re.compile(r"\s*[\dXx]\s*")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_BIRTH_KINDS = frozenset({Kind.IDENTITY, Kind.DISABILITY_CERTIFICATE, Kind.SUSPECTED_IDENTITY})


def scan_text(
    text: str,
    place: str,
    *,
    allowed: Collection[str] = (),
    carrier: Carrier = Carrier.TEXT,
    today: dt.date | None = None,
) -> list[Finding]:
    """Of several paragraphs (lines), each is named: 正文第2段. A number may run over the end of a line."""
    hits = prose_hits(text, Allowed.of(allowed), today or timezone.localdate())
    if not hits:
        return []
    paragraph = paragraph_names(text)
    found = [finding(hit.kind, f"{place}{paragraph(hit.start)}", carrier, hit.value) for hit in hits]
    return distinct(found)


def scan_table(
    rows: Sequence[Sequence[Any]],
    place: str,
    *,
    has_header: bool = True,
    allowed: Collection[str] = (),
    carrier: Carrier = Carrier.TABLE,
    today: dt.date | None = None,
) -> list[Finding]:
    """Rows are counted from 1 with the head; columns are named by their headings, or by number.

    The head is looked for below title rows too. ``has_header`` is what the editor says of the first row: it decides
    only where no heading is recognised.
    """
    table = Table.of(rows, has_header=has_header)
    return [
        finding(hit.kind, f"{place}第{row + 1}行{table.column_label(column)}", carrier, hit.value)
        for row, column, hit in table_hits(table, Allowed.of(allowed), today or timezone.localdate())
    ]


@dataclass(frozen=True)
class Table:
    """rows: all, as texts; head: indexes of its rows; labels: of columns, fit to be kept; persons: it lists some."""

    rows: list[list[str]]
    head: range
    headings: list[str]
    labels: list[str]
    roles: list[Role]
    persons: bool

    @classmethod
    def of(
        cls, rows: Sequence[Sequence[Any]], *, has_header: bool = True, merged: Sequence[Sequence[str]] = ()
    ) -> Table:
        """merged: the first rows with the text of merged cells in each cell that they cover, to find the head by."""
        texts = [[cell_text(cell) for cell in row] for row in rows]
        width = max(map(len, texts), default=0)
        first_rows = merged or texts
        head = find_head(first_rows)
        if not head and has_header and texts and not _looks_like_data(texts[0]):
            head = range(1)
        headings = headings_of(first_rows, head)
        headings += [""] * (width - len(headings))
        body = texts[head.stop :]
        roles = roles_of(headings, body)
        labels = [f"“{safe_label(heading)}”列" if heading else "" for heading in headings]
        return cls(texts, head, headings, labels, roles, not _PERSONAL.isdisjoint(roles))

    def column_label(self, column: int) -> str:
        return self.labels[column] if column < len(self.labels) and self.labels[column] else f"第{column + 1}列"

    def role(self, column: int) -> Role:
        return self.roles[column] if column < len(self.roles) else Role.UNKNOWN


_PERSONAL = frozenset({Role.NAME, Role.IDENTITY, Role.DISABILITY_CERTIFICATE, Role.BIRTH, Role.AGE})


def table_hits(table: Table, allowed: Allowed, today: dt.date) -> Iterator[tuple[int, int, Hit]]:
    """Index of the row, index of the column, what is there. A value is told once per cell and kind."""
    for number, row in enumerate(table.rows):
        boxed = list(boxed_numbers(row, today))
        yield from ((number, boxes.start, hit) for boxes, hit in boxed)
        if number < table.head.stop:
            for column, cell in enumerate(row):
                yield from ((number, column, hit) for hit in _once(prose_hits(cell, allowed, today)))
            continue
        minor = any(is_of_minor(hit, today) for _, hit in boxed)
        names: list[int] = []
        for column, cell in enumerate(row):
            if not cell:
                continue
            role = table.role(column)
            hits = cell_hits(cell, role, persons=table.persons, allowed=allowed, today=today)
            yield from ((number, column, hit) for hit in _once(hits))
            minor = minor or tells_minor(cell, role, hits, today)
            if role is Role.NAME:
                names.append(column)
        if minor:
            for column in names:
                if is_plain_name(row[column]):
                    yield number, column, Hit(Kind.MINOR, 0, len(row[column]), row[column])


def boxed_numbers(row: Sequence[str], today: dt.date) -> Iterator[tuple[range, Hit]]:
    """Numbers of which each digit has a cell of its own, and the indexes of those cells."""
    start = 0
    for single, cells in groupby(row, key=lambda cell: len(cell) < 3 and bool(_BOX.fullmatch(canonical(cell).text))):
        digits = list(cells)
        stop = start + len(digits)
        if single and len(digits) >= identity.OLD_LENGTH:
            written = "".join(canonical(digit).text.strip() for digit in digits)
            for hit in numbers_in(written, today):
                yield range(start + hit.start, start + hit.end), hit
        start = stop


def tells_minor(cell: str, role: Role, hits: Sequence[Hit], today: dt.date) -> bool:
    """By an age, a birth date, the digits of an identity number or a school."""
    if role is Role.AGE:
        years = age_in(canonical(cell).text)
        return years is not None and years < ADULT
    if role is Role.BIRTH:
        return is_minor(born_on(canonical(cell).text), today)
    return any(is_of_minor(hit, today) for hit in hits)


def is_of_minor(hit: Hit, today: dt.date) -> bool:
    if hit.kind is Kind.BIRTH_DATE:
        return is_minor(born_on(hit.value), today)
    if hit.kind in _BIRTH_KINDS and len(hit.value) >= identity.OLD_LENGTH:
        return is_minor(identity.birth_date(hit.value), today)
    return hit.kind is Kind.MINOR


def safe_label(text: str) -> str:
    """A heading, the name of a sheet or of a file, fit to be shown and kept: with nothing of a person in it."""
    label = " ".join(text.split())
    for _ in range(3):
        hits = prose_hits(label, Allowed(), timezone.localdate())
        if not hits:
            break
        for hit in reversed(without_overlap(hits)):
            label = f"{label[: hit.start]}…{label[hit.end :]}"
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _once(hits: Sequence[Hit]) -> list[Hit]:
    return list({(hit.kind, hit.value): hit for hit in hits}.values())


def _looks_like_data(row: Sequence[str]) -> bool:
    today = timezone.localdate()
    return any(
        hit.kind.severity == Severity.BLOCK or hit.kind is Kind.MOBILE
        for cell in row
        for hit in prose_hits(cell, Allowed(), today)
    )


def paragraph_names(text: str) -> Callable[[int], str]:
    """Names the paragraph of a position, counting those that say something; nothing if there is only one."""
    ends = [match.end() for match in _LINE_END.finditer(text)]
    starts = [0, *ends]
    filled = [bool(text[start:end].strip()) for start, end in zip(starts, [*ends, len(text)], strict=True)]
    counts = list(accumulate(map(int, filled)))
    if counts[-1] < 2:
        return lambda position: ""

    def name(position: int) -> str:
        return f"第{counts[bisect_right(starts, position) - 1]}段"

    return name
