"""The prompt before a foreign site, and who may use it."""

from __future__ import annotations

import pytest
from django.conf import settings

from portal import leaving
from tests import factories
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

FOREIGN = "https://www.example.com/a?b=c&d=e"


def test_a_foreign_host_is_reached_through_the_prompt():
    factories.identity(report_error_url=FOREIGN)
    [link] = [a["href"] for a in read("/").soup.select("footer a") if a.get_text() == "我为政府网站找错"]
    page = read(link)
    assert page.status == 200
    assert "即将离开“澄湾新区政务公开会客厅”，是否继续？" in page.text
    [onward] = page.soup.select("a[rel~=nofollow].button")
    assert onward["href"] == FOREIGN
    assert "noreferrer" in onward["rel"]
    assert page.meta("robots") == "noindex"


@pytest.mark.parametrize("host", ["www.gov.cn", "gov.cn", "zfwzgl.www.gov.cn", "beian.miit.gov.cn", "某区.政务"])
def test_a_government_host_is_reached_straight(host):
    assert leaving.link_to(f"https://{host}/x") == f"https://{host}/x"


@pytest.mark.parametrize(
    "url",
    [
        "https://gov.cn.evil.example/",
        "https://evilgov.cn/",
        "https://evil.example/?gov.cn",
        "http://192.0.2.1/",
        "HTTPS://GOV.CN@evil.example/",
    ],
)
def test_a_host_that_only_looks_like_a_government_is_foreign(url):
    assert leaving.is_foreign(url)


def test_our_own_host_is_not_foreign():
    assert leaving.link_to(f"{settings.SITE_URL}/places/") == f"{settings.SITE_URL}/places/"


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: token.upper(), lambda _: "x"]
)
def test_a_tampered_prompt_does_not_exist(change):
    factories.identity()
    token = leaving.link_to(FOREIGN).split("/")[2]
    assert read(f"/leaving/{change(token)}/").status == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.com/", "//example.com/"])
def test_only_web_addresses_are_offered_even_when_signed(url):
    from django.core import signing

    factories.identity()
    assert read(f"/leaving/{signing.dumps(url, salt=leaving._SALT)}/").status == 404
