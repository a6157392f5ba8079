"""What every answer says to the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def directives(header: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in header.split(";") if (words := part.split())}


def test_the_public_site_allows_no_inline_script_or_style_and_no_frame(client: Client) -> None:
    factories.district()

    policy = directives(client.get("/").headers["Content-Security-Policy"])

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]


def test_the_login_is_not_framed_and_runs_no_inline_script(client: Client) -> None:
    policy = directives(client.get("/cms/login/").headers["Content-Security-Policy"])

    assert policy["frame-ancestors"] == ["'none'"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]


@pytest.mark.parametrize("address", ["/", "/nothing/", "/-/live", "/robots.txt", "/cms/login/"])
def test_every_answer_carries_the_other_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_cookies_are_kept_below_the_editor(client: Client) -> None:
    response = client.get("/cms/login/")

    assert response.cookies
    assert {morsel["path"] for morsel in response.cookies.values()} == {"/cms/"}
