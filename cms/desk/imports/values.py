"""One value of a row, cleaned. Each function raises ValueRefused with the reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices

from cms.records.markup import contains_html

from .refusals import ValueRefused

# Control characters but tab and line ends; marks that turn the direction of writing; halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\xad]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<m1>\d{1,2})-|\.(?P<m2>\d{1,2})\.|/(?P<m3>\d{1,2})/|年(?P<m4>\d{1,2})月)(?P<day>\d{1,2})日?"
)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_EARLIEST, _LATEST = 1900, 2199

BODY_LIMIT = 500_000


def text(value: Any) -> str:
    """Plain text with \\n at line ends; empty for nothing. Numbers of spreadsheets are written out."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueRefused("要写成文字")
    written = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if _UNFIT.search(written):
        raise ValueRefused("有看不见的控制字符，请清除格式后重新粘贴")
    if contains_html(written):
        raise ValueRefused("有网页代码，请只留文字")
    return _LINE_END.sub("\n", _INVISIBLE.sub("", written)).strip()


def line(value: Any, limit: int) -> str:
    """One line of at most ``limit`` characters; a line break inside a cell joins what it parts."""
    joined = re.sub(r"[ \t]*\n\s*", "", text(value))
    if len(joined) > limit:
        raise ValueRefused(f"最多{limit}个字，请缩短")
    return joined


def body(value: Any) -> str:
    if isinstance(value, str) and len(value) > BODY_LIMIT:
        raise ValueRefused("正文超过50万字，请分成几份")
    return text(value)


def words(value: Any, limit: int) -> str:
    """Keywords joined by 、, from a list or from text with any of the usual separators."""
    parts = value if isinstance(value, list) else re.split("[,，;；、\n]", text(value))
    return line("、".join(word for part in parts if (word := line(part, limit))), limit)


def date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return _plausible(value.date())
    if isinstance(value, dt.date):
        return _plausible(value)
    written = _MIDNIGHT.sub("", text(value)).replace(" ", "")
    if not written:
        return None
    match = _DATE.fullmatch(written)
    if match is None:
        raise ValueRefused("日期写法不对，请写成2026-03-01")
    month = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    try:
        return _plausible(dt.date(int(match["year"]), int(month), int(match["day"])))
    except ValueError as error:
        raise ValueRefused("没有这一天，请核对日期") from error


def _plausible(day: dt.date) -> dt.date:
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueRefused("年份不对，请核对日期")
    return day


def choice(value: Any, options: type[TextChoices], others: Mapping[str, str] | None = None) -> str:
    """The code of a closed list, from its code or its label. ``others``: further names for codes."""
    written = line(value, 200)
    if not written:
        return ""
    names = {**{label: code for code, label in options.choices}, **(others or {})}
    code = names.get(written, written)
    if code not in options.values:
        raise ValueRefused(f"只能从这些里选：{joined_labels(options.labels)}")
    return code


def joined_labels(labels: Iterable[Any], shown: int = 15) -> str:
    every = [str(label) for label in labels]
    return "、".join(every[:shown]) + ("等，见主题分类表" if len(every) > shown else "")
