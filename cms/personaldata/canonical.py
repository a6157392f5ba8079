"""One spelling for what looks alike: full-width and mathematical digits, dashes, spaces, invisible characters."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_EX = dict.fromkeys("ХхΧχ×✕✖", "X")
_BLANK = dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " ")
_LINES = dict.fromkeys("\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85", "\n")
_DASHES = dict.fromkeys("−─━ー﹣", "-")
_SPECIAL = {**_EX, **_BLANK, **_LINES, **_DASHES, "。": "。"}
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_KEPT_CONTROLS = "\t\n\r"
_WHOLE = 1e21
# Characters that PDF programs put for the ideographs they look like.
_RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")


class _Spelling(dict[int, str | None]):
    """For ``str.translate``: learns each character once."""

    def __missing__(self, code: int) -> str | None:
        self[code] = spelling = _spelling(chr(code))
        return spelling


def _spelling(character: str) -> str | None:
    if character in _SPECIAL:
        return _SPECIAL[character]
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return character if character in _KEPT_CONTROLS else None
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No":
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and (plain.isascii() or _RADICALS.match(character)) else character


_SPELLINGS = _Spelling()


@dataclass(frozen=True)
class Canonical:
    """A text in one spelling, and where each of its characters stands in the text as written."""

    text: str = field(repr=False)
    _positions: Sequence[int] | None = field(default=None, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Of the text as written. Invisible characters inside belong to it, those around it do not."""
        if self._positions is None:
            return start, end
        return self._positions[start], self._positions[end - 1] + 1


def canonical(text: str) -> Canonical:
    spelled = text.translate(_SPELLINGS)
    if len(spelled) == len(text):
        return Canonical(spelled)
    return Canonical(spelled, [index for index, character in enumerate(text) if _SPELLINGS[ord(character)] is not None])


def cell_text(value: Any) -> str:
    """A cell as a reader sees it: dates as 2026-03-01, whole numbers without a point, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(Decimal(repr(value))))  # its shortest spelling: what the file says
    return str(value)
