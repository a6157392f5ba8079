"""Atom feeds: the district, one kind, one place. Newest fifty, no query a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from cms.notices.models import NoticePage
from cms.notices.periods import span_text
from cms.organisations.models import OrganisationPage
from cms.records.enums import KIND_PATHS, RecordKind
from cms.records.models import Record
from cms.records.querysets import RecordQuerySet

from .methods import read_only
from .shell import KIND_COLUMNS, identity_of, now_of, permanent_url, public_since
from .views.places import find_place

FEED_LENGTH = 50
# XML knows no control characters; a pasted title may hold one.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class RecordFeed(Feed):
    """Base: subclasses say which records, their title and their page."""

    feed_type = Atom1Feed
    language = settings.LANGUAGE_CODE

    def __init__(self, request: HttpRequest) -> None:
        self.now = now_of(request)
        self.site_name = identity_of(request).site_name
        self.address = permanent_url(request.path)
        self._ends: dict[int, dt.datetime | None] = {}

    @classmethod
    def as_view(cls) -> Callable[..., HttpResponse]:
        """A feed of its own for each request."""

        @read_only
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return cls(request)(request, *args, **kwargs)

        return view

    def feed_url(self, obj: Any) -> str:
        return self.address

    def records(self, obj: Any) -> RecordQuerySet:
        raise NotImplementedError  # each feed says which

    def items(self, obj: Any) -> list[Record]:
        found = self._newest(self.records(obj))
        notices = [item.pk for item in found if item.kind == RecordKind.NOTICE]
        self._ends = dict(NoticePage.objects.current(self.now).filter(pk__in=notices).values_list("pk", "ends_at"))
        return found

    def _newest(self, records: RecordQuerySet) -> list[Record]:
        """By the moment the public could first see them: what was released ahead is new on the day it begins."""
        ahead = records.filter(visible_from__gt=F("published_at")).order_by("-visible_from", "-id")
        found = {item.pk: item for each in (records, ahead) for item in each.rows(self.now, FEED_LENGTH)}
        return sorted(found.values(), key=lambda item: (item.visible_from, item.pk), reverse=True)[:FEED_LENGTH]

    def item_title(self, item: Record) -> str:
        return _UNWRITABLE.sub("", item.title)

    def item_link(self, item: Record) -> str:
        return permanent_url(item.get_absolute_url())

    def item_guid(self, item: Record) -> str:
        return permanent_url(item.get_absolute_url())

    def item_description(self, item: Record) -> str:
        if item.kind == RecordKind.NOTICE:
            return f"{self._period_of(item)}　{item.publisher_organisation.display_name}"
        standing = item.standing(timezone.localdate(self.now))
        facts = (item.publisher_organisation.display_name, item.document_number, str(standing.validity.label))
        return "　".join(fact for fact in facts if fact)

    def item_author_name(self, item: Record) -> str:
        return item.publisher_organisation.display_name

    def _period_of(self, item: Record) -> str:
        """公示期 and its two ends; of an entry nothing else of the text."""
        return f"公示期：{span_text(public_since(item), self._ends.get(item.pk))}"  # type: ignore[arg-type]  # it is public

    def item_pubdate(self, item: Record) -> dt.datetime:
        return timezone.localtime(public_since(item))

    def item_updateddate(self, item: Record) -> dt.datetime:
        return timezone.localtime(max(moment for moment in (item.last_published_at, public_since(item)) if moment))

    def item_categories(self, item: Record) -> list[str]:
        return [category for category in (str(KIND_COLUMNS[item.kind].name), item.theme_label) if category]


class DistrictFeed(RecordFeed):
    def records(self, obj: Any) -> RecordQuerySet:
        return Record.objects.current(self.now).district_wide()

    def title(self, obj: Any) -> str:
        return self.site_name

    def link(self, obj: Any) -> str:
        return permanent_url(reverse("portal:home"))


class KindFeed(RecordFeed):
    def get_object(self, request: HttpRequest, kind: str) -> str:
        return kind

    def records(self, obj: str) -> RecordQuerySet:
        return Record.objects.current(self.now).of_kind(obj).district_wide()

    def title(self, obj: str) -> str:
        return f"{self.site_name}：{KIND_COLUMNS[obj].name}"

    def link(self, obj: str) -> str:
        return permanent_url(reverse("portal:kind", args=[KIND_PATHS[obj]]))


class PlaceFeed(RecordFeed):
    def get_object(self, request: HttpRequest, slug: str) -> OrganisationPage:
        return find_place(slug)

    def records(self, obj: OrganisationPage) -> RecordQuerySet:
        return Record.objects.current(self.now).shown_at(obj)

    def title(self, obj: OrganisationPage) -> str:
        return f"{obj.title}：{self.site_name}"

    def link(self, obj: OrganisationPage) -> str:
        return permanent_url(obj.get_absolute_url())
