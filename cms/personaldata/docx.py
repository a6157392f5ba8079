"""Word documents through the gate."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .collecting import Collector
from .innards import local_name, text_of, texts_in
from .kinds import Carrier
from .opening import DAMAGED, Package, Refused
from .scanning import Table
from .wordprocessing import blocks, table_rows, words_of

MAIN_PART = "word/document.xml"
_SIDE_PARTS = (
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "页眉页脚", Carrier.HEADER_FOOTER),
    (re.compile(r"word/(?:footnotes|endnotes)\d*\.xml"), "脚注尾注", Carrier.FOOTNOTE),
    (re.compile(r"word/comments\w*\.xml"), "批注", Carrier.COMMENT),
)
_DESCRIBED = frozenset({"docPr", "cNvPr", "shape", "rect", "imagedata"})
_DESCRIPTIONS = ("descr", "title", "name", "alt")


def scan(package: Package, collector: Collector, place: str) -> set[str]:
    """Names of the parts that are done with. Raises Refused."""
    tree = package.tree(MAIN_PART) if MAIN_PART in package.names else None
    if tree is None:
        raise Refused(DAMAGED)
    for body in tree:
        if local_name(body) == "body":
            _scan_body(body, collector, place)
    _scan_hidden(tree, collector, place)
    collector.rest(texts_in(tree), f"{place}的内部数据", Carrier.INNER_PART)
    done = {MAIN_PART}
    for name in package.names:
        for pattern, called, carrier in _SIDE_PARTS:
            if pattern.fullmatch(name.lower()) and (part := package.tree(name)) is not None:
                _scan_paragraphs(part, collector, f"{place}的{called}", carrier)
                _scan_hidden(part, collector, f"{place}的{called}")
                collector.rest(texts_in(part), f"{place}的{called}", carrier)
                done.add(name)
    return done


def _scan_body(body: Element, collector: Collector, place: str) -> None:
    paragraphs = tables = 0
    for block in blocks(body):
        if local_name(block) == "tbl":
            tables += 1
            scan_table_element(block, collector, f"{place}第{tables}个表格", Carrier.TABLE)
        elif (text := words_of(block).text).strip():
            paragraphs += 1
            collector.text(text, f"{place}正文第{paragraphs}段", Carrier.PARAGRAPH)


def scan_table_element(table: Element, collector: Collector, place: str, carrier: Carrier) -> None:
    def where(read: Table, row: int, column: int) -> tuple[str, Carrier]:
        return f"{place}第{row + 1}行{read.column_label(column)}", carrier

    collector.table(table_rows(table), where)


def _scan_paragraphs(part: Element, collector: Collector, place: str, carrier: Carrier) -> None:
    for element in part.iter():
        if local_name(element) == "p":
            collector.text(words_of(element).text, place, carrier)
        elif local_name(element) == "tbl":
            scan_table_element(element, collector, f"{place}里的表格", carrier)


def _scan_hidden(tree: Element, collector: Collector, place: str) -> None:
    """Deleted and invisible text, text boxes, descriptions of pictures, wherever in the part they are."""
    for element in tree.iter():
        name = local_name(element)
        if name == "p":
            words = words_of(element)
            collector.text("".join(words.deleted), f"{place}里的修订痕迹（已删除的文字）", Carrier.REVISION)
            collector.text("".join(words.hidden), f"{place}里隐藏的文字", Carrier.HIDDEN_TEXT)
            for box in words.boxes:
                lines = [words_of(line).text for line in box.iter() if local_name(line) == "p"]
                collector.text("\n".join(lines), f"{place}里的文本框", Carrier.TEXT_BOX)
            if words.deleted or words.hidden:
                collector.rest([text_of(element)], f"{place}里的修订痕迹或者隐藏的文字", Carrier.REVISION)
        elif name in _DESCRIBED:
            for attribute in _DESCRIPTIONS:
                collector.text(element.get(attribute, ""), f"{place}里图片的替代文字", Carrier.ALT_TEXT)
