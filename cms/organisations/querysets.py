"""Reading the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.query import PageQuerySet

from .enums import STREETS_AND_TOWNS, OrganisationKind, OrganisationStatus

if TYPE_CHECKING:
    from .models import OrganisationPage


class OrganisationQuerySet(PageQuerySet):
    def public(self) -> OrganisationQuerySet:
        """Organisations with a page of their own: live and not closed."""
        return self.filter(live=True, status=OrganisationStatus.ACTIVE)

    def in_tree_order(self) -> OrganisationQuerySet:
        return self.order_by("path")

    def of_kind(self, *kinds: str) -> OrganisationQuerySet:
        return self.filter(organisation_kind__in=kinds)

    def streets_and_towns(self) -> OrganisationQuerySet:
        return self.of_kind(*STREETS_AND_TOWNS)

    def district(self) -> OrganisationPage | None:
        return self.of_kind(OrganisationKind.DISTRICT).in_tree_order().first()

    def lineage(self, organisation: OrganisationPage) -> OrganisationQuerySet:
        """The organisation and everything above it, the district first."""
        steps = range(organisation.steplen * 2, len(organisation.path) + 1, organisation.steplen)
        return self.filter(path__in=[organisation.path[:step] for step in steps]).in_tree_order()

    def addressing(self, organisation: OrganisationPage) -> OrganisationQuerySet:
        """Whose records may be addressed downwards to this place: its ancestors and the district's departments."""
        steps = range(organisation.steplen * 2, len(organisation.path), organisation.steplen)
        ancestors = self.filter(path__in=[organisation.path[:step] for step in steps])
        if organisation.organisation_kind in (OrganisationKind.DISTRICT, OrganisationKind.DEPARTMENT):
            return ancestors
        root = organisation.path[: organisation.steplen * 2]
        departments = self.of_kind(OrganisationKind.DEPARTMENT).filter(path__startswith=root)
        return ancestors | departments
