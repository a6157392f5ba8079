"""The organisation tree as a page lists it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cms.organisations.enums import GRASSROOTS, STREETS_AND_TOWNS, OrganisationKind
from cms.organisations.models import OrganisationPage


@dataclass
class Branch:
    """A street or town with its communities and villages."""

    organisation: OrganisationPage
    children: list[OrganisationPage] = field(default_factory=list)


@dataclass
class PlaceTree:
    departments: list[OrganisationPage] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)


def place_tree() -> PlaceTree:
    """One query, whatever the number of places."""
    tree = PlaceTree()
    for organisation in OrganisationPage.objects.public().in_tree_order():
        if organisation.organisation_kind == OrganisationKind.DEPARTMENT:
            tree.departments.append(organisation)
        elif organisation.organisation_kind in STREETS_AND_TOWNS:
            tree.branches.append(Branch(organisation))
        elif organisation.organisation_kind in GRASSROOTS and tree.branches:
            tree.branches[-1].children.append(organisation)
    return tree
