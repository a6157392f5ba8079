"""Whatever a browser, a robot or a prankster sends: an ordinary page or a plain refusal, never an error of ours."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests import factories
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

REFUSALS = {400, 404, 405}
FILTERS = ("year", "theme", "validity", "audience", "publisher", "sort", "page")
ODD = {
    "negative": "-1",
    "zero": "0",
    "huge number": "99999",
    "18 digits": "9" * 18,
    "5000 digits": "9" * 5_000,
    "letters": "abc",
    "arabic digits": "٢٠٢٦",
    "fraction": "1.5",
    "nul": "%00",
    "control": "%0B%1B%7F",
    "lone surrogate": "%ED%A0%80",
    "broken utf-8": "%FF%FE",
    "emoji": quote("🏠"),
    "quotes": quote("\"'`"),
    "wildcards": quote("%_\\"),
    "sql": quote("' OR 1=1 --"),
    "markup": quote("<script>alert(1)</script>"),
    "10 kB": "%E5%81%9C" * 3_400,
    "newlines": "%0D%0ASet-Cookie:%20a=b",
    "nothing": "",
}


@pytest.fixture
def street():
    factories.identity()
    street = factories.street(factories.district(), slug="songtao")
    factories.policy(street, title="松涛街道停车办法")
    return street


def answer(path: str, method: str = "GET") -> int:
    return int(Client(raise_request_exception=True).generic(method, path).status_code)


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_odd_filters_are_left_out(street, odd):
    for path in (reverse("portal:kind", args=["policies"]), reverse("portal:place_kind", args=["songtao", "policies"])):
        for name in FILTERS:
            assert answer(f"{path}?{name}={odd}") in {200, 404}, name
        assert answer(path + "?" + "&".join(f"{name}={odd}" for name in FILTERS)) in {200, 404}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_odd_questions_are_questions(street, odd):
    page = read(f"{reverse('portal:search')}?q={odd}&page={odd}")
    assert page.status in {200, 404}
    assert "<script>alert" not in page.text
    assert "Set-Cookie" not in page.response.headers


def test_a_wildcard_is_no_wildcard(street):
    for wildcard in ("%", "_", "\\"):
        assert read(f"{reverse('portal:search')}?q={quote(wildcard)}").titles == []


@pytest.mark.parametrize(
    "path",
    [
        "/policies/2026/13/45/1.html",
        f"/policies/2026/01/01/{'9' * 18}.html",
        f"/policies/2026/01/01/{'9' * 19}.html",
        f"/policies/2026/01/01/{'9' * 18}/2026-01-01-1.html",
        "/policies/0000/00/00/0.json",
        "/policies/２０２６/０１/０１/１.html",
        "/nokind/2026/01/01/1.html",
        "/policies/2026/01/01/1.exe",
        "/policies/2026/01/01/1/2026-99-99-9999.html",
        "/places/%00/",
        "/places/%ED%A0%80/",
        "/places/..%2F..%2Fetc%2Fpasswd/",
        "/places/../policies/",
        "/places/a%2Fb/policies/",
        f"/places/{'a' * 5_000}/",
        "/places/songtao/nokind/",
        "/places/nobody/feed.xml",
        "/disclosure/%E6%BE%84/",
        "/leaving/%00/",
        "/leaving/a:b:c/",
        f"/leaving/{'a' * 5_000}/",
        f"/files/{'9' * 18}/a.docx",
        f"/files/{'9' * 5_000}/a.docx",
        "/files/1/..%2F..%2Fdb.sqlite3",
        "/files/1/%00.docx",
        "/media/images/",
        "/media/images/%00.png",
        "/media/images/..%2F..%2Fhuiketing.sqlite3",
        "/media/original_images/a.png",
        f"/media/images/{'a' * 5_000}.png",
        "/media/",
        "/sitemap.xml?p=0",
        "/sitemap.xml?p=abc",
        "/sitemap.xml?p=99999",
        "/sitemap.xml?section=x&p=%00",
        "/senior/senior/",
        "/senior/cms/",
        "/contrast/static/x.css",
        "/%E2%80%8B/",
        "//evil.example/",
        "/..;/",
    ],
)
def test_odd_addresses_are_refused(street, path):
    page = read(path)
    assert page.status in REFUSALS | {200, 301}
    if page.status == 301:
        assert page.response["Location"].startswith("/")
        assert not page.response["Location"].startswith("//")


def test_paths_out_of_the_media_directory_are_refused(street):
    for path in ("/media/images/..%2F..%2Fhuiketing.sqlite3", "/media/original_images/a.png", "/media/images/"):
        assert answer(path) in REFUSALS


METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")


@pytest.mark.parametrize("method", METHODS)
def test_the_public_site_only_reads(street, method):
    client = Client(enforce_csrf_checks=True)
    record = street.published_records.get().specific
    paths = [reverse("portal:home"), reverse("portal:search"), record.get_absolute_url(), street.get_absolute_url()]
    paths += [reverse("portal:feed"), reverse("portal:sitemap"), "/robots.txt", "/-/live"]
    for path in paths:
        assert client.generic(method, path).status_code == 405, path


def test_a_head_request_is_a_page_without_its_body(street):
    response = Client().head(reverse("portal:home"))
    assert response.status_code == 200
    assert response.content == b""


def test_a_post_to_an_address_that_does_not_exist_is_refused(street):
    assert Client(enforce_csrf_checks=True).post("/no-such-page/").status_code in REFUSALS


_TEXTS = st.text(st.characters(codec=None, exclude_categories=[]), max_size=40)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from((*FILTERS, "q", "")), _TEXTS, max_size=4), where=st.sampled_from("lps"))
def test_any_query_string_gives_an_ordinary_page(street, query, where):
    path = {
        "l": reverse("portal:kind", args=["policies"]),
        "p": street.get_absolute_url(),
        "s": reverse("portal:search"),
    }
    encoded = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in query.items())
    assert answer(f"{path[where]}?{encoded}") in {200, 404}


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS)
def test_any_path_gives_an_ordinary_answer(street, text):
    assert answer("/" + quote(text, safe="/", errors="surrogatepass")) in REFUSALS | {200, 301}
