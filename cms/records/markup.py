"""Markdown, as the import, the demo content and pasted text use it, to the raw value of a body.

`## ` chapters (### section, #### item), 第…条 articles with the paragraphs that belong to them, pipe tables with an
optional caption line above (表：…), `> 注：` notes, ![alt-less file](alt) pictures, everything else paragraphs.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

_ARTICLE = re.compile(
    r"^(?P<number>第[〇零一二三四五六七八九十百千]{1,12}条(?:之[一二三四五六七八九十]{1,4})?)[\s　]*(?P<text>.*)$"
)
_HEADING = re.compile(r"^第[一二三四五六七八九十百]{1,12}(?P<level>[章节])[\s　]\S.{0,60}$")
_CLAUSE = re.compile(r"^(（[一二三四五六七八九十]+）|[(（]?\d+[)）.．、])")
_PICTURE = re.compile(r"^!\[(?P<file>[^\]]+)\]\((?P<alt>[^)]*)\)$")
_CAPTION = re.compile(r"^表[：:]\s*(?P<caption>.+)$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--|<!doctype", re.IGNORECASE)

PictureFinder = Callable[[str], int]
RawBlock = dict[str, Any]


def contains_html(text: str) -> bool:
    """True for a tag or comment. 《<…>》, the nested title marks of statutes, is text."""
    return bool(_TAG.search(text))


def parse(text: str, find_picture: PictureFinder | None = None) -> list[RawBlock]:
    """Raw stream value. ``find_picture`` gives the id of a picture by file name; without it pictures are left out."""
    blocks: list[RawBlock] = []
    caption = ""
    for chunk in _chunks(text):
        if match := _CAPTION.match(chunk):
            caption = match["caption"].strip()
            continue
        caption_used, caption = caption, ""
        if chunk.startswith("|"):
            blocks.append(_block("table", _table(chunk, caption_used)))
        elif match := _PICTURE.match(chunk):
            if find_picture:
                value = {"image": find_picture(match["file"]), "alt": match["alt"], "caption": ""}
                blocks.append(_block("picture", value))
        elif chunk.startswith("#"):
            blocks.append(_block("chapter", _chapter(chunk)))
        elif chunk.startswith(">"):
            blocks.append(_block("note", chunk.lstrip("> ").removeprefix("注：").strip()))
        else:
            _add_text(blocks, chunk)
    return blocks


def from_word(text: str) -> str:
    """Text as a word processor copies it: rows of a table have tabs between cells, chapters have no marks."""
    return "\n".join(_line_from_word(line.strip("　 \r")) for line in text.splitlines())


def _line_from_word(line: str) -> str:
    if "\t" in line.strip():
        return _pipe_row(line)
    if match := _HEADING.match(line):
        return f"{'##' if match['level'] == '章' else '###'} {line}"
    return line


def _pipe_row(line: str) -> str:
    return "".join(f"| {cell.strip().replace('|', '｜')} " for cell in line.split("\t")) + "|"


def _chunks(text: str) -> Iterator[str]:
    """One paragraph each; the lines of a table together."""
    table: list[str] = []
    for line in text.splitlines():
        stripped = line.strip().strip("　")
        if stripped.startswith("|"):
            table.append(stripped)
            continue
        if table:
            yield "\n".join(table)
            table = []
        if stripped:
            yield stripped
    if table:
        yield "\n".join(table)


def _block(kind: str, value: Any) -> RawBlock:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _chapter(chunk: str) -> dict[str, str]:
    marks = len(chunk) - len(chunk.lstrip("#"))
    return {"title": chunk.lstrip("# ").strip(), "level": str(min(3, max(1, marks - 1)))}


def _table(chunk: str, caption: str) -> dict[str, Any]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in chunk.splitlines()]
    rows = [row for row in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)]
    width = max((len(row) for row in rows), default=0)
    data = [row + [""] * (width - len(row)) for row in rows]
    return {
        "data": data,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": caption,
    }


def _add_text(blocks: list[RawBlock], chunk: str) -> None:
    """Start an article, continue it with a clause, or add a paragraph."""
    if match := _ARTICLE.match(chunk):
        blocks.append(_block("article", {"number": match["number"], "text": match["text"]}))
    elif blocks and blocks[-1]["type"] == "article" and _continues(chunk):
        article = blocks[-1]["value"]
        article["text"] = f"{article['text']}\n{chunk}".strip()
    else:
        blocks.append(_block("paragraph", chunk))


def _continues(chunk: str) -> bool:
    """Clauses （一） and 1. belong to the article above; so does any further paragraph of a numbered text."""
    return bool(_CLAUSE.match(chunk)) or not chunk.startswith(("附件", "附："))
