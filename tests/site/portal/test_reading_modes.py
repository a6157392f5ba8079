"""长者版 and 高对比 are addresses: no cookie, no script, the same page."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read
from tests.site.portal.shelves import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district(), slug="songtao")


@pytest.mark.parametrize(
    ("prefix", "mode", "contrast"),
    [
        ("", None, None),
        ("/senior", "senior", None),
        ("/contrast", None, "high"),
        ("/senior-contrast", "senior", "high"),
    ],
)
def test_the_prefix_decides_how_a_page_is_drawn(street, prefix, mode, contrast):
    root = read(f"{prefix}/places/songtao/").soup.html
    assert (root.get("data-mode"), root.get("data-contrast")) == (mode, contrast)


def test_the_switch_leads_there_and_back_and_keeps_the_question(street):
    there = read("/search/?q=停车").hrefs("#senior-switch")[0]
    assert there.startswith("/senior/search/?q=")
    senior = read(there)
    assert senior.texts("#senior-switch") == ["标准版"]
    assert senior.hrefs("#senior-switch")[0].startswith("/search/?q=")
    assert read("/senior/").hrefs("#contrast-switch") == ["/senior-contrast/"]
    assert read("/senior-contrast/").hrefs("#senior-switch") == ["/contrast/"]


def test_the_canonical_address_is_the_plain_one(street):
    record = factories.policy(street)
    page = read(f"/senior{record.get_absolute_url()}")
    assert page.canonical == settings.SITE_URL + record.get_absolute_url()
    assert page.meta("Url") == settings.SITE_URL + record.get_absolute_url()
    assert page.words(".permanent") == f"永久网址：{settings.SITE_URL}{record.get_absolute_url()}"


def test_what_machines_read_knows_no_mode(street):
    record = factories.policy(street)
    assert entries("/senior/feed.xml") == [record.get_absolute_url()]
    assert "/senior/" not in read("/senior/sitemap.xml").text
    assert "/senior/" not in read(f"/senior{record.get_absolute_url('json')}").text
    assert "/senior/" not in read(f"/senior{record.get_absolute_url('md')}").text


def test_files_open_in_every_mode(street):
    record = factories.policy(street)
    worlds.attach(record, factories.attachment(street.staff_groups.collection))
    [link] = read(f"/senior{record.get_absolute_url()}").hrefs(".files a[href*='/files/']")
    assert read(link).status == 200


@pytest.mark.parametrize(
    "path", ["/senior/cms/", "/contrast/cms/", "/senior/static/portal/css/site.css", "/senior/-/live"]
)
def test_what_is_no_public_page_has_no_mode(street, path):
    assert read(path).status == 404


def test_redirects_stay_in_the_mode(street):
    record = factories.policy(street)
    wrong = f"/senior/policies/2001/01/01/{record.pk}.html"
    assert read(wrong).response["Location"] == f"/senior{record.get_absolute_url()}"
    assert read("/senior/places/songtao").response["Location"] == "/senior/places/songtao/"
    assert read("/senior/places/chengwan/").response["Location"] == "/senior/"


def test_one_request_in_a_mode_leaves_no_trace_in_the_next(street):
    read("/senior/")
    assert reverse("portal:home") == "/"
    assert [href for href in read("/").internal_hrefs("main a") if href.startswith("/senior")] == []
