"""A record as open data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.records.outline import plain_paragraphs

from .record_page import related_to
from .shell import permanent_url

_COLUMNS = ("index_number", "document_number", "title", "summary", "theme", "subtheme", "audience")
_DATES = ("issued_on", "effective_on", "valid_until")


def record_json(page: Any, now: dt.datetime) -> dict[str, Any]:
    """All that the page says, flat. Dates ISO 8601; ``text`` is a list of paragraphs."""
    standing = page.standing(timezone.localdate(now))
    data: dict[str, Any] = {name: getattr(page, name) for name in _COLUMNS}
    data |= {name: day.isoformat() if (day := getattr(page, name)) else None for name in _DATES}
    return data | {
        "id": page.pk,
        "kind": page.kind,
        "url": permanent_url(page.get_absolute_url()),
        "published_at": timezone.localtime(page.published_at).isoformat(),
        "publisher": page.publisher_organisation.display_name,
        "publisher_code": page.publisher_organisation.slug,
        "theme_label": page.theme_label,
        "validity": standing.validity.value,
        "validity_label": str(standing.validity.label),
        "keywords": page.keyword_list,
        "text": list(plain_paragraphs(page.body)),
        "attachments": [
            {"title": file.title, "url": permanent_url(file.get_public_url()), "bytes": file.get_file_size()}
            for file in page.attachments
        ],
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
