"""The prompt before a foreign host (domain.md section 4.3). Signed, so that nobody can borrow the page for phishing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "portal.leaving"
_GOVERNMENT = (".gov.cn", ".政务", ".公益")


def is_foreign(url: str) -> bool:
    """A host that is neither ours nor a government's.

    Browsers read a backslash as a slash and ignore what stands before an @: such an address is never trusted.
    """
    if "\\" in url or "@" in urlsplit(url).netloc:
        return True
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
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or "\\" in url or "@" in parts.netloc:
        raise signing.BadSignature
    return url
