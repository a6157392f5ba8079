"""Who may look after which account, and which groups she may give."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from cms.organisations.models import OrganisationPage, StaffGroups
from cms.organisations.permissions import manages_organisations

if TYPE_CHECKING:
    from .models import User


# The archivists' right; only the district office names them.
OPEN_ARCHIVE = "open_sealedcopy"


def groups_to_give(actor: Any) -> QuerySet[Group]:
    """The actor's own groups and those of the organisations in her part of the tree; all for a system administrator."""
    if actor is None:
        return Group.objects.none()
    if actor.is_superuser:
        return Group.objects.all()
    own = actor.groups.all()
    granted = OrganisationPage.objects.filter(group_permissions__group__in=own).values_list("path", flat=True)
    paths = [Q(organisation__path__startswith=path) for path in granted.distinct()]
    inside = StaffGroups.objects.filter(reduce(operator.or_, paths)) if paths else StaffGroups.objects.none()
    given = Q(pk__in=inside.values("editors")) | Q(pk__in=inside.values("publishers")) | Q(pk__in=own.values("pk"))
    if manages_organisations(actor):
        given |= Q(permissions__codename=OPEN_ARCHIVE)
    return Group.objects.filter(given).distinct()


def accounts_of(actor: Any) -> QuerySet[User]:
    """The accounts that the actor may look after: no system administrator's, none with a group she may not give."""
    accounts = get_user_model()._default_manager.all()
    if actor.is_superuser:
        return accounts
    foreign = Group.objects.exclude(pk__in=groups_to_give(actor).values("pk"))
    return accounts.filter(is_superuser=False).exclude(groups__in=foreign)


def looks_after(actor: Any, user: Any) -> bool:
    return accounts_of(actor).filter(pk=user.pk).exists()
