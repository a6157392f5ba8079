"""Chinese numerals as statutes use them."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
LONGEST = 20


def to_int(numeral: str) -> int | None:
    """二十一 → 21, 一百零三 → 103, 二〇二六 → 2026; None for anything else (nothing, more than 20 characters)."""
    if not 0 < len(numeral) <= LONGEST or any(
        character not in _DIGITS and character not in _UNITS for character in numeral
    ):
        return None
    if not any(character in _UNITS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total = current = 0
    for character in numeral:
        if character in _UNITS:
            total += (current or 1) * _UNITS[character]
            current = 0
        else:
            current = _DIGITS[character]
    return total + current
