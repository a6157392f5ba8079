"""`manage.py` typed by hand on a site that `bin/run` made: the same packages, the same environment.

Only when the environment says nothing itself: a production server's units name all that they need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from importlib.util import find_spec
from pathlib import Path

SAYS_SOMETHING = ("HUIKETING_ENV", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DJANGO_SETTINGS_MODULE")


def adopt(checkout: Path, environ: MutableMapping[str, str]) -> None:
    """Go on as the demo site in the var directory, if `bin/run` has left its key there."""
    if any(name in environ for name in SAYS_SOMETHING):
        return
    key = Path(environ.get("HUIKETING_VAR") or checkout / "var") / "secret-key"
    if key.is_file():
        environ.update(HUIKETING_ENV="demo", SECRET_KEY=key.read_text("utf-8").strip())


def use_environment_of(checkout: Path) -> None:
    """Start again with the checkout's own Python where the present one has no Django."""
    python = checkout / ".venv" / "bin" / "python"
    if find_spec("django") is None and python.is_file():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 – our own interpreter, the same words
