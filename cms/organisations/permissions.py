"""Who may do what to an organisation, beyond Wagtail's subtree permissions."""

from __future__ import annotations

from wagtail.models import PagePermissionTester

MANAGE = "organisations.manage_organisations"


class OrganisationPermissionTester(PagePermissionTester):
    """Profiles are edited by their own staff; creating, moving, closing and deleting are the district office's."""

    @property
    def _manages(self) -> bool:
        return bool(self.user.is_superuser or self.user.has_perm(MANAGE))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never while anything stands below it or was published by it: records stay readable."""
        if not self._manages or self.page.published_records.exists() or not self.page.is_leaf():
            return False
        return bool(super().can_delete(ignore_bulk))

    def can_move(self) -> bool:
        return self._manages and self.user.is_active

    def can_unpublish(self) -> bool:
        return self._manages and bool(super().can_unpublish())

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        """Records are ordered by date; tree order is linear in siblings and means nothing here."""
        return False
