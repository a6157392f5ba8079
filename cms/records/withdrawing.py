"""Taking a published record off the site, with a reason that stands in its place; and its return."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.basepage.models import BasePage

from .refusals import RecordRefused, WithdrawalBlocked

if TYPE_CHECKING:
    from .models import RecordPage, Withdrawal, WithdrawalRequest

logger = logging.getLogger("huiketing.records")

TAKES_TWO = "撤下它要两个人。请在“撤回”里写明理由提出，再请另一位发布人确认"


def withdraw(page: RecordPage, reason: str, user: Any) -> Withdrawal:
    """Unpublish ``page``; ``reason`` (1 to 300 characters) is shown to the public at its address.

    The earlier texts leave with it and do not come back, even when the record is published again.

    Raises WithdrawalBlocked without a reason, or where it takes two people (see ``ask``); PermissionDenied for a user
    who may not unpublish it.
    """
    if page.withdrawn_by_two:
        raise RecordRefused(TAKES_TWO, page)
    return _take_off(page, _said(page, reason), user)


def ask(page: RecordPage, reason: str, user: Any, *, urgent: bool = False) -> WithdrawalRequest:
    """Ask for another publisher's word; ``urgent`` takes the record off at once and asks afterwards.

    Raises WithdrawalBlocked without a reason, RecordRefused if it has been asked for already, PermissionDenied.
    """
    from .models import WithdrawalRequest

    reason = _said(page, reason)
    _require_right(page, user)
    with transaction.atomic():
        BasePage.objects.select_for_update().get(pk=page.pk)  # two who ask at once come one after the other
        if open_request(page) is not None:
            raise RecordRefused("已经有同事提出撤下。请另一位发布人确认，或者先撤销那次申请", page)
        request = WithdrawalRequest.objects.create(
            record_id=page.pk, reason=reason, urgent=urgent, asked_by=user, asked_at=timezone.now()
        )
        if urgent:
            _take_off(page, reason, user)
    logger.info("withdrawal.asked page=%s user=%s urgent=%s", page.pk, user.pk, urgent)
    return request


def decide(page: RecordPage, user: Any, *, agree: bool) -> WithdrawalRequest:
    """Another publisher's word on the open request; agreeing takes the record off, unless it is off already.

    Raises RecordRefused if nothing is open or the user asked herself, PermissionDenied.
    """
    from .models import WithdrawalRequest

    _require_right(page, user, off_already=not page.live)
    with transaction.atomic():
        waiting = WithdrawalRequest.objects.select_for_update().filter(record_id=page.pk, decided_at__isnull=True)
        request = waiting.first()
        if request is None:
            raise RecordRefused("这次撤下申请已经有人处理了，请刷新页面", page)
        if request.asked_by_id == user.pk and (agree or request.urgent):
            raise RecordRefused("撤下要两个人：请另一位发布人确认", page)
        request.decided_by, request.decided_at, request.agreed = user, timezone.now(), agree
        request.save(update_fields=["decided_by", "decided_at", "agreed"])
        if agree and page.live:
            _take_off(page, request.reason, user)
    logger.info("withdrawal.decided page=%s user=%s agreed=%s", page.pk, user.pk, agree)
    return request


def open_request(page: RecordPage) -> WithdrawalRequest | None:
    from .models import WithdrawalRequest

    return WithdrawalRequest.objects.filter(record_id=page.pk, decided_at__isnull=True).first()


def _require_right(page: RecordPage, user: Any, *, off_already: bool = False) -> None:
    tester = page.permissions_for_user(user)
    if not (tester.can_publish() if off_already else tester.can_unpublish()):
        raise PermissionDenied


def _said(page: RecordPage, reason: str) -> str:
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WithdrawalBlocked(page)
    if problem := page.problem_in_public(reason):
        raise RecordRefused(problem, page)
    return reason


def _take_off(page: RecordPage, reason: str, user: Any) -> Withdrawal:
    from .attachments import remove_renditions
    from .models import PublishedVersion, Withdrawal

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
    """The record is public again; whatever was still asked about its way off is settled by that."""
    if _open_withdrawals(page).update(restored_at=now):
        from .models import WithdrawalRequest

        asked = WithdrawalRequest.objects.filter(record_id=page.pk, decided_at__isnull=True)
        asked.update(decided_at=now, agreed=False)


def last_return(record_id: int) -> dt.datetime | None:
    """When the record last became public again after a withdrawal."""
    from .models import Withdrawal

    returns = Withdrawal.objects.filter(record_id=record_id, restored_at__isnull=False)
    return returns.order_by("-restored_at").values_list("restored_at", flat=True).first()


def _open_withdrawals(page: RecordPage) -> Any:
    from .models import Withdrawal

    return Withdrawal.objects.filter(record_id=page.pk, restored_at__isnull=True)
