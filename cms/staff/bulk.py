"""What may be done to many accounts at once: to those that the actor looks after, with the groups she may give."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from .rights import accounts_of, groups_to_give, looks_after


class _OwnAccountsOnly:
    request: Any

    def check_perm(self, obj: Any) -> bool:
        if not looks_after(self.request.user, obj):
            raise PermissionDenied
        return bool(super().check_perm(obj))  # type: ignore[misc]

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        accounts = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
        return accounts.filter(pk__in=accounts_of(self.request.user).values("pk")).values_list("pk", flat=True)


class AssignGroup(_OwnAccountsOnly, AssignRoleBulkAction):
    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["role"].queryset = groups_to_give(self.request.user)
        return form


class DeleteAccounts(_OwnAccountsOnly, DeleteBulkAction):
    pass


class SetActiveState(_OwnAccountsOnly, SetActiveStateBulkAction):
    pass


ACTIONS = (AssignGroup, DeleteAccounts, SetActiveState)
