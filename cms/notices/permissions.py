"""Who may do what to a notice."""

from __future__ import annotations

from django.utils import timezone

from cms.organisations.review import may_publish_for
from cms.records.permissions import RecordPermissionTester


class NoticePermissionTester(RecordPermissionTester):
    """Only the publishers of the organisation that answers for it release it or take it off.

    What has run out and left the site stays as it was: a new matter is a new notice.
    """

    @property
    def _has_left(self) -> bool:
        """By the row, whatever its newest draft says: a revision keeps the row's ``visible_until``."""
        over = self.page.visible_until is not None and self.page.visible_until <= timezone.now()
        return self.page.purged_at is not None or bool(self.page.live and over)

    def can_edit(self) -> bool:
        return not self._has_left and bool(super().can_edit())

    def can_publish(self) -> bool:
        return not self._has_left and bool(super().can_publish()) and may_publish_for(self.page, self.user)

    def can_unpublish(self) -> bool:
        return not self._has_left and bool(super().can_unpublish()) and may_publish_for(self.page, self.user)
