"""CSV and plain text in the encodings that offices use."""

from __future__ import annotations

import codecs
import csv
import io

from .opening import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 20
_UNREADABLE_CSV = "这个CSV文件读不出来。请用表格软件打开，另存为.xlsx后再传。"
# Twice what a cell of a spreadsheet can hold.
LONGEST_LINE = 65_536
MOST_LINES = 50_000
_BINARY = "\x00"
_TOO_MANY = f"内容超过{MOST_LINES}行，没法检查。请只留下要公示的内容，分成几个文件再传。"


def decoded(content: bytes) -> str:
    """Raises Refused unless it is text in UTF-8, GB 18030 or UTF-16 with its mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return _decoded(content, "utf-8")
    except Refused:
        return _decoded(content, "gb18030")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("文字的编码认不出来。请用记事本打开，另存为UTF-8编码后再传。") from error
    if _BINARY in text:
        raise Refused("这不是文本文件，扩展名和内容对不上。请换成正确的格式后再传。")
    return text


def delimiter_of(text: str) -> str:
    """Whichever of comma, tab, semicolon and bar the first lines hold most."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_DELIMITERS, key=sample.count)


def rows_of_csv(text: str) -> list[list[str]]:
    """Raises Refused."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
            rows.append(row)
            if len(rows) > MOST_LINES:
                raise Refused(_TOO_MANY)
            if any(len(cell) > LONGEST_LINE for cell in row):  # the module's own limit is one for the whole process
                raise Refused(_UNREADABLE_CSV)
    except csv.Error as error:
        raise Refused(_UNREADABLE_CSV) from error
    return rows


def written_as_csv(rows: list[list[str]], delimiter: str) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def require_few_lines(text: str) -> None:
    if text.count("\n") > MOST_LINES:
        raise Refused(_TOO_MANY)
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise Refused("文件里有一行长得不正常，没法检查。请用办公软件打开，重新另存一份再传。")
