"""Where a person turns who objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.organisations.enums import TelephonePurpose

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage

    from .models import NoticePage


@dataclass(frozen=True)
class Objection:
    """unit: who receives it; telephones: as typed; the rest may be empty."""

    unit: str
    telephones: tuple[str, ...]
    hours: str
    address: str
    email: str


def objection_of(page: NoticePage) -> Objection:
    organisation = page.publisher_organisation
    typed = [part.strip() for part in page.objection_telephone.replace("；", "、").replace("，", "、").split("、")]
    return Objection(
        unit=organisation.display_name,
        telephones=tuple(part for part in typed if part) or _telephones(organisation),
        hours=page.objection_hours or _hours(organisation),
        address=page.objection_address or organisation.address,
        email=page.objection_email,
    )


def _telephones(organisation: OrganisationPage) -> tuple[str, ...]:
    purposes = (TelephonePurpose.SUPERVISION, TelephonePurpose.ENQUIRY)
    found = [telephone for telephone in organisation.telephones.all() if telephone.purpose in purposes]
    return tuple(telephone.number for telephone in sorted(found, key=lambda row: purposes.index(row.purpose)))


def _hours(organisation: OrganisationPage) -> str:
    """工作日8:30至12:00、14:00至17:00."""
    spans: dict[str, list[str]] = {}
    for row in organisation.opening_hours.all():
        spans.setdefault(row.get_days_display(), []).append(f"{row.opens:%-H:%M}至{row.closes:%-H:%M}")
    return "；".join(f"{days}{'、'.join(times)}" for days, times in spans.items())
