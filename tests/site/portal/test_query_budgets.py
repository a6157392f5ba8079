"""What a page costs does not grow with the district."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.organisations.models import OrganisationPage
from cms.records.creation import bulk_creation
from cms.records.enums import StatutoryCategory, Theme
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

BUDGET = 25
FEW, MANY = 10, 1_000


def _queries(path: str) -> int:
    read(path)  # what is looked up once a process
    with CaptureQueriesContext(connection) as captured:
        assert read(path).status == 200, path
    return len(captured)


def _publish(publishers, numbers):
    """Documents spread over publishers, themes, categories, years and dates of validity."""
    themes, categories = Theme.values, StatutoryCategory.values
    with bulk_creation() as bulk, bulk.batch():
        for number in numbers:
            year = 2019 + number % 7
            factories.policy(
                publishers[number % len(publishers)],
                theme=themes[number % len(themes)],
                statutory_category=categories[number % len(categories)],
                issued_on=dt.date(year, 3, 1),
                valid_until=dt.date(year + number % 9, 3, 1),
                published_at=dt.datetime(year, 3, 2, 10, 0, number % 60, tzinfo=dt.UTC),
            )


def test_the_number_of_queries_is_small_and_does_not_grow_with_the_records():
    world = worlds.build()
    paths = {
        **{
            name: path
            for name, path in world.addresses().items()
            if name not in ("withdrawn", "ended notice", "not found")
        },
        "filtered": reverse("portal:kind", args=["policies"]) + "?validity=expired&sort=issued",
        "search by number": f"{reverse('portal:search')}?q={worlds.NUMBER}",
        "second page": reverse("portal:kind", args=["policies"]) + "?page=2",
        "feed": reverse("portal:feed"),
        "place feed": reverse("portal:place_feed", args=[world.street.slug]),
        "kind feed": reverse("portal:kind_feed", args=["policies"]),
        "sitemap": reverse("portal:sitemap"),
        "json": world.policy.get_absolute_url("json"),
        "md": world.policy.get_absolute_url("md"),
    }
    publishers = [
        OrganisationPage.objects.get(pk=place.pk) for place in (world.street, world.district, world.department)
    ]
    # Enough of everything that each part of each page exists at both sizes, the second page of a list too.
    _publish(publishers, range(3 * len(Theme.values) + FEW))
    few = {name: _queries(path) for name, path in paths.items()}
    _publish(publishers, range(MANY))
    many = {name: _queries(path) for name, path in paths.items()}
    assert {name: count for name, count in many.items() if count > BUDGET} == {}
    assert many == few
