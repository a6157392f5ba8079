"""Workbooks through the gate: all sheets, hidden ones too, comments, headers and footers, names, formulas."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from . import comments
from .collecting import Collector
from .heads import DEEPEST
from .innards import local_name, text_of
from .kinds import Carrier
from .opening import Package
from .scanning import Table, safe_label
from .workbooks import Sheet, letter, read_sheets

_GRID = frozenset({"row", "c", "col", "v", "sheetData", "cols", "mergeCell", "brk", "pageMargins", "selection"})
_LONG_ENOUGH = 11


def scan(package: Package, collector: Collector, place: str) -> set[str]:
    """Names of the parts that are done with. Raises Refused."""
    done: set[str] = set()
    sheet_of_part: dict[str, str] = {}
    for number, sheet in enumerate(read_sheets(package), 1):
        hidden = "隐藏的" if sheet.hidden else ""
        named = f"{place}{hidden}工作表“{safe_label(sheet.name)}”"
        collector.text(sheet.name, f"{place}第{number}个工作表的名称", Carrier.SHEET)
        _scan_cells(sheet, collector, named)
        _scan_loose(package, sheet, collector, named)
        done.add(sheet.part)
        sheet_of_part.update(dict.fromkeys(_related(package, sheet.part), named))
    for comment in comments.in_workbook(package):
        where = sheet_of_part.get(comment.part, place)
        collector.text(comment.text, f"{where}{comment.cell}的批注", Carrier.COMMENT)
    _scan_names(package, collector, place)
    return done


def _scan_cells(sheet: Sheet, collector: Collector, place: str) -> None:
    numbers, columns, grid = sheet.grid()

    def where(table: Table, row: int, column: int) -> tuple[str, Carrier]:
        number = numbers[row]
        label = table.column_label(column) if table.headings[column] else f"{letter(columns[column])}列"
        if sheet.hidden:
            return f"{place}第{number}行{label}", Carrier.HIDDEN_SHEET
        if number in sheet.hidden_rows:
            return f"{place}隐藏的第{number}行{label}", Carrier.HIDDEN_ROW
        if sheet.is_hidden_column(columns[column]):
            return f"{place}第{number}行隐藏的{label}", Carrier.HIDDEN_COLUMN
        return f"{place}第{number}行{label}", Carrier.SHEET

    across, _ = sheet.filled(numbers, columns, grid)
    collector.table(grid, where, across[:DEEPEST])


def _scan_loose(package: Package, sheet: Sheet, collector: Collector, place: str) -> None:
    """What the sheet holds beside its values: headers and footers, formulas, prompts, links, stale values."""
    margins: list[str] = []
    others: list[str] = []
    for element in package.elements(sheet.part):
        name = local_name(element)
        if name in _GRID:
            if name == "v" and element.text and len(element.text) >= _LONG_ENOUGH:
                others.append(element.text)
            if name in ("row", "cols"):
                element.clear()
            continue
        others.extend(value for value in element.attrib.values() if len(value) > 2)
        (margins if name.endswith(("Header", "Footer")) else others).extend([element.text or ""])
        if name == "is":
            others.append(text_of(element))
    collector.rest(margins, f"{place}的页眉页脚", Carrier.HEADER_FOOTER)
    collector.rest(others, f"{place}里的公式、提示或者链接", Carrier.INNER_PART)


def _scan_names(package: Package, collector: Collector, place: str) -> None:
    tree = package.tree("xl/workbook.xml") if "xl/workbook.xml" in package.names else None
    for element in tree.iter() if tree is not None else ():
        if local_name(element) == "definedName":
            told = [element.text or "", *element.attrib.values()]
            collector.rest(told, f"{place}里定义的名称", Carrier.DEFINED_NAME)


def _related(package: Package, part: str) -> Iterator[str]:
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    tree = package.tree(relations) if relations in package.names else None
    for element in tree if tree is not None else ():
        target = element.get("Target", "")
        yield target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
