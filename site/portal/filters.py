"""The filters of a list: read from a query string that may hold anything, applied, and offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from cms.organisations.models import OrganisationPage
from cms.records.enums import Audience, RecordKind, Theme, Validity
from cms.records.querysets import RecordQuerySet

from .presence import ask, present

FIRST_YEAR = 1949
SORTS = {"published": "发布日期", "issued": "成文日期"}
OFFERED_VALIDITIES = (
    Validity.IN_FORCE,
    Validity.NOT_YET_EFFECTIVE,
    Validity.AMENDED,
    Validity.EXPIRED,
    Validity.REPEALED,
)


@dataclass(frozen=True)
class Option:
    label: str
    query: str
    current: bool


@dataclass(frozen=True)
class Facet:
    title: str
    options: list[Option]

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options[1:] if option.current), None)


@dataclass(frozen=True)
class ListFilter:
    """A valid choice of filters; what cannot be understood is left out, never an error."""

    year: int | None = None
    theme: str = ""
    validity: str = ""
    audience: str = ""
    publisher: str = ""
    sort: str = "published"

    @classmethod
    def read(cls, query: QueryDict, now: dt.datetime) -> ListFilter:
        year = query.get("year", "")
        this_year = timezone.localtime(now).year
        is_year = year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= this_year
        return cls(
            year=int(year) if is_year else None,
            theme=one_of(query.get("theme", ""), Theme.values),
            validity=one_of(query.get("validity", ""), Validity.values),
            audience=one_of(query.get("audience", ""), Audience.values),
            publisher=slug_of(query.get("publisher", "")),
            sort=one_of(query.get("sort", ""), list(SORTS)) or "published",
        )

    def apply(self, records: RecordQuerySet, now: dt.datetime) -> RecordQuerySet:
        if self.year is not None:
            records = records.filter(_published_in(self.year))
        if self.theme:
            records = records.filter(theme=self.theme)
        if self.audience:
            records = records.filter(audience=self.audience)
        if self.publisher:
            organisation = OrganisationPage.objects.filter(slug=self.publisher).first()
            records = records.published_by(organisation) if organisation else records.none()
        if self.validity:
            records = records.with_validity_of(self.validity, now)
        if self.sort == "issued":
            records = records.order_by(F("issued_on").desc(nulls_last=True), "-id")
        return records

    def query(self, **changes: object) -> str:
        """The query string of this choice with changes; defaults are left out.

        Always starts with ?, so that a link to no choice clears the old one.
        """
        chosen = replace(self, **changes)  # type: ignore[arg-type]  # names are checked by replace itself
        pairs = [
            (name, value)
            for name, value in vars(chosen).items()
            if value and not (name == "sort" and value == "published")
        ]
        return f"?{urlencode(pairs)}" if pairs else "?"

    @property
    def is_empty(self) -> bool:
        return self == ListFilter(sort=self.sort)

    def facets(self, kind: str, records: RecordQuerySet, now: dt.datetime, *, publishers: bool) -> list[Facet]:
        """Only choices that lead to something."""
        found = [
            self._years(records),
            self._themes(records),
            self._validities(records, now) if kind == RecordKind.POLICY else None,
            self._publishers(records) if publishers else None,
            self._audiences(records),
        ]
        return [facet for facet in found if facet is not None and len(facet.options) > 2]

    def sort_options(self) -> list[Option]:
        return [Option(label, self.query(sort=value), self.sort == value) for value, label in SORTS.items()]

    def _facet(self, title: str, name: str, choices: Sequence[tuple[object, str]]) -> Facet:
        chosen = getattr(self, name)
        empty: object = None if name == "year" else ""
        options = [Option("全部", self.query(**{name: empty}), not chosen)]
        options += [Option(label, self.query(**{name: value}), chosen == value) for value, label in choices]
        return Facet(title, options)

    def _years(self, records: RecordQuerySet) -> Facet | None:
        newest, oldest = (
            records.order_by(order).values_list("published_at", flat=True).first()
            for order in ("-published_at", "published_at")
        )
        if newest is None or oldest is None:
            return None
        years = range(timezone.localtime(newest).year, timezone.localtime(oldest).year - 1, -1)
        found = present(records, {str(year): _published_in(year) for year in years})
        return self._facet("发布年份", "year", [(int(year), f"{year}年") for year in found])

    def _themes(self, records: RecordQuerySet) -> Facet:
        return self._facet("主题", "theme", present_choices(records, "theme", Theme.choices))

    def _audiences(self, records: RecordQuerySet) -> Facet:
        return self._facet("面向", "audience", present_choices(records, "audience", Audience.choices))

    def _validities(self, records: RecordQuerySet, now: dt.datetime) -> Facet:
        matching: dict[str, Exists] = {
            value: Exists(records.with_validity_of(value, now).order_by()) for value in OFFERED_VALIDITIES
        }
        found = ask(matching)
        choices = [(value, str(value.label)) for value in OFFERED_VALIDITIES if found.get(value)]
        return self._facet("有效性", "validity", choices)

    def _publishers(self, records: RecordQuerySet) -> Facet:
        published = records.filter(publisher_id=OuterRef("pk")).order_by()
        organisations = OrganisationPage.objects.filter(Exists(published)).in_tree_order()
        choices = [(place.slug, f"原{place.title}" if place.is_closed else place.title) for place in organisations]
        return self._facet("发布单位", "publisher", choices)


def present_choices(records: RecordQuerySet, column: str, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a closed list with at least one record."""
    found = present(records, {value: Q(**{column: value}) for value, _ in choices})
    return [(value, label) for value, label in choices if value in found]


def _published_in(year: int) -> Q:
    zone = timezone.get_default_timezone()
    start, end = (dt.datetime(which, 1, 1, tzinfo=zone) for which in (year, year + 1))
    return Q(published_at__gte=start, published_at__lt=end)


def one_of(value: str, allowed: list[str]) -> str:
    return value if value in allowed else ""


def slug_of(value: str) -> str:
    return value if len(value) <= 50 and value.isascii() and value.replace("-", "").replace("_", "").isalnum() else ""
