"""The prompt before a foreign host (domain.md section 4.3). Signed, so that nobody can borrow the page for phishing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "portal.leaving"
_GOVERNMENT = (".gov.cn", ".政务", ".公益")


def is_foreign(url: str) -> bool:
    """A host that is neither ours nor a government's."""
    host = urlsplit(url).hostname or ""
    own = urlsplit(settings.SITE_URL).hostname
    return bool(host) and host != own and host != "gov.cn" and not host.endswith(_GOVERNMENT)


def link_to(url: str) -> str:
    """Where a link to ``url`` points: straight there, or through the prompt."""
    if not is_foreign(url):
        return url
    return reverse("portal:leaving", args=[signing.dumps(url, salt=_SALT)])


def destination_of(token: str) -> str:
    """The address behind a prompt; BadSignature for anything this site did not write."""
    url: str = signing.loads(token, salt=_SALT)
    if urlsplit(url).scheme not in ("http", "https"):
        raise signing.BadSignature
    return url
