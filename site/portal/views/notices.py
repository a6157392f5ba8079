"""公示公告: lists, the calendar of a place, how punctual we are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind

from .. import calendars, punctuality
from ..methods import read_only
from ..notice_list import NoticeChoice, NoticeList, Scope
from ..paging import page_number
from ..shell import KIND_COLUMNS, Column, now_of, render
from .places import find_place


def district_list(request: HttpRequest) -> HttpResponse:
    """Over the whole district, or what one place shows (``place``)."""
    chosen = NoticeChoice.read(request.GET, places=True)
    place = OrganisationPage.objects.public().filter(slug=chosen.place).first() if chosen.place else None
    return _list(request, chosen, place, KIND_COLUMNS[RecordKind.NOTICE], offers_places=True)


def place_list(request: HttpRequest, place: OrganisationPage, column: Column) -> HttpResponse:
    return _list(request, NoticeChoice.read(request.GET, places=False), place, column, offers_places=False)


def _list(
    request: HttpRequest,
    chosen: NoticeChoice,
    place: OrganisationPage | None,
    column: Column,
    *,
    offers_places: bool,
) -> HttpResponse:
    found = NoticeList(_scope(chosen, place), chosen, now_of(request), offers_places, place)
    page = found.page(page_number(request.GET.get("page", "")))
    return render(
        request,
        "portal/notices.html",
        {
            "list": found,
            "page": page,
            "groups": found.groups(page),
            "place": place,
            "chosen": chosen,
            "narrowed": chosen.narrows or (chosen.place and place is None),
            "facets": found.facets(),
            "sorts": found.sort_options() if page.total > 1 else [],
            "base_query": chosen.query(),
            "cut_hint": "要看别的，请在筛选里选一类。",
            **_subscriptions(place),
        },
        column=column,
    )


def _scope(chosen: NoticeChoice, place: OrganisationPage | None) -> Scope:
    if place is not None:
        return lambda notices: notices.shown_at(place)
    if chosen.place:  # a place that is no more, or never was
        return lambda notices: notices.none()
    return lambda notices: notices.district_wide()


def _subscriptions(place: OrganisationPage | None) -> dict[str, str]:
    if place is None:
        return {"feed_url": reverse("portal:kind_feed", args=["notices"])}
    return {
        "feed_url": reverse("portal:place_feed", args=[place.slug]),
        "calendar_url": reverse("portal:place_calendar", args=[place.slug]),
    }


@read_only
def place_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What the public may see now of a place's notices, for a calendar program."""
    place = find_place(slug)
    content = calendars.notices_of(place, now_of(request))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{place.slug}.ics"'
    response["Cache-Control"] = "no-cache"
    return response


@read_only
def punctual(request: HttpRequest) -> HttpResponse:
    """Planned and real begin and end of the last twelve months' notices. No titles: many were for one community."""
    now = now_of(request)
    context: dict[str, Any] = {
        "page": punctuality.page(now, page_number(request.GET.get("page", ""))),
        "totals": punctuality.totals(now),
        "since": punctuality.since(now),
        "base_query": "?",
    }
    column = Column("公示准不准时", "工作动态", "最近十二个月公示计划和实际的起止时间", "公示,公示期,准时")
    return render(request, "portal/punctuality.html", context, column=column)
