"""Where a notice is at an instant."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .enums import NoticeState

if TYPE_CHECKING:
    from .models import NoticePage


def state_of(page: NoticePage, now: dt.datetime) -> NoticeState:
    """Worked out from what is stored and from ``now``: no job makes a notice begin or end (design decision 4)."""
    if page.purged_at is not None:
        return NoticeState.ARCHIVED
    if not page.live:
        if page.published_at is not None:
            return NoticeState.WITHDRAWN
        return NoticeState.IN_REVIEW if page.workflow_in_progress else NoticeState.DRAFT
    if page.visible_from is None or page.visible_from > now:
        return NoticeState.WAITING
    return NoticeState.ENDED if page.ends_at is not None and page.ends_at <= now else NoticeState.IN_FORCE
