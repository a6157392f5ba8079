"""A body as it is read: parts with anchors, a table of contents, and plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .numerals import to_int
from .tables import rows_of

_NUMBER = re.compile(r"^第(?P<main>.+?)条(?:之(?P<sub>.+))?$")


@dataclass(frozen=True)
class Part:
    """One block of a body. kind: block type; anchor: id in the page, empty if it has none; value: the block's value."""

    kind: str
    value: Any
    anchor: str = ""
    paragraphs: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str
    level: int


def split_paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def parts(body: Iterable[Any]) -> Iterator[Part]:
    """Blocks with anchors: chapters c1, c2 …; articles a1, a6, a6-1 by their own number, never doubled."""
    taken: set[str] = set()
    chapters = 0
    for block in body:
        kind, value = block.block_type, block.value
        if kind == "chapter":
            chapters += 1
            yield Part(kind, value, f"c{chapters}")
        elif kind == "article":
            anchor = _free(article_anchor(value["number"]), taken)
            yield Part(kind, value, anchor, split_paragraphs(value["text"]))
        elif kind in ("paragraph", "note"):
            yield Part(kind, value, "", split_paragraphs(value))
        elif kind == "question":
            yield Part(kind, value, _free("q1", taken), split_paragraphs(value["answer"]))
        else:
            yield Part(kind, value)


def headings(body_parts: Iterable[Part]) -> list[Heading]:
    return [
        Heading(part.anchor, part.value["title"], int(part.value["level"]))
        for part in body_parts
        if part.kind == "chapter"
    ]


def article_anchor(number: str) -> str:
    """第六条 → a6, 第六条之一 → a6-1."""
    match = _NUMBER.match(number)
    if match is None:
        return "a"
    anchor = f"a{to_int(match['main']) or 0}"
    return f"{anchor}-{to_int(match['sub']) or 0}" if match["sub"] else anchor


def _free(anchor: str, taken: set[str]) -> str:
    candidate, count = anchor, 1
    while candidate in taken:
        count += 1
        candidate = f"q{count}" if anchor.startswith("q") else f"{anchor}.{count}"
    taken.add(candidate)
    return candidate


def plain_paragraphs(body: Iterable[Any]) -> Iterator[str]:
    """Everything a reader reads, a paragraph an item, without markup."""
    for block in body:
        kind, value = block.block_type, block.value
        if kind == "chapter":
            yield value["title"]
        elif kind == "article":
            first, *rest = split_paragraphs(value["text"]) or ("",)
            yield f"{value['number']}　{first}"
            yield from rest
        elif kind in ("paragraph", "note"):
            yield from split_paragraphs(value)
        elif kind == "table":
            yield from table_lines(value)
        elif kind == "picture":
            yield from (line for line in (value["caption"], value["alt"]) if line)
        elif kind == "question":
            yield value["question"]
            yield from split_paragraphs(value["answer"])
        elif kind == "attachment" and value["file"]:
            yield value["file"].title


def table_lines(value: dict[str, Any]) -> Iterator[str]:
    if value.get("table_caption"):
        yield value["table_caption"]
    for row in rows_of(value):
        yield " ".join(str(cell or "").strip() for cell in row).strip()
