"""The packages that the checkout asks for."""

import ast
import re
import sys
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
SITE = ("cms", "publications", "search", "site")


def test_the_checkout_names_no_registry() -> None:
    files = [*ROOT.glob("requirements*.txt"), ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    assert len(files) == 5
    assert not [path for path in files if "://" in path.read_text("utf-8")]


def test_every_package_is_pinned_as_the_lock_says() -> None:
    lock = set((ROOT / "constraints.txt").read_text("utf-8").split())
    wanted = [line for path in ROOT.glob("requirements*.txt") for line in path.read_text("utf-8").split("\n") if line]
    pins = {line.replace("[binary]", "") for line in wanted if not line.startswith("-r ")}
    assert pins
    assert pins <= lock


def test_every_locked_package_installs_on_the_oldest_python_that_is_promised() -> None:
    locked = {_plain(line.partition("==")[0]) for line in (ROOT / "constraints.txt").read_text("utf-8").split()}
    installed = [one for one in distributions() if _plain(one.metadata["Name"]) in locked]
    too_new = [
        f"{one.metadata['Name']} {one.metadata['Requires-Python']}"
        for one in installed
        if not SpecifierSet(one.metadata["Requires-Python"] or "").contains("3.11.0")
    ]
    assert len(installed) > len(locked) / 2
    assert too_new == []


@pytest.mark.parametrize(
    ("sources", "requirements"),
    [(SITE, ["requirements.txt"]), (("tests",), ["requirements.txt", "requirements-dev.txt"])],
    ids=["site", "tests"],
)
def test_every_package_that_is_imported_is_a_requirement(sources: tuple[str, ...], requirements: list[str]) -> None:
    pins = re.findall(r"(?m)^\w[\w.-]*", "".join((ROOT / name).read_text("utf-8") for name in requirements))
    known = {_plain(name) for name in pins}
    ours = {*SITE, "_lib", "tests", *(path.name for path in (ROOT / "site").iterdir())}
    providers = packages_distributions()
    missing = {
        f"{module} in {path.relative_to(ROOT)}"
        for top in sources
        for path in (ROOT / top).rglob("*.py")
        if "migrations" not in path.parts
        for module in _imported(path) - ours - sys.stdlib_module_names
        if known.isdisjoint(_plain(name) for name in providers.get(module, []))
    }
    assert missing == set()


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and node.level == 0}
    return {name.partition(".")[0] for name in plain | named}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
