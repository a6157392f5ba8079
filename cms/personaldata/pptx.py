"""Slides through the gate: shown and hidden ones, notes, comments."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .collecting import Collector
from .innards import local_name, text_of, texts_in
from .kinds import Carrier
from .opening import Package
from .scanning import Table

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml", re.IGNORECASE)
_NOTES = re.compile(r"ppt/notesslides/notesslide(\d+)\.xml", re.IGNORECASE)
_COMMENTS = re.compile(r"ppt/(?:.*/)?(?:modern)?comments?[\w-]*\.xml", re.IGNORECASE)
_DESCRIPTIONS = ("descr", "title")
_OFF = frozenset({"0", "false"})


def scan(package: Package, collector: Collector, place: str) -> set[str]:
    """Names of the parts that are done with. Raises Refused."""
    done = set()
    for name in package.names:
        slide, notes = _SLIDE.fullmatch(name), _NOTES.fullmatch(name)
        if not (slide or notes or _COMMENTS.fullmatch(name)) or (tree := package.tree(name)) is None:
            continue
        done.add(name)
        if slide:
            hidden = tree.get("show") in _OFF
            called = f"{place}{'隐藏的' if hidden else ''}第{slide[1]}张幻灯片"
            _scan_slide(tree, collector, called, Carrier.HIDDEN_SLIDE if hidden else Carrier.SLIDE)
        elif notes:
            _scan_slide(tree, collector, f"{place}的演讲者备注", Carrier.NOTES)
        else:
            collector.rest(texts_in(tree), f"{place}的批注", Carrier.COMMENT)
        collector.rest(texts_in(tree), f"{place}的内部数据", Carrier.INNER_PART)
    return done


def _scan_slide(tree: Element, collector: Collector, place: str, carrier: Carrier) -> None:
    for element in tree.iter():
        name = local_name(element)
        if name == "p":
            collector.text(text_of(element), place, carrier)
        elif name == "tbl":
            _scan_table(element, collector, place, carrier)
        elif name == "cNvPr":
            for attribute in _DESCRIPTIONS:
                collector.text(element.get(attribute, ""), f"{place}里图片的替代文字", Carrier.ALT_TEXT)


def _scan_table(table: Element, collector: Collector, place: str, carrier: Carrier) -> None:
    rows = [
        ["\n".join(text_of(line) for line in cell.iter() if local_name(line) == "p") for cell in row if _is(cell, "tc")]
        for row in table
        if _is(row, "tr")
    ]

    def where(read: Table, row: int, column: int) -> tuple[str, Carrier]:
        return f"{place}的表格第{row + 1}行{read.column_label(column)}", carrier

    collector.table(rows, where)


def _is(element: Element, name: str) -> bool:
    return local_name(element) == name
