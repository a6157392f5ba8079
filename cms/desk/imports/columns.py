"""The columns of an import file: English names, Chinese names, and what a clerk may call them."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "title": "标题",
    "level": "层级",
    "region": "地区",
    "issued_on": "成文日期",
    "body": "正文",
    "document_number": "发文字号",
    "document_class": "体裁",
    "document_type": "文种",
    "effective_on": "施行日期",
    "valid_until": "有效期至",
    "theme": "主题分类",
    "subtheme": "主题二级",
    "audience": "面向对象",
    "summary": "摘要",
    "keywords": "关键词",
    "addressee": "主送",
    "signature": "落款",
    "statutory_category": "法定公开类别",
}
REQUIRED = ("title", "body")
DATES = ("issued_on", "effective_on", "valid_until")
_FIELDS = {label: field for field, label in LABELS.items()} | {field: field for field in LABELS}
_SHOWN = 30


def field_of(name: str) -> str | None:
    """The field that a header names; None for a column that is not known."""
    return _FIELDS.get(name.strip().strip("\ufeff").lower())


def shown(name: str) -> str:
    """A header as it may be repeated to the operator: printable and short."""
    clean = "".join(character for character in name if character.isprintable()).strip()
    return clean if len(clean) <= _SHOWN else f"{clean[:_SHOWN]}……"
