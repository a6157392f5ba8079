"""E-mail, chat accounts, passports, plates of cars and single telephones of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .allowing import Allowed, digits_of
from .findings import Hit
from .kinds import Kind

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10}", re.ASCII)
_OFFICE_DOMAIN = re.compile(r"\.gov(?:\.[a-z]{2})?$|\.(?:edu|org)\.cn$|example\.(?:com|org|cn)$", re.IGNORECASE)
_MESSENGER = re.compile(
    r"(?:(?:微信|weixin|wechat|VX|V信)(?!公众|小程序|群|服务号|订阅号|视频号)\s*(?:号码?|ID)?\s*(?:[:为是]|\s)\s*(?P<chat>[A-Za-z][\w-]{5,19})"
    r"|QQ\s*(?!群)(?:号码?)?\s*[:为是]?\s*(?P<qq>[1-9]\d{4,10})(?!\d))",
    re.IGNORECASE | re.ASCII,
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|港澳证)\S{0,6}?[:为是\s]{0,3}(?P<number>[A-Za-z]{1,2}\d{7,10}|\d{8,10})(?![A-Za-z\d])"
)
PASSPORT_CELL = re.compile(r"(?:[EGDSPKHMCW][A-Z]?\d{7,8}|[HM]\d{10})", re.IGNORECASE)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][\s·•.\-]?"
    r"(?=[A-HJ-NP-Z0-9]*\d[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警挂港澳](?![A-Za-z0-9])"
)
_VEHICLE = re.compile(
    r"(?:车架号?|车辆识别代[号码]|发动机号?)\S{0,4}?[:为是\s]{1,3}(?P<number>[A-HJ-NPR-Z0-9]{6,17})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
LANDLINE = re.compile(r"(?<!\d)(?:(?:\+?86[\s-]?)?\(?0\d{2,3}\)?[\s-]{0,2})?[2-9]\d{2,3}[\s-]?\d{4}(?!\d)")


def contacts_in(text: str, allowed: Allowed) -> Iterator[Hit]:
    """text: canonical."""
    if "@" in text:
        yield from _emails(text, allowed)
    for match in _MESSENGER.finditer(text):
        group = "chat" if match["chat"] else "qq"
        yield Hit(Kind.MESSENGER, *match.span(group), match[group].casefold())
    for match in _PASSPORT.finditer(text):
        yield Hit(Kind.PASSPORT, *match.span("number"), match["number"].upper())
    for match in _VEHICLE.finditer(text):
        yield Hit(Kind.VEHICLE, *match.span("number"), match["number"].upper())
    for match in _PLATE.finditer(text):
        yield Hit(Kind.PLATE, *match.span(), re.sub(r"[\s·•.\-]", "", match[0]))


def landlines_in(text: str, allowed: Allowed) -> Iterator[Hit]:
    """Under a heading such as 联系电话 in a table of persons; elsewhere a landline is an office's."""
    for match in LANDLINE.finditer(text):
        if not allowed.has_number(match[0]):
            yield Hit(Kind.LANDLINE, *match.span(), digits_of(match[0]))


def _emails(text: str, allowed: Allowed) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        if not _OFFICE_DOMAIN.search(match[0]) and not allowed.has_text(match[0]):
            yield Hit(Kind.EMAIL, *match.span(), match[0].casefold())
