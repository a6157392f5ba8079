"""The virtual environment in ``.venv``: made when missing, filled again when the lock changed."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .places import PYTHON, ROOT, VENV
from .processes import Failed, must_run, run, say
from .stamps import Stamp, digest_of

LOCK = ROOT / "constraints.txt"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"


@contextmanager
def preparing() -> Iterator[None]:
    """One command at a time makes environment, database and static files in this checkout."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is preparing this checkout; waiting for it …")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def ensure(*, development: bool = False) -> None:
    """``.venv`` with the locked packages. Raises ``Failed`` when it cannot be made."""
    wanted = DEVELOPMENT if development else RUNTIME
    interpreter = f"{sys.version} {os.path.realpath(sys.base_prefix)}"
    stamp = Stamp(VENV / f".installed-{wanted.stem}")
    digest = digest_of({RUNTIME, wanted, LOCK}, interpreter)
    if stamp.fits(digest):
        return
    _ensure_interpreter(interpreter)
    stamp.clear()
    say(f"Installing packages ({wanted.name}); the first time this takes a minute or two …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    must_run(
        [*pip, "--requirement", str(wanted), "--constraint", str(LOCK)],
        "the packages could not be installed; pip's message above says why. Mend that and start again",
    )
    stamp.set(digest)


def _ensure_interpreter(interpreter: str) -> None:
    stamp = Stamp(VENV / ".interpreter")
    digest = digest_of([], interpreter)
    if stamp.fits(digest) and os.access(PYTHON, os.X_OK):
        return
    say("Making the Python environment in .venv …")
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Failed("no Python environment could be made in .venv; on Debian type: apt-get install python3-venv")
    stamp.set(digest)
