"""春节 and 国庆 as the State Council arranged them, copied by hand from its notices: one row a holiday.

Year: first and last day off, then the weekend days worked for it. Where 中秋 joins 国庆 the row holds both. The 春节 of 2020
is the one that was prolonged to 2 February.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_SPRING = """
2004 01-22 01-28 01-17 01-18
2005 02-09 02-15 02-05 02-06
2006 01-29 02-04 01-28 02-05
2007 02-18 02-24 02-17 02-25
2008 02-06 02-12 02-02 02-03
2009 01-25 01-31 01-24 02-01
2010 02-13 02-19 02-20 02-21
2011 02-02 02-08 01-30 02-12
2012 01-22 01-28 01-21 01-29
2013 02-09 02-15 02-16 02-17
2014 01-31 02-06 01-26 02-08
2015 02-18 02-24 02-15 02-28
2016 02-07 02-13 02-06 02-14
2017 01-27 02-02 01-22 02-04
2018 02-15 02-21 02-11 02-24
2019 02-04 02-10 02-02 02-03
2020 01-24 02-02 01-19
2021 02-11 02-17 02-07 02-20
2022 01-31 02-06 01-29 01-30
2023 01-21 01-27 01-28 01-29
2024 02-10 02-17 02-04 02-18
2025 01-28 02-04 01-26 02-08
2026 02-15 02-23 02-14 02-28
"""
_NATIONAL = """
2004 10-01 10-07 10-09 10-10
2005 10-01 10-07 10-08 10-09
2006 10-01 10-07 09-30 10-08
2007 10-01 10-07 09-29 09-30
2008 09-29 10-05 09-27 09-28
2009 10-01 10-08 09-27 10-10
2010 10-01 10-07 09-26 10-09
2011 10-01 10-07 10-08 10-09
2012 09-30 10-07 09-29
2013 10-01 10-07 09-29 10-12
2014 10-01 10-07 09-28 10-11
2015 10-01 10-07 10-10
2016 10-01 10-07 10-08 10-09
2017 10-01 10-08 09-30
2018 10-01 10-07 09-29 09-30
2019 10-01 10-07 09-29 10-12
2020 10-01 10-08 09-27 10-10
2021 10-01 10-07 09-26 10-09
2022 10-01 10-07 10-08 10-09
2023 09-29 10-06 10-07 10-08
2024 10-01 10-07 09-29 10-12
2025 10-01 10-08 09-28 10-11
2026 10-01 10-07 09-20 10-10
"""


@dataclass(frozen=True)
class Holiday:
    first: dt.date
    last: dt.date
    worked: frozenset[dt.date]

    @property
    def days_off(self) -> list[dt.date]:
        return [self.first + dt.timedelta(days=day) for day in range((self.last - self.first).days + 1)]


def _read(table: str) -> list[Holiday]:
    rows = (line.split() for line in table.strip().splitlines())
    days = ([dt.date.fromisoformat(f"{year}-{day}") for day in written] for year, *written in rows)
    return [Holiday(first, last, frozenset(worked)) for first, last, *worked in days]


HOLIDAYS = _read(_SPRING) + _read(_NATIONAL)
