"""Comments of a workbook: cell and text, of the old kind and of the threaded kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .innards import local_name, text_of
from .opening import Package

_FOLDERS = ("xl/comments", "xl/threadedcomments")


@dataclass(frozen=True)
class Comment:
    """part: which part of the package holds it; cell: such as B3."""

    part: str
    cell: str
    text: str = field(repr=False)


def in_workbook(package: Package) -> Iterator[Comment]:
    for name in package.names:
        if not name.lower().startswith(_FOLDERS) or not name.lower().endswith(".xml"):
            continue
        tree = package.tree(name)
        for element in tree.iter() if tree is not None else ():
            if local_name(element) in ("comment", "threadedComment"):
                yield Comment(name, element.get("ref", ""), text_of(element))


def count(package: Package) -> int:
    """Cells that have any. Each thread has a comment of the old kind beside it, for older programs."""
    cells = {(comment.part, comment.cell) for comment in in_workbook(package)}
    old = {(part, cell) for part, cell in cells if "threaded" not in part.lower()}
    return len(old or cells)
