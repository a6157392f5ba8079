"""公民身份号码: GB 11643-1999, check digit by GB/T 17710 (modulus 11-2), and the 15-digit form before it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from stdnum import numdb
from stdnum.cn import ric

LENGTH = 18
OLD_LENGTH = 15
# GB/T 2260, the first two digits; 71, 81, 82, 83: residents from Taiwan, Hong Kong and Macao.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
# 外国人永久居留身份证 of 2023: 9, the province that accepted the person, the country; then as everyone's.
_FOREIGNER = "9"
_OLDEST = 125
# A number of nobody's province whose "birth date" is this recent is rather an order number with its day in it.
_RECENT_YEARS = 5
_CENTURY = "19"


def has_check_digit(number: str) -> bool:
    """number: 17 digits and a digit or X."""
    return number[-1] == ric.calc_check_digit(number)


def birth_date(number: str) -> dt.date | None:
    """By the digits of an 18-digit or 15-digit number; None if they are no date."""
    digits = number[6:14] if len(number) >= LENGTH else _CENTURY + number[6:12]
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def is_identity(number: str, today: dt.date) -> bool:
    """18 characters with a right check digit and the birth date of somebody who may be alive."""
    if not has_check_digit(number) or not (born := _living(number, today)):
        return False
    return _has_province(number) or age(born, today) >= _RECENT_YEARS


def is_recent(number: str, today: dt.date) -> bool:
    """Born in the last five years, if it is a person: as probably the day of an order."""
    born = birth_date(number)
    return born is not None and age(born, today) < _RECENT_YEARS


def resembles_identity(number: str, today: dt.date) -> bool:
    """18 characters with a known region and a plausible birth date, whatever the check digit is."""
    return _living(number, today) is not None and _is_known_region(number[:4])


def is_old_identity(number: str, today: dt.date) -> bool:
    """15 digits with a known region and a plausible birth date; there is no check digit."""
    return _living(number, today) is not None and _is_known_region(number[:4])


def resembles_old_identity(number: str, today: dt.date) -> bool:
    return _living(number, today) is not None and number[:2] in _PROVINCES


def age(born: dt.date, today: dt.date) -> int:
    """Full years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _living(number: str, today: dt.date) -> dt.date | None:
    born = birth_date(number)
    return born if born and born <= today and today.year - born.year <= _OLDEST else None


def _has_province(number: str) -> bool:
    return number[:2] in _PROVINCES or (number[0] == _FOREIGNER and number[1:3] in _PROVINCES)


@lru_cache(maxsize=10_000)
def _is_known_region(prefix: str) -> bool:
    """prefix: province and prefecture, of today or of an earlier year."""
    if prefix[:2] not in _PROVINCES:
        return False
    if prefix[:2] in ("71", "81", "82", "83"):
        return True
    regions = numdb.get("cn/loc")
    return any("county" in facts for number in range(100) for _, facts in regions.info(f"{prefix}{number:02d}"))
