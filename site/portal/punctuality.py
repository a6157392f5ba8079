"""How punctual notices were: planned and real begin and end of each period of the last twelve months.

A period is a ``number`` of a notice; its last row holds what was planned in the end. It really ended at the end of
visibility, or earlier: when the notice was withdrawn, or when its renewal was decided. By index number only, for a
notice shown in one community is shown nowhere else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import Http404

from cms.notices.kinds import KINDS
from cms.notices.models import NoticePeriod
from cms.records.models import Withdrawal

from .paging import PAGE_SIZE, Page

PERIOD = dt.timedelta(days=365)
COLUMNS = (
    *("notice__index_number", "notice__notice_kind", "notice__publisher__organisationpage__legal_name"),
    *("starts_at", "began_at", "ends_at", "really_ended_at", "ended_by", "purged"),
)


@dataclass(frozen=True)
class Totals:
    """begun: periods that began; ended: those of them that ended by their plan's time; the rest were cut short."""

    begun: int
    on_time_begun: int
    ended: int
    on_time_ended: int
    withdrawn: int
    renewed: int


@dataclass(frozen=True)
class Row:
    """Aware moments. end: what ended it (`end`, `withdrawn`, `renewed`), empty while it runs."""

    index_number: str
    kind: str
    publisher: str
    planned_begin: dt.datetime
    began: dt.datetime
    planned_end: dt.datetime | None
    ended: dt.datetime | None
    end: str
    purged: dt.datetime | None
    is_kept: bool

    @property
    def is_begun_on_time(self) -> bool:
        return self.began == self.planned_begin

    @property
    def is_ended_on_time(self) -> bool:
        return self.ended == self.planned_end


def since(now: dt.datetime) -> dt.datetime:
    return now - PERIOD


def page(now: dt.datetime, number: int) -> Page:
    """Newest first. Raises Http404 for a page that does not exist."""
    periods = _periods(now)
    total = periods.count()
    found = Page([], number, total, is_cut=False)
    if number > found.count:
        raise Http404("没有这一页")
    start = (number - 1) * PAGE_SIZE
    rows = periods.order_by("-began_at", "-id").values(*COLUMNS)[start : start + PAGE_SIZE]
    return Page([_row(values) for values in rows], number, total, is_cut=False)


def _row(values: dict[str, Any]) -> Row:
    kind = KINDS.get(values["notice__notice_kind"])
    return Row(
        index_number=values["notice__index_number"],
        kind=kind.name if kind else "公示",
        publisher=values["notice__publisher__organisationpage__legal_name"],
        planned_begin=values["starts_at"],
        began=values["began_at"],
        planned_end=values["ends_at"],
        ended=values["really_ended_at"],
        end=values["ended_by"],
        purged=values["purged"],
        is_kept=kind is not None and kind.after_end == "keep",
    )


def totals(now: dt.datetime) -> Totals:
    over = Q(ended_by="end")
    return Totals(
        **_periods(now).aggregate(
            begun=Count("id"),
            on_time_begun=Count("id", filter=Q(began_at=F("starts_at"))),
            ended=Count("id", filter=over),
            on_time_ended=Count("id", filter=over & Q(really_ended_at=F("ends_at"))),
            withdrawn=Count("id", filter=Q(ended_by="withdrawn")),
            renewed=Count("id", filter=Q(ended_by="renewed")),
        )
    )


def _periods(now: dt.datetime) -> QuerySet[NoticePeriod]:
    """Periods that the public saw begin in the last twelve months, each with ``really_ended_at`` and ``ended_by``."""
    same = NoticePeriod.objects.filter(notice=OuterRef("notice"))
    withdrawals = Withdrawal.objects.filter(record_id=OuterRef("notice_id"))
    not_back = Q(restored_at__isnull=True) | Q(restored_at__gt=OuterRef("began_at"))
    periods = NoticePeriod.objects.filter(began_at__lte=now, began_at__gt=since(now)).exclude(
        Exists(same.filter(number=OuterRef("number"), id__gt=OuterRef("id")))
    )
    # Stopped before it appeared: it was never public.
    periods = periods.exclude(Exists(withdrawals.filter(not_back, withdrawn_at__lte=OuterRef("began_at"))))
    taken_off = withdrawals.filter(withdrawn_at__gt=OuterRef("began_at"), withdrawn_at__lte=now)
    renewed = same.filter(number__gt=OuterRef("number"), decided_at__lte=now).order_by("number", "id")
    periods = periods.annotate(
        withdrawn=Subquery(taken_off.order_by("withdrawn_at").values("withdrawn_at")[:1]),
        renewed_at=Subquery(renewed.values("decided_at")[:1]),
        over=_over(now),
    )
    first_withdrawn = Q(withdrawn__isnull=False) & _not_before("withdrawn", "renewed_at", "over")
    first_renewed = Q(renewed_at__isnull=False) & _not_before("renewed_at", "over")
    return periods.annotate(
        ended_by=Case(
            When(first_withdrawn, then=Value("withdrawn")),
            When(first_renewed, then=Value("renewed")),
            When(over__isnull=False, then=Value("end")),
            default=Value(""),
        ),
        really_ended_at=Case(
            When(first_withdrawn, then=F("withdrawn")), When(first_renewed, then=F("renewed_at")), default=F("over")
        ),
        purged=Case(When(ended_by="end", then=F("notice__purged_at")), default=None, output_field=DateTimeField()),
    )


def _over(now: dt.datetime) -> Case:
    """When it ran out: of the present period the end of visibility, if it has one; else the end that was planned."""
    newest = ~Exists(NoticePeriod.objects.filter(notice=OuterRef("notice"), number__gt=OuterRef("number")))
    seen = Q(newest, notice__visible_until__isnull=False)
    return Case(
        When(seen & Q(notice__visible_until__lte=now), then=F("notice__visible_until")),
        When(~seen & Q(ends_at__lte=now), then=F("ends_at")),
        default=None,
        output_field=DateTimeField(),
    )


def _not_before(name: str, *others: str) -> Q:
    """``name`` comes before each of the others that is there."""
    conditions = Q()
    for other in others:
        conditions &= Q(**{f"{other}__isnull": True}) | Q(**{f"{name}__lt": F(other)})
    return conditions
