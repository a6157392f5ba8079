"""Who may do what to an organisation, beyond Wagtail's subtree permissions."""

from __future__ import annotations

from typing import Any

from django.db.models import PROTECT
from wagtail.models import PagePermissionTester

MANAGE = "organisations.manage_organisations"


def manages_organisations(user: Any) -> bool:
    """May ``user`` make, close and move organisations (the district office)?"""
    return bool(user.is_superuser or user.has_perm(MANAGE))


class OrganisationPermissionTester(PagePermissionTester):
    """Profiles are edited by their own staff; creating, moving, closing and deleting are the district office's."""

    @property
    def _manages(self) -> bool:
        return manages_organisations(self.user)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never while anything stands below it or names it: records stay readable."""
        return self._manages and bool(super().can_delete(ignore_bulk)) and self._is_empty

    def can_move(self) -> bool:
        return bool(self._manages and self.user.is_active and not self.page_is_root)

    def can_unpublish(self) -> bool:
        """An organisation that has anything is closed, with a successor; it does not just vanish."""
        return self._manages and bool(super().can_unpublish()) and self._is_empty

    @property
    def _is_empty(self) -> bool:
        from .staffing import has_files

        return self.page.is_leaf() and not has_files(self.page) and not self._is_named

    @property
    def _is_named(self) -> bool:
        """Does a row that may not lose its organisation point to this one (publisher, successor, joint issuer)?"""
        for relation in self.page._meta.get_fields(include_hidden=True):
            if relation.auto_created and getattr(relation, "on_delete", None) is PROTECT:
                rows = relation.related_model._base_manager.filter(**{relation.field.name: self.page.pk})
                if rows.exists():
                    return True
        return False

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        """Records are ordered by date; tree order is linear in siblings and means nothing here."""
        return False
