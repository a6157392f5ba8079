"""Who may look after which account, and which groups she may give."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from cms.organisations.models import OrganisationPage, StaffGroups

if TYPE_CHECKING:
    from .models import User


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
    of_places = Q(pk__in=inside.values("editors")) | Q(pk__in=inside.values("publishers"))
    return Group.objects.filter(of_places | Q(pk__in=own.values("pk")))


def accounts_of(actor: Any) -> QuerySet[User]:
    """The accounts that the actor may look after: no system administrator's, none with a group she may not give."""
    accounts = get_user_model()._default_manager.all()
    if actor.is_superuser:
        return accounts
    foreign = Group.objects.exclude(pk__in=groups_to_give(actor).values("pk"))
    return accounts.filter(is_superuser=False).exclude(groups__in=foreign)


def looks_after(actor: Any, user: Any) -> bool:
    return accounts_of(actor).filter(pk=user.pk).exists()
