"""Reading modes as addresses: `/senior/…` is the same page in 长者版, without a cookie and without a script.

The prefix works like a WSGI mount point, so every `reverse()` of the request stays inside the mode.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import get_script_prefix


@dataclass(frozen=True)
class ReadingMode:
    prefix: str = ""
    senior: bool = False
    high_contrast: bool = False


STANDARD = ReadingMode()
MODES = (
    ReadingMode("senior", senior=True),
    ReadingMode("contrast", high_contrast=True),
    ReadingMode("senior-contrast", senior=True, high_contrast=True),
)
_BY_PREFIX = {mode.prefix: mode for mode in MODES}
# Nothing below these changes with the mode.
UNMODED = ("cms/", "static/", "media/", "-/")


def split(path: str) -> tuple[ReadingMode, str]:
    """`/senior/places/` → (senior, `/places/`); an ordinary path comes back unchanged."""
    head, slash, rest = path[1:].partition("/")
    mode = _BY_PREFIX.get(head)
    if mode is None or not slash or rest.startswith(UNMODED):
        return STANDARD, path
    return mode, f"/{rest.lstrip('/')}"


def plain(path: str) -> str:
    """The permanent address behind an address of any mode."""
    prefix = get_script_prefix()
    return f"/{path[len(prefix) :]}" if prefix != "/" and path.startswith(prefix) else path


def find(*, senior: bool, high_contrast: bool) -> ReadingMode:
    for mode in MODES:
        if (mode.senior, mode.high_contrast) == (senior, high_contrast):
            return mode
    return STANDARD


def address(path: str, mode: ReadingMode) -> str:
    """A plain path in another mode."""
    return f"/{mode.prefix}{path}" if mode.prefix else path
