"""The form under every page's editor."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.models import Revision

from . import plaintext


class BasePageForm(WagtailAdminPageForm):
    """Tells the second of two clerks that a colleague has saved meanwhile; her text stays in the form.

    The page then names the newest revision, so that her next save is deliberate and wins; the colleague's text stays
    in the history.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._is_out_of_date():
            self.add_error(
                None,
                f"您打开以后，{self._last_editor()}又保存过这份内容。您写的都在下面，没有丢。"
                "请先到“历史”里看看那边改了什么；确定以您的为准，就再保存一次。",
            )
        self._log_forged_date()
        for name in [name for name, value in cleaned.items() if self._has_hidden(name, value)]:
            self.add_error(name, plaintext.HIDDEN_MESSAGE)
        return cleaned

    def _has_hidden(self, name: str, value: Any) -> bool:
        if isinstance(value, StreamValue):
            return plaintext.has_hidden_within(value.get_prep_value())
        if not isinstance(value, str):
            return False
        columns = {field.name: field for field in self.instance._meta.concrete_fields}
        return plaintext.has_hidden(value, lines=not isinstance(columns.get(name), models.CharField))

    def _is_out_of_date(self) -> bool:
        latest = self.instance.latest_revision if self.instance.latest_revision_id else None
        if latest is None or self._is_her_own(latest):
            return False
        if autosaved := self.data.get("overwrite_revision_id"):
            return bool(autosaved != str(latest.pk))
        loaded = self.data.get("loaded_revision_id")
        if not loaded:
            return False
        loaded_at = self.data.get("loaded_revision_created_at", "")
        # An autosave writes over its own revision: same id, later time.
        return bool(loaded != str(latest.pk) or (loaded_at and loaded_at != latest.created_at.isoformat()))

    def _is_her_own(self, latest: Revision) -> bool:
        """Mostly an autosave that was still on its way when she pressed the button."""
        return self.for_user is not None and latest.user_id == self.for_user.pk

    def _last_editor(self) -> str:
        editor = self.instance.latest_revision.user
        return (editor.get_full_name() or editor.get_username()) if editor else "另一位同事"

    def _log_forged_date(self) -> None:
        """No form has a field for the publication date; who sends one all the same is put on record."""
        wanted = self.data.get("published_at") or self.data.get("first_published_at")
        if wanted and self.instance.pk:
            self.instance.refuse_publication_date(str(wanted)[:40], self.for_user)
