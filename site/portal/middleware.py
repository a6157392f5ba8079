"""Reading modes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from . import modes


class ReadingModeMiddleware:
    """Mounts the public site a second time below each mode's prefix."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mode, path = modes.split(request.path_info)
        request.reading_mode = mode  # type: ignore[attr-defined]  # read by portal.shell
        request.plain_path = path  # type: ignore[attr-defined]
        if mode is modes.STANDARD:
            return self.get_response(request)
        outer = get_script_prefix()
        request.path_info = path
        set_script_prefix(f"{outer}{mode.prefix}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(outer)
