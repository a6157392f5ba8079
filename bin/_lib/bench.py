"""bin/bench: runs the benchmarks in tests/load and prints each figure beside its peer's."""

import argparse
import ast
import json
import secrets
import tempfile
from pathlib import Path
from typing import Any

from . import environment
from .places import PYTHON, ROOT
from .processes import Failed, must_run, python_environment, say

FOLDER = ROOT / "tests" / "load"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Runs the named benchmarks of tests/load; without a name, lists them. Each prints its figures as "
        "ratios to a named peer that was measured in the same run.",
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="a benchmark, as listed")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    known = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    if not options.names:
        return _list(known)
    if unknown := [name for name in options.names if name not in known]:
        raise Failed(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(known) or 'none'}")
    with environment.preparing():
        environment.ensure(development=True)
    reports = {name: _run(name) for name in options.names}
    if options.json:
        options.json.write_text(json.dumps(reports, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


def _list(known: dict[str, Path]) -> int:
    for name, path in known.items():
        documentation = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        say(f"{name:12} {documentation.partition(chr(10))[0]}")
    if not known:
        say("There are no benchmarks in tests/load.")
    return 0


def _run(name: str) -> dict[str, Any]:
    """Runs one in a process and a var directory of its own."""
    with tempfile.TemporaryDirectory(prefix="huiketing-bench-") as folder:
        result = Path(folder) / "result.json"
        env = python_environment(
            HUIKETING_ENV="demo", HUIKETING_VAR=f"{folder}/var", SECRET_KEY=secrets.token_urlsafe(64)
        )
        must_run([str(PYTHON), "-m", "tests.load", name, str(result)], f"the benchmark {name} failed", env)
        report: dict[str, Any] = json.loads(result.read_text("utf-8"))
    say(f"\n{name}")
    for row in report["measures"]:
        say(
            f"  {row['what']}: {row['ours']:,.4g} {row['unit']}; {row['peer']}: {row['theirs']:,.4g} {row['unit']}; "
            f"ratio {row['ours'] / row['theirs']:.3g}"
        )
    return report
