"""Feeds, sitemap, robots, health."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError

from cms.jobs import heartbeats
from tests import factories
from tests.cms.jobs.handling import MINUTE, NOW, ask, notebook
from tests.site.portal import worlds
from tests.site.portal.reading import read
from tests.site.portal.shelves import entries, sitemap

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district(), slug="songtao")


def test_a_feed_names_itself_its_page_and_its_entries_by_permanent_addresses(street):
    record = factories.policy(street, title="松涛街道停车办法", document_number="澄松发〔2026〕7号")
    page = read("/places/songtao/feed.xml", headers={"host": "127.0.0.1"})
    assert page.response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(page.content)  # noqa: S314 – our own feed
    links = {link.attrib["rel"]: link.attrib["href"] for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"{settings.SITE_URL}/places/songtao/",
        "self": f"{settings.SITE_URL}/places/songtao/feed.xml",
    }
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == settings.SITE_URL + record.get_absolute_url()
    assert entry.find(f"{ATOM}title").text == "松涛街道停车办法"
    assert entry.find(f"{ATOM}summary").text == "澄湾新区松涛街道办事处　澄松发〔2026〕7号　有效"
    assert entry.find(f"{ATOM}published").text.endswith("+08:00")
    assert root.find(f"{ATOM}updated") is not None


def test_an_empty_feed_is_a_feed(street):
    for path in ("/feed.xml", "/places/songtao/feed.xml", "/policies/feed.xml"):
        assert read(path).status == 200
        assert entries(path) == []


def test_the_kind_feed_holds_its_kind(street):
    policy = factories.policy(street)
    interpretation = factories.interpretation(policy)
    assert entries("/interpretations/feed.xml") == [interpretation.get_absolute_url()]
    assert entries("/policies/feed.xml") == [policy.get_absolute_url()]


def test_the_sitemap_names_every_page_that_may_be_found(street):
    record = factories.policy(street)
    found = sitemap()
    assert {"/", "/places/", "/policies/", "/disclosure/", street.get_absolute_url(), record.get_absolute_url()} <= set(
        found
    )
    assert "/interpretations/" not in found
    assert all(read(path).status == 200 for path in found)
    assert len(found) == len(set(found))


def test_robots_are_told_where_the_sitemap_is_and_kept_from_doubles(street):
    text = read("/robots.txt").text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    for path in ("/cms/", "/senior/", "/contrast/", "/senior-contrast/", "/search/"):
        assert f"Disallow: {path}\n" in text


def test_health_is_told_to_machines(street, monkeypatch):
    assert read("/-/live").response.json() == {"status": "ok"}
    assert read("/-/ready").response.json()["database"] == "ok"

    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("portal.views.machine.connection.cursor", broken)
    page = read("/-/ready")
    assert (page.status, page.response.json()["status"]) == (503, "unavailable")
    assert "no-store" in page.response["Cache-Control"]


def test_monitors_are_told_how_far_the_jobs_are_behind(street, monkeypatch, django_assert_max_num_queries):
    with time_machine.travel(NOW, tick=False):
        never = read("/-/ready").response.json()
        assert never["worker"] == {"heartbeat": None, "fresh": False}
        assert never["outbox"] == {"due": 0, "oldest_seconds": 0}
        notebook(monkeypatch)
        ask(1, due_at=NOW - MINUTE)
        ask(2, due_at=NOW + MINUTE)
        heartbeats.beat(NOW - 4 * MINUTE)
        with django_assert_max_num_queries(3):
            late = read("/-/ready")
        assert (late.status, late.response.json()["status"]) == (200, "ok")
        assert late.response.json()["worker"] == {"heartbeat": "2026-03-02T00:56:00+00:00", "fresh": False}
        assert late.response.json()["outbox"] == {"due": 1, "oldest_seconds": 60}
        heartbeats.beat(NOW - 3 * MINUTE)
        assert read("/-/ready").response.json()["worker"]["fresh"] is True


def test_an_error_page_works_without_a_database(street, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("portal.views.errors.render", broken)
    page = read("/no-such-page/")
    assert page.status == 404
    assert page.texts("h1") == ["没有这个页面"]


def test_a_preview_is_the_page_from_the_draft(street):
    draft = factories.policy_draft(street, title="草稿标题")
    response = draft.make_preview_request()
    assert response.status_code == 200
    assert "草稿标题" in response.content.decode()
    worlds.furnish(street)
    assert street.make_preview_request().status_code == 200
