"""政府信息公开: the statutory section of each organ (国办公开办函〔2019〕61号, five fixed parts)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.organisations.enums import ORGANS
from cms.organisations.models import OrganisationPage

from ..disclosure import disclosure_section
from ..methods import read_only
from ..shell import Column, now_of, render
from ..visiting import visit_of


@read_only
def organs(request: HttpRequest) -> HttpResponse:
    """Every organ with a section."""
    found = OrganisationPage.objects.public().of_kind(*ORGANS).in_tree_order()
    column = Column(
        "政府信息公开", "信息公开目录", "全区各机关的政府信息公开专栏", "政府信息公开,指南,制度,年报,依申请公开"
    )
    return render(request, "portal/disclosure.html", {"organs": found}, column=column)


@read_only
def section(request: HttpRequest, slug: str) -> HttpResponse:
    organ = get_object_or_404(OrganisationPage.objects.public(), slug=slug)
    if not organ.is_organ:
        raise Http404("居委会、村委会不是政府信息公开的义务机关")
    now = now_of(request)
    column = Column(
        f"{organ.title}政府信息公开",
        "信息公开目录",
        f"{organ.legal_name}的政府信息公开指南、制度、法定主动公开内容、年报和依申请公开",
        f"{organ.title},政府信息公开,指南,依申请公开",
    )
    return render(
        request,
        "portal/disclosure_section.html",
        {
            "organ": organ,
            "section": disclosure_section(organ, now),
            "visit": visit_of(organ, timezone.localdate(now)),
        },
        column=column,
    )
