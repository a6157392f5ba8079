"""The demo district's organisations."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cms.basepage.models import BasePage
from cms.organisations.models import HoursException, OpeningHours, OrganisationPage, Telephone

_COLUMNS = (
    "slug",
    "title",
    "legal_name",
    "document_code",
    "uscc",
    "area_code",
    "lead",
    "functions",
    "address",
    "directions",
    "latitude",
    "longitude",
    "photo_alt",
    "disclosure_request_url",
)


def load_organisation(row: dict[str, Any], photos: dict[str, Any]) -> OrganisationPage:
    """The organisation of a row; made when it is missing, left alone when it is there."""
    existing = OrganisationPage.objects.filter(slug=row["slug"]).first()
    if existing is not None:
        return existing
    organisation = OrganisationPage(
        organisation_kind=row["kind"],
        facilities="\n".join(row.get("facilities", [])),
        photo=photos.get(row.get("photo", "")),
        has_unpublished_changes=False,
        live=True,
        **{name: _exact(row[name]) for name in _COLUMNS if name in row},
    )
    organisation.first_published_at = organisation.last_published_at = timezone.now()
    organisation.opening_hours = [
        OpeningHours(days=item["days"], opens=_time(item["opens"]), closes=_time(item["closes"]))
        for item in row.get("hours", [])
    ]
    organisation.hours_exceptions = [
        HoursException(
            date_from=item["from"], date_to=item["to"], closed=item.get("closed", True), reason=item["reason"]
        )
        for item in row.get("exceptions", [])
    ]
    organisation.telephones = [Telephone(**item) for item in row.get("phones", [])]
    parent: Any = BasePage.get_first_root_node()
    if "parent" in row:
        parent = OrganisationPage.objects.get(slug=row["parent"])
    parent.add_child(instance=organisation)
    return organisation


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
