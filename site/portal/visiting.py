"""Where an organisation is found: address, hours, telephones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cms.organisations.models import HoursException, OpeningHours, OrganisationPage, Telephone


@dataclass(frozen=True)
class Visit:
    address: str
    directions: str
    facilities: list[str]
    hours: list[OpeningHours]
    exceptions: list[HoursException]
    telephones: list[Telephone]

    def __bool__(self) -> bool:
        return bool(self.address or self.directions or self.facilities or self.hours or self.telephones)


def visit_of(place: OrganisationPage, today: dt.date) -> Visit:
    """``place`` may be unsaved (a preview). A closed place receives nobody."""
    if place.is_closed:
        return Visit("", "", [], [], [], [])
    return Visit(
        place.address,
        place.directions,
        place.facility_list,
        list(place.opening_hours.all()),
        list(place.coming_exceptions(today)) if place.pk else [],
        list(place.telephones.all()),
    )
