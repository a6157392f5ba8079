"""The record editor's form."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class RecordForm(WagtailAdminPageForm):
    """Tells the second of two clerks that a colleague has saved meanwhile; her text stays in the form."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        loaded = self.data.get("overwrite_revision_id") or self.data.get("loaded_revision_id")
        latest = self.instance.latest_revision_id
        if loaded and latest and loaded != str(latest):
            editor = self.instance.latest_revision.user
            name = (editor.get_full_name() or editor.get_username()) if editor else "另一位同事"
            self.add_error(
                None,
                f"您打开以后，{name}又保存过这份内容。您写的都在下面，没有丢。"
                "请先到“历史”里看看对方改了什么；确定以您的为准，就再保存一次。",
            )
        return cleaned
