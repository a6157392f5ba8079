"""What the statutory section of one organ holds; generated, so that it is never out of date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind, StatutoryCategory
from cms.records.models import Record
from cms.records.querysets import RecordQuerySet

ROWS_A_CATEGORY = 10


@dataclass(frozen=True)
class CategoryRows:
    label: str
    rows: list[Record]
    total: int


@dataclass(frozen=True)
class Section:
    """updated_on: the day on which the organ's profile last changed (the guide's 更新日期)."""

    categories: list[CategoryRows]
    regulations: list[Record]
    updated_on: dt.date | None
    checked_on: dt.date


def disclosure_section(organ: OrganisationPage, now: dt.datetime) -> Section:
    own = Record.objects.current(now).of_kind(RecordKind.POLICY).published_by(organ)
    updated = organ.last_published_at or organ.latest_revision_created_at
    return Section(
        categories=_by_category(own, now),
        regulations=_regulations(now).rows(now, ROWS_A_CATEGORY),
        updated_on=timezone.localdate(updated) if updated else None,
        checked_on=timezone.localdate(now),
    )


def _by_category(own: RecordQuerySet, now: dt.datetime) -> list[CategoryRows]:
    """Categories that have something, each with its newest records. Two queries."""
    from cms.policies.models import PolicyPage

    pairs = dict(PolicyPage.objects.filter(pk__in=own.order_by().values("pk")).values_list("pk", "statutory_category"))
    grouped: dict[str, list[int]] = {}
    for pk, category in pairs.items():
        grouped.setdefault(category or StatutoryCategory.OTHER, []).append(pk)
    wanted = [pk for ids in grouped.values() for pk in sorted(ids, reverse=True)[:ROWS_A_CATEGORY]]
    rows = {record.pk: record for record in own.for_lists(now).filter(pk__in=wanted)}
    return [
        CategoryRows(
            str(StatutoryCategory(category).label),
            sorted((rows[pk] for pk in ids if pk in rows), key=lambda r: r.published_at, reverse=True),  # type: ignore[arg-type, return-value]
            len(ids),
        )
        for category, ids in sorted(grouped.items())
    ]


def _regulations(now: dt.datetime) -> RecordQuerySet:
    """政府信息公开制度: rules on openness itself, over the whole district."""
    records = Record.objects.current(now).of_kind(RecordKind.POLICY).district_wide()
    return records.filter(theme="02", subtheme="政务公开")
