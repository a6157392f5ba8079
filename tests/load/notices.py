"""Notices in any number, written straight into the tables: only their being listed is measured."""

from __future__ import annotations

import datetime as dt
import json
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from cms.basepage.models import BasePage
from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage
from cms.records.enums import Reach, RecordKind
from cms.records.models import Placement

BATCH = 2_000
BODY = json.dumps([{"type": "paragraph", "value": "名单公示如下。" * 40, "id": "a"}])


def fill(count: int, running: int) -> None:
    """``count`` notices over all places of the district, of which ``running`` are in force now."""
    now = timezone.now().replace(microsecond=0)
    places = list(OrganisationPage.objects.exclude(organisation_kind="district").in_tree_order())
    numbers = iter(range(count))
    with transaction.atomic():
        children = {place.pk: place.numchild for place in places}
        while batch := list(islice(numbers, BATCH)):
            pages = [_page(number, places[number % len(places)], children, number < running, now) for number in batch]
            BasePage.objects.bulk_create(pages)
            _extend(pages)
            Placement.objects.bulk_create(
                Placement(record=page, place_id=page.publisher_id, sort_order=0) for page in pages
            )
        for place in places:
            BasePage.objects.filter(pk=place.pk).update(numchild=children[place.pk])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _page(
    number: int, place: OrganisationPage, children: dict[int, int], is_running: bool, now: dt.datetime
) -> BasePage:
    children[place.pk] += 1
    start = now - dt.timedelta(days=1 if is_running else 30 + number % 330, seconds=number % 80_000)
    end = now + dt.timedelta(days=1 + number % 20, seconds=number % 80_000) if is_running else start + dt.timedelta(8)
    page = BasePage(
        title=f"{place.title}第{number}号公示",
        draft_title=f"{place.title}第{number}号公示",
        slug=f"notice-{number}",
        depth=place.depth + 1,
        path=BasePage._get_path(place.path, place.depth + 1, children[place.pk]),
        url_path=f"{place.url_path}notice-{number}/",
        content_type=ContentType.objects.get_for_model(NoticePage),
        locale_id=place.locale_id,
        live=True,
        kind=RecordKind.NOTICE,
        publisher_id=place.pk,
        published_at=start,
        first_published_at=start,
        last_published_at=start,
        visible_from=start,
        visible_until=end,
        theme="17",
        audience="everyone",
        reach=Reach.DISTRICT,
    )
    return page


def _extend(pages: list[BasePage]) -> None:
    """The rows of the notices' own table, whose parents exist already."""
    fields = list(NoticePage._meta.local_concrete_fields)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [[_value(field, page) for field in fields] for page in pages]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO notices_noticepage ({columns}) VALUES ({marks})", rows)  # noqa: S608 – columns of ours


def _value(field: Any, page: BasePage) -> Any:
    values: dict[str, Any] = {
        "basepage_ptr": page.pk,
        "notice_kind": "low-income-review",
        "starts_at": page.visible_from,
        "ends_at": page.visible_until,
        "body": BODY,
    }
    value = values.get(field.name, field.get_default())
    return field.get_db_prep_save(value, connection) if field.name != "body" else value
