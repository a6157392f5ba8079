"""One raw row to the values of a policy document, or to the reasons why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.organisations.models import OrganisationPage
from cms.policies.enums import SUPERIOR_LAW, DocumentClass, DocumentType
from cms.policies.models import PolicyPage
from cms.records import numbering
from cms.records.enums import Audience, StatutoryCategory, Theme

from . import bodies, statutes, values
from .columns import DATES
from .readers import RawRow
from .refusals import Refusal, ValueRefused

Cleaner = Callable[[Any], Any]


@dataclass(frozen=True)
class CleanRow:
    """A row that may go in. key: what makes it the same document when it comes again."""

    number: int
    key: str
    values: dict[str, Any]

    @property
    def document_number(self) -> str:
        return str(self.values["document_number"])

    def page(self) -> PolicyPage:
        return PolicyPage(**self.values, import_key=self.key)


def clean(raw: RawRow, publisher: OrganisationPage) -> CleanRow | tuple[Refusal, ...]:
    if raw.refusals:
        return raw.refusals
    cleaned: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for column, cleaner in _CLEANERS.items():
        try:
            cleaned[column] = cleaner(raw.values.get(column))
        except ValueRefused as refused:
            refusals.append(Refusal(raw.number, column, str(refused)))
    if not refusals:
        refusals.extend(Refusal(raw.number, column, reason) for column, reason in _contradictions(cleaned))
    if refusals:
        return tuple(refusals)
    return _complete(raw.number, cleaned, publisher)


def _complete(number: int, cleaned: dict[str, Any], publisher: OrganisationPage) -> CleanRow | tuple[Refusal, ...]:
    level, body = cleaned.pop("level"), cleaned.pop("body")
    cleaned["document_class"] = cleaned["document_class"] or statutes.LEVELS.get(level) or DocumentClass.OTHER
    try:
        blocks = bodies.blocks(body)
    except ValueRefused as refused:
        return (Refusal(number, "body", str(refused)),)
    key = import_key(cleaned, body, publisher)
    if cleaned["document_class"] in SUPERIOR_LAW:
        statutes.complete(cleaned, blocks)
    return CleanRow(number, key, {**cleaned, "body": blocks})


def import_key(cleaned: dict[str, Any], body: str, publisher: OrganisationPage) -> str:
    """SHA-256 of what makes a document this one. Law from above is the same whoever enters it."""
    superior = cleaned["document_class"] in SUPERIOR_LAW
    identity = [
        "" if superior else publisher.slug,
        str(cleaned["document_class"]),
        cleaned["title"],
        cleaned["region"],
        cleaned["document_number"],
        cleaned["issued_on"].isoformat() if cleaned["issued_on"] else "",
        body,
    ]
    return hashlib.sha256(json.dumps(identity, ensure_ascii=False).encode()).hexdigest()


def _contradictions(cleaned: dict[str, Any]) -> list[tuple[str, str]]:
    """Column and reason, for values that do not go together."""
    found: list[tuple[str, str]] = []
    stated = cleaned["document_class"]
    if cleaned["level"] and stated and statutes.LEVELS[cleaned["level"]] != stated:
        found.append(("document_class", "体裁和层级不一致，请核对"))
    if cleaned["subtheme"] and not cleaned["theme"]:
        found.append(("theme", "写了主题二级，也要写主题分类"))
    return found


def _line(column: str) -> Cleaner:
    limit = PolicyPage._meta.get_field(column).max_length
    return lambda value: values.line(value, limit)


def _level(value: Any) -> str:
    written = values.line(value, 20)
    if written and written not in statutes.LEVELS:
        raise ValueRefused(f"层级只能写：{values.joined_labels(statutes.LEVELS)}；本机关的文件请留空")
    return written


def _title(value: Any) -> str:
    written = values.line(value, 255)
    if not written:
        raise ValueRefused("写标题")
    return written


def _body(value: Any) -> str:
    written = values.body(value)
    if not written:
        raise ValueRefused("写正文")
    return written


def _document_number(value: Any) -> str:
    return values.line(numbering.normalise_document_number(values.text(value)), 60)


def _theme(value: Any) -> str:
    """Spreadsheets lose the zero of 01."""
    short_codes = {str(int(code)): code for code in Theme.values}
    return values.choice(value, Theme, short_codes)


_CLEANERS: dict[str, Cleaner] = {
    "title": _title,
    "level": _level,
    "region": _line("region"),
    "body": _body,
    "document_number": _document_number,
    "document_class": lambda value: values.choice(value, DocumentClass),
    "document_type": lambda value: values.choice(value, DocumentType, {"命令": "order", "令": "order"}),
    "theme": _theme,
    "subtheme": _line("subtheme"),
    "audience": lambda value: values.choice(value, Audience),
    "summary": _line("summary"),
    "keywords": lambda value: values.words(value, 120),
    "addressee": _line("addressee"),
    "signature": _line("signature"),
    "statutory_category": lambda value: values.choice(value, StatutoryCategory),
    **dict.fromkeys(DATES, values.date),
}
