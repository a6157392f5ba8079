"""The value of a table block, whose rows and columns come from a grid in the browser and are not to be trusted."""

from __future__ import annotations

import math
from typing import Any

MOST_ROWS = 501  # five hundred and a head
MOST_COLUMNS = 50
_FLAGS = ("first_row_is_table_header", "first_col_is_header")
_WORDS = ("table_caption", "table_header_choice")
_LISTS = ("cell", "mergeCells")

# A table begins with a header row: one without header cells cannot be read aloud.
EMPTY_TABLE: dict[str, Any] = {
    "data": [[""] * 3 for _ in range(4)],
    "cell": [],
    "mergeCells": [],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
    "table_caption": "",
}


def is_table(value: Any) -> bool:
    """Rows of one length, of texts, numbers or nothing; everything beside them of the type that it must have."""
    return (
        isinstance(value, dict)
        and _is_grid(value.get("data"))
        and all(value.get(name) is None or isinstance(value[name], bool) for name in _FLAGS)
        and all(_is_text(value.get(name)) for name in _WORDS)
        and all(isinstance(value.get(name) or [], list) for name in _LISTS)
    )


def rows_of(value: Any) -> list[list[Any]]:
    """No rows if it is no table."""
    rows: list[list[Any]] = value["data"] if is_table(value) else []
    return rows


def empty_table() -> dict[str, Any]:
    return {**EMPTY_TABLE, "data": [[""]]}


def without_empty_edges(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows up to the last one that says something, each up to the last column that does; at least one cell."""
    said = [[bool(str(cell if cell is not None else "").strip()) for cell in row] for row in rows]
    height = max((number for number, row in enumerate(said, 1) if any(row)), default=1)
    width = max((number for row in said for number, filled in enumerate(row, 1) if filled), default=1)
    return [row[:width] for row in rows[:height]]


def _is_grid(rows: Any) -> bool:
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        return False
    if not all(isinstance(row, list) and 0 < len(row) <= MOST_COLUMNS and len(row) == len(rows[0]) for row in rows):
        return False
    return all(_is_cell(cell) for row in rows for cell in row)


def _is_cell(cell: Any) -> bool:
    if isinstance(cell, float):
        return math.isfinite(cell)
    return _is_text(cell) or (isinstance(cell, int) and not isinstance(cell, bool))


def _is_text(value: Any) -> bool:
    """A string that can be written down, or nothing."""
    return value is None or (isinstance(value, str) and "\x00" not in value and not _is_torn(value))


def _is_torn(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
