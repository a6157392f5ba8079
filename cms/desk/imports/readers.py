"""Files to rows: JSON lines (plain or .xz), CSV, XLSX. Values are as the file has them; ``rows`` cleans them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import spreadsheets
from .columns import LABELS, REQUIRED, field_of, shown
from .encodings import csv_encoding
from .refusals import FileRefused, Refusal
from .unpacking import LINE_LIMIT, lines, require_readable

ENDINGS = (".jsonl", ".jsonl.xz", ".csv", ".xlsx")


@dataclass(frozen=True)
class RawRow:
    """One row as read. refusals: why it could not be read as a row; ``values`` is then of no use."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()


def read(path: Path) -> Iterator[RawRow]:
    """Rows of ``path``, in little memory. Raises FileRefused, possibly after some rows."""
    name = path.name.lower()
    if not name.endswith(ENDINGS):
        raise FileRefused("只能导入.jsonl、.jsonl.xz、.csv和.xlsx文件，请先另存为其中一种")
    require_readable(path)
    if name.endswith(".csv"):
        return _table(_csv_records(path))
    if name.endswith(".xlsx"):
        return _table(spreadsheets.records(path))
    return _json_lines(path)


def survey(path: Path) -> int:
    """The number of rows, after reading the whole file once: what refuses it all must be known before row one is in."""
    total = sum(1 for _ in read(path))
    if not total:
        raise FileRefused("文件里没有一行数据")
    return total


def _json_lines(path: Path) -> Iterator[RawRow]:
    for number, line in lines(path):
        if line is None:
            yield _unreadable(number, "这一行超过16MB，正文太长，请缩短")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            raise FileRefused(f"第{number}行不是UTF-8编码，请把文件另存为UTF-8") from error
        if text:
            yield _json_row(number, text)


def _json_row(number: int, text: str) -> RawRow:
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return _unreadable(number, "这一行不是合格的JSON，请检查引号、逗号和括号")
    if not isinstance(pairs, _Pairs):
        return _unreadable(number, "这一行不是一个JSON对象，请写成{“标题”: …}的样子")
    values: dict[str, Any] = {}
    for name, value in pairs:
        column = field_of(name)
        if column is None:
            raise FileRefused(f"第{number}行有不认识的栏目“{shown(name)}”，请改名或者删掉")
        if column in values:
            return RawRow(number, refusals=(Refusal(number, column, "这一栏写了两次，请留一个"),))
        values[column] = value
    return RawRow(number, values)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its doubled names."""


def _csv_records(path: Path) -> Iterator[tuple[int, list[Any]]]:
    csv.field_size_limit(LINE_LIMIT)
    with path.open(encoding=csv_encoding(path), newline="") as file:
        reader = csv.reader(file, strict=True)
        number = 0
        try:
            for record in reader:
                number += 1
                yield number, record
        except csv.Error as error:
            raise FileRefused(f"第{number}行以后读不出来，可能少了一个引号，请用表格软件打开检查") from error


def _table(records: Iterable[tuple[int, list[Any]]]) -> Iterator[RawRow]:
    """Rows below a header row. Empty records are passed over and counted, as a spreadsheet counts them."""
    columns: list[str] | None = None
    for number, record in records:
        if all(_is_blank(cell) for cell in record):
            continue
        if columns is None:
            columns = _header(record)
        else:
            yield _table_row(number, columns, record)


def _header(record: list[Any]) -> list[str]:
    """Field names by position, empty for a column without a name."""
    columns: list[str] = []
    for cell in record:
        name = "" if cell is None else str(cell)
        column = field_of(name) if not _is_blank(cell) else ""
        if column is None:
            raise FileRefused(f"有不认识的栏目“{shown(name)}”，请改名或者删掉这一列")
        if column and column in columns:
            raise FileRefused(f"“{LABELS[column]}”这一栏有两列，请留一列")
        columns.append(column)
    for column in REQUIRED:
        if column not in columns:
            raise FileRefused(f"缺少“{LABELS[column]}”这一栏，请在第一行写上栏目名称")
    return columns


def _table_row(number: int, columns: list[str], record: list[Any]) -> RawRow:
    named = dict(zip(columns, record, strict=False))
    if not _is_blank(named.pop("", None)) or any(not _is_blank(cell) for cell in record[len(columns) :]):
        return _unreadable(number, "有一格在没有名称的列里，请检查是不是错位了")
    for column, value in named.items():
        if isinstance(value, spreadsheets.FormulaError):
            reason = "这一格的公式出错了，请改成文字"
            return RawRow(number, refusals=(Refusal(number, column, reason),))
    return RawRow(number, named)


def _unreadable(number: int, reason: str) -> RawRow:
    return RawRow(number, refusals=(Refusal(number, "", reason),))


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
