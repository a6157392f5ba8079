"""DOCX as it is read and as it is hidden: paragraphs, tables, deleted and invisible text, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .innards import local_name

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_DELETED = frozenset({"del", "moveFrom"})
_OFF = frozenset({"0", "false", "off", "none"})
# Twice in a file: once for new programs, once in AlternateContent/Fallback for old ones.
_BOXES = frozenset({"txbxContent"})
_CONTAINERS = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink"})
_MOST_COLUMNS = 100


@dataclass
class Words:
    """The text of a paragraph or a cell by how it is met."""

    shown: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.shown)


def words_of(element: Element) -> Words:
    """Of a paragraph, or of all paragraphs of a cell."""
    words = Words()
    _gather(element, words, words.shown)
    return words


def _gather(element: Element, words: Words, into: list[str]) -> None:
    pending: list[tuple[Element, list[str]]] = [(element, into)]
    while pending:
        current, target = pending.pop()
        name = local_name(current)
        if name in _BOXES:
            words.boxes.append(current)
            continue
        if name in _DELETED:
            target = words.deleted
        elif name == "r" and _is_invisible(current):
            target = words.hidden if target is words.shown else target
        if name in ("t", "delText"):
            (words.deleted if name == "delText" else target).append(current.text or "")
        elif name in _BREAKS:
            target.append(_BREAKS[name])
        elif name == "p" and current is not element and target and not target[-1].endswith("\n"):
            target.append("\n")
        pending.extend((child, target) for child in reversed(current) if local_name(child) not in ("pPr", "tabs"))


def _is_invisible(run: Element) -> bool:
    for properties in run:
        if local_name(properties) != "rPr":
            continue
        for each in properties:
            if local_name(each) in ("vanish", "webHidden") and _value(each) not in _OFF:
                return True
    return False


def _value(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "val"), "")


def blocks(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, whatever wraps them."""
    for child in body:
        name = local_name(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _CONTAINERS:
            yield from blocks(child)


def table_rows(table: Element) -> list[list[str]]:
    """Its visible cells. A cell over several columns is followed by empty ones; deleted rows are left out."""
    rows = []
    for row in _children(table, "tr"):
        if any(
            local_name(mark) == "del" for properties in row if local_name(properties) == "trPr" for mark in properties
        ):
            continue
        cells: list[str] = []
        for cell in _children(row, "tc"):
            cells.append("\n".join(line for line in words_of(cell).text.splitlines() if line.strip()))
            cells += [""] * (_span(cell) - 1)
        rows.append(cells)
    return rows


def _children(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local_name(child) == name:
            yield child
        elif local_name(child) in _CONTAINERS:
            yield from _children(child, name)


def _span(cell: Element) -> int:
    for properties in _children(cell, "tcPr"):
        for each in _children(properties, "gridSpan"):
            value = _value(each)
            return min(int(value), _MOST_COLUMNS) if value.isdecimal() else 1
    return 1
