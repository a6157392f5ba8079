"""What follows the publication of a notice; nothing that the public sees depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.jobs.services import post

if TYPE_CHECKING:
    from .models import NoticePage

PUBLISHED = "notice.published"
ENDED = "notice.ended"


def announce(page: NoticePage) -> None:
    """In the transaction of the publication."""
    post(PUBLISHED, page.pk)
    if page.visible_until is not None:
        post(ENDED, page.pk, due_at=page.visible_until)
