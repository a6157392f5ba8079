"""The archive's copy of a notice's page: one HTML file that needs nothing else and leads nowhere."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms.identity.models import SiteIdentity
from cms.notices.models import NoticePage

from .notice_page import last_seen, notice_context
from .shell import permanent_url

STYLES = ("tokens", "site", "records", "modes")
PRINT_STYLE = "print"
_ANCHOR = re.compile(r"<(/?)a\b[^>]*?( class=\"[^\"]*\")?[^>]*>")


def archive_page(page: NoticePage, now: dt.datetime) -> str:
    """The page as the public saw it last, before ``now`` (aware)."""
    moment = last_seen(page, now)
    context = {
        **notice_context(page, moment),
        "archived": True,
        "identity": SiteIdentity.load(),
        "styles": _styles(),
        "print_styles": _style(PRINT_STYLE),
        "address": permanent_url(page.get_absolute_url()),
        "now": moment,
        "today": timezone.localdate(moment),
        "sealed_at": now,
    }
    return _ANCHOR.sub(r"<\1span\2>", render_to_string("portal/archived.html", context))


def _styles() -> SafeString:
    return mark_safe("\n".join(_style(name) for name in STYLES))  # noqa: S308 – our own files


def _style(name: str) -> SafeString:
    path = finders.find(f"portal/css/{name}.css")
    return mark_safe(Path(str(path)).read_text(encoding="utf-8"))  # noqa: S308 – our own file
