"""Sites of a known size for benchmarks, each in a var directory of its own below the run's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "statutes.jsonl.xz"


def manage(var: Path, *words: str, check: bool = True) -> None:
    """A management command over the site in ``var``; its output goes to the run's standard error."""
    env = os.environ | {"HUIKETING_VAR": str(var)}
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=check, stdout=sys.stderr)


def corpus_site(var: Path) -> Path:
    """The demo district and, from the corpus, 1,965 statutes."""
    _prepare(var)
    manage(var, "demo")
    manage(var, "import_documents", str(CORPUS), "--publisher", "chengwan")
    return var


def district_site(var: Path) -> Path:
    """The large demo district: 209 places, 20,000 records."""
    _prepare(var)
    manage(var, "demo", "--scale", "district")
    return var


def notice_site(var: Path, count: int, running: int) -> Path:
    """The 209 places of the large demo district with ``count`` notices, ``running`` of them in force."""
    _prepare(var)
    manage(var, "demo")
    words = f"from cms.demo import large; from tests.load import notices; large.load_places(); notices.fill({count}, {running})"
    manage(var, "shell", "--no-imports", "-c", words)
    return var


def render(which: str, var: Path) -> dict[str, dict[str, float]]:
    """Medians (ms) and query counts of the pages of ``render_pages`` over the site in ``var``, in a process of its own."""
    env = os.environ | {"HUIKETING_VAR": str(var)}
    command = [sys.executable, "-m", "tests.load.render_pages", which]
    result = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    figures: dict[str, dict[str, float]] = json.loads(result.stdout)
    return figures


def _prepare(var: Path) -> None:
    manage(var, "migrate", "--verbosity", "0")
    manage(var, "collectstatic", "--no-input", "--verbosity", "0")
