"""One run of pytest, and what came of it."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGINT
from xml.etree import ElementTree

from .places import PYTHON
from .processes import python_environment, run

BROWSER_TESTS = "tests/browser"
EXIT_MEANINGS = {1: "tests failed", 2: "interrupted", 3: "internal error", 4: "wrong usage", 5: "no test was collected"}


@dataclass
class Outcome:
    """``failures`` and ``skips`` are lines for a person: what, and why."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.passed + other.passed, self.failures + other.failures, self.skips + other.skips)

    def closing_line(self) -> str:
        line = f"{self.passed} passed, {len(self.failures)} failed"
        return f"{line}, {len(self.skips)} skipped" if self.skips else line


def check(name: str, argv: Sequence[str]) -> Outcome:
    """A command that must exit 0."""
    status = run(argv, check_environment())
    return Outcome(passed=1) if status == 0 else Outcome(failures=[f"{name} (exit status {status})"])


def check_environment() -> dict[str, str]:
    env = python_environment(HUIKETING_ENV="test")
    env.pop("DATABASE_URL", None)
    return env


def pytest(name: str, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> Outcome:
    """Runs pytest on SQLite, or on what ``extra`` says; the counts are those of its JUnit report."""
    folder = Path(tempfile.mkdtemp(prefix="huiketing-tests-"))
    try:
        report = folder / "report.xml"
        env = check_environment() | dict(extra or {})
        status = run([str(PYTHON), "-m", "pytest", f"--junit-xml={report}", *arguments], env, stop=SIGINT)
        outcome = _read(name, report) if report.is_file() else Outcome()
    finally:
        shutil.rmtree(folder)
    if status != 0 and not outcome.failures:
        outcome.failures.append(f"{name}: {EXIT_MEANINGS.get(status, f'exit status {status}')}")
    return outcome


def _read(name: str, report: Path) -> Outcome:
    outcome = Outcome()
    for case in ElementTree.parse(report).iter("testcase"):
        title = f"{name}: {case.get('classname', '')}::{case.get('name', '')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failures.append(title)
        elif skip is not None and skip.get("type") == "pytest.skip":
            outcome.skips.append(f"{title}: {skip.get('message', '')}")
        else:
            outcome.passed += 1
    return outcome


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("true", "1", "yes")
