"""Notices by state and by the time they have left."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import WorkflowState

from cms.basepage.models import BasePage
from cms.records.enums import Reach
from cms.records.querysets import RecordQuerySet, visible

from .enums import NoticeState
from .kinds import KINDS

CORRECTION_TIME = dt.timedelta(days=30)


class NoticeQuerySet(RecordQuerySet):
    def for_lists(self, now: dt.datetime) -> Self:
        """What one row of a list shows, without the body."""
        return self.select_related("publisher__organisationpage").defer("body")

    def running(self, now: dt.datetime) -> Self:
        """Public, and their period is not over (one without an end never is); what ends first comes first."""
        open_ended = Q(ends_at__isnull=True)
        return self.filter(visible(now), open_ended | Q(ends_at__gt=now)).soonest_first()

    def over(self, now: dt.datetime) -> Self:
        """Public still, though their period is over: plans and land matters stay."""
        kept = [code for code, kind in KINDS.items() if kind.after_end == "keep"]
        return self.filter(visible(now), ends_at__lte=now, notice_kind__in=kept).order_by("-ends_at", "-id")

    def district_wide(self) -> Self:
        """By an expression: SQLite would take an index on the reach, which nearly all notices may share, and read them
        all; the end leads to the few that run.
        """
        return self.alias(its_reach=Concat("reach", Value(""))).filter(its_reach=Reach.DISTRICT)

    def soonest_first(self) -> Self:
        return self.order_by(F("ends_at").asc(nulls_last=True), "-id")

    def to_clear(self, now: dt.datetime) -> Self:
        """Their time is over, and the names are still in the tables.

        What was taken off may be being corrected: it is left alone until nobody has written on it for a while.
        """
        over = Q(live=True, visible_until__lte=now, ends_at__lte=now)
        untouched = Q(latest_revision_created_at__lte=now - CORRECTION_TIME) | Q(latest_revision__isnull=True)
        given_up = Q(live=False, visible_until__isnull=False) & untouched
        return self.filter(over | given_up, published_at__isnull=False, purged_at__isnull=True)

    def in_state(self, state: str, now: dt.datetime) -> Self:
        """For the CMS; the same borders as ``states.state_of``."""
        unpublished = Q(live=False, published_at__isnull=True)
        open_ended = Q(ends_at__isnull=True)
        conditions: dict[str, Any] = {
            NoticeState.ARCHIVED: Q(purged_at__isnull=False),
            NoticeState.WITHDRAWN: Q(purged_at__isnull=True, live=False, published_at__isnull=False),
            NoticeState.WAITING: Q(purged_at__isnull=True, live=True, visible_from__gt=now),
            NoticeState.IN_FORCE: Q(visible(now), purged_at__isnull=True) & (open_ended | Q(ends_at__gt=now)),
            NoticeState.ENDED: Q(purged_at__isnull=True, live=True, visible_from__lte=now, ends_at__lte=now),
            NoticeState.IN_REVIEW: unpublished & Q(Exists(_reviews())),
            NoticeState.DRAFT: unpublished & ~Q(Exists(_reviews())),
        }
        return self.filter(conditions[NoticeState(state)])


def _reviews() -> Any:
    """Of the outer page, and still open."""
    same = Cast(OuterRef("pk"), CharField(max_length=255))
    pages = ContentType.objects.get_for_model(BasePage)
    return WorkflowState.objects.active().filter(base_content_type=pages, object_id=same)
