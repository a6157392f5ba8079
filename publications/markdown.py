"""A record as Markdown: plain text for reading aloud, copying and archiving."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from cms.records.outline import Part, parts

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
# What makes a list, a rule or a heading of a line, at its beginning only.
_LINE_START = re.compile(r"^(\d{0,9})([-+=.)])(?=[-=\s]|$)")


def record_markdown(page: Any, address: str, today: dt.date, facts: Iterable[tuple[str, str]] | None = None) -> str:
    """Title, facts, body, permanent address; ends with a newline.

    facts: label and text, those of a document unless given; ``page`` carries the validity annotations for them.
    """
    lines = [f"# {escape(page.title)}", ""]
    shown = _facts(page, today) if facts is None else facts
    lines += [f"- {label}：{escape(value)}" for label, value in shown if value]
    lines.append("")
    for part in parts(page.body):
        lines += [*_block(part), ""]
    lines += ["---", "", f"永久网址：{address}", f"{today:%Y-%m-%d} 导出，以正式文件为准。"]
    return "\n".join(lines) + "\n"


def stub_markdown(title: str, said: Iterable[str], facts: Iterable[tuple[str, str]]) -> str:
    """What stands in place of a record that has left: title, sentences, facts; ends with a newline."""
    lines = [f"# {escape(title)}", ""]
    for text in said:
        lines += [escape(text), ""]
    lines += [f"- {label}：{escape(value)}" for label, value in facts if value]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """One line of text that stays text in any Markdown reader."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()))
    return _LINE_START.sub(r"\1\\\2", line)


def _facts(page: Any, today: dt.date) -> Iterator[tuple[str, str]]:
    yield "索引号", page.index_number or ""
    yield "发布机构", page.publisher_organisation.display_name
    yield "发文字号", page.document_number
    yield "主题分类", page.theme_label
    for label, day in (("成文日期", page.issued_on), ("施行日期", page.effective_on), ("有效期至", page.valid_until)):
        yield label, day.isoformat() if day else ""
    yield "发布日期", f"{timezone.localtime(page.published_at):%Y-%m-%d %H:%M}"
    yield "有效性", str(page.standing(today).validity.label)


def _block(part: Part) -> list[str]:
    value = part.value
    if part.kind == "chapter":
        return ["#" * (int(value["level"]) + 1) + " " + escape(value["title"])]
    if part.kind == "article":
        first, *rest = part.paragraphs or ("",)
        return [f"**{value['number']}**　{escape(first)}", *_further(rest)]
    if part.kind == "note":
        return [f"> 注：{escape(text)}" for text in part.paragraphs]
    if part.kind == "table":
        return list(_table(value))
    if part.kind in ("picture", "photo"):
        return [f"（图：{escape(value['alt'])}）"]
    if part.kind == "attachment":
        return [f"（附件：{escape(value['file'].title)}）"] if value["file"] else []
    if part.kind == "question":
        first, *rest = part.paragraphs or ("",)
        return [f"**问：{escape(value['question'])}**", "", f"答：{escape(first)}", *_further(rest)]
    first, *rest = part.paragraphs or ("",)
    return [escape(first), *_further(rest)]


def _further(paragraphs: Iterable[str]) -> Iterator[str]:
    for text in paragraphs:
        yield ""
        yield escape(text)


def _table(value: dict[str, Any]) -> Iterator[str]:
    if value.get("table_caption"):
        yield f"表：{escape(value['table_caption'])}"
        yield ""
    for index, row in enumerate(value["data"]):
        yield "| " + " | ".join(escape(str(cell or "")) for cell in row) + " |"
        if index == 0:
            yield "|" + "---|" * len(row)
