"""What the statutory section of one organ holds; generated, so that it is never out of date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils import timezone

from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind, StatutoryCategory, Theme
from cms.records.models import Record
from cms.records.querysets import RecordQuerySet

from .presence import BoundedCount, ask

ROWS_A_CATEGORY = 10
COUNTED_A_CATEGORY = 100
# The fixed title of the report (国办公开办函〔2021〕30号).
ANNUAL_REPORT = "政府信息公开工作年度报告"


@dataclass(frozen=True)
class CategoryRows:
    """total: exact up to 100; ``is_cut``: there are more."""

    label: str
    rows: list[Record]
    total: int
    is_cut: bool


@dataclass(frozen=True)
class Section:
    """updated_on: the day on which the organ's profile last changed (the guide's 更新日期)."""

    categories: list[CategoryRows]
    regulations: list[Record]
    annual_reports: list[Record]
    updated_on: dt.date | None
    checked_on: dt.date


def disclosure_section(organ: OrganisationPage, now: dt.datetime) -> Section:
    own = Record.objects.current(now).of_kind(RecordKind.POLICY).shown_at(organ).published_by(organ)
    updated = organ.last_published_at or organ.latest_revision_created_at
    return Section(
        categories=_by_category(own, now),
        regulations=_regulations(organ, now).rows(now, ROWS_A_CATEGORY),
        annual_reports=own.filter(title__contains=ANNUAL_REPORT).rows(now, ROWS_A_CATEGORY),
        updated_on=timezone.localdate(updated) if updated else None,
        checked_on=timezone.localdate(now),
    )


def _by_category(own: RecordQuerySet, now: dt.datetime) -> list[CategoryRows]:
    """Categories that have something, each with its newest records. Three queries, whatever the number of records."""
    within = {str(category): own.filter(policypage__statutory_category=category) for category in StatutoryCategory}
    counts = ask({code: BoundedCount(records, COUNTED_A_CATEGORY + 1) for code, records in within.items()})
    present = [code for code in within if counts.get(code)]
    newest = _newest(own, within, present)
    rows = {row.pk: row for row in own.filter(pk__in=[pk for pk, _ in newest]).for_lists(now)}
    return [
        CategoryRows(
            str(StatutoryCategory(code).label),
            [row for pk, row in rows.items() if (pk, code) in newest],
            min(counts[code], COUNTED_A_CATEGORY),
            counts[code] > COUNTED_A_CATEGORY,
        )
        for code in present
    ]


def _newest(own: RecordQuerySet, within: dict[str, RecordQuerySet], present: list[str]) -> set[tuple[int, str]]:
    """(id, category) of the newest records of each category."""
    arms = [
        own.filter(pk__in=within[code].values("pk")[:ROWS_A_CATEGORY])
        .order_by()
        .annotate(category=Value(code, output_field=CharField()))
        .values_list("pk", "category")
        for code in present
    ]
    return set(arms[0].union(*arms[1:], all=True)) if arms else set()


def _regulations(organ: OrganisationPage, now: dt.datetime) -> RecordQuerySet:
    """政府信息公开制度: rules on openness itself, the organ's own and those addressed to it from above."""
    records = Record.objects.current(now).of_kind(RecordKind.POLICY).shown_at(organ)
    return records.filter(theme=Theme.GENERAL, subtheme="政务公开")
