"""bin/test: every gate, one after the other; none hides another."""

import argparse
import shutil
from collections.abc import Callable
from functools import partial

from . import environment, postgres, suites, system
from .places import PYTHON, ROOT
from .processes import Failed, say
from .suites import Outcome

MANAGE = [str(PYTHON), str(ROOT / "manage.py")]
CHECKS = {
    "ruff check": [str(PYTHON), "-m", "ruff", "check"],
    "ruff format": [str(PYTHON), "-m", "ruff", "format", "--check"],
    "mypy": [str(PYTHON), "-m", "mypy"],
    "djlint": [str(PYTHON), "-m", "djlint", "--lint", "--quiet", "templates"],
    "manage.py check": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
}
TWO_CORES = ["-n", "2"]
DESCRIPTION = (
    f"Makes the environment, then: {', '.join(CHECKS)}, the tests on SQLite, the same tests on PostgreSQL (a private "
    "server), and the browser tests (Chromium). Everything else on the command line goes to pytest, which then runs "
    "alone, on SQLite. What was skipped is said at the end, and why. The last line counts checks and tests together."
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/test", usage="bin/test [-h] [--strict] [pytest args]", description=DESCRIPTION, allow_abbrev=False
    )
    parser.add_argument("--strict", action="store_true", help="a skip is a failure (so it is with CI=true)")
    options, arguments = parser.parse_known_args()
    with environment.preparing():
        environment.ensure(development=True)
    outcome = suites.pytest("pytest", arguments) if arguments else _everything()
    return _close(outcome, strict=options.strict or suites.in_ci())


def _everything() -> Outcome:
    steps: dict[str, Callable[[], Outcome]] = {name: partial(suites.check, name, argv) for name, argv in CHECKS.items()}
    steps |= {"tests on SQLite": _sqlite, "tests on PostgreSQL": _postgresql, "browser tests": _browser}
    outcome = Outcome()
    for name, step in steps.items():
        say(f"\n── {name}")
        outcome += step()
    return outcome


def _sqlite() -> Outcome:
    return suites.pytest("SQLite", [*TWO_CORES, f"--ignore={suites.BROWSER_TESTS}"])


def _postgresql() -> Outcome:
    system.ensure(lambda: postgres.programs() is not None, postgres.PACKAGE)
    binaries = postgres.programs()
    if binaries is None:
        return _skip("PostgreSQL", f"no server is installed; as root, type: {system.apt_line(postgres.PACKAGE)}")
    try:
        with postgres.cluster(binaries) as url:
            return suites.pytest("PostgreSQL", [*TWO_CORES, f"--ignore={suites.BROWSER_TESTS}"], {"DATABASE_URL": url})
    except Failed as failure:
        return Outcome(failures=[f"PostgreSQL: {failure}"])


def _browser() -> Outcome:
    if not system.ensure(lambda: shutil.which("chromium") is not None, "chromium"):
        return _skip("browser tests", f"Chromium is not installed; as root, type: {system.apt_line('chromium')}")
    return suites.pytest("browser", [*TWO_CORES, suites.BROWSER_TESTS])


def _skip(name: str, reason: str) -> Outcome:
    say(f"skipped: {reason}")
    return Outcome(skips=[f"{name}: {reason}"])


def _close(outcome: Outcome, *, strict: bool) -> int:
    say("")
    for line in outcome.skips:
        say(f"SKIPPED {line}")
    for line in outcome.failures:
        say(f"FAILED  {line}")
    if strict and outcome.skips:
        say("A skip is a failure here (CI=true or --strict).")
    say(outcome.closing_line())
    return 1 if outcome.failures or (strict and outcome.skips) else 0
