"""A record as open data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.notices import periods
from cms.notices.enums import NoticeState
from cms.notices.models import NoticePage
from cms.records.outline import plain_paragraphs

from .countdown import countdown_of
from .notice_page import kind_name, original_of, period_text, results_of, shown_where
from .record_page import related_to
from .shell import permanent_url, public_since

_COLUMNS = ("index_number", "document_number", "title", "summary", "theme", "subtheme", "audience")
_DATES = ("issued_on", "effective_on", "valid_until")


def record_json(page: Any, now: dt.datetime) -> dict[str, Any]:
    """All that the page says, flat. Dates ISO 8601; ``text`` is a list of paragraphs."""
    if isinstance(page, NoticePage):
        return notice_stub(page, now) | _notice_text(page)
    return _document_json(page, now) | _text_of(page)


def notice_stub(page: NoticePage, now: dt.datetime) -> dict[str, Any]:
    """What outlives the period of a notice. Moments are ISO 8601; the end is exclusive."""
    objection = page.objection()
    is_over = countdown_of(page, now).is_over
    original = original_of(page, now)
    return {
        "id": page.pk,
        "kind": page.kind,
        "notice_kind": page.notice_kind,
        "notice_kind_label": kind_name(page),
        "state": (NoticeState.ENDED if is_over else NoticeState.IN_FORCE).value,
        "title": page.title,
        "url": permanent_url(page.get_absolute_url()),
        "index_number": page.index_number,
        "publisher": page.publisher_organisation.display_name,
        "publisher_code": page.publisher_organisation.slug,
        "places": shown_where(page),
        "starts_at": _iso(page.visible_from),
        "ends_at": _iso(page.ends_at),
        "period": period_text(page),
        "basis": page.basis_text,
        "outcome": page.outcome,
        "results": [_link(result) for result in results_of(page, now)],
        "result_of": _link(original) if original else None,
        "objection": {
            "unit": objection.unit,
            "telephones": list(objection.telephones),
            "hours": objection.hours,
            "address": objection.address,
            "email": objection.email,
        },
    }


def _notice_text(page: NoticePage) -> dict[str, Any]:
    """What goes when the period ends."""
    pictures = [block.value for block in page.body if block.block_type == "photo" and block.value["file"]]
    return {
        "summary": page.summary,
        "published_at": _iso(public_since(page)),
        "period_reason": page.period_reason,
        "content_reason": page.content_reason,
        "changes": [entry.text for entry in periods.ledger(page)],
        **_text_of(page),
        "pictures": [
            {"alt": picture["alt"], "url": permanent_url(picture["file"].get_inline_url())} for picture in pictures
        ],
    }


def _document_json(page: Any, now: dt.datetime) -> dict[str, Any]:
    standing = page.standing(timezone.localdate(now))
    data: dict[str, Any] = {name: getattr(page, name) for name in _COLUMNS}
    data |= {name: day.isoformat() if (day := getattr(page, name)) else None for name in _DATES}
    return data | {
        "id": page.pk,
        "kind": page.kind,
        "url": permanent_url(page.get_absolute_url()),
        "published_at": _iso(public_since(page)),
        "publisher": page.publisher_organisation.display_name,
        "publisher_code": page.publisher_organisation.slug,
        "theme_label": page.theme_label,
        "validity": standing.validity.value,
        "validity_label": str(standing.validity.label),
        "relations": [
            {
                "kind": item.kind,
                "incoming": item.incoming,
                "title": item.record.title,
                "url": permanent_url(item.record.get_absolute_url()),
                "note": item.note,
            }
            for item in related_to(page, now)
        ],
    }


def _text_of(page: Any) -> dict[str, Any]:
    return {
        "keywords": page.keyword_list,
        "text": list(plain_paragraphs(page.body)),
        "attachments": [
            {"title": file.title, "url": permanent_url(file.get_public_url()), "bytes": file.get_file_size()}
            for file in page.attachments
        ],
    }


def _link(record: Any) -> dict[str, str]:
    return {"title": record.title, "url": permanent_url(record.get_absolute_url())}


def _iso(moment: dt.datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
