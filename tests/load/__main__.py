"""Runs one benchmark: ``python -m tests.load NAME FILE`` writes its report to FILE as JSON."""

import json
import sys
from importlib import import_module
from pathlib import Path

name, target = sys.argv[1:]
report = import_module(f"tests.load.bench_{name}").run()
Path(target).write_text(json.dumps(report, ensure_ascii=False), "utf-8")
