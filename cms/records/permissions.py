"""Who may do what to a record, beyond Wagtail's subtree permissions."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class RecordPermissionTester(PagePermissionTester):
    """A published record stays: it is withdrawn, never deleted, moved or hidden behind a password."""

    @property
    def _was_published(self) -> bool:
        return self.page.published_at is not None

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self._was_published and bool(super().can_delete(ignore_bulk))

    def can_move(self) -> bool:
        return not self._was_published and bool(super().can_move())

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False
