"""Addresses for machines: sitemap, robots, health."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from cms.jobs.overview import health
from cms.organisations.models import OrganisationPage
from cms.records.enums import KIND_PATHS
from cms.records.models import Record

from .. import modes
from ..methods import read_only
from ..shell import now_of, present_kinds, public_since
from ..transient import lasting

# The protocol allows 50,000 addresses a file.
SITEMAP_LIMIT = 50_000


class _Site:
    """Permanent addresses begin with SITE_URL, whatever host was asked."""

    domain = name = settings.SITE_URL.partition("://")[2]


class _HereSitemap(Sitemap):
    limit = SITEMAP_LIMIT
    protocol = settings.SITE_URL.partition("://")[0]

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        return super().get_urls(page=page, site=_Site(), protocol=self.protocol)  # type: ignore[arg-type]


class PageSitemap(_HereSitemap):
    def items(self) -> list[str]:
        names = ("home", "places", "disclosure", "site_map", "help", "accessibility", "privacy")
        kinds = present_kinds(Record.objects.current(self.now).district_wide())
        organisations = OrganisationPage.objects.public().in_tree_order()
        return [
            *(reverse(f"portal:{name}") for name in names),
            *(reverse("portal:kind", args=[KIND_PATHS[kind]]) for kind in kinds),
            *(place.get_absolute_url() for place in organisations if not place.is_district),
            *(reverse("portal:disclosure_section", args=[place.slug]) for place in organisations if place.is_organ),
        ]

    def location(self, item: str) -> str:
        return modes.plain(item)


class RecordSitemap(_HereSitemap):
    def items(self) -> Any:
        columns = ("id", "kind", "published_at", "last_published_at", "visible_from")
        return lasting(Record.objects.current(self.now)).only(*columns)

    def location(self, item: Record) -> str:
        return modes.plain(item.get_absolute_url())

    def lastmod(self, item: Record) -> dt.datetime:
        return max(moment for moment in (item.last_published_at, public_since(item)) if moment)


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every place and every record that is public now and that search engines may keep."""
    now = now_of(request)
    sitemaps: dict[str, Sitemap | type[Sitemap]] = {"pages": PageSitemap(now), "records": RecordSitemap(now)}
    response: HttpResponse = sitemap_views.sitemap(request, sitemaps, content_type="application/xml")
    return response.render() if hasattr(response, "render") else response


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /search/",
        "Disallow: /leaving/",
        *(f"Disallow: /{mode.prefix}/" for mode in modes.MODES),
        f"Sitemap: {settings.SITE_URL}{reverse('portal:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
@read_only
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@read_only
def ready(request: HttpRequest) -> HttpResponse:
    """The site can serve: the database answers. 503 if not; a worker that is late makes nothing wrong."""
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        jobs = health(now)
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "down"}, status=503)
    worker = {"heartbeat": jobs.beat_at and jobs.beat_at.isoformat(), "fresh": jobs.is_fresh}
    late = int((now - jobs.oldest).total_seconds()) if jobs.oldest else 0
    outbox = {"due": jobs.due, "oldest_seconds": late}
    return JsonResponse({"status": "ok", "database": "ok", "worker": worker, "outbox": outbox})
