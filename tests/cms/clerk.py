"""A clerk at the CMS: what her browser sends when she fills the forms."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.calendar.describe import moment_short
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage

POLICY: dict[str, Any] = {
    "title": "关于做好夏季防汛工作的通知",
    "summary": "汛期有险情拨打社区值班电话。",
    "document_class": "other",
    "document_type": "notice",
    "document_number": "",
    "registration_number": "",
    "original_issuer": "",
    "issued_on": "2026-06-01",
    "effective_on": "",
    "valid_until": "",
    "repealed_on": "",
    "addressee": "",
    "signature": "",
    "theme": "02",
    "subtheme": "",
    "audience": "everyone",
    "keywords": "",
    "reach": "district",
    "disclosure_method": "proactive",
    "withholding_reason": "",
    "statutory_category": "20-12",
    "change_note": "",
}
PROFILE: dict[str, Any] = {
    "title": "海棠社区",
    "legal_name": "澄湾新区海晏街道海棠社区居民委员会",
    "lead": "",
    "address": "",
    "directions": "",
    "functions": "",
    "head": "",
    "facilities": "",
    "photo": "",
    "photo_alt": "",
    "latitude": "",
    "longitude": "",
    "disclosure_request_url": "",
    "organisation_kind": "community",
    "slug": "haitang",
    "uscc": "",
    "document_code": "",
    "area_code": "",
    "former_names": "",
    "status": "active",
    "closed_on": "",
    "successor": "",
}
NOTICE = (
    "title",
    "summary",
    "notice_kind",
    "starts_at",
    "ends_at",
    "period_reason",
    "date_reason",
    "reach",
    "content_reason",
    "objection_telephone",
    "objection_hours",
    "objection_address",
    "objection_email",
    "basis",
    "result_of_id",
    "outcome",
    "theme",
    "subtheme",
    "audience",
    "keywords",
    "document_number",
    "issued_on",
    "change_note",
)
PARAGRAPH = [("paragraph", "请各居民小组做好准备。")]


def policy_form(body: list[tuple[str, Any]] | None = None, relations: Any = (), **fields: Any) -> dict[str, str]:
    """Everything that the editor of a policy document submits; without changes it can be published."""
    return nested_form_data(
        {
            **POLICY,
            **fields,
            "body": streamfield(PARAGRAPH if body is None else body),
            "joint_issuers": inline_formset([]),
            "relations": inline_formset(list(relations)),
            "placements": inline_formset([]),
        }
    )


def notice_form(page: Any, **fields: Any) -> dict[str, str]:
    """What the editor of ``page`` submits when nothing in it was changed but ``fields``."""
    kept = {name: getattr(page, name) or "" for name in NOTICE if name not in ("starts_at", "ends_at")}
    moments = {
        "starts_at": moment_short(page.starts_at) if page.starts_at else "",
        "ends_at": moment_short(page.ends_at, is_end=True) if page.ends_at else "",
    }
    placements = [{"place": str(row.place_id), "id": row.pk or ""} for row in page.placements.all()]
    rows: list[Any] = [
        (block["type"], json.dumps(block["value"]) if block["type"] == "table" else block["value"])
        for block in page.body.get_prep_value()
    ]
    body = fields.pop("body", rows)
    return nested_form_data(
        {
            **kept,
            **moments,
            **fields,
            "body": streamfield(body),
            "placements": inline_formset(placements, initial=sum(bool(row["id"]) for row in placements)),
        }
    )


def profile_form(**fields: Any) -> dict[str, str]:
    """Everything that the editor of an organisation submits."""
    children = ("opening_hours", "hours_exceptions", "telephones")
    return nested_form_data({**PROFILE, **fields, **{name: inline_formset([]) for name in children}})


def profile_of(organisation: OrganisationPage, **changes: Any) -> dict[str, str]:
    kept = {name: getattr(organisation, name) for name in PROFILE if getattr(organisation, name) is not None}
    return profile_form(**{**kept, "photo": "", "successor": organisation.successor_id or "", **changes})


class Clerk:
    """A logged-in member of staff."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, name: str, *args: Any, **query: Any) -> Any:
        return self.client.get(reverse(name, args=args), query)

    def post(self, name: str, *args: Any, data: dict[str, Any] | None = None, **extra: Any) -> Any:
        return self.client.post(reverse(name, args=args), data or {}, **extra)

    def create(self, parent: Any, action: str = "save", **fields: Any) -> Any:
        """A new policy document below ``parent``; action: save, publish, submit."""
        return self.create_page("policies", "policypage", parent, {**policy_form(**fields), **_button(action)})

    def create_page(self, app: str, model: str, parent: Any, data: dict[str, Any]) -> Any:
        return self.post("wagtailadmin_pages:add", app, model, parent.pk, data=data)

    def edit(self, page: Any, action: str = "save", **fields: Any) -> Any:
        return self.save_page(page, policy_form(**fields), action)

    def save_page(self, page: Any, data: dict[str, Any], action: str = "save", **extra: Any) -> Any:
        return self.post("wagtailadmin_pages:edit", page.pk, data={**data, **_button(action)}, **extra)

    def drafted(self, parent: Any, **fields: Any) -> PolicyPage:
        """The draft that she has just made."""
        self.create(parent, **fields)
        return PolicyPage.objects.order_by("-pk")[0]


def draft_of(page: Any) -> Any:
    """The page as its editor would open it now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.wsgi_request._messages)


def _button(action: str) -> dict[str, str]:
    return {} if action == "save" else {f"action-{action}": "1"}
