"""System checks of the organisation tree."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from .enums import CAPABILITIES, OrganisationKind


@register()
def kinds_have_capabilities(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each kind says what the law lets it do, and stands under kinds that exist."""
    return [
        *(
            Error(
                f"OrganisationKind.{kind.name} has no entry in CAPABILITIES.",
                hint="Say in cms/organisations/enums.py what the law lets it do.",
                id="huiketing.E010",
            )
            for kind in OrganisationKind
            if kind not in CAPABILITIES
        ),
        *(
            Error(
                f"CAPABILITIES[{kind!r}] stands under kinds that do not exist: {', '.join(sorted(unknown))}.",
                id="huiketing.E011",
            )
            for kind, can in CAPABILITIES.items()
            if (unknown := set(can.parents) - set(OrganisationKind.values))
        ),
    ]
