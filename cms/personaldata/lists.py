"""An office's list of applicants, read as a clerk means it: one table with its head, without what is hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from cms.files.uploads import extension_of

from . import comments
from .heads import find_head, headings_of
from .opening import Refused, open_package, require_size
from .plain import decoded, rows_of_csv
from .scanning import safe_label
from .workbooks import Sheet, TooManyRows, letter, read_sheets

MOST_ROWS = 500
MOST_COLUMNS = 50
# Above this nothing is read any further.
_MOST_READ = 5_000
_NAMED = 8
_TOTALS = re.compile(r"^(?:合|总|小|共|累)\s*计|^本页[合小]计")
_REMARK = re.compile(r"^(?:注|备注|说明|填表|制表|审核|经办|填报|单位|负责人|联系|签字|盖章|日期|监督|举报)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OTHER_FORMATS = {
    "xls": "这是旧版Excel文件（.xls）。请打开后另存为.xlsx再传。",
    "et": "这是WPS表格文件（.et）。请打开后另存为.xlsx再传。",
    "zip": "不能上传压缩包。请解压以后，把名单另存为.xlsx再传。",
    "rar": "不能上传压缩包。请解压以后，把名单另存为.xlsx再传。",
    "7z": "不能上传压缩包。请解压以后，把名单另存为.xlsx再传。",
    "xlsm": "文件里带有宏，可能藏病毒。请另存为不带宏的.xlsx再传。",
}


class ListRefused(Exception):
    """The message is plain Chinese: why, and what to do."""


@dataclass(frozen=True)
class OfficeList:
    """caption: the title row; rows: the head, then persons; left_out: what was not read, without values.

    Caption and rows are as typed: neither judged nor masked.
    """

    caption: str = field(repr=False)
    rows: list[list[str]] = field(repr=False)
    left_out: list[str]


def read_list(file: IO[bytes], name: str) -> OfficeList:
    """Of an .xlsx or .csv file. Raises ListRefused for whatever cannot become the table of one notice."""
    extension = extension_of(name)
    if extension not in ("xlsx", "csv"):
        other = f"不能从“{safe_label(extension)}”文件读名单。请把名单另存为.xlsx再传。"
        raise ListRefused(_OTHER_FORMATS.get(extension, other))
    file.seek(0)
    content = file.read()
    try:
        return _from_workbook(content, name) if extension == "xlsx" else _from_csv(content)
    except TooManyRows as error:
        raise ListRefused(
            f"这个文件超过{_MOST_READ}行，一则公示放不下。请只留下这次要公示的人，分成几则公示。"
        ) from error
    except Refused as error:
        raise ListRefused(str(error)) from error


def _from_csv(content: bytes) -> OfficeList:
    require_size(content)
    rows = rows_of_csv(decoded(content))
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if len(numbered) > _MOST_READ:
        raise TooManyRows
    width = max((len(row) for _, row in numbered), default=0)
    padded = [[*row, *[""] * (width - len(row))] for _, row in numbered]
    return _Reading([number for number, _ in numbered], padded, padded, []).result()


def _from_workbook(content: bytes, name: str) -> OfficeList:
    package = open_package(content, name)
    sheets = read_sheets(package, _MOST_READ)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    chosen = max(shown, key=lambda sheet: len(sheet.rows.keys() - sheet.hidden_rows), default=None)
    if chosen is None or not chosen.rows:
        raise ListRefused("这个文件里没有看得见的内容。请核对是不是选错了文件。")
    left_out = [f"隐藏的工作表“{safe_label(sheet.name)}”没有读入" for sheet in sheets if sheet.hidden and sheet.rows]
    left_out += [f"工作表“{safe_label(sheet.name)}”没有读入" for sheet in shown if sheet is not chosen and sheet.rows]
    if count := comments.count(package):
        left_out.append(f"{count}处批注没有读入")
    return _of_sheet(chosen, left_out)


def _of_sheet(sheet: Sheet, left_out: list[str]) -> OfficeList:
    numbers, columns, grid = sheet.grid()
    hidden_rows = [number for number in numbers if number in sheet.hidden_rows]
    if hidden_rows:
        left_out.append(f"隐藏的{_rows(hidden_rows)}没有读入")
    hidden = [index for index, column in enumerate(columns) if sheet.is_hidden_column(column)]
    filled, down = sheet.filled(numbers, columns, grid)
    if hidden:
        head = find_head(filled)
        headings = headings_of(filled, head)
        names = [
            f"“{safe_label(headings[index])}”" if index < len(headings) and headings[index] else letter(columns[index])
            for index in hidden
        ]
        left_out.append(f"隐藏的{'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}列没有读入")
    rows = [index for index, number in enumerate(numbers) if number not in sheet.hidden_rows]
    kept = [index for index in range(len(columns)) if index not in set(hidden)]
    return _Reading(
        [numbers[row] for row in rows],
        [[filled[row][column] for column in kept] for row in rows],
        [[down[row][column] for column in kept] for row in rows],
        left_out,
    ).result()


class _Reading:
    """numbers: of the rows in the file; across, down: their cells, see ``Sheet.filled``."""

    def __init__(self, numbers: list[int], across: list[list[str]], down: list[list[str]], left_out: list[str]) -> None:
        self.numbers = numbers
        self.across = [[_clean(cell) for cell in row] for row in across]
        self.down = [[_clean(cell) for cell in row] for row in down]
        self.left_out = left_out

    def result(self) -> OfficeList:
        head = find_head(self.across)
        if not head:
            raise ListRefused("找不到表头。请在名单最上面加一行表头，如“序号、姓名、社区、金额”，再传一次。")
        headings = headings_of(self.across, head)
        persons = self._persons(head, headings)
        columns = [index for index in range(len(headings)) if headings[index] or any(row[index] for row in persons)]
        if not persons:
            raise ListRefused("表头下面没有内容。请核对是不是选错了文件，或者内容都在隐藏的行里。")
        if len(persons) > MOST_ROWS:
            raise ListRefused(f"名单有{len(persons)}行，超过{MOST_ROWS}行，一则公示放不下。请分成几则公示。")
        if len(columns) > MOST_COLUMNS:
            raise ListRefused(f"名单有{len(columns)}列，超过{MOST_COLUMNS}列。请删去不公示的列再传。")
        rows = [headings, *persons]
        return OfficeList(self._caption(head), [[row[index] for index in columns] for row in rows], list(self.left_out))

    def _caption(self, head: range) -> str:
        """The first row above the head that says one thing; the rows beside it are told as left out."""
        caption, others = "", []
        for index in range(head.start):
            words = list(dict.fromkeys(cell for cell in self.across[index] if cell))
            if not caption and len(words) == 1:
                caption = words[0]
            else:
                others.append(self.numbers[index])
        if others:
            self.left_out.append(f"表头上面的{_rows(others)}没有读入")
        return caption

    def _persons(self, head: range, headings: Sequence[str]) -> list[list[str]]:
        persons: list[list[str]] = []
        totals, remarks = [], []
        for index in range(head.stop, len(self.down)):
            row, number = self.down[index], self.numbers[index]
            words = [cell for cell in row if cell]
            if not words or list(row) == list(headings) or row == self.down[head.start]:
                continue
            if _TOTALS.match(words[0]) or (len(words) > 1 and words[0].isdigit() and _TOTALS.match(words[1])):
                totals.append(number)
            elif self._is_remark(index, words, len(headings)):
                remarks.append(number)
            else:
                persons.append(row)
        if totals:
            self.left_out.append(f"合计行（{_rows(totals)}）没有读入")
        if remarks:
            self.left_out.append(f"表格下面的说明（{_rows(remarks)}）没有读入")
        return persons

    def _is_remark(self, index: int, words: list[str], width: int) -> bool:
        """One text over the whole width, or a line such as 填表人."""
        if _REMARK.match(words[0]) and len(words) * 2 <= width:
            return True
        across = [cell for cell in self.across[index] if cell]
        return width > 2 and len(words) == 1 and len(across) > width // 2


def _clean(cell: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", cell).split())


def _rows(numbers: list[int]) -> str:
    named = "、".join(map(str, numbers[:_NAMED]))
    return f"第{named}行" if len(numbers) <= _NAMED else f"第{named}等{len(numbers)}行"
