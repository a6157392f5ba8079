"""Findings of one file from all its carriers: each value once per place, leftovers only if seen nowhere else."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence

from .allowing import Allowed
from .detecting import prose_hits
from .findings import Finding, distinct, finding
from .kinds import Carrier, Kind
from .opening import Refused
from .scanning import Table, paragraph_names, table_hits

# Between texts that have nothing to do with each other: no number runs over it.
_APART = "\n。\n"
_BATCH = 400
MOST_SECONDS = 60
# What a cell of a spreadsheet can hold.
LONGEST_CELL = 32_767
# The time is looked at after each piece; what lies over its end is in the overlap.
_PIECE, _OVERLAP = 20_000, 400
# A file that holds more is a register and no notice.
MOST_FINDINGS = 50_000


class Collector:
    def __init__(self, allowed: Allowed, today: dt.date) -> None:
        self.allowed = allowed
        self.today = today
        self._findings: list[Finding] = []
        self._known: set[tuple[Kind, str]] = set()
        self._texts: set[str] = set()
        self._deadline = time.monotonic() + MOST_SECONDS
        self._rests: dict[tuple[str, Carrier], dict[str, None]] = {}

    def text(self, text: str, place: str, carrier: Carrier, *, count_paragraphs: bool = False) -> None:
        """Raises Refused when it becomes too much; so do the others."""
        self.require_time()
        if not text or text.isspace():
            return
        self._texts.add(text.strip())
        paragraph = paragraph_names(text) if count_paragraphs else lambda position: ""
        for start in range(0, len(text), _PIECE):
            self.require_time()
            for hit in prose_hits(text[start : start + _PIECE + _OVERLAP], self.allowed, self.today):
                self._add(finding(hit.kind, f"{place}{paragraph(start + hit.start)}", carrier, hit.value))

    def table(
        self,
        rows: Sequence[Sequence[str]],
        where: Callable[[Table, int, int], tuple[str, Carrier]],
        merged: Sequence[Sequence[str]] = (),
    ) -> None:
        """where: place and carrier of a cell by the indexes of its row and column. merged: see ``Table.of``."""
        if any(len(str(cell or "")) > LONGEST_CELL for row in rows for cell in row):
            raise Refused("表格里有一格长得不正常，没法检查。请删去这一格，重新另存一份再传。")
        table = Table.of(rows, merged=merged)
        for row in table.rows:
            self._texts.update(cell.strip() for cell in row if cell)
        for number, column, hit in table_hits(table, self.allowed, self.today):
            self._add(finding(hit.kind, *where(table, number, column), hit.value))

    def flag(self, kind: Kind, place: str, carrier: Carrier, content: bytes) -> None:
        """What a machine cannot judge. The same content has the same fingerprint wherever it is met."""
        self._add(finding(kind, place, carrier, hashlib.sha256(content).hexdigest()))

    def rest(self, texts: Iterable[str], place: str, carrier: Carrier) -> None:
        """Told in the end, and only of values that no other carrier has."""
        self._rests.setdefault((place, carrier), {}).update(dict.fromkeys(text.strip() for text in texts))

    def result(self) -> tuple[Finding, ...]:
        for (place, carrier), texts in self._rests.items():
            unseen = [text for text in texts if text and text not in self._texts]
            for start in range(0, len(unseen), _BATCH):
                self.require_time()
                batch = _APART.join(unseen[start : start + _BATCH])
                for hit in prose_hits(batch, self.allowed, self.today):
                    found = finding(hit.kind, place, carrier, hit.value)
                    if (found.kind, found.fingerprint) not in self._known:
                        self._add(found)
        self._rests.clear()
        return self.so_far

    @property
    def so_far(self) -> tuple[Finding, ...]:
        return tuple(distinct(self._findings))

    def require_time(self) -> None:
        """Raises Refused when a minute is over."""
        if time.monotonic() > self._deadline:
            raise Refused("这个文件太复杂，没法在一分钟内检查完。请删去不公示的内容，或者分成几个文件再传。")

    def _add(self, found: Finding) -> None:
        if len(self._findings) >= MOST_FINDINGS:
            raise Refused(f"这个文件里的个人信息超过{MOST_FINDINGS}处。请删去不公示的列和行，或者遮盖后再传。")
        if len(self._findings) % _BATCH == 0:
            self.require_time()
        self._known.add((found.kind, found.fingerprint))
        self._findings.append(found)
