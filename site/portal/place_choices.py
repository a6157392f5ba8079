"""The places that a list of notices can be narrowed to: streets and towns, then the communities below one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage
from cms.organisations.querysets import OrganisationQuerySet
from cms.records.enums import Reach, RecordKind
from cms.records.models import Placement
from cms.records.querysets import visible

from .filters import Facet, Option


def facets(chosen: OrganisationPage | None, now: dt.datetime) -> Iterator[Facet]:
    """Places that show a notice at ``now``, each as a list without other filters: those might lead to nothing."""
    public = OrganisationPage.objects.public().in_tree_order()
    street = _street_of(chosen)
    streets = _showing(public.streets_and_towns(), _above_streets(street), now)
    if streets:
        yield Facet("街道和镇", [_option("全部", None, chosen is None), *_options(streets, street)])
    above = [*street.addressing_ids(), *street.own_and_predecessor_ids()] if street else []
    below = _showing(public.child_of(street), above, now) if street else []
    if street and below:
        yield Facet(f"{street.title}的社区和村", [_option("全部", street, chosen == street), *_options(below, chosen)])


def _street_of(chosen: OrganisationPage | None) -> OrganisationPage | None:
    """The street or town itself, or the one above a community."""
    lineage = chosen.lineage if chosen else []
    return lineage[1] if len(lineage) > 1 and lineage[1].organisation_kind in ("street", "town") else None


def _above_streets(street: OrganisationPage | None) -> list[int]:
    """Who speaks to a street speaks to all of them."""
    any_street = street or OrganisationPage.objects.public().streets_and_towns().first()
    return any_street.addressing_ids() if any_street else []


def _options(places: list[OrganisationPage], current: OrganisationPage | None) -> list[Option]:
    return [_option(place.title, place, place == current) for place in places]


def _option(label: str, place: OrganisationPage | None, current: bool) -> Option:
    query = QueryDict(mutable=True)
    if place is not None:
        query["place"] = place.slug
    return Option(label, f"?{query.urlencode()}", current)


def _showing(siblings: OrganisationQuerySet, above: list[int], now: dt.datetime) -> list[OrganisationPage]:
    """Those of ``siblings`` that show a notice: their own, one that names them, one from ``above`` (``shown_at``)."""
    current = NoticePage.objects.current(now).order_by()
    from_above = current.filter(publisher_id__in=above, reach__in=[Reach.DISTRICT, Reach.BELOW])
    own = current.filter(publisher_id=OuterRef("pk")).exclude(reach=Reach.NAMED)
    named = Placement.objects.filter(visible(now, "record__"), record__kind=RecordKind.NOTICE, place_id=OuterRef("pk"))
    return list(siblings.filter(Exists(from_above) | Exists(own) | Exists(named)))
