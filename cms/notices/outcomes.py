"""What came of a notice: one sentence without names, written when its time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log

from cms.organisations.review import may_publish_for
from cms.personaldata.scanning import scan_text

from . import gate, names

if TYPE_CHECKING:
    from .models import NoticePage

LONGEST = 200


def may_write(page: NoticePage, user: Any) -> bool:
    return page.published_at is not None and may_publish_for(page, user)


def problem(page: NoticePage, text: str) -> str:
    """Why ``text`` must not stand where the list stood; empty if it may."""
    if scan_text(text, "说明", allowed=gate.office_contacts(page)) or names.speaks_of(page, text):
        return "这句话里有个人信息，请不要写名单上的姓名，也不要写号码和住址"
    return ""


def write(page: NoticePage, text: str, user: Any) -> None:
    """Stands on the stub at once. Raises ValueError with plain Chinese: empty, too long, personal data in it."""
    text = " ".join(text.split())
    if not text:
        raise ValueError("请写一句结果，如“公示期间没有收到异议，已按名单发放”。")
    if len(text) > LONGEST:
        raise ValueError(f"结果最多{LONGEST}个字，请缩短。")
    if refusal := problem(page, text):
        raise ValueError(refusal)
    page.outcome = text
    with transaction.atomic():
        type(page).objects.filter(pk=page.pk).update(outcome=text)
        log(instance=page, action="huiketing.outcome_written", user=user)
