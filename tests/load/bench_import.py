"""The corpus of 1,965 statutes through import_documents; peer: reading and parsing the same file and nothing else."""

from __future__ import annotations

import json
import lzma
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from . import Report
from .sites import CORPUS, manage


def run() -> Report:
    var = Path(os.environ["HUIKETING_VAR"]) / "import"
    manage(var, "migrate", "--verbosity", "0")
    manage(var, "demo")
    reading = _seconds(_read)
    importing = _seconds(lambda: manage(var, "import_documents", str(CORPUS), "--publisher", "chengwan"))
    # The largest child so far is the import: migrate and demo stay far below it.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    again = _seconds(lambda: manage(var, "import_documents", str(CORPUS), "--publisher", "chengwan"))
    return {
        "measures": [
            {"what": "import", "unit": "s", "ours": importing, "peer": "reading the file", "theirs": reading},
            {"what": "import", "unit": "s", "ours": importing, "peer": "mark", "theirs": 120.0},
            {"what": "import once more", "unit": "s", "ours": again, "peer": "the first time", "theirs": importing},
            {"what": "largest process", "unit": "MB", "ours": memory, "peer": "mark", "theirs": 600.0},
        ]
    }


def _read() -> None:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        for line in file:
            json.loads(line)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
