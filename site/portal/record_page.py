"""What a record's page shows beside its own fields: relations, the change log, old versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cms.records.enums import ENDING_RELATIONS, RelationKind, Validity
from cms.records.models import PublishedVersion, Record, Relation
from cms.records.validity import Standing


@dataclass(frozen=True)
class Related:
    """A public record at the other end of a relation. label: the relation as seen from the page."""

    label: str
    kind: str
    incoming: bool
    note: str
    record: Record

    @property
    def effect_on(self) -> dt.date:
        """When a repeal or an amendment by ``record`` takes effect."""
        published = timezone.localdate(self.record.published_at)
        return self.record.effective_on or self.record.issued_on or published


@dataclass(frozen=True)
class LogEntry:
    """One line of 历次变动. by: the document that did it; version: the text until then, if not withdrawn."""

    on: dt.date
    text: str
    by: Record | None = None
    version: PublishedVersion | None = None


@dataclass
class RelationGroup:
    label: str
    items: list[Related] = field(default_factory=list)


def related_to(record: Record | Any, now: dt.datetime) -> list[Related]:
    """Both directions, public records only. Three queries."""
    rows = list(
        Relation.objects.filter(source_id=record.pk).values_list("kind", "target_id", "note").order_by("sort_order")
    )
    incoming = list(Relation.objects.filter(target_id=record.pk).values_list("kind", "source_id", "note"))
    ids = {pk for _, pk, _ in [*rows, *incoming]}
    found = {item.pk: item for item in Record.objects.current(now).for_lists(now).filter(pk__in=ids)}
    out = [
        Related(str(RelationKind(kind).label), kind, False, note, found[pk]) for kind, pk, note in rows if pk in found
    ]
    back = [
        Related(Relation(kind=kind).inverse_label, kind, True, note, found[pk])
        for kind, pk, note in incoming
        if pk in found
    ]
    # What is public has its date.
    return out + sorted(back, key=lambda item: item.record.published_at, reverse=True)  # type: ignore[arg-type, return-value]


def grouped(related: Iterable[Related]) -> list[RelationGroup]:
    groups: dict[str, RelationGroup] = {}
    for item in related:
        groups.setdefault(item.label, RelationGroup(item.label)).items.append(item)
    return list(groups.values())


def what_ends(related: Iterable[Related]) -> Related | None:
    """The document that repealed or replaced this one, or is going to: the first to take effect."""
    ending = [item for item in related if item.incoming and item.kind in ENDING_RELATIONS]
    return min(ending, key=lambda item: item.effect_on, default=None)


def amendments(related: Iterable[Related], today: dt.date) -> list[Related]:
    return [item for item in related if item.incoming and item.kind == RelationKind.AMENDS and item.effect_on <= today]


def change_log(page: Any, standing: Standing, related: list[Related], today: dt.date) -> list[LogEntry]:
    """Newest first: publication, start, amendments, new texts, end."""
    entries = [LogEntry(timezone.localdate(page.published_at), "发布。")]
    if page.effective_on and page.effective_on <= today:
        entries.append(LogEntry(page.effective_on, "开始施行。"))
    if standing.validity == Validity.EXPIRED:
        entries.append(LogEntry(page.valid_until, "有效期满，不再有效。"))
    for item in related:
        if item.incoming and item.effect_on <= today:
            if item.kind == RelationKind.AMENDS:
                entries.append(LogEntry(item.effect_on, item.note or "部分条款被修改。", by=item.record))
            elif item.kind in ENDING_RELATIONS:
                verb = "代替" if item.kind == RelationKind.REPLACES else "废止"
                entries.append(LogEntry(item.effect_on, f"被下面的文件{verb}。", by=item.record))
    if page.repealed_on and page.repealed_on <= today:
        entries.append(LogEntry(page.repealed_on, "宣布废止。"))
    for version in page.published_versions.all():
        text = None if version.withdrawn else version
        entries.append(LogEntry(timezone.localdate(version.superseded_at), version.change_note, version=text))
    return sorted(entries, key=lambda entry: entry.on, reverse=True)
