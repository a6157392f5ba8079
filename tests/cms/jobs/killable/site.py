"""The site with nothing but jobs, from outside: its commands as processes, and what they left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .databases import Database

ROOT = Path(__file__).resolve().parents[4]


class JobsSite:
    """One var directory. Its processes are found by their environment, whatever became of their parents."""

    def __init__(self, var: Path, database: Database) -> None:
        self.var = var
        self.database = database
        self.environment = {
            **os.environ,
            "DATABASE_URL": database.url(),
            "DJANGO_SETTINGS_MODULE": "tests.cms.jobs.killable.settings",
            "HUIKETING_ENV": "test",
            "HUIKETING_VAR": str(var),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        }

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.var / "output.txt").open("ab") as output:
            return subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), *command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def run(self, *command: str) -> int:
        return self.start(*command).wait()

    def undone(self) -> int:
        [(number,)] = self.database.ask("SELECT count(*) FROM jobs_outboxentry WHERE done_at IS NULL")
        return int(str(number))

    def lines(self, name: str) -> list[str]:
        path = self.var / f"{name}.txt"
        return path.read_text().split() if path.exists() else []

    def output(self) -> str:
        return (self.var / "output.txt").read_text()

    def processes(self) -> list[int]:
        mark = f"HUIKETING_VAR={self.var}\0".encode()
        return [int(path.parent.name) for path in _environments() if mark in _read(path)]

    def end(self) -> None:
        """Whatever a failed test has left."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def until(condition: Callable[[], object], seconds: float = 20) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _environments() -> Iterator[Path]:
    return Path("/proc").glob("[0-9]*/environ")


def _read(path: Path) -> bytes:
    """Empty for a process that has ended, or is another user's."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
