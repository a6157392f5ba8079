"""What the documents say of the code is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_FOLDERS = "bin|cms|docs|publications|search|site|static|templates|tests"
_PATH = re.compile(rf"`((?:{_FOLDERS})/[\w./-]+)`")
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
_ALIEN_PATH = re.compile(r"(?<![\w/.`])/(?:tmp|work|home|root)/")


def _text(path):
    return path.read_text("utf-8")


def _requirements():
    lines = [line for name in ("requirements.txt", "requirements-dev.txt") for line in _text(ROOT / name).splitlines()]
    return {re.split(r"[\[=]", line)[0] for line in lines if line and not line.startswith(("-", "#"))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_document_names_exist(document):
    text = _text(document)
    named = {ROOT / name for name in _PATH.findall(text)}
    linked = {document.parent / name for name in _LINK.findall(text)}
    assert [str(path) for path in named | linked if not path.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_names_no_place_on_somebodys_machine(document):
    assert _ALIEN_PATH.findall(_text(document)) == []


def test_every_system_check_is_in_the_table():
    ids = {name for path in ROOT.glob("cms/*/checks.py") for name in re.findall(r"huiketing\.[EW]\d{3}", _text(path))}
    assert ids
    assert ids == set(re.findall(r"huiketing\.[EW]\d{3}", _text(ROOT / "docs/architecture.md")))


def test_every_direct_requirement_has_its_reason():
    assert _requirements() == _requirements_with_reasons()


def test_every_decision_is_in_the_index_and_short():
    decisions = sorted(path for path in (ROOT / "docs/decisions").glob("0*.md"))
    index = _text(ROOT / "docs/decisions/README.md")
    assert [path.name for path in decisions if f"({path.name})" not in index] == []
    assert [path.name for path in decisions if len(_text(path).splitlines()) > 40] == []


def _requirements_with_reasons():
    rows = re.findall(r"^\| ([\w. ·-]+) \|", _text(ROOT / "docs/decisions/0013-dependencies.md"), re.MULTILINE)
    return {name for row in rows for name in row.split(" · ")}
