"""Taking a published record off the site, with a reason that stands in its place; and its return."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from .refusals import WithdrawalBlocked

if TYPE_CHECKING:
    from .models import RecordPage, Withdrawal

logger = logging.getLogger("huiketing.records")


def withdraw(page: RecordPage, reason: str, user: Any) -> Withdrawal:
    """Unpublish ``page``; ``reason`` (1 to 300 characters) is shown to the public at its address.

    The earlier texts leave with it and do not come back, even when the record is published again.

    Raises WithdrawalBlocked without a reason and PermissionDenied for a user who may not unpublish it.
    """
    from .attachments import remove_renditions
    from .models import PublishedVersion, Withdrawal

    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WithdrawalBlocked(page)
    with transaction.atomic():
        withdrawal: Withdrawal = Withdrawal.objects.create(
            record_id=page.pk, reason=reason, withdrawn_at=timezone.now(), withdrawn_by=user
        )
        UnpublishPageAction(page, user=user).execute()
        PublishedVersion.objects.filter(record_id=page.pk).update(withdrawn=True)
        remove_renditions(page.pk)
    logger.info("record.withdrawn page=%s user=%s", page.pk, user and user.pk)
    return withdrawal


def is_announced(page: RecordPage) -> bool:
    """Is there a reason on record for which ``page`` is, or is about to be, off the site?"""
    return _open_withdrawals(page).exists()


def end(page: RecordPage, now: dt.datetime) -> None:
    """The record is public again."""
    _open_withdrawals(page).update(restored_at=now)


def last_return(record_id: int) -> dt.datetime | None:
    """When the record last became public again after a withdrawal."""
    from .models import Withdrawal

    returns = Withdrawal.objects.filter(record_id=record_id, restored_at__isnull=False)
    return returns.order_by("-restored_at").values_list("restored_at", flat=True).first()


def _open_withdrawals(page: RecordPage) -> Any:
    from .models import Withdrawal

    return Withdrawal.objects.filter(record_id=page.pk, restored_at__isnull=True)
