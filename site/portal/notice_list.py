"""Lists of notices: what is chosen, in which order, in which groups. Whatever ends first stands first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Q
from django.http import QueryDict
from django.utils import timezone

from cms.notices.kinds import KINDS
from cms.notices.models import NoticePage
from cms.notices.querysets import NoticeQuerySet
from cms.organisations.models import OrganisationPage
from cms.records.enums import RecordKind
from cms.records.models import Record

from . import place_choices
from .countdown import countdown_of
from .filters import Facet, Option, one_of, slug_of
from .paging import Page, paginate_parts
from .presence import ask

SOON = 7
OVER = "over"
ENDINGS = {str(SOON): "七天内结束", OVER: "期满后继续公开"}
SORTS = {"ending": "快结束的在前", "newest": "新发布的在前"}
GROUPS = ("今天结束", "七天内结束", "七天以后结束", "长期公布", "期满后继续公开")
# Of what is over, the list of what runs shows the newest; the others are a choice of their own.
MOST_OVER = 5
# Counting further would cost more than any reader turns pages.
LAST_PAGE = 20

Scope = Callable[[Any], Any]


@dataclass(frozen=True)
class NoticeChoice:
    """A valid choice of filters; what cannot be understood is left out, never an error."""

    type: str = ""
    place: str = ""
    ending: str = ""
    sort: str = "ending"

    @classmethod
    def read(cls, query: QueryDict, *, places: bool) -> NoticeChoice:
        """``places``: may a place be chosen? Not on the list of one place."""
        return cls(
            type=one_of(query.get("type", ""), list(KINDS)),
            place=slug_of(query.get("place", "")) if places else "",
            ending=one_of(query.get("ending", ""), list(ENDINGS)),
            sort=one_of(query.get("sort", ""), list(SORTS)) or "ending",
        )

    def query(self, **changes: str) -> str:
        """The query string of this choice with changes; always starts with ?, defaults are left out."""
        chosen = replace(self, **changes)
        pairs = [(name, value) for name, value in vars(chosen).items() if value and (name, value) != ("sort", "ending")]
        return f"?{urlencode(pairs)}"

    @property
    def narrows(self) -> bool:
        """Does it leave out anything that its place shows?"""
        return bool(self.type or self.ending)


@dataclass(frozen=True)
class Group:
    """Rows under one heading; none where the order is not by the end. more: query of the choice that shows all."""

    title: str
    rows: list[NoticePage]
    more: str = ""


@dataclass
class NoticeList:
    """Notices in ``scope`` (a place, or the whole district) at ``now`` (aware)."""

    scope: Scope
    chosen: NoticeChoice
    now: dt.datetime
    offers_places: bool = False
    place: OrganisationPage | None = field(default=None)

    def page(self, number: int) -> Page:
        """Raises Http404 for a page that does not exist."""
        return paginate_parts(self._parts(), self.now, number, LAST_PAGE)

    def _parts(self) -> list[NoticeQuerySet]:
        parts = self._of_ending(self.chosen.ending)
        if self.chosen.sort == "newest" and self.chosen.ending != OVER:
            running = self._narrowed(NoticePage.objects.running(self.now))
            soon = running.filter(_ends_soon(self.now)) if self.chosen.ending else running
            return [soon.order_by("-visible_from", "-id")]
        return parts

    def _of_ending(self, ending: str) -> list[NoticeQuerySet]:
        if ending == OVER:
            return [self._narrowed(NoticePage.objects.over(self.now))]
        running = [self._narrowed(part) for part in running_parts(self.now)]
        return [running[0].filter(_ends_soon(self.now))] if ending else running

    def _narrowed(self, notices: NoticeQuerySet) -> NoticeQuerySet:
        notices = self.scope(notices)
        return notices.filter(notice_kind=self.chosen.type) if self.chosen.type else notices

    def groups(self, page: Page) -> list[Group]:
        """The rows of ``page``, and after the last one of what runs the newest of what is over."""
        if self.chosen.sort == "newest":
            groups = [Group("", page.rows)] if page.rows else []
        else:
            groups = [Group(GROUPS[index], list(members)) for index, members in groupby(page.rows, self._group_of)]
        if self.chosen.ending or page.next:
            return groups
        over = self._of_ending(OVER)[0].rows(self.now, MOST_OVER + 1)
        more = self.chosen.query(ending=OVER, sort="ending") if len(over) > MOST_OVER else ""
        return [*groups, Group(GROUPS[-1], over[:MOST_OVER], more)] if over else groups

    def _group_of(self, notice: NoticePage) -> int:
        left = countdown_of(notice, self.now)
        if left.is_over:
            return 4
        if left.days_left is None:
            return 3
        return 0 if left.days_left == 0 else 1 if left.days_left <= SOON else 2

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last day of the one that ended last, where none is running."""
        ended = self.scope(Record.objects.ended(self.now).of_kind(RecordKind.NOTICE))
        over = self.scope(NoticePage.objects.over(self.now))
        ends = (
            ended.order_by("-visible_until").values_list("visible_until", flat=True).first(),
            over.values_list("ends_at", flat=True).first(),
        )
        end = max((end for end in ends if end is not None), default=None)
        return timezone.localdate(end - dt.timedelta(microseconds=1)) if end else None

    def facets(self) -> list[Facet]:
        """Only choices that lead to something."""
        facets = [*self._facets()]
        if self.offers_places:
            facets += place_choices.facets(self.place, self.now)
        return facets

    def _facets(self) -> Iterator[Facet]:
        """One query: is there any of each kind, of what ends soon, of what is over?"""
        of_ending: Any = NoticePage.objects.over if self.chosen.ending == OVER else NoticePage.objects.current
        chosen = self.scope(of_ending(self.now)).order_by()
        if self.chosen.ending == str(SOON):
            chosen = chosen.filter(_ends_soon(self.now))
        running = chosen.filter(ends_at__gt=self.now)  # what leaves is public only before its end
        questions = {
            code: Exists((running if kind.after_end == "remove" else chosen).filter(notice_kind=code))
            for code, kind in KINDS.items()
        }
        questions |= {ending: Exists(self._of_ending(ending)[0].order_by()) for ending in ENDINGS}
        found = ask(questions)
        kinds = [(code, kind.name) for code, kind in KINDS.items() if found.get(code)]
        if len(kinds) > 1 or self.chosen.type:
            yield self._facet("哪一类", "type", kinds)
        if endings := [(ending, label) for ending, label in ENDINGS.items() if found.get(ending)]:
            yield self._facet("期限", "ending", endings)

    def sort_options(self) -> list[Option]:
        chosen = self.chosen
        return [Option(label, chosen.query(sort=value), chosen.sort == value) for value, label in SORTS.items()]

    def _facet(self, title: str, name: str, choices: list[tuple[str, str]]) -> Facet:
        value = getattr(self.chosen, name)
        options = [Option("全部", self.chosen.query(**{name: ""}), not value)]
        options += [Option(label, self.chosen.query(**{name: code}), code == value) for code, label in choices]
        return Facet(title, options)


def running_parts(now: dt.datetime) -> list[NoticeQuerySet]:
    """What runs, in the order of a list: with an end, soonest first; then without. Each is read along an index."""
    running = NoticePage.objects.running(now)
    # Without nulls among them, the index on the end gives the order.
    dated = running.filter(ends_at__gt=now).order_by("ends_at", "-id")
    return [dated, running.filter(ends_at__isnull=True)]


def section(scope: Scope, now: dt.datetime, stop: int) -> list[NoticePage]:
    """Rows for the page of a place: what runs, soonest end first; where nothing does, what goes on being public."""
    rows: list[NoticePage] = []
    for part in running_parts(now):
        rows += scope(part).rows(now, stop - len(rows)) if len(rows) < stop else []
    return rows or list(scope(NoticePage.objects.over(now)).rows(now, stop))


def _ends_soon(now: dt.datetime) -> Q:
    """In what is left of today and the seven days after it, as the figures count them."""
    after = timezone.localdate(now) + dt.timedelta(days=SOON + 1)
    return Q(ends_at__gt=now, ends_at__lte=timezone.make_aware(dt.datetime.combine(after, dt.time())))
