"""The to-do list at the head of the editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .requirements import unmet


class PublishRequirementsPanel(Panel):
    """What is left to do before this can be published, each with a link to its field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "records/requirements_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            context.update(saved=saved, requirements=unmet(self.instance) if saved else [])
            return context
