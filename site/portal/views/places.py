from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind
from cms.records.models import Record

from .. import notice_list
from ..methods import read_only
from ..place_tree import place_tree
from ..shell import Column, now_of, render
from ..visiting import visit_of

ROWS = 6


@read_only
def places(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/places.html",
        {"tree": place_tree()},
        column=Column("街道社区", "概况信息", "全区部门、街道、镇、社区和村", "街道,镇,社区,村,部门"),
    )


def find_place(slug: str) -> OrganisationPage:
    """A live organisation; Http404 otherwise."""
    return get_object_or_404(OrganisationPage.objects.filter(live=True), slug=slug)


@read_only
def place(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = find_place(slug)
    if organisation.is_district:
        return HttpResponsePermanentRedirect(organisation.get_absolute_url())
    return render_place(request, organisation)


def render_place(request: HttpRequest, organisation: OrganisationPage) -> HttpResponse:
    """The page of one place; also what the CMS previews."""
    if not organisation.slug:
        raise Http404
    now = now_of(request)
    shown = Record.objects.current(now).shown_at(organisation)
    children = OrganisationPage.objects.public().child_of(organisation).in_tree_order() if organisation.pk else []
    return render(
        request,
        "portal/place.html",
        {
            "place": organisation,
            "visit": visit_of(organisation, timezone.localdate(now)),
            "ancestors": [
                above for above in organisation.lineage if above.pk != organisation.pk and not above.is_district
            ],
            "successor": organisation.final_successor(),
            "children": children,
            "notices": notice_list.section(lambda notices: notices.shown_at(organisation), now, ROWS),
            "policies": shown.of_kind(RecordKind.POLICY).rows(now, ROWS),
            "interpretations": shown.of_kind(RecordKind.INTERPRETATION).rows(now, ROWS),
        },
        column=Column(
            organisation.title,
            "机构职能",
            f"{organisation.title}的政策文件、政策解读、办事窗口和联系方式",
            f"{organisation.title},{organisation.legal_name},{organisation.tier}",
        ),
    )
