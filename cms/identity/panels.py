"""The head of the form: what is still missing before the site goes live."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class GoLivePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "identity/golive_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            from .golive import obstacles

            context: dict[str, Any] = super().get_context_data(parent_context)
            context["obstacles"] = obstacles()
            return context
