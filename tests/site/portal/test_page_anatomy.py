"""What every public page has, whatever it shows (domain.md sections 4.2, 4.3, 17)."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from django.conf import settings
from django.db import transaction

from tests.site.portal import worlds
from tests.site.portal.reading import MODES, read

pytestmark = pytest.mark.django_db

FOOTER = ("主办：", "网站标识码：", "ICP备", "公网安备", "党政机关网站标识", "我为政府网站找错", "网站地图")
STRICT = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
HANDLER = re.compile(r"^on[a-z]+$")
TYPES = (*worlds.COLUMNS, *worlds.RECORDS, "search without hits", "withdrawn", "ended notice", "leaving", "not found")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: the tests of this module only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(params=TYPES)
def page_type(request):
    return request.param


@pytest.fixture(params=MODES, ids=lambda prefix: prefix.strip("/") or "standard")
def mode(request):
    return request.param


@pytest.fixture(scope="module")
def read_once(world):
    """A page by its path, asked for once: nothing changes between the tests of this module."""
    return lru_cache(maxsize=None)(read)


@pytest.fixture
def page(world, read_once, page_type, mode):
    return read_once(mode + world.addresses()[page_type])


def test_the_world_of_this_module_has_every_type_of_page(world):
    assert set(world.addresses()) == set(TYPES)


def test_a_public_page_is_whole(page, page_type, world):
    assert page.status == worlds.STATUS.get(page_type, 200)
    assert page.soup.html["lang"] == "zh-CN"
    assert len(page.soup.select("h1")) == 1
    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"):
        assert page.meta(name), name
    footer = page.soup.select_one("footer").get_text()
    assert [word for word in FOOTER if word not in footer] == []
    assert page.placeholders() == []
    assert page.hollow() == []
    assert page.dangling_fragments() == []
    assert page.soup.title.get_text(strip=True)
    assert page.canonical == settings.SITE_URL + world.addresses()[page_type].partition("?")[0]


def test_a_public_page_carries_no_cookie_and_nothing_inline(page):
    assert "Set-Cookie" not in page.response.headers
    assert not page.response.cookies
    assert "cookie" not in page.response.headers.get("Vary", "").lower()
    policy = page.response.headers["Content-Security-Policy"]
    assert [rule for rule in STRICT if rule not in policy] == []
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert [script for script in page.soup.select("script") if not script.get("src") or script.get_text()] == []
    assert page.soup.select("style") == []
    handlers = [name for tag in page.soup.find_all(True) for name in tag.attrs if HANDLER.match(name)]
    assert handlers == []
    assert page.soup.select("[style]") == []


def test_ids_are_unique_on_a_page(page):
    ids = [tag["id"] for tag in page.soup.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("page_type", worlds.COLUMNS)
def test_a_column_says_what_it_is_for(page):
    for name in ("ColumnName", "ColumnType", "ColumnDescription", "ColumnKeywords"):
        assert page.meta(name), name


@pytest.mark.parametrize("page_type", worlds.RECORDS)
def test_a_record_says_title_source_and_minute_of_publication(page):
    assert page.meta("ArticleTitle")
    assert page.meta("ContentSource") == "澄湾新区松涛街道办事处"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", page.meta("PubDate"))


def test_internal_links_stay_in_the_reading_mode(page, mode):
    switches = page.internal_hrefs("#senior-switch, #contrast-switch")
    assert len(switches) == 2
    links = page.internal_hrefs("main a, header nav a, footer a, .brand")
    assert [href for href in links if not href.startswith(f"{mode}/") and href not in switches] == []
