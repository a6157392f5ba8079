"""XLSX by openpyxl, read row by row, behind limits that its own reader does not have."""

from __future__ import annotations

import logging
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.escape import unescape

from .refusals import FileRefused
from .unpacking import MEGABYTE, TOO_LARGE_UNPACKED, UNPACKED_LIMIT

logger = logging.getLogger("huiketing.desk")

# openpyxl holds these parts whole in memory; the sheets themselves it streams.
HELD_LIMIT = 200 * MEGABYTE
# The last row that a spreadsheet can have.
LAST_ROW = 1_048_576
_OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_NO_WORKBOOK = "这不是Excel工作簿（.xlsx），请用表格软件打开后另存为.xlsx"


class FormulaError:
    """A cell whose formula failed."""


def records(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """Numbered rows of the first sheet, empty ones too. Raises FileRefused."""
    _require_workbook(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                yield from _sheet_records(book)
            finally:
                book.close()
    except FileRefused:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl fail anywhere and with anything
        logger.info("import.workbook_unreadable error=%s", type(error).__name__)
        raise FileRefused(_NO_WORKBOOK) from error


def _sheet_records(book: Any) -> Iterator[tuple[int, list[Any]]]:
    if not book.worksheets:
        raise FileRefused("工作簿里没有表格")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # the size that a file states of itself may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            raise FileRefused(_NO_WORKBOOK)
        yield number, [_value(cell) for cell in row]


def _value(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return FormulaError() if cell in ERROR_CODES else unescape(cell)


def _require_workbook(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLE_MARK)) == _OLE_MARK:
            raise FileRefused("这个Excel文件加了密码，或者是旧版.xls格式，请去掉密码、另存为.xlsx")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused(_NO_WORKBOOK) from error
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("这个Excel文件加了密码，请去掉密码再导入")
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise FileRefused(TOO_LARGE_UNPACKED)
    if sum(part.file_size for part in parts if "/worksheets/" not in f"/{part.filename}") > HELD_LIMIT:
        raise FileRefused("工作簿里的文字太多，请分成几个文件再导入")
