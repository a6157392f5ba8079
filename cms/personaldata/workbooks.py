"""XLSX: the values of all sheets as they would be shown, with what is hidden, merged and commented."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

# The public reader reads a sheet through for its size and fills every gap before a far cell: a bomb of a few lines.
from openpyxl.worksheet._reader import WorkSheetParser

from .canonical import cell_text
from .opening import DAMAGED, TOO_LARGE, Package, Refused

MOST_ROWS = 50_000
MOST_CELLS = 2_000_000
_MOST_GRID_CELLS = 6_000_000
_MOST_MERGED = 20_000
_DECIMALS = 8
_INVISIBLE_WIDTH = 0.1


class TooManyRows(Refused):
    """More rows than the caller reads."""


@dataclass
class Sheet:
    """rows: number of the row → number of the column → text; both from 1, cells that say nothing left out.

    merged: (first row, first column, last row, last column) each. part: which part of the package holds it.
    """

    name: str
    hidden: bool
    part: str = ""
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def columns(self) -> list[int]:
        return sorted({column for row in self.rows.values() for column in row})

    def is_hidden_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def grid(self) -> tuple[list[int], list[int], list[list[str]]]:
        """Numbers of the rows and of the columns that say something, and their cells. Raises Refused."""
        numbers, columns = sorted(self.rows), self.columns
        if len(numbers) * len(columns) > _MOST_GRID_CELLS:
            raise Refused(TOO_LARGE)
        return numbers, columns, [[self.rows[number].get(column, "") for column in columns] for number in numbers]

    def filled(
        self, numbers: list[int], columns: list[int], grid: list[list[str]]
    ) -> tuple[list[list[str]], list[list[str]]]:
        """The grid with merged cells filled altogether, as heads need it, and filled downwards only, as persons do."""
        across, down = [list(row) for row in grid], [list(row) for row in grid]
        row_index = {number: index for index, number in enumerate(numbers)}
        column_index = {column: index for index, column in enumerate(columns)}
        for top, left, bottom, right in self.merged:
            text = self.rows.get(top, {}).get(left, "")
            if not text or left not in column_index:
                continue
            covered = [index for column, index in column_index.items() if left <= column <= right]
            for number in range(top, min(bottom, numbers[-1]) + 1):
                if (row := row_index.get(number)) is None:
                    continue
                down[row][column_index[left]] = text
                for column in covered:
                    across[row][column] = text
        return across, down


def read_sheets(package: Package, most_rows: int = MOST_ROWS) -> list[Sheet]:
    """In the order of the workbook. Raises TooManyRows (of those that say something), or Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(package, most_rows))
    except Refused:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl fail anywhere and with anything
        raise Refused(DAMAGED) from error


def letter(column: int) -> str:
    return str(get_column_letter(column))


def _sheets(package: Package, most_rows: int) -> Iterator[Sheet]:
    package.require_small_parts()
    reader = ExcelReader(io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    book: Any = reader.wb
    apply_stylesheet(reader.archive, book)
    rows = cells = 0
    for listed, relation in reader.parser.find_sheets():
        if relation.target not in reader.valid_files or "chartsheet" in relation.Type:
            continue
        sheet = Sheet(listed.name, listed.state != "visible", relation.target)
        with reader.archive.open(relation.target) as source:
            parser = WorkSheetParser(
                source,
                reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, row in parser.parse():
                told = {cell["column"]: text for cell in row if (text := _text(cell["value"])).strip()}
                if not told:
                    continue
                sheet.rows.setdefault(number, {}).update(told)
                rows += 1
                cells += len(told)
                if rows > most_rows:
                    raise TooManyRows(f"表格超过{most_rows}行，没法检查。请只留下要公示的内容，分成几个文件再传。")
                if cells > MOST_CELLS:
                    raise Refused(TOO_LARGE)
        _add_facts(sheet, parser)
        yield sheet


def _add_facts(sheet: Sheet, parser: Any) -> None:
    sheet.hidden_rows = {
        int(number) for number, facts in parser.row_dimensions.items() if _is_hidden(facts, "ht", "customHeight")
    }
    for facts in parser.column_dimensions.values():
        if _is_hidden(facts, "width", "customWidth"):
            sheet.hidden_columns.append((int(facts["min"]), int(facts["max"])))
    if parser.merged_cells is not None:
        ranges = parser.merged_cells.mergeCell[:_MOST_MERGED]
        sheet.merged = [(each.min_row, each.min_col, each.max_row, each.max_col) for each in ranges]


def _is_hidden(facts: dict[str, str], size: str, custom: str) -> bool:
    if facts.get("hidden") in ("1", "true"):
        return True
    return facts.get(custom) in ("1", "true") and float(facts.get(size, 1)) < _INVISIBLE_WIDTH


def _text(value: Any) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(round(value, _DECIMALS))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return "" if value in ERROR_CODES else str(unescape(value))
    return cell_text(value)
