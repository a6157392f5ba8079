"""The doors to records: ``current`` (and ``withdrawn``, to say so) for the public, ``for_staff`` for the CMS."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from .enums import ENDING_RELATIONS, Reach, RelationKind, Validity

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage


def visible(now: dt.datetime, prefix: str = "") -> Q:
    """Live and inside its window: ``visible_from <= now < visible_until`` (design decision 4)."""
    return (
        Q(**{f"{prefix}live": True, f"{prefix}visible_from__lte": now})
        & (Q(**{f"{prefix}visible_until__isnull": True}) | Q(**{f"{prefix}visible_until__gt": now}))
        & ~Q(**{f"{prefix}kind": ""})
    )


class RecordQuerySet(PageQuerySet):
    def current(self, now: dt.datetime) -> Self:
        """Records that the public may see at ``now`` (aware), to the second. Newest first."""
        return self.filter(visible(now)).order_by("-published_at", "-id")

    def withdrawn(self) -> Self:
        """Records that were public once and have been taken off the site; the reason is in ``withdrawals``.

        What was stopped before it ever appeared was never public.
        """
        from .models import Withdrawal

        taken_off = Withdrawal.objects.filter(record_id=OuterRef("pk"), restored_at__isnull=True)
        appeared = taken_off.filter(withdrawn_at__gte=OuterRef("visible_from"))
        return self.filter(Exists(appeared), live=False, published_at__isnull=False).exclude(kind="")

    def ended(self, now: dt.datetime) -> Self:
        """Records whose time to be seen has run out at ``now``."""
        return self.filter(live=True, visible_until__lte=now).exclude(kind="")

    def for_staff(self, user: Any) -> Self:
        """Records in the parts of the tree where ``user`` has any page permission."""
        if user.is_superuser:
            return self.exclude(kind="")
        policy = PagePermissionPolicy()
        instances = policy.instances_user_has_any_permission_for(user, {"add", "change", "publish"})
        return self.filter(pk__in=instances.values("pk")).exclude(kind="")

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds) if len(kinds) > 1 else self.filter(kind=kinds[0])

    def district_wide(self) -> Self:
        return self.filter(reach=Reach.DISTRICT)

    def shown_at(self, place: OrganisationPage) -> Self:
        """Its own records, what its ancestors address downwards, and what names it (design decision 3)."""
        from .models import Placement

        own = place.own_and_predecessor_ids()
        shown = Q(publisher_id__in=own) & ~Q(reach=Reach.NAMED)
        shown |= Q(pk__in=Placement.objects.filter(place_id__in=own).values("record_id"))
        if place.is_district:
            shown |= Q(reach=Reach.DISTRICT)
        else:
            shown |= Q(publisher_id__in=place.addressing_ids(), reach__in=[Reach.DISTRICT, Reach.BELOW])
        return self.filter(shown)

    def published_by(self, organisation: OrganisationPage) -> Self:
        return self.filter(publisher_id__in=organisation.own_and_predecessor_ids())

    def rows(self, now: dt.datetime, stop: int, start: int = 0) -> list[Any]:
        """``self[start:stop]`` with ``for_lists``, worked out for those rows alone.

        Two queries: a database that sorts would otherwise work out every row's validity before it cuts.
        """
        ids = list(self.values_list("pk", flat=True)[start:stop])
        found = {row.pk: row for row in self.model.objects.filter(pk__in=ids).for_lists(now)}
        return [found[pk] for pk in ids if pk in found]

    def for_lists(self, now: dt.datetime) -> Self:
        """What one row of a list shows, without a query a row."""
        return self.with_validity(now).select_related("publisher__organisationpage")

    def with_validity(self, now: dt.datetime) -> Self:
        """Annotates ``ended_by_relation_on`` and ``amended_by_relation_on`` (dates or None)."""
        return self.annotate(
            ended_by_relation_on=_first_effect(now, ENDING_RELATIONS),
            amended_by_relation_on=_first_effect(now, (RelationKind.AMENDS,)),
        )

    def with_validity_of(self, validity: str, now: dt.datetime) -> Self:
        """Only records of one validity. ``in_force`` includes the amended ones: they bind as well."""
        today = timezone.localdate(now)
        repealed = Q(repealed_on__lte=today) | Q(ended_by_relation_on__lte=today)
        expired = Q(valid_until__lt=today)
        coming = Q(effective_on__gt=today)
        not_repealed = (Q(repealed_on__isnull=True) | Q(repealed_on__gt=today)) & (
            Q(ended_by_relation_on__isnull=True) | Q(ended_by_relation_on__gt=today)
        )
        not_expired = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
        started = Q(effective_on__isnull=True) | Q(effective_on__lte=today)
        conditions = {
            Validity.REPEALED: repealed,
            Validity.EXPIRED: expired & not_repealed,
            Validity.NOT_YET_EFFECTIVE: coming & not_repealed & not_expired,
            Validity.IN_FORCE: not_repealed & not_expired & started,
            Validity.AMENDED: not_repealed & not_expired & started & Q(amended_by_relation_on__lte=today),
        }
        return self.with_validity(now).filter(conditions[Validity(validity)])


class PublishedVersionQuerySet(QuerySet[Any]):
    def readable(self) -> Self:
        """Without the texts that were withdrawn with their record."""
        return self.filter(withdrawn=False)


def _first_effect(now: dt.datetime, kinds: tuple[str, ...]) -> Subquery:
    """The earliest day on which a published record with one of these relations takes effect on the outer record."""
    from .models import Relation

    effects: QuerySet[Any] = (
        Relation.objects.filter(visible(now, "source__"), target=OuterRef("pk"), kind__in=kinds)
        .annotate(
            effect_on=Coalesce(
                F("source__effective_on"),
                F("source__issued_on"),
                TruncDate("source__published_at", tzinfo=timezone.get_default_timezone()),
                output_field=DateField(),
            )
        )
        .order_by("effect_on")
        .values("effect_on")
    )
    return Subquery(effects[:1], output_field=DateField())
