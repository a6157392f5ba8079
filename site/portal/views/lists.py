from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.organisations.models import OrganisationPage
from cms.records.enums import KIND_PATHS, RecordKind
from cms.records.models import Record
from cms.records.querysets import RecordQuerySet

from ..filters import ListFilter
from ..methods import read_only
from ..paging import page_number, paginate
from ..shell import KIND_COLUMNS, Column, now_of, render
from . import notices
from .places import find_place


@read_only
def kind_list(request: HttpRequest, kind: str) -> HttpResponse:
    """A kind over the whole district."""
    if kind == RecordKind.NOTICE:
        return notices.district_list(request)
    records = Record.objects.current(now_of(request)).of_kind(kind).district_wide()
    return _list(request, kind, records, KIND_COLUMNS[kind], None)


@read_only
def place_kind_list(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A kind at one place."""
    place = find_place(slug)
    records = Record.objects.current(now_of(request)).of_kind(kind).shown_at(place)
    whole = KIND_COLUMNS[kind]
    column = Column(
        f"{place.title}{whole.name}", whole.type, f"{place.title}的{whole.name}", f"{place.title},{whole.keywords}"
    )
    if kind == RecordKind.NOTICE:
        return notices.place_list(request, place, column)
    return _list(request, kind, records, column, place)


def _list(
    request: HttpRequest, kind: str, records: RecordQuerySet, column: Column, place: OrganisationPage | None
) -> HttpResponse:
    now = now_of(request)
    chosen = ListFilter.read(request.GET, now)
    page = paginate(chosen.apply(records, now), now, page_number(request.GET.get("page", "")))
    path = KIND_PATHS[kind]
    feed = reverse("portal:place_feed", args=[place.slug]) if place else reverse("portal:kind_feed", args=[path])
    return render(
        request,
        "portal/list.html",
        {
            "page": page,
            "place": place,
            "kind": kind,
            "chosen": chosen,
            "facets": chosen.facets(kind, records, now, publishers=place is None),
            "sorts": chosen.sort_options(),
            "base_query": chosen.query(),
            "feed_url": feed,
        },
        column=column,
    )
