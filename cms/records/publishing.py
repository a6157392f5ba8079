"""What the system fills in, and what it refuses, when a record is saved."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Revision

from cms.basepage.models import BasePage

from . import numbering, versions, withdrawing
from .enums import Reach
from .refusals import Outrun, PublishBlocked, WithdrawalBlocked
from .requirements import unmet

if TYPE_CHECKING:
    from .models import RecordPage

logger = logging.getLogger("huiketing.records")


def prepare_save(page: RecordPage) -> None:
    """Make ``page`` fit to be saved. Call in the transaction of the save.

    Raises PublishBlocked if it is live and something is left to do, WithdrawalBlocked if it stops being live without
    a reason on record.
    """
    if page.pk and page.live:
        _wait_for_others(page)
    fill_system_columns(page)
    if page.live:
        now = timezone.now()
        require_publishable(page)
        _stamp_publication(page, now)
    elif page.pk and _is_live_in_database(page) and not withdrawing.is_announced(page):
        logger.info("withdrawal.blocked page=%s", page.pk)
        raise WithdrawalBlocked(page)


def _wait_for_others(page: RecordPage) -> None:
    """Two publications of one record at once come one after the other; the second keeps what the first was given."""
    columns = ("published_at", "index_number", "latest_revision")
    stored = BasePage.objects.select_for_update().filter(pk=page.pk).values(*columns).first()
    if stored is None:
        return
    if (
        page.live_revision_id
        and stored["latest_revision"]
        and _is_outrun(page.live_revision, stored["latest_revision"])
    ):
        logger.info("publish.outrun page=%s revision=%s", page.pk, page.live_revision_id)
        raise Outrun(page)
    page.published_at = page.published_at or stored["published_at"]
    page.index_number = stored["index_number"] or page.index_number


def _is_outrun(revision: Revision, latest: int) -> bool:
    """Has somebody else saved a newer text than the one that is being published?"""
    newer = Revision.objects.filter(pk=latest, pk__gt=revision.pk)
    return bool(newer.exclude(user=revision.user_id).exists())


def fill_system_columns(page: RecordPage) -> None:
    """Kind, document number, reach and publisher. A record that was never published belongs to where it stands."""
    page.kind = page.record_kind
    page.document_number = numbering.normalise_document_number(page.document_number)
    page.reach = page.reach or Reach.DISTRICT
    never_published = page.published_at is None or page.publisher_id is None
    if never_published and page.depth and page.depth > 1:
        page.publisher_id = page.publisher_below(page.get_parent()).pk


def require_publishable(page: RecordPage, *, before_review: bool = False) -> None:
    """Raise PublishBlocked with what is left to do (``before_review``: by the author)."""
    left = unmet(page, before_review=before_review)
    if left:
        logger.info("publish.blocked page=%s requirements=%s", page.pk, ",".join(item.code for item in left))
        raise PublishBlocked(left, page)


def follow_move(page: RecordPage) -> None:
    """A draft that has been moved belongs to the organisation it stands under now."""
    publisher = page.specific.publisher_below(page.get_parent(update=True))
    BasePage.objects.filter(pk=page.pk, published_at__isnull=True).update(publisher=publisher.pk)


def _is_live_in_database(page: RecordPage) -> bool:
    return type(page).objects.filter(pk=page.pk, live=True).exists()


def _stamp_publication(page: RecordPage, now: dt.datetime) -> None:
    """Publication date, index number and visibility; the superseded text is kept, the note on it is used up."""
    if page.published_at is None:
        page.published_at = now
    page.set_window(now)
    if page.index_number is None:
        year = timezone.localtime(page.published_at).year
        page.index_number = numbering.allot_index_number(page.publisher_organisation.uscc, year)
    if page.pk:
        versions.keep_superseded(page, now)
        withdrawing.end(page, now)
    page.clear_used_notes()
