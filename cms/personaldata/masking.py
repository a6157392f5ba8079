"""One-click masking: what a text or a table may say of persons."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from .addresses import without_door
from .allowing import Allowed
from .canonical import canonical, cell_text
from .columns import Role
from .detecting import cell_hits, prose_hits
from .findings import Hit, without_overlap
from .kinds import Kind
from .people import is_plain_name, names_in
from .people import mask_name as mask_name
from .scanning import Table, boxed_numbers, is_of_minor, table_hits, tells_minor

OMITTED = "（略）"
_ROUNDS = 6
_GENTLE_ROUNDS = 2
_MASK = "*"
# Whole columns that no notice needs.
_DROPPED_ROLES = frozenset(
    {
        Role.DISABILITY_CERTIFICATE, Role.SOCIAL_CARD, Role.ACCOUNT, Role.BIRTH, Role.HEALTH, Role.SENSITIVE,
        Role.SCHOOL, Role.PASSPORT, Role.VEHICLE, Role.MESSENGER,
    }
)  # fmt: skip
_DROPPED_KINDS = frozenset({Kind.DISABILITY_CERTIFICATE, Kind.BANK_CARD, Kind.SOCIAL_CARD})
_MOSTLY = 0.5
_ID_LIKE = re.compile(r"[\dXx]")


class CannotMask(Exception):
    """The message is plain Chinese: why, and what to do."""


@dataclass(frozen=True)
class MaskedTable:
    """rows: as given, fewer columns; changes: what was done, in plain Chinese without values."""

    rows: list[list[str]]
    changes: list[str] = field(default_factory=list)


def mask_value(kind: Kind, value: str) -> str:
    """One value as it may be published: 37*************123, 138****1234, 松涛街道望潮社区; else （略）."""
    plain = canonical(value).text
    if kind is Kind.IDENTITY:
        characters = "".join(_ID_LIKE.findall(plain))
        return f"{characters[:2]}{_MASK * (len(characters) - 5)}{characters[-3:]}" if len(characters) >= 15 else OMITTED
    if kind is Kind.MOBILE:
        digits = re.sub(r"\D", "", plain)[-11:]
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else OMITTED
    if kind is Kind.ADDRESS:
        return without_door(plain) or OMITTED
    return OMITTED


def mask_text(text: str, *, allowed: Collection[str] = (), today: dt.date | None = None) -> str:
    """``scan_text`` finds nothing in the result."""
    permitted, day = Allowed.of(allowed), today or timezone.localdate()
    return _masked(text, lambda candidate: prose_hits(candidate, permitted, day))


def mask_table(
    rows: Sequence[Sequence[Any]],
    *,
    has_header: bool = True,
    allowed: Collection[str] = (),
    mask_names: bool = False,
    today: dt.date | None = None,
) -> MaskedTable:
    """``scan_table`` finds nothing in the result. Names of minors are always masked, all names with ``mask_names``."""
    permitted, day = Allowed.of(allowed), today or timezone.localdate()
    changes: dict[str, None] = {}
    current: list[list[str]] = [[cell_text(cell) for cell in row] for row in rows]
    left: list[tuple[int, int, Hit]] = []
    for _ in range(_ROUNDS):
        masked = _Masking(Table.of(current, has_header=has_header), permitted, day).run(mask_names=mask_names)
        changes.update(dict.fromkeys(masked.changes))
        current = masked.rows
        left = list(table_hits(Table.of(current, has_header=has_header), permitted, day))
        if not left:  # a masked heading may give its column another meaning
            break
    for row, column, _hit in left:
        current[row][column] = OMITTED
    return MaskedTable(current, list(changes))


def _masked(text: str, find: Callable[[str], list[Hit]]) -> str:
    """Gently at first; what is still found then goes altogether."""
    for turn in range(_ROUNDS):
        hits = without_overlap(find(text))
        if not hits:
            return text
        for hit in reversed(hits):
            text = text[: hit.start] + _replacement(hit, text, gently=turn < _GENTLE_ROUNDS) + text[hit.end :]
    return OMITTED


def _replacement(hit: Hit, text: str, *, gently: bool) -> str:
    if not gently or hit.kind is Kind.ADDRESS:
        before = text[: hit.start]
        return "" if hit.kind is Kind.ADDRESS and gently and before.endswith(_WHERE_AN_ADDRESS_MAY_END) else OMITTED
    return mask_value(hit.kind, text[hit.start : hit.end])


_WHERE_AN_ADDRESS_MAY_END = ("社区", "街道", "村", "镇", "乡")


class _Masking:
    def __init__(self, table: Table, allowed: Allowed, today: dt.date) -> None:
        self.table = table
        self.allowed = allowed
        self.today = today
        self.masked: Counter[int] = Counter()

    def run(self, *, mask_names: bool) -> MaskedTable:
        body = range(self.table.head.stop, len(self.table.rows))
        hits = {
            (row, column): self._hits(cell, column)
            for row in body
            for column, cell in enumerate(self.table.rows[row])
            if cell
        }
        dropped = self._dropped(hits)
        rows = [self._head_row(row) for row in self.table.rows[: self.table.head.stop]]
        for number in body:
            rows.append(self._row(number, hits, mask_names=mask_names))
        kept = [[cell for column, cell in enumerate(row) if column not in dropped] for row in rows]
        return MaskedTable(kept, self._changes(dropped))

    def _hits(self, cell: str, column: int) -> list[Hit]:
        return cell_hits(
            cell, self.table.role(column), persons=self.table.persons, allowed=self.allowed, today=self.today
        )

    def _dropped(self, hits: dict[tuple[int, int], list[Hit]]) -> set[int]:
        filled: Counter[int] = Counter()
        grave: Counter[int] = Counter()
        for (_, column), found in hits.items():
            filled[column] += 1
            grave[column] += any(hit.kind in _DROPPED_KINDS for hit in found)
        width = max(map(len, self.table.rows), default=0)
        dropped = {
            column
            for column in range(width)
            if (self.table.role(column) in _DROPPED_ROLES and (self.table.persons or grave[column]))
            or (grave[column] and grave[column] >= _MOSTLY * filled[column])
        }
        return dropped if len(dropped) < width else set()

    def _row(self, number: int, hits: dict[tuple[int, int], list[Hit]], *, mask_names: bool) -> list[str]:
        row = list(self.table.rows[number])
        boxed = list(boxed_numbers(row, self.today))
        roles = [self.table.role(column) for column in range(len(row))]
        minor = any(
            tells_minor(cell, roles[column], hits.get((number, column), []), self.today)
            for column, cell in enumerate(row)
            if cell
        ) or any(is_of_minor(hit, self.today) for _, hit in boxed)
        self._mask_boxes(row, boxed)
        hidden = [
            name
            for column, cell in enumerate(row)
            if roles[column] is Role.NAME and (minor or mask_names)
            for name in names_in(cell)
            if len(name) > 1
        ]
        return [self._cell(cell, column, roles[column], hidden) for column, cell in enumerate(row)]

    def _cell(self, cell: str, column: int, role: Role, hidden: list[str]) -> str:
        if not cell:
            return cell
        if role is Role.NAME and hidden and is_plain_name(cell):
            masked = mask_name(cell)
        else:
            masked = cell
            for name in sorted(hidden, key=len, reverse=True):
                masked = masked.replace(name, mask_name(name))
        if role is Role.ADDRESS and self._hits(masked, column):
            masked = mask_value(Kind.ADDRESS, masked)
        masked = _masked(masked, lambda candidate: self._hits(candidate, column))
        self.masked[column] += masked != cell
        return masked

    def _mask_boxes(self, row: list[str], boxed: list[tuple[range, Hit]]) -> None:
        for boxes, _ in boxed:
            for column in boxes:
                row[column] = _MASK
                self.masked[column] += 1

    def _head_row(self, row: list[str]) -> list[str]:
        cells = list(row)
        self._mask_boxes(cells, list(boxed_numbers(cells, self.today)))
        return [self._in_prose(cell) for cell in cells]

    def _in_prose(self, cell: str) -> str:
        return _masked(cell, lambda candidate: prose_hits(candidate, self.allowed, self.today))

    def _changes(self, dropped: set[int]) -> list[str]:
        removed = [f"删去{self._label(column)}" for column in sorted(dropped)]
        masked = [
            f"{self._label(column)}：遮盖{count}处"
            for column, count in sorted(self.masked.items())
            if count and column not in dropped
        ]
        return [*removed, *masked]

    def _label(self, column: int) -> str:
        return self.table.column_label(column)
