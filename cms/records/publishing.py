"""What the system fills in when a record is saved and published."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone

from . import numbering, versions
from .enums import Reach
from .requirements import PublishBlocked, unmet

if TYPE_CHECKING:
    from .models import RecordPage

logger = logging.getLogger("huiketing.records")


def fill_system_columns(page: RecordPage) -> None:
    """Kind, publisher and reach always; publication date, index number and visibility when it goes live."""
    page.kind = page.record_kind
    page.document_number = numbering.normalise_document_number(page.document_number)
    page.reach = page.reach or Reach.DISTRICT
    if page.publisher_id is None and page.depth and page.depth > 1:
        page.publisher_id = page.get_parent().pk
    if page.live:
        _stamp_publication(page)


def require_publishable(page: RecordPage) -> None:
    """Raise PublishBlocked with what is left to do; keep the text that is about to be superseded."""
    left = unmet(page)
    if left:
        logger.info("publish.blocked page=%s requirements=%s", page.pk, ",".join(item.code for item in left))
        raise PublishBlocked(left)


def _stamp_publication(page: RecordPage) -> None:
    now = timezone.now()
    if page.published_at is None:
        page.published_at = now
    if page.visible_from is None:
        page.visible_from = page.published_at
    if page.index_number is None:
        year = timezone.localtime(page.published_at).year
        page.index_number = numbering.allot_index_number(page.publisher_organisation.uscc, year)
    if page.pk:
        versions.keep_superseded(page, now)
