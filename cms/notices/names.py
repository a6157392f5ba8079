"""Names of listed persons where they would outlive the notice: in its title, its reasons, its outcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac

from cms.personaldata.columns import Role, role_of, roles_of
from cms.records.tables import rows_of

if TYPE_CHECKING:
    from .models import NoticePage

# What the stub, the ledger, lists, feeds and the calendar keep after the names are gone.
LASTING = {
    "title": "标题",
    "basis": "依据",
    "period_reason": "公示期短于规定的理由",
    "date_reason": "为什么改日期",
    "change_note": "这次改了什么",
    "objection_telephone": "异议电话",
    "objection_hours": "受理时间",
    "objection_address": "受理地址",
}
SHORTEST, LONGEST = 2, 12
# 张　国 is 张国; 张建国（户主） is 张建国; two in a cell are two.
_BESIDE = re.compile(r"[（(][^（）()]*[）)]|\s+")
_SEPARATOR = re.compile(r"[、，,；;/]")
_SALT = "cms.notices.names"


def lasting_fields_with_names(page: NoticePage) -> list[str]:
    """Labels of the lasting fields in which a name of the list occurs, or of the list that the public sees now."""
    names = all_names(page)
    return [label for field, label in LASTING.items() if any(name in (getattr(page, field) or "") for name in names)]


def all_names(page: NoticePage) -> set[str]:
    stored = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    return {name for each in (page, stored) if each is not None for name in names_in(each.body)}


def names_in(body: Any) -> set[str]:
    return {name for block in body if block.block_type == "table" for name in listed_names(block.value)}


def has_column_of_names(body: Any) -> bool:
    """By the heads of its tables alone: what the cells of a plan look like is no proof."""
    heads = (rows_of(block.value)[:1] for block in body if block.block_type == "table")
    return any(role_of(str(cell or "")) is Role.NAME for head in heads for row in head for cell in row)


def listed_names(table: Any) -> set[str]:
    """Of a table block's value: what stands below a head that speaks of names."""
    head, *rows = [[str(cell or "").strip() for cell in row] for row in rows_of(table)] or [[]]
    columns = [index for index, role in enumerate(roles_of(head, rows)) if role is Role.NAME]
    pieces = {piece for row in rows for index in columns for piece in _SEPARATOR.split(_BESIDE.sub("", row[index]))}
    return {name for name in pieces if SHORTEST <= len(name) <= LONGEST and not name.isdigit()}


def fingerprints(names: set[str]) -> list[str]:
    """What is kept of names when they are cleared, so that none of them is written back."""
    return sorted(_fingerprint(name) for name in names)


def speaks_of(page: NoticePage, text: str) -> bool:
    """Does ``text`` hold a name of the list, also of one that has been cleared?"""
    if any(name in text for name in all_names(page)):
        return True
    known = set(page.listed)
    pieces = (text[start : start + size] for size in range(SHORTEST, LONGEST + 1) for start in range(len(text)))
    return bool(known) and any(_fingerprint(piece) in known for piece in set(pieces))


def _fingerprint(name: str) -> str:
    return salted_hmac(_SALT, name, algorithm="sha256").hexdigest()[:16]
