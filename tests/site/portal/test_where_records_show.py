"""Where the public meets a record, at once and nowhere else (design decision 3)."""

from __future__ import annotations

import pytest

from cms.records.enums import Reach
from cms.records.models import Placement
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.shelves import where

pytestmark = pytest.mark.django_db

DISTRICT_WIDE = {"home", "list", "sitemap", "district feed", "kind feed", "search"}


@pytest.fixture
def places():
    factories.identity()
    district = factories.district()
    street, other_street = (factories.street(district, title=name) for name in ("松涛街道", "海晏街道"))
    return {
        "street": street,
        "other street": other_street,
        "community": factories.community(street),
        "far community": factories.community(other_street, title="扬帆社区"),
    }


def at(*names):
    return {f"{name}: {shelf}" for name in names for shelf in ("page", "list", "feed")}


def test_a_streets_new_policy_is_at_once_wherever_it_concerns_people(places):
    record = factories.policy(places["street"], title="松涛街道停车办法")
    expected = DISTRICT_WIDE | at("street", "community") | {"street: disclosure"}
    assert where(record, places, "停车") == expected


def test_an_interpretation_stands_beside_its_policy(places):
    record = factories.interpretation(factories.policy(places["street"], title="停车办法"), title="停车怎么收费")
    assert where(record, places, "怎么收费") == DISTRICT_WIDE | at("street", "community")


def test_a_communitys_own_document_is_only_on_its_page(places):
    record = factories.policy(places["community"], title="望潮社区居民公约", reach=Reach.OWN)
    assert where(record, places, "公约") == at("community") | {"sitemap"}


def test_a_document_for_one_community_is_shown_there_and_not_at_its_publisher(places):
    record = factories.policy(places["street"], title="致望潮社区居民", reach=Reach.NAMED)
    Placement.objects.create(record_id=record.pk, place=places["community"])
    assert where(record, places, "望潮") == at("community") | {"sitemap"}


def test_a_document_for_the_communities_below_is_not_on_the_district_page(places):
    record = factories.policy(places["street"], title="松涛街道各社区值班安排", reach=Reach.BELOW)
    assert where(record, places, "值班") == at("street", "community") | {"sitemap", "street: disclosure"}


def test_a_withdrawn_record_is_nowhere(places):
    record = factories.policy(places["street"], title="松涛街道停车办法")
    worlds.withdraw(record, "内容有误。")
    assert where(record, places, "停车") == set()


def test_a_draft_is_nowhere(places):
    record = factories.policy_draft(places["street"], title="松涛街道停车办法")
    assert where(record, places, "停车") == set()
