"""What is in an office package (a zip file), learned from its directory. Nothing large is listed or unpacked."""

from __future__ import annotations

import html
import zipfile
from typing import Any

# Real documents stay far below all of these.
MOST_ENTRIES = 5_000
MOST_UNPACKED = 1024 * 1024 * 1024
_LARGEST_TYPE_LIST = 1024 * 1024
_SMALLEST_DIRECTORY_ENTRY = 46
_BEGINNING = b"PK\x03\x04"
_TYPE_LIST = "[content_types].xml"
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")


class TooManyEntries(Exception):
    pass


class TooLarge(Exception):
    pass


class HasMacros(Exception):
    pass


def names_in(file: Any) -> list[str]:
    """Names of the entries; none if the file is no package. Raises TooManyEntries, TooLarge or HasMacros."""
    file.seek(0)
    if file.read(len(_BEGINNING)) != _BEGINNING:
        return []
    if _directory_size(file) // _SMALLEST_DIRECTORY_ENTRY > MOST_ENTRIES:
        raise TooManyEntries
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise TooLarge
            names = [entry.filename for entry in entries]
            if any(_is_macro(name.lower()) for name in names) or _declares_macros(package, entries):
                raise HasMacros
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return []
    return names


def _directory_size(file: Any) -> int:
    """Bytes of the directory that ZipFile would read, by its own reading of the end record."""
    try:
        # The module opens a package by listing all of it; its own reader of the last record alone is private.
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # not in the stubs
    except (OSError, zipfile.BadZipFile):
        return 0
    return int(end[zipfile._ECD_SIZE]) if end else 0  # type: ignore[attr-defined]  # not in the stubs


def _is_macro(name: str) -> bool:
    return name.rpartition("/")[2].startswith("vbaproject") or "macrosheets/" in name


def _declares_macros(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Word and Excel go by the declared types of the parts, whatever the parts are called."""
    for entry in entries:
        if entry.filename.lower().lstrip("/") != _TYPE_LIST:
            continue
        with package.open(entry) as part:
            declared = part.read(_LARGEST_TYPE_LIST + 1)
        if len(declared) > _LARGEST_TYPE_LIST:
            raise TooLarge
        text = html.unescape(declared.replace(b"\x00", b"").decode("latin-1")).lower()
        if any(word in text for word in _MACRO_TYPES):
            return True
    return False
