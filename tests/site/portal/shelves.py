"""Every public shelf on which a record can stand, and what stands there now."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from cms.organisations.models import OrganisationPage

from .reading import read

_ATOM = {"atom": "http://www.w3.org/2005/Atom"}
_SITEMAP = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(path: str) -> list[str]:
    """Addresses of a feed's entries."""
    root = ElementTree.fromstring(read(path).content)  # noqa: S314 – our own feed
    return [link.attrib["href"].removeprefix(settings.SITE_URL) for link in root.findall("atom:entry/atom:link", _ATOM)]


def sitemap() -> list[str]:
    root = ElementTree.fromstring(read(reverse("portal:sitemap")).content)  # noqa: S314 – our own sitemap
    found = [str(location.text) for location in root.findall("sitemap:url/sitemap:loc", _SITEMAP)]
    return [address.removeprefix(settings.SITE_URL) for address in found]


def linked(path: str) -> list[str]:
    return read(path).internal_hrefs("main a")


def shelves(kind_path: str, places: dict[str, OrganisationPage], query: str = "") -> dict[str, list[str]]:
    """Addresses on each shelf by its name: lists, pages of places, feeds, sitemap, search."""
    found = {
        "home": linked(reverse("portal:home")),
        "list": linked(reverse("portal:kind", args=[kind_path])),
        "sitemap": sitemap(),
        "district feed": entries(reverse("portal:feed")),
        "kind feed": entries(reverse("portal:kind_feed", args=[kind_path])),
    }
    if query:
        found["search"] = linked(f"{reverse('portal:search')}?q={quote(query)}")
    for name, place in places.items():
        found[f"{name}: page"] = linked(place.get_absolute_url())
        found[f"{name}: list"] = linked(reverse("portal:place_kind", args=[place.slug, kind_path]))
        found[f"{name}: feed"] = entries(reverse("portal:place_feed", args=[place.slug]))
        if place.is_organ:
            found[f"{name}: disclosure"] = linked(reverse("portal:disclosure_section", args=[place.slug]))
    return found


def where(record: Any, places: dict[str, OrganisationPage], query: str = "") -> set[str]:
    """Names of the shelves on which ``record`` stands."""
    address = record.get_absolute_url()
    return {name for name, found in shelves(record.kind_path, places, query).items() if address in found}
