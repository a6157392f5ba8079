"""Who may do what, where: one table, tried through the pages of the CMS."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.organisations import staffing
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.clerk import Clerk, policy_form, profile_form, profile_of

pytestmark = pytest.mark.django_db

# Role and where the page is, seen from the role's own organisation → what works.
EDITS = {"see", "create", "edit", "delete", "profile"}
PUBLISHES = {"see", "create", "edit", "publish", "withdraw", "delete", "profile"}
EVERYTHING = PUBLISHES | {"organisation"}
MATRIX: dict[tuple[str, str], set[str]] = {
    ("resident", "own"): set(),
    ("resident", "child"): set(),
    ("community editor", "own"): EDITS,
    ("community editor", "sibling"): set(),
    ("community editor", "parent"): set(),
    ("street publisher", "own"): PUBLISHES,
    ("street publisher", "child"): PUBLISHES,
    ("street publisher", "sibling"): set(),
    ("street publisher", "parent"): set(),
    ("district office", "own"): EVERYTHING,
    ("district office", "child"): EVERYTHING,
    ("superuser", "own"): EVERYTHING,
    ("superuser", "child"): EVERYTHING,
}
ACTIONS = ("see", "create", "edit", "publish", "withdraw", "delete", "organisation", "profile")


class District:
    """Two streets with two communities each."""

    def __init__(self) -> None:
        self.district = factories.district()
        self.street, self.other_street = (factories.street(self.district, title=name) for name in ("松涛街道", "海晏"))
        self.community = factories.community(self.street)
        self.neighbour = factories.community(self.street, title="松林社区")

    def client(self, role: str) -> Client:
        users = {
            "community editor": lambda: factories.user_of(self.community.staff_groups.editors),
            "street publisher": lambda: factories.user_of(self.street.staff_groups.publishers),
            "district office": lambda: factories.user_of(staffing.district_office(self.district)),
            "superuser": lambda: factories.user_of(self.street.staff_groups.editors, is_superuser=True),
        }
        return Clerk(users[role]()).client if role in users else Client()

    def place(self, role: str, where: str) -> OrganisationPage:
        rows = {
            "resident": {"own": self.street, "child": self.community},
            "community editor": {"own": self.community, "sibling": self.neighbour, "parent": self.street},
            "street publisher": {
                "own": self.street,
                "child": self.community,
                "sibling": self.other_street,
                "parent": self.district,
            },
            "district office": {"own": self.district, "child": self.street},
            "superuser": {"own": self.district, "child": self.street},
        }
        return OrganisationPage.objects.get(pk=rows[role][where].pk)


def sees(client: Client, place: OrganisationPage) -> bool:
    """The explorer shows a parent's name for the way there, but nothing that stands in it."""
    draft = factories.policy_draft(place, title="给同事看的草稿")
    response = client.get(f"/cms/pages/{place.pk}/")
    return response.status_code == 200 and draft.title in response.content.decode()


def creates(client: Client, place: OrganisationPage) -> bool:
    client.post(f"/cms/pages/add/policies/policypage/{place.pk}/", policy_form())
    return PolicyPage.objects.filter(publisher=place).exists()


def edits(client: Client, place: OrganisationPage) -> bool:
    draft = factories.policy_draft(place)
    client.post(f"/cms/pages/{draft.pk}/edit/", policy_form(title="改过"))
    draft.refresh_from_db()
    return bool(draft.title == "改过")


def publishes(client: Client, place: OrganisationPage) -> bool:
    draft = factories.policy_draft(place)
    client.post(f"/cms/pages/{draft.pk}/edit/", {**policy_form(), "action-publish": "1"})
    client.post(f"/cms/bulk/basepage/basepage/publish/?id={draft.pk}&next=/cms/")
    draft.refresh_from_db()
    return bool(draft.live)


def withdraws(client: Client, place: OrganisationPage) -> bool:
    record = factories.policy(place)
    client.post(f"/cms/pages/{record.pk}/unpublish/", {"reason": "标准写错了。"})
    record.refresh_from_db()
    return not record.live


def deletes(client: Client, place: OrganisationPage) -> bool:
    record, draft = factories.policy(place), factories.policy_draft(place)
    for page in (record, draft):
        client.post(f"/cms/pages/{page.pk}/delete/")
    client.post(f"/cms/bulk/basepage/basepage/delete/?id={record.pk}&next=/cms/")
    assert PolicyPage.objects.filter(pk=record.pk).exists(), "a published record is never deleted"
    return not PolicyPage.objects.filter(pk=draft.pk).exists()


def makes_an_organisation(client: Client, place: OrganisationPage) -> bool:
    kind = "street" if place.is_district else "community"
    form = profile_form(organisation_kind=kind, uscc=factories.uscc())
    client.post(f"/cms/pages/add/organisations/organisationpage/{place.pk}/", form)
    return OrganisationPage.objects.filter(slug="haitang").exists()


def edits_the_profile(client: Client, place: OrganisationPage) -> bool:
    client.post(f"/cms/pages/{place.pk}/edit/", profile_of(place, lead="新的介绍"))
    return bool(OrganisationPage.objects.get(pk=place.pk).get_latest_revision_as_object().lead == "新的介绍")


ATTEMPTS: dict[str, Any] = {
    "see": sees,
    "create": creates,
    "edit": edits,
    "publish": publishes,
    "withdraw": withdraws,
    "delete": deletes,
    "organisation": makes_an_organisation,
    "profile": edits_the_profile,
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(("role", "where"), MATRIX)
def test_matrix(role: str, where: str, action: str) -> None:
    district = District()
    client, place = district.client(role), district.place(role, where)
    assert ATTEMPTS[action](client, place) == (action in MATRIX[role, where])
