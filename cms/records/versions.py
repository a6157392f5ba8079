"""Old published texts: kept when a new one takes their place, and compared in words."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import withdrawing
from .outline import plain_paragraphs
from .tables import rows_of

if TYPE_CHECKING:
    from .models import PublishedVersion, RecordPage

# Comparing is quadratic, and done at a reader's request: beyond these, what differs is shown as replaced.
_MOST_PARAGRAPHS = 1_500
_LONGEST_FINE_DIFF = 1_200
_FINE_DIFFS_A_PAGE = 60_000


@dataclass(frozen=True)
class Change:
    """One line of a comparison. op: same, added, removed, changed; runs: (op, text) pieces of a changed line."""

    op: str
    text: str = ""
    runs: tuple[tuple[str, str], ...] = ()


def content_of(page: RecordPage) -> dict[str, Any]:
    """What the public was told, as plain data: fields of substance and the body with its attachments."""
    fields = {name: _plain(getattr(page, name)) for name in page.substance}
    body = [{"type": block.block_type, "value": _block_value(block)} for block in page.body]
    return {"fields": fields, "body": body}


def _block_value(block: Any) -> Any:
    """The stored form of a block, with nothing in it that the editor's tools add without anyone's intention."""
    value = block.block.get_prep_value(block.value)
    if block.block_type != "table":
        return value
    return {
        "data": [[str(cell) if cell is not None else "" for cell in row] for row in rows_of(value)],
        "first_row_is_table_header": bool(value.get("first_row_is_table_header")),
        "first_col_is_header": bool(value.get("first_col_is_header")),
        "table_caption": value.get("table_caption") or "",
    }


def differs_from_published(page: RecordPage) -> bool:
    """Would publishing ``page`` change what the public has already been told?"""
    if page.pk is None or page.published_at is None:
        return False
    stored = type(page).objects.filter(pk=page.pk, live=True).first()
    return stored is not None and content_of(stored) != content_of(page)


def is_used_note(record_id: int | None, note: str) -> bool:
    """Has the public already been given this note for an earlier change of the record?"""
    from .models import PublishedVersion

    return PublishedVersion.objects.filter(record_id=record_id, change_note=note).exists()


def keep_superseded(page: RecordPage, now: dt.datetime) -> None:
    """Keep the text that ``page`` is about to supersede. Call before saving, in the same transaction.

    A text that was withdrawn is not kept: what had to leave the site does not come back as an old version.
    """
    from .models import PublishedVersion

    stored = type(page).objects.filter(pk=page.pk, live=True).first()
    if stored is None or stored.published_at is None:
        return
    content = content_of(stored)
    if content == content_of(page):
        return
    latest = PublishedVersion.objects.filter(record_id=page.pk).first()
    begun = (stored.published_at, latest and latest.superseded_at, withdrawing.last_return(page.pk))
    version = PublishedVersion.objects.create(
        record_id=page.pk,
        number=latest.number + 1 if latest else 1,
        published_at=max(moment for moment in begun if moment),
        superseded_at=now,
        change_note=page.change_note.strip(),
        content=content,
        withdrawn=not (stored.earlier_texts_stay_public and page.earlier_texts_stay_public),
    )
    version.attachments.set(stored.carried_files)


def body_of(version: PublishedVersion, page: RecordPage) -> Any:
    """The version's body as a stream value of the page's own block definitions."""
    field = type(page)._meta.get_field("body")
    return field.stream_block.to_python(version.content["body"])


def compare(old_body: Any, new_body: Any) -> Iterator[Change]:
    """Paragraph by paragraph, and inside a changed paragraph character by character."""
    old, new = list(plain_paragraphs(old_body)), list(plain_paragraphs(new_body))
    # Very long texts are matched by their rarer paragraphs only (difflib's autojunk), which is linear in practice.
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=max(len(old), len(new)) > _MOST_PARAGRAPHS)
    budget = _FINE_DIFFS_A_PAGE
    for op, a0, a1, b0, b1 in matcher.get_opcodes():
        if op == "equal":
            yield from (Change("same", text) for text in old[a0:a1])
        elif op == "replace":
            size = sum(map(len, old[a0:a1])) + sum(map(len, new[b0:b1]))
            yield from _compare_lines(old[a0:a1], new[b0:b1], fine=size <= budget)
            budget -= min(size, budget)
        else:
            yield from (Change("removed", text) for text in old[a0:a1])
            yield from (Change("added", text) for text in new[b0:b1])


def _compare_lines(old: Sequence[str], new: Sequence[str], *, fine: bool) -> Iterator[Change]:
    pairs = min(len(old), len(new))
    for before, after in zip(old[:pairs], new[:pairs], strict=True):
        if not fine or len(before) + len(after) > _LONGEST_FINE_DIFF:
            yield Change("removed", before)
            yield Change("added", after)
        else:
            yield Change("changed", runs=tuple(_runs(before, after)))
    yield from (Change("removed", text) for text in old[pairs:])
    yield from (Change("added", text) for text in new[pairs:])


def _runs(before: str, after: str) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for op, a0, a1, b0, b1 in matcher.get_opcodes():
        if op == "equal":
            yield "same", before[a0:a1]
        else:
            if a1 > a0:
                yield "removed", before[a0:a1]
            if b1 > b0:
                yield "added", after[b0:b1]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
