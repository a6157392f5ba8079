"""Child processes that never outlive us, and plain endings."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from .places import ROOT, SOURCE_ROOTS

GRACE_SECONDS = 10
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Failed(Exception):
    """Ends the command with one plain line and exit status 1."""


def say(text: str) -> None:
    print(text, flush=True)


def python_environment(**extra: str) -> dict[str, str]:
    """The environment of a child that imports the project's code."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / SOURCE_ROOTS[0]), str(ROOT)]), **extra}


@contextmanager
def child(
    argv: Sequence[str],
    env: Mapping[str, str] | None = None,
    stop: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> Iterator[subprocess.Popen[str]]:
    """A process in a session of its own; at the end it is asked to stop, then its whole group is killed."""
    process = subprocess.Popen(
        argv, env=env, stdin=subprocess.DEVNULL, start_new_session=True, text=True, **{"cwd": ROOT, **options}
    )
    try:
        yield process
    finally:
        _end(process, stop)


def _end(process: subprocess.Popen[str], stop: signal.Signals) -> None:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        if process.poll() is None:
            process.send_signal(stop)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(argv: Sequence[str], env: Mapping[str, str] | None = None, **options: Any) -> int:
    """Runs to the end and returns the exit status."""
    with child(argv, env, **options) as process:
        return process.wait()


def must_run(argv: Sequence[str], problem: str, env: Mapping[str, str] | None = None, **options: Any) -> None:
    """Runs to the end; raises ``Failed`` with the problem when it did not exit 0."""
    if run(argv, env, **options) != 0:
        raise Failed(problem)


def entry(main: Callable[[], int], when_stopped: int) -> int:
    """Runs a command's ``main``: Ctrl-C, SIGTERM and a closed terminal end it with ``when_stopped``."""
    for number in STOPPING:
        signal.signal(number, _stop)
    try:
        return main()
    except KeyboardInterrupt:
        return when_stopped
    except Failed as failure:
        print(f"huiketing: {failure}", file=sys.stderr)
        return 1


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt
