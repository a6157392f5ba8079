"""Tags and filters of notices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.calendar.describe import moment_short, moment_text

from ..countdown import Countdown, countdown_of
from ..notice_page import kind_name
from ..pictures import source_of

register = template.Library()


@register.simple_tag
def countdown(notice: Any, now: dt.datetime) -> Countdown:
    return countdown_of(notice, now)


@register.filter
def notice_kind(notice: Any) -> str:
    return kind_name(notice)


@register.filter
def end_moment(end: dt.datetime) -> str:
    """2026年3月16日24:00."""
    return moment_text(end, is_end=True)


@register.filter
def begin_moment(begin: dt.datetime) -> str:
    """2026年3月9日9:00."""
    return moment_text(begin)


@register.filter
def end_minute(end: dt.datetime) -> str:
    """2026-03-16 24:00."""
    return moment_short(end, is_end=True)


@register.filter
def begin_minute(begin: dt.datetime) -> str:
    """2026-03-09 09:00."""
    return moment_short(begin)


@register.filter
def end_clock(end: dt.datetime) -> str:
    """24:00."""
    return moment_text(end, is_end=True).partition("日")[2]


@register.filter
def begin_clock(begin: dt.datetime) -> str:
    """9:00."""
    return moment_text(begin).partition("日")[2]


@register.filter
def short_day(day: dt.date | dt.datetime, today: dt.date) -> str:
    """3月16日; with the year where it is not this one."""
    local = timezone.localdate(day) if isinstance(day, dt.datetime) else day
    year = "" if local.year == today.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日"


@register.filter
def breakable(number: str) -> SafeString:
    """An index number may break before its year, and nowhere else."""
    code, slash, rest = number.partition("/")
    return format_html('{}{}<wbr><span class="nowrap">{}</span>', code, slash, rest)


@register.simple_tag(takes_context=True)
def photo_source(context: template.Context, file: Any) -> str:
    """Where a picture of a notice is read: from its address, or in the archive from the page itself."""
    return source_of(file, embedded=bool(context.get("archived")))
