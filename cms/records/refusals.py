"""Saves that are refused, with what the clerk should be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .models import RecordPage


class ToDo(Protocol):
    @property
    def field(self) -> str: ...
    @property
    def message(self) -> str: ...


class RecordRefused(Exception):
    """Nothing was written. ``page`` is the record in question; the text is plain Chinese for whoever tried.

    ``lead``: what did not happen, said of its title.
    """

    lead = "没有撤回。"

    def __init__(self, text: str, page: Any = None) -> None:
        self.page = page
        super().__init__(text)


class PublishBlocked(RecordRefused):
    """Publication was refused; ``requirements`` are the things left to do."""

    lead = "还不能发布，内容已存为草稿。请先："

    def __init__(self, requirements: Sequence[ToDo], page: RecordPage | None = None) -> None:
        self.requirements = list(requirements)
        super().__init__(todo_sentence(self.requirements), page)


class Outrun(RecordRefused):
    """Somebody else saved a newer text while this one was being published."""

    lead = "没有发布。"

    def __init__(self, page: RecordPage) -> None:
        super().__init__("另一位同事刚刚存了更新的内容。请重新打开，看过最新的内容再发布", page)


class WithdrawalBlocked(RecordRefused):
    """A published record may leave the site only with a reason that the public can read."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__("撤回要向社会说明理由。请打开这份内容，在“更多”里点“撤回”，写明理由", page)


def todo_sentence(requirements: Sequence[ToDo]) -> str:
    return "；".join(requirement.message for requirement in requirements)
