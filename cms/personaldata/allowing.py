"""What the caller allows: telephones, e-mail and postal addresses of offices, as typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .canonical import canonical

_NOT_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#).*$", re.IGNORECASE)
_COUNTRY = re.compile(r"^\s*(?:\+|00)\s*86[\s-]*|^86(?=1[3-9]\d{9}$)")
_AREA = re.compile(r"^0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")
_SHORTEST = 5
_BLANKS = re.compile(r"\s+")


def digits_of(number: str) -> str:
    """Without country code, extension and punctuation."""
    plain = _EXTENSION.sub("", canonical(number).text)
    return _COUNTRY.sub("", _NOT_DIGITS.sub("", _COUNTRY.sub("", plain)))


def without_area_code(digits: str) -> str:
    return _AREA.sub("", digits)


@dataclass(frozen=True)
class Allowed:
    whole: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entries: Collection[str]) -> Allowed:
        numbers = {digits for entry in entries if len(digits := digits_of(entry)) >= _SHORTEST}
        return cls(
            frozenset(numbers),
            frozenset(without_area_code(number) for number in numbers),
            frozenset(_plain(entry) for entry in entries) - {""},
        )

    def has_number(self, number: str) -> bool:
        """An area code may be missing on either side; where both have one they must agree."""
        digits = digits_of(number)
        local = without_area_code(digits)
        return digits in self.whole or (digits == local and digits in self.local) or local in self.whole

    def has_text(self, text: str) -> bool:
        return _plain(text) in self.texts

    def is_within(self, text: str) -> bool:
        """``text`` names an allowed address, whatever stands around it."""
        plain = _plain(text)
        return any(len(entry) >= _SHORTEST and entry in plain for entry in self.texts)


def _plain(text: str) -> str:
    return _BLANKS.sub("", canonical(text).text).casefold()
