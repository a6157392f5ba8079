"""Which rows of a table are its head: below title rows, over one or two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .columns import Role, role_of

DEEPEST = 20
_LONGEST_WORD = 20
_DATA = re.compile(r"^\W*\d[\d\s.,:%/-]*\W*$|\d{7}|[:：]\S")

# 望潮社区 is what stands below 社区 or 所在社区.
_PLACE_NAME = re.compile(r"(?!所[在属]|户籍|居住|现住)[\u3400-\u9fff]{2,}(?:街道|社区|村|镇|乡|居委会|村委会|办事处)")


def find_head(rows: Sequence[Sequence[str]]) -> range:
    """Indexes of the rows of the head; an empty range if there is none. Merged cells repeat their text."""
    scores = [_score(row) for row in rows[:DEEPEST]]
    best = max(scores, default=0)
    if best < 2:
        return range(0)
    first = next(index for index, score in enumerate(scores) if score >= max(2, best - 1))
    last = first
    if first + 1 < len(rows) and _continues(rows[first], rows[first + 1]):
        last += 1
    return range(first, last + 1)


def headings_of(rows: Sequence[Sequence[str]], head: range) -> list[str]:
    """One for each column: 家庭成员 over 姓名 is 家庭成员姓名."""
    width = max((len(rows[index]) for index in head), default=0)
    headings = []
    for column in range(width):
        words: list[str] = []
        for index in head:
            word = "".join(rows[index][column].split()) if column < len(rows[index]) else ""
            if word and word not in words:
                words.append(word)
        headings.append("".join(words))
    return headings


def _score(row: Sequence[str]) -> int:
    """How many different headings the row holds; 0 for a row that holds data."""
    words = {word for cell in row if (word := "".join(cell.split()))}
    if len(words) < 2 or any(len(word) > _LONGEST_WORD or _DATA.search(word) for word in words):
        return 0
    return sum(role_of(word) is not Role.UNKNOWN and not _PLACE_NAME.fullmatch(word) for word in words)


def _continues(above: Sequence[str], below: Sequence[str]) -> bool:
    """The row below divides headings that span several columns, and repeats or leaves empty the others."""
    divided = False
    for column, word in enumerate(below[: len(above)]):
        top = above[column]
        if not word.strip() or word == top:
            continue
        spans = not top.strip() or top in (*above[max(0, column - 1) : column], *above[column + 1 : column + 2])
        if not spans or _DATA.search(word) or role_of(word) is Role.UNKNOWN:
            return False
        divided = True
    return divided
