"""Moments in words. The end of a day is its 24:00, not the next day's 0:00."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

_MIDNIGHT = dt.time()


def moment_text(at: dt.datetime, *, is_end: bool = False) -> str:
    """2026年3月9日9:00; with ``is_end`` 2026年3月16日24:00 for the midnight after it. ``at`` is aware."""
    day, hour, rest = _parts(at, is_end)
    return f"{day.year}年{day.month}月{day.day}日{hour}:{rest}"


def moment_short(at: dt.datetime, *, is_end: bool = False) -> str:
    """2026-03-09 09:00; with ``is_end`` 2026-03-16 24:00 for the midnight after it. ``at`` is aware."""
    day, hour, rest = _parts(at, is_end)
    return f"{day.isoformat()} {hour:02}:{rest}"


def _parts(at: dt.datetime, is_end: bool) -> tuple[dt.date, int, str]:
    """Day, hour, and minutes, with seconds if there are any."""
    local = timezone.localtime(at, timezone.get_default_timezone()).replace(microsecond=0)
    if is_end and local.time() == _MIDNIGHT:
        return local.date() - dt.timedelta(days=1), 24, "00"
    return local.date(), local.hour, f"{local:%M:%S}" if local.second else f"{local:%M}"
