from __future__ import annotations

from typing import Any

import segno
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms.notices.models import NoticePage
from cms.records import versions
from cms.records.enums import KINDS_BY_PATH
from cms.records.models import PublishedVersion, Record
from cms.records.outline import headings, parts
from publications.markdown import record_markdown

from .. import record_page
from ..methods import read_only
from ..notice_page import facts_of, notice_context
from ..opendata import record_json
from ..shell import KIND_COLUMNS, now_of, permanent_url, render
from ..transient import leaves, unkept
from .gone import gone


@read_only
def record(request: HttpRequest, kind: str, year: str, month: str, day: str, pk: str, form: str) -> HttpResponseBase:
    """A record under its address for life, in one of its forms."""
    found = _find(request, kind, pk)
    if found is None:
        return gone(request, pk, form)
    if found.get_absolute_url(form) != request.path:
        return HttpResponsePermanentRedirect(found.get_absolute_url(form))
    page = _specific(found)
    answer = FORMS[form](request, page)
    return unkept(answer) if leaves(page) else answer


def _html(request: HttpRequest, page: Any) -> HttpResponse:
    return render(
        request,
        f"portal/records/{page.kind}.html",
        record_context(request, page),
        column=KIND_COLUMNS[page.kind],
        is_column=False,
    )


def _json(request: HttpRequest, page: Any) -> HttpResponse:
    return JsonResponse(record_json(page, now_of(request)), json_dumps_params={"ensure_ascii": False})


def _markdown(request: HttpRequest, page: Any) -> HttpResponse:
    address, today = permanent_url(page.get_absolute_url()), timezone.localdate(now_of(request))
    text = record_markdown(page, address, today, facts_of(page) if isinstance(page, NoticePage) else None)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


def _pdf(request: HttpRequest, page: Any) -> HttpResponse:
    raise Http404("还没有版式文件")


FORMS = {"html": _html, "json": _json, "md": _markdown, "pdf": _pdf}


@read_only
def version(
    request: HttpRequest, kind: str, year: str, month: str, day: str, pk: str, version: str
) -> HttpResponseBase:
    """A superseded text under its dated address, and how the present text differs from it."""
    found = _find(request, kind, pk)
    if found is None:
        return gone(request, pk)
    page = _specific(found)
    kept = PublishedVersion.objects.readable().filter(record_id=page.pk)
    old = get_object_or_404(kept, number=int(version.rsplit("-", 1)[1]))
    old.record = page
    if old.get_absolute_url() != request.path:
        return HttpResponsePermanentRedirect(old.get_absolute_url())
    body = versions.body_of(old, page)
    return render(
        request,
        "portal/version.html",
        {
            "record": page,
            "version": old,
            "fields": old.content["fields"],
            "parts": list(parts(body)),
            "changes": list(versions.compare(body, page.body)),
        },
        column=KIND_COLUMNS[page.kind],
        is_column=False,
    )


def record_context(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Context of a record's page; the CMS previews with the same."""
    now = now_of(request)
    qr = qr_code(permanent_url(page.get_absolute_url()))
    if isinstance(page, NoticePage):
        return {**notice_context(page, now), "qr": qr}
    today = timezone.localdate(now)
    standing = page.standing(today)
    related = record_page.related_to(page, now) if page.pk else []
    body_parts = list(parts(page.body))
    return {
        "record": page,
        "standing": standing,
        "parts": body_parts,
        "headings": [heading for heading in headings(body_parts) if heading.level == 1],
        "relations": record_page.grouped(related),
        "ended_by": record_page.what_ends(related),
        "amendments": record_page.amendments(related, today),
        "log": record_page.change_log(page, standing, related, today) if page.published_at else [],
        "json_url": page.get_absolute_url("json"),
        "text_url": page.get_absolute_url("md"),
        "qr": qr,
    }


def qr_code(address: str) -> SafeString:
    """An inline SVG, dark on transparent."""
    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg)  # noqa: S308 – made by segno from an address of ours


def _find(request: HttpRequest, kind: str, pk: str) -> Record | None:
    """The public record, if there is one; Http404 for a kind that does not exist."""
    if kind not in KINDS_BY_PATH:
        raise Http404
    now = now_of(request)
    return Record.objects.current(now).for_lists(now).filter(pk=int(pk)).first()


def _specific(found: Record) -> Any:
    """The page with its own columns, keeping what the list query worked out."""
    page = found.specific
    page.publisher = found.publisher
    page.ended_by_relation_on = found.ended_by_relation_on
    page.amended_by_relation_on = found.amended_by_relation_on
    return page
