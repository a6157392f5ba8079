"""Tags and filters of the public pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.files.models import describe_size
from cms.records.enums import Validity

from ..leaving import is_foreign, link_to
from ..phrasing import phrased as _phrased
from ..shell import public_since as _public_since

register = template.Library()


@register.filter
def phrased(text: str) -> SafeString:
    return _phrased(text)


@register.filter
def chinese_date(day: dt.date | dt.datetime | None) -> str:
    """2026年3月18日."""
    if day is None:
        return ""
    local = timezone.localdate(day) if isinstance(day, dt.datetime) else day
    return f"{local.year}年{local.month}月{local.day}日"


@register.filter
def public_since(record: Any) -> dt.datetime | None:
    return _public_since(record)


@register.filter
def weekday(day: dt.date) -> str:
    return f"星期{'一二三四五六日'[day.weekday()]}"


@register.filter
def clock(value: dt.time) -> str:
    """8:30."""
    return f"{value.hour}:{value.minute:02d}"


@register.filter
def local_minute(moment: dt.datetime) -> str:
    """2026-03-18 10:00, as PubDate wants it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@register.filter
def file_size(attachment: Any) -> str:
    return describe_size(attachment.get_file_size() or 0)


@register.filter
def days_until(day: dt.date, today: dt.date) -> int:
    return (day - today).days


@register.simple_tag
def standing_of(record: Any, today: dt.date) -> Any:
    return record.standing(today)


@register.simple_tag
def validity_mark(record: Any, today: dt.date) -> SafeString:
    """Shape and word; the shape is CSS by ``data-is``."""
    standing = record.standing(today)
    return format_html('<span class="validity" data-is="{}">{}</span>', shape(standing), standing.short_label(today))


@register.filter
def shape(standing: Any) -> str:
    """The design language calls what is not yet in force `coming`."""
    return "coming" if standing.validity == Validity.NOT_YET_EFFECTIVE else str(standing.validity)


@register.simple_tag
def outward_link(url: str, text: str) -> SafeString:
    """A link that may leave the site: through the prompt when the host is foreign."""
    rel = "external nofollow" if is_foreign(url) else "external"
    return format_html('<a href="{}" rel="{}">{}</a>', link_to(url), rel, text)


@register.filter
def telephone_uri(number: str) -> str:
    return "".join(character for character in number if character.isdigit() or character in "+-")


# Wider tables scroll sideways on a phone instead of turning rows into lines.
MOST_FOLDED_COLUMNS = 6
# Width of a phone, and what stands between two columns, in characters.
_PHONE, _GAP = 18, 0.6
# A head of fewer characters stays on one line.
_LEAST_BROKEN = 4
_NUMBER = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?%?|[—－-]", re.ASCII)


@register.filter
def readable_table(table: dict[str, Any]) -> dict[str, Any]:
    """A table block's value: ``head`` of (cell, is the column one of numbers?), ``body`` rows of (column head, cell,
    is the column one of numbers?), ``row_heads``, ``fits`` on a phone as it is, ``folds`` there. The first column is
    never one of numbers: it counts.
    """
    data = [[str(cell or "") for cell in row] for row in table["data"]]
    has_head = bool(table.get("first_row_is_table_header")) and len(data) > 1
    head = data[0] if has_head else []
    rows = data[1:] if has_head else data
    numbers = [bool(index) and _all_numbers(column) for index, column in enumerate(zip(*rows, strict=False))]
    fits = bool(head) and _fits_on_a_phone(head, rows)
    return {
        "head": list(zip(head, numbers, strict=False)),
        "body": [list(zip(head or [""] * len(row), row, numbers, strict=False)) for row in rows],
        "row_heads": bool(table.get("first_col_is_header")),
        "fits": fits,
        "folds": not fits and 0 < len(head) <= MOST_FOLDED_COLUMNS,
    }


def _fits_on_a_phone(head: list[str], rows: list[list[str]]) -> bool:
    """With a longer head on two lines and each cell on one."""
    columns = zip(head, *rows, strict=False)
    return sum(max(_head_width(name), *map(_width, cells)) + _GAP for name, *cells in columns) <= _PHONE


def _head_width(name: str) -> float:
    return _width(name) if len(name) < _LEAST_BROKEN else _width(name) / 2


def _width(text: str) -> float:
    """In characters of Chinese text."""
    return sum(1 if ord(character) > 0xFF else 0.56 for character in text)


def _all_numbers(column: Iterable[str]) -> bool:
    """Amounts and counts, which are read by their last digit."""
    filled = [cell.strip() for cell in column if cell.strip()]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)
