"""Everything that one text, or one cell of a table, tells of persons."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from .addresses import addresses_in, is_door_level
from .allowing import Allowed
from .canonical import canonical
from .columns import Role
from .contacts import PASSPORT_CELL, contacts_in, landlines_in
from .findings import Hit
from .kinds import Kind, Severity
from .numbers import numbers_in
from .people import births_in, has_date, minors_in
from .words import words_in_cell, words_in_prose

_NOT_DIGITS = re.compile(r"\D+")
_ENOUGH_FOR_AN_ACCOUNT = 8
_ENOUGH_FOR_A_CONTACT = re.compile(r"[A-Za-z0-9]{4}")
_ENOUGH_FOR_AN_IDENTITY = 15
_NOTHING = re.compile(r"\s*(?:无|否|健康|良好|正常|一般|不详|不涉及|没有|[-—－/\\]+|0|空|（略）|\*+)?\s*")
_SCHOOLING = re.compile(r"小学|幼儿园|初中|中学|高中|学前|[一二三四五六七八九]年级|[大中小]班|初[一二三]|高[一二三]")
_UNIVERSITY = re.compile(r"大学|学院|职业|技师")


def prose_hits(text: str, allowed: Allowed, today: dt.date) -> list[Hit]:
    """Positions are of ``text`` as written. Hits may overlap."""
    plain = canonical(text)
    found = [
        *_with_numbers(plain.text, allowed, today),
        *addresses_in(plain.text, allowed),
        *births_in(plain.text),
        *minors_in(plain.text),
        *words_in_prose(plain.text),
    ]
    return [Hit(hit.kind, *plain.span(hit.start, hit.end), hit.value) for hit in found]


def cell_hits(text: str, role: Role, *, persons: bool, allowed: Allowed, today: dt.date) -> list[Hit]:
    """As ``prose_hits``, for a cell of a column of that role. persons: the table lists persons."""
    if not text or text.isspace():
        return []
    plain = canonical(text)
    judge = _BY_ROLE.get(role)
    found = list(judge(plain.text, allowed)) if judge and (persons or role in _WITHOUT_PERSONS) else []
    if not _blocks(found):
        found += _with_numbers(plain.text, allowed, today)
        if role is Role.IDENTITY and not _blocks(found):
            found += _long_number(Kind.SUSPECTED_IDENTITY, _ENOUGH_FOR_AN_IDENTITY)(plain.text, allowed)
        if role is not Role.ADDRESS:
            found += addresses_in(plain.text, allowed)
        found += births_in(plain.text)
        found += minors_in(plain.text)
        found += words_in_cell(plain.text) if persons else words_in_prose(plain.text)
        if persons and role not in (Role.SERIAL, Role.PASSPORT) and PASSPORT_CELL.fullmatch(plain.text.strip()):
            found += _whole(Kind.PASSPORT, plain.text)
    return [Hit(hit.kind, *plain.span(hit.start, hit.end), hit.value) for hit in found]


def _blocks(hits: list[Hit]) -> bool:
    return any(hit.kind.severity == Severity.BLOCK for hit in hits)


def _with_numbers(text: str, allowed: Allowed, today: dt.date) -> Iterator[Hit]:
    for hit in numbers_in(text, today):
        if hit.kind is not Kind.MOBILE or not allowed.has_number(hit.value):
            yield hit
    if _ENOUGH_FOR_A_CONTACT.search(text):
        yield from contacts_in(text, allowed)


def _whole(kind: Kind, text: str, value: str = "") -> Iterator[Hit]:
    """The cell but for the blanks around it."""
    told = text.strip()
    start = text.index(told)
    yield Hit(kind, start, start + len(told), value or told)


def _long_number(kind: Kind, least: int) -> Callable[[str, Allowed], Iterator[Hit]]:
    def judge(text: str, allowed: Allowed) -> Iterator[Hit]:
        digits = _NOT_DIGITS.sub("", text)
        if len(digits) >= least and "*" not in text:
            yield from _whole(kind, text, digits)

    return judge


def _address_cell(text: str, allowed: Allowed) -> Iterator[Hit]:
    if is_door_level(text) and not allowed.is_within(text):
        yield from _whole(Kind.ADDRESS, text)


def _birth_cell(text: str, allowed: Allowed) -> Iterator[Hit]:
    if has_date(text):
        yield from _whole(Kind.BIRTH_DATE, text)


def _told(kind: Kind) -> Callable[[str, Allowed], Iterator[Hit]]:
    def judge(text: str, allowed: Allowed) -> Iterator[Hit]:
        if not _NOTHING.fullmatch(text):
            yield from _whole(kind, text)

    return judge


def _school_cell(text: str, allowed: Allowed) -> Iterator[Hit]:
    if _SCHOOLING.search(text) and not _UNIVERSITY.search(text):
        yield from _whole(Kind.MINOR, text)


def _number_cell(kind: Kind, least: int) -> Callable[[str, Allowed], Iterator[Hit]]:
    def judge(text: str, allowed: Allowed) -> Iterator[Hit]:
        if sum(character.isascii() and character.isalnum() for character in text) >= least and "*" not in text:
            yield from _whole(kind, text)

    return judge


_BY_ROLE: dict[Role, Callable[[str, Allowed], Iterator[Hit]]] = {
    Role.DISABILITY_CERTIFICATE: _long_number(Kind.DISABILITY_CERTIFICATE, _ENOUGH_FOR_AN_IDENTITY),
    Role.SOCIAL_CARD: _long_number(Kind.SOCIAL_CARD, _ENOUGH_FOR_AN_ACCOUNT),
    Role.ACCOUNT: _long_number(Kind.BANK_CARD, _ENOUGH_FOR_AN_ACCOUNT),
    Role.PHONE: landlines_in,
    Role.ADDRESS: _address_cell,
    Role.BIRTH: _birth_cell,
    Role.HEALTH: _told(Kind.HEALTH),
    Role.SENSITIVE: _told(Kind.SENSITIVE),
    Role.SCHOOL: _school_cell,
    Role.PASSPORT: _number_cell(Kind.PASSPORT, 7),
    Role.VEHICLE: _number_cell(Kind.VEHICLE, 6),
    Role.MESSENGER: _number_cell(Kind.MESSENGER, 5),
}
_WITHOUT_PERSONS = frozenset({Role.DISABILITY_CERTIFICATE, Role.SOCIAL_CARD, Role.ACCOUNT})
