"""The to-do list at the head of the editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import PageChooserPanel, Panel
from wagtail.admin.widgets import AdminPageChooser

from .requirements import unmet

# Longer numbers do not fit into the column.
_LONGEST_ID = 18
_NO_ID = "0"


class ForgivingPageChooser(AdminPageChooser):
    """An id that no page can have is a page that is not on offer; Wagtail and SQLite break down over it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        if value is None or (value.isascii() and value.isdigit() and len(value) <= _LONGEST_ID):
            return value
        return _NO_ID


class ChosenPagePanel(PageChooserPanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        chooser = ForgivingPageChooser(target_models=self.page_type, can_choose_root=self.can_choose_root)
        options.setdefault("widgets", {})[self.field_name] = chooser
        return options


class PublishRequirementsPanel(Panel):
    """What is left to do before this can be published, each with a link to its field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "records/requirements_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            context.update(saved=saved, requirements=unmet(self.instance) if saved else [])
            return context
