"""The working days of next year must be known before anybody counts them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError, connection
from django.utils import timezone

from . import workdays
from .models import DayOverride

WARN_BEFORE = dt.timedelta(days=60)


def warning(today: dt.date) -> str:
    """What to do about a calendar that ends within 60 days or has ended; empty when there is time."""
    ends = workdays.data_ends_on()
    if today < ends - WARN_BEFORE:
        return ""
    ends = workdays.known_until()
    if today < ends - WARN_BEFORE:
        return ""
    state = "已经用完" if today > ends else "快要用完"
    return (
        f"工作日历{state}：放假和调休安排只到{ends.year}年{ends.month}月{ends.day}日，之后只按周一至周五推算。"
        f"请在国务院办公厅公布{ends.year + 1}年安排后，把软件包chinesecalendar升级到新版，"
        f"或者在管理后台的“工作日历”里逐段填上{ends.year + 1}年的放假日和上班的周末。"
    )


@register(deploy=True)
def calendar_reaches_far_enough(app_configs: Any, *, today: dt.date | None = None, **kwargs: Any) -> list[CheckMessage]:
    """``deploy``: what the calendar lacks is the running site's matter, not that of whoever changes its code."""
    if not _has_tables():
        return []
    line = warning(today or timezone.localdate())
    return [Warning(line, id="huiketing.W020")] if line else []


def _has_tables() -> bool:
    try:
        return DayOverride._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False
