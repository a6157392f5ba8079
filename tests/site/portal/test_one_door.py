"""Records are read by the public through one door (design decision 4)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings

FOLDERS = ("site/portal", "search", "publications")
# Managers that know nothing of visibility, and ways into the tree that lead past it.
FORBIDDEN_MODELS = {"PolicyPage", "InterpretationPage", "BasePage", "Page", "RecordPage", "AbstractPage"}
FORBIDDEN_CALLS = {
    *("get_children", "get_descendants", "get_siblings", "get_next_siblings", "get_prev_siblings", "descendant_of"),
    *("published_records", "for_staff", "get_latest_revision_as_object"),
}
DOORS = {"Record": {"current", "withdrawn", "ended"}, "NoticePage": {"current", "running", "over"}}
SOURCES = sorted(path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*.py"))


def _violations(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value
        if node.attr == "objects" and isinstance(owner, ast.Name) and owner.id in FORBIDDEN_MODELS:
            found.append(f"{node.lineno}: {owner.id}.objects")
        if node.attr in FORBIDDEN_CALLS:
            found.append(f"{node.lineno}: .{node.attr}")
        through = isinstance(owner, ast.Attribute) and owner.attr == "objects" and isinstance(owner.value, ast.Name)
        model = owner.value.id if through else ""  # type: ignore[attr-defined]
        if node.attr not in DOORS.get(model, {node.attr}):
            found.append(f"{node.lineno}: {model}.objects.{node.attr}")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(Path(path).relative_to(settings.BASE_DIR)))
def test_records_are_read_through_the_one_door(path):
    assert _violations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "PolicyPage.objects.all()",
        "BasePage.objects.filter(kind='policy')",
        "Record.objects.all()",
        "NoticePage.objects.filter(live=True)",
        "place.get_children()",
        "place.published_records.all()",
    ],
)
def test_a_side_door_would_be_seen(source):
    assert _violations(source)


def test_the_door_itself_is_used():
    assert any("Record.objects.current(" in path.read_text(encoding="utf-8") for path in SOURCES)
