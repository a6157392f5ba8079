"""Where a record shows: reach, place and what is named; decided when it is read."""

from __future__ import annotations

import pytest

from cms.records.enums import Reach
from cms.records.models import Placement, Record
from tests import factories

pytestmark = pytest.mark.django_db

# The tree of the table: who publishes, with what reach → where it shows.
EVERYWHERE = {"district", "department", "other_department", "street", "other_street", "community", "other_community"}
EVERYWHERE |= {"far_community"}
SHOWN = {
    ("district", Reach.DISTRICT): EVERYWHERE,
    ("district", Reach.BELOW): EVERYWHERE,
    ("district", Reach.OWN): {"district"},
    ("district", Reach.NAMED): set(),
    ("department", Reach.DISTRICT): EVERYWHERE - {"other_department"},
    ("department", Reach.BELOW): EVERYWHERE - {"district", "other_department"},
    ("department", Reach.OWN): {"department"},
    ("department", Reach.NAMED): set(),
    ("street", Reach.DISTRICT): {"district", "street", "community", "other_community"},
    ("street", Reach.BELOW): {"street", "community", "other_community"},
    ("street", Reach.OWN): {"street"},
    ("street", Reach.NAMED): set(),
    ("community", Reach.DISTRICT): {"district", "community"},
    ("community", Reach.BELOW): {"community"},
    ("community", Reach.OWN): {"community"},
    ("community", Reach.NAMED): set(),
}


@pytest.fixture
def tree():
    district = factories.district()
    street, other_street = (factories.street(district, title=name) for name in ("松涛街道", "海晏街道"))
    return {
        "district": district,
        "department": factories.department(district),
        "other_department": factories.department(district, title="区教育和体育局"),
        "street": street,
        "other_street": other_street,
        "community": factories.community(street),
        "other_community": factories.community(street, title="松林社区"),
        "far_community": factories.community(other_street, title="扬帆社区"),
    }


def places_of(record, tree):
    return {name for name, place in tree.items() if Record.objects.shown_at(_fresh(place)).filter(pk=record.pk)}


def _fresh(place):
    return type(place).objects.get(pk=place.pk)


@pytest.mark.parametrize(("publisher", "reach"), SHOWN, ids=lambda value: str(value))
def test_reach_decides_where_a_record_shows(tree, publisher, reach):
    record = factories.policy(_fresh(tree[publisher]), reach=reach)
    assert places_of(record, tree) == SHOWN[publisher, reach]


@pytest.mark.parametrize("place", ["district", "other_street", "far_community"])
def test_a_place_that_is_named_shows_it_in_addition(tree, place):
    record = factories.policy(_fresh(tree["community"]), reach=Reach.NAMED)
    Placement.objects.create(record_id=record.pk, place=tree[place])
    assert places_of(record, tree) == {place}


def test_the_successor_shows_what_a_closed_organisation_published(tree):
    record = factories.policy(_fresh(tree["community"]), reach=Reach.OWN)
    _close(tree["community"], tree["other_community"])
    assert "other_community" in places_of(record, tree)
    record.refresh_from_db()
    assert record.publisher_organisation.display_name == "原澄湾新区松涛街道望潮社区居民委员会"


def test_successors_of_successors_inherit(tree):
    record = factories.policy(_fresh(tree["community"]), reach=Reach.OWN)
    _close(tree["community"], tree["other_community"])
    _close(tree["other_community"], tree["far_community"])
    assert "far_community" in places_of(record, tree)
    assert _fresh(tree["community"]).final_successor() == tree["far_community"]


def test_what_named_a_closed_place_shows_at_its_successor(tree):
    record = factories.policy(_fresh(tree["street"]), reach=Reach.NAMED)
    Placement.objects.create(record_id=record.pk, place=tree["community"])
    _close(tree["community"], tree["other_community"])
    assert "other_community" in places_of(record, tree)


def test_what_a_closed_street_addressed_downwards_reaches_its_successors_communities(tree):
    record = factories.policy(_fresh(tree["street"]), reach=Reach.BELOW)
    _close(tree["street"], tree["other_street"])
    assert {"other_street", "far_community"} <= places_of(record, tree)


def test_current_lists_to_the_second_what_is_visible(tree):
    record = factories.policy(_fresh(tree["street"]))
    appears = record.visible_from
    second = appears.resolution * 1_000_000
    assert not Record.objects.current(appears - second).exists()
    assert Record.objects.current(appears).get().pk == record.pk
    Record.objects.filter(pk=record.pk).update(visible_until=appears + second)
    assert not Record.objects.current(appears + second).exists()


def _close(organisation, successor):
    page = _fresh(organisation)
    page.status, page.closed_on, page.successor = "closed", "2026-01-01", _fresh(successor)
    page.full_clean()
    page.save()
