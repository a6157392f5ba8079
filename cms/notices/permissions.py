"""Who may do what to a notice."""

from __future__ import annotations

from django.utils import timezone

from cms.organisations.review import may_publish_for
from cms.records.permissions import RecordPermissionTester

from .enums import NoticeState
from .states import state_of

OVER = (NoticeState.ENDED, NoticeState.ARCHIVED)


class NoticePermissionTester(RecordPermissionTester):
    """Only the publishers of the organisation that answers for it release it or take it off.

    What has run out and left the site stays as it was: a new matter is a new notice.
    """

    @property
    def _has_left(self) -> bool:
        return self.page.leaves and state_of(self.page, timezone.now()) in OVER

    def can_edit(self) -> bool:
        return not self._has_left and bool(super().can_edit())

    def can_publish(self) -> bool:
        return not self._has_left and bool(super().can_publish()) and may_publish_for(self.page, self.user)

    def can_unpublish(self) -> bool:
        return not self._has_left and bool(super().can_unpublish()) and may_publish_for(self.page, self.user)
