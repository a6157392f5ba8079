"""What must not outlive its period: no cache and no search engine keeps a notice that leaves (decision 5)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase

from cms.notices.kinds import KINDS
from cms.notices.models import NoticePage
from cms.records.enums import RecordKind
from cms.records.querysets import RecordQuerySet


def leaves(record: Any) -> bool:
    """``record``: a page with its own columns."""
    return isinstance(record, NoticePage) and record.leaves


def unkept(response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, for this reader and this moment alone."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def any_leaves(records: RecordQuerySet) -> bool:
    return records.filter(kind=RecordKind.NOTICE).exclude(_stays()).exists()


def lasting(records: RecordQuerySet) -> RecordQuerySet:
    """Those that search engines may be told of."""
    return records.filter(~Q(kind=RecordKind.NOTICE) | _stays())


def _stays() -> Q:
    kept = [code for code, kind in KINDS.items() if kind.after_end != "remove"]
    return Q(noticepage__notice_kind__in=kept)
