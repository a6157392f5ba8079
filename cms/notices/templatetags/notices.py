from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone

from cms.calendar.describe import moment_text

register = template.Library()


@register.filter
def moment(at: dt.datetime) -> str:
    """2026年3月9日9:00, in local time."""
    return moment_text(timezone.localtime(at))


@register.filter
def moment_end(at: dt.datetime) -> str:
    """2026年3月16日24:00 for the midnight after it, in local time."""
    return moment_text(timezone.localtime(at), is_end=True)
