"""Organisations move, are renamed and closed; addresses stay."""

from __future__ import annotations

import datetime as dt

import pytest

from cms.organisations.models import OrganisationPage
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read
from tests.site.portal.shelves import entries, sitemap

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    factories.identity()
    district = worlds.furnish(factories.district())
    street, other = (worlds.furnish(factories.street(district, title=name)) for name in ("松涛街道", "海晏街道"))
    community = worlds.furnish(factories.community(street))
    return {"district": district, "street": street, "other": other, "community": community}


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_a_moved_community_keeps_its_addresses_and_changes_its_street(tree):
    record = factories.policy(tree["community"])
    own, address = record.get_absolute_url(), tree["community"].get_absolute_url()
    fresh(tree["community"]).move(fresh(tree["other"]), pos="last-child")
    assert read(own).status == 200
    page = read(address)
    assert tree["other"].get_absolute_url() in page.internal_hrefs(".crumbs a")
    assert tree["street"].get_absolute_url() not in page.internal_hrefs(".crumbs a")
    assert address in read(tree["other"].get_absolute_url()).internal_hrefs("main a")
    assert address not in read(tree["street"].get_absolute_url()).internal_hrefs("main a")


def test_a_renamed_street_keeps_its_addresses_and_shows_its_new_name(tree):
    record = factories.policy(tree["street"])
    own, address = record.get_absolute_url(), tree["street"].get_absolute_url()
    street = fresh(tree["street"])
    street.title, street.legal_name = "新松街道", "澄湾新区新松街道办事处"
    street.save()
    assert read(address).texts("h1") == ["新松街道"]
    assert read(own).meta("ContentSource") == "澄湾新区新松街道办事处"


def test_a_closed_street_says_who_answers_for_it_now(tree):
    record = factories.policy(tree["street"], title="松涛街道停车办法")
    worlds.close(tree["street"], tree["other"], dt.date(2026, 1, 1))
    page = read(tree["street"].get_absolute_url())
    assert page.status == 200
    assert "2026年1月1日起，由海晏街道承接" in page.words(".standing.warn")
    assert tree["other"].get_absolute_url() in page.internal_hrefs(".standing a")
    assert page.hollow() == []
    assert "怎么找到我们" not in page.text
    assert "0000-12345611" not in page.words("main")
    assert record.title in page.titles


def test_a_closed_streets_records_are_read_under_its_former_name(tree):
    record = factories.policy(tree["street"], title="松涛街道停车办法")
    worlds.close(tree["street"], tree["other"], dt.date(2026, 1, 1))
    page = read(record.get_absolute_url())
    assert page.meta("ContentSource") == "原澄湾新区松涛街道办事处"
    assert "原澄湾新区松涛街道办事处" in page.words("article")
    assert record.title in read(tree["other"].get_absolute_url()).titles
    assert record.get_absolute_url() in entries(f"/places/{tree['other'].slug}/feed.xml")


def test_a_closed_street_leaves_every_list_of_places(tree):
    address = tree["street"].get_absolute_url()
    worlds.close(tree["street"], tree["other"], dt.date(2026, 1, 1))
    for path in ("/", "/places/", "/site-map/", "/disclosure/"):
        assert address not in read(path).internal_hrefs("main a"), path
    assert address not in sitemap()
    assert read(f"/disclosure/{tree['street'].slug}/").status == 404


def test_the_publisher_filter_tells_former_publishers_apart(tree):
    factories.policy(tree["street"])
    factories.policy(tree["other"])
    worlds.close(tree["street"], tree["other"], dt.date(2026, 1, 1))
    assert {"原松涛街道", "海晏街道"} <= set(read("/policies/").texts(".facets a"))


def test_an_organisation_without_a_profile_shows_no_empty_heading(tree):
    bare = factories.street(fresh(tree["district"]), title="鹭洲街道")
    for path in (bare.get_absolute_url(), f"/disclosure/{bare.slug}/", f"/places/{bare.slug}/policies/"):
        assert read(path).hollow() == [], path


def test_a_site_without_any_organisation_still_answers():
    factories.identity()
    assert not OrganisationPage.objects.exists()
    for path in (
        "/",
        "/places/",
        "/policies/",
        "/disclosure/",
        "/site-map/",
        "/search/?q=停车",
        "/feed.xml",
        "/sitemap.xml",
    ):
        page = read(path)
        assert page.status == 200
        if path.endswith("/"):
            assert page.hollow() == [], path


def test_a_site_that_nobody_has_named_yet_still_answers():
    assert read("/").status == 200
    assert read("/no-such-page/").status == 404


def test_an_organisation_that_is_still_a_draft_does_not_exist(tree):
    draft = factories.street(fresh(tree["district"]), title="鹭洲街道", live=False)
    for path in (
        draft.get_absolute_url(),
        f"{draft.get_absolute_url()}policies/",
        f"{draft.get_absolute_url()}feed.xml",
    ):
        assert read(path).status == 404, path
    assert read(f"/disclosure/{draft.slug}/").status == 404
    assert draft.get_absolute_url() not in read("/places/").internal_hrefs("main a")
