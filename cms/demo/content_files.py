"""The demo district as files: TOML texts and PNG pictures below ``content/``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
DISTRICT_SLUG = "chengwan"


def organisations() -> list[dict[str, Any]]:
    """In tree order, the district first."""
    rows: list[dict[str, Any]] = _read(CONTENT / "organisations.toml")["organisation"]
    return rows


def records(folder: str) -> list[tuple[str, dict[str, Any]]]:
    """(key, fields) of ``policies`` or ``interpretations``, oldest publication first."""
    found = [(path.stem, _read(path)) for path in sorted((CONTENT / folder).glob("*.toml"))]
    return sorted(found, key=lambda item: (item[1]["published_at"], item[0]))


def notices() -> list[tuple[str, dict[str, Any]]]:
    """(key, fields), what has begun first comes first; a result after the notice whose result it is."""
    found = [(path.stem, _read(path)) for path in sorted((CONTENT / "notices").glob("*.toml"))]
    return sorted(found, key=lambda item: ("result_of" in item[1], item[1]["starts_in"], item[0]))


def pictures() -> Iterator[Path]:
    yield from sorted((CONTENT / "pictures").glob("*.png"))


def drawing(name: str) -> Path:
    """A picture that belongs to one notice and leaves with it."""
    return CONTENT / "drawings" / name


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
