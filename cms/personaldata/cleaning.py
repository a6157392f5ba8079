"""A clean copy of a file: what a reader sees, masked, in a new file that never held anything else."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Collection
from functools import partial
from typing import Any

import docx as word
import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.files.uploads import extension_of

from . import pictures
from .heads import find_head
from .innards import local_name
from .masking import CannotMask, mask_table, mask_text
from .opening import DAMAGED, Refused, open_package, require_size
from .plain import decoded, delimiter_of, require_few_lines, rows_of_csv, written_as_csv
from .wordprocessing import blocks, table_rows, words_of
from .workbooks import Sheet, read_sheets

logger = logging.getLogger("huiketing.personaldata")

_TITLE_LIMIT = 31
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_HINTS = {
    "pdf": "PDF不能自动遮盖。请在原来的Word或者Excel文件里遮盖，再导出PDF重新上传。",
    "pptx": "幻灯片不能自动遮盖。请在原来的文件里遮盖，另存后重新上传。",
}
_OTHER = "这种文件不能自动遮盖。请另存为.docx或者.xlsx，再用“一次遮盖”。"


def can_mask(name: str) -> bool:
    """By the ending of the name."""
    return extension_of(name) in _CLEANERS


def mask_file(
    content: bytes,
    name: str,
    *,
    allowed: Collection[str] = (),
    mask_names: bool = False,
    today: dt.date | None = None,
) -> bytes:
    """A new file of the same kind without comments, revisions, properties, formulas and whatever is hidden.

    Word files keep paragraphs and tables, workbooks visible sheets, rows and columns; layout and pictures in them go.
    Raises CannotMask.
    """
    extension = extension_of(name)
    cleaner = _CLEANERS.get(extension)
    if cleaner is None:
        raise CannotMask(_HINTS.get(extension, _OTHER))
    text_masker = partial(mask_text, allowed=allowed, today=today)
    table_masker = partial(mask_table, allowed=allowed, mask_names=mask_names, today=today)
    try:
        require_size(content)
        return bytes(cleaner(content, name, text_masker, table_masker))
    except Refused as error:
        raise CannotMask(str(error)) from error
    except CannotMask:
        raise
    except Exception as error:  # what is damaged makes the libraries fail with anything
        logger.warning("gate.file_not_cleaned error=%s", type(error).__name__)
        raise CannotMask(DAMAGED) from error


def _workbook(content: bytes, name: str, text_masker: Any, table_masker: Any) -> bytes:
    sheets = [sheet for sheet in read_sheets(open_package(content, name)) if not sheet.hidden]
    book = openpyxl.Workbook(write_only=True)
    for number, sheet in enumerate(sheets, 1):
        title = text_masker(sheet.name).translate(_FORBIDDEN_IN_TITLES)[:_TITLE_LIMIT].strip() or f"表{number}"
        target = book.create_sheet(title)
        for row in table_masker(_shown(sheet)).rows:
            target.append([_writable(cell) for cell in row])
    if not sheets:
        raise CannotMask("这个文件里没有看得见的工作表。请取消隐藏后再试。")
    book.properties.creator = ""
    return _saved(book)


def _shown(sheet: Sheet) -> list[list[str]]:
    numbers, columns, grid = sheet.grid()
    if not numbers:
        return []
    across, down = sheet.filled(numbers, columns, grid)
    head = find_head(across)
    rows = [*grid[: head.start], *across[head.start : head.stop], *down[head.stop :]]
    kept = [index for index, column in enumerate(columns) if not sheet.is_hidden_column(column)]
    shown = [row for number, row in zip(numbers, rows, strict=True) if number not in sheet.hidden_rows]
    return [[row[index] for index in kept] for row in shown]


def _writable(cell: str) -> str:
    """A text, never a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", cell)
    return text if not text.startswith("=") else f" {text}"


def _document(content: bytes, name: str, text_masker: Any, table_masker: Any) -> bytes:
    package = open_package(content, name)
    tree = package.tree("word/document.xml") if "word/document.xml" in package.names else None
    if tree is None:
        raise Refused(DAMAGED)
    document = word.Document()
    for body in (element for element in tree if local_name(element) == "body"):
        for block in blocks(body):
            if local_name(block) == "tbl":
                _add_table(document, table_masker(table_rows(block)).rows)
            elif (text := words_of(block).text).strip():
                document.add_paragraph(ILLEGAL_CHARACTERS_RE.sub("", text_masker(text)))
    _drop_thumbnail(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    return _saved(document)


def _drop_thumbnail(document: Any) -> None:
    """Of the library's own empty document."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _add_table(document: Any, rows: list[list[str]]) -> None:
    width = max(map(len, rows), default=0)
    if not width:
        return
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = ILLEGAL_CHARACTERS_RE.sub("", text)


def _csv(content: bytes, name: str, text_masker: Any, table_masker: Any) -> bytes:
    text = decoded(content)
    require_few_lines(text)
    return written_as_csv(table_masker(rows_of_csv(text)).rows, delimiter_of(text))


def _txt(content: bytes, name: str, text_masker: Any, table_masker: Any) -> bytes:
    text = decoded(content)
    require_few_lines(text)
    return bytes(text_masker(text).encode("utf-8"))


def _picture(content: bytes, name: str, text_masker: Any, table_masker: Any) -> bytes:
    return pictures.without_metadata(content, name)


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_CLEANERS: dict[str, Any] = {
    "xlsx": _workbook,
    "docx": _document,
    "csv": _csv,
    "txt": _txt,
    **dict.fromkeys(pictures.EXTENSIONS, _picture),
}
