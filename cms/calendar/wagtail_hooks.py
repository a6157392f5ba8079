from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from wagtail import hooks

from .checks import warning
from .viewsets import working_calendar


@hooks.register("register_admin_viewset")
def register_working_calendar() -> object:
    return working_calendar


@hooks.register("golive_obstacles")
def calendar_ends_soon() -> Iterator[str]:
    if line := warning(timezone.localdate()):
        yield line
