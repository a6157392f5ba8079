"""What a clerk sees before she publishes: the public page itself, from the draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.organisations.models import OrganisationPage

from .shell import KIND_COLUMNS, render
from .views.places import render_place
from .views.records import record_context


def render_preview(request: HttpRequest, page: Any) -> HttpResponse:
    """``page`` may be unsaved and incomplete."""
    if isinstance(page, OrganisationPage):
        return render_place(request, page)
    page.kind = page.record_kind
    if page.publisher_id is None:
        page.publisher_id = page.get_parent().pk
    page.ended_by_relation_on = page.amended_by_relation_on = None
    return render(
        request,
        f"portal/records/{page.kind}.html",
        record_context(request, page) | {"is_preview": True},
        column=KIND_COLUMNS[page.kind],
        is_column=False,
    )
