from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind, Theme
from cms.records.models import Record

from .. import notice_list
from ..filters import present_choices
from ..methods import read_only
from ..shell import Column, identity_of, now_of, render
from ..visiting import visit_of

NEW_POLICIES = 6
DUE_NOTICES = 6
NEW_INTERPRETATIONS = 4


@read_only
def home(request: HttpRequest) -> HttpResponse:
    """政务公开会客厅: the district."""
    now = now_of(request)
    district = OrganisationPage.objects.public().district()
    current = Record.objects.current(now)
    shown = current.shown_at(district) if district else current.none()
    policies = current.of_kind(RecordKind.POLICY).district_wide()
    identity = identity_of(request)
    return render(
        request,
        "portal/home.html",
        {
            "district": district,
            "visit": visit_of(district, timezone.localdate(now)) if district else None,
            "streets": OrganisationPage.objects.public().streets_and_towns().in_tree_order(),
            "notices": notice_list.section(lambda notices: notices.district_wide(), now, DUE_NOTICES),
            "policies": shown.of_kind(RecordKind.POLICY).rows(now, NEW_POLICIES),
            "interpretations": shown.of_kind(RecordKind.INTERPRETATION).rows(now, NEW_INTERPRETATIONS),
            "themes": present_choices(policies, "theme", Theme.choices),
        },
        column=Column("首页", "首页", identity.description, identity.keywords),
    )
