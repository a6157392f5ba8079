"""Drafts of a notice hold what was masked later; they go as soon as they are of no use."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import PageLogEntry, TaskState

from cms.basepage.models import BasePage

from .carrying import delete_unheld, files_in


def trim(page_id: int) -> int:
    """Delete all revisions but the newest and the published one; returns how many."""
    page = BasePage.objects.filter(pk=page_id).first()
    if page is None or page.latest_revision_id is None:
        return 0
    kept = {page.latest_revision_id, page.live_revision_id or page.latest_revision_id}
    superseded = files_in(page.revisions.exclude(pk__in=kept))
    count = _delete_but(page, kept)
    delete_unheld(superseded - files_in(page.revisions.all()), page.pk)
    return count


def empty(page: Any) -> None:
    """Leave one revision, which says no more than ``page`` does. ``page`` is stored as it is to stay."""
    newest = page.revisions.order_by("-created_at", "-id").first()
    if newest is None:
        return
    with transaction.atomic():
        _delete_but(page, {newest.pk}, newest.pk)
        page.revisions.update(content=page.serializable_data(), object_str=page.title)
        BasePage.objects.filter(pk=page.pk).update(latest_revision=newest, live_revision=newest)


def forget_titles(page_id: int, title: str) -> None:
    """Wagtail's log calls a page by the title it had; a former title may have named somebody."""
    PageLogEntry.objects.filter(page_id=page_id).exclude(label=title).update(label=title)
    for entry in PageLogEntry.objects.filter(page_id=page_id):
        if "title" in (entry.data or {}):
            kept = {key: value for key, value in entry.data.items() if key != "title"}
            PageLogEntry.objects.filter(pk=entry.pk).update(data=kept)


def _delete_but(page: Any, kept: set[int], heir: int | None = None) -> int:
    """The reviews that a deleted revision passed stay on record with the newest one."""
    superseded = page.revisions.exclude(pk__in=kept)
    with transaction.atomic():
        TaskState.objects.filter(revision__in=superseded.values("pk")).update(revision=heir or page.latest_revision_id)
        count, _ = superseded.delete()
    return int(count)
