"""A column is a view over records: where there is none, nothing leads to it (domain.md section 17)."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from cms.records.creation import bulk_creation
from cms.records.enums import Reach
from tests import factories
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

KINDS = ("policy", "interpretation")
STREETS, COMMUNITIES = 4, 4
EMPTY = ("没有可以看的", "没有符合这些条件")


def _publish(place, kind, reach):
    policy = factories.policy(place, reach=reach if kind == "policy" else Reach.NAMED)
    if kind == "interpretation":
        factories.interpretation(policy, reach=reach)


@pytest.fixture
def matrix():
    """Streets and communities that publish every combination of kinds and reaches, and some that publish nothing."""
    factories.identity()
    district = factories.district()
    streets = [factories.street(district, title=f"第{index}街道") for index in range(STREETS)]
    communities = [
        factories.community(street, title=f"{street.title}第{index}社区")
        for street in streets
        for index in range(COMMUNITIES)
    ]
    choices = [()] + [((kind, reach),) for kind in KINDS for reach in (Reach.OWN, Reach.NAMED, Reach.BELOW)]
    choices += [(("policy", Reach.OWN), ("interpretation", Reach.OWN))]
    with bulk_creation() as bulk, bulk.batch():
        for place, published in zip([*streets, *communities], itertools.cycle(choices), strict=False):
            for kind, reach in published:
                _publish(place, kind, reach)
    return [district, *streets, *communities]


def test_no_link_of_any_place_leads_to_an_empty_list(matrix):
    leads, faults = {}, []
    for place in matrix:
        paths = [place.get_absolute_url()] + ([f"/disclosure/{place.slug}/"] if place.is_organ else [])
        for path in paths:
            page = read(path)
            faults += [f"{path}: {fault}" for fault in page.hollow()]
            leads.update(dict.fromkeys(page.internal_hrefs("main a, header nav a, footer a"), path))
    for href, origin in leads.items():
        page = read(href)
        if page.status != 200 or any(words in page.text for words in EMPTY):
            faults.append(f"{origin} → {href}: {page.status}, nothing there")
    assert faults == []
    assert len(leads) > STREETS * COMMUNITIES


def test_a_column_without_records_is_not_in_the_navigation(matrix):
    assert read("/").texts(".nav a") == ["街道社区", "信息公开"]
    factories.policy(type(matrix[1]).objects.get(pk=matrix[1].pk))
    assert read("/").texts(".nav a") == ["政策文件", "街道社区", "信息公开"]


def test_every_filter_that_is_offered_leads_to_something(matrix):
    for place in matrix[:3]:
        for number in range(3):
            fields = {"valid_until": dt.date(2026, 3, 2) if number else None, "theme": f"{number + 1:02}"}
            factories.policy(type(place).objects.get(pk=place.pk), **fields)
    for path in ("/policies/", f"/places/{matrix[1].slug}/policies/"):
        options = read(path).internal_hrefs(".facets a")
        assert len(options) > 5
        for href in options:
            assert read(href).titles, href


def test_an_address_without_records_says_so(matrix):
    page = read(f"/places/{matrix[1].slug}/interpretations/")
    assert page.status == 200
    assert "现在没有可以看的" in page.text
