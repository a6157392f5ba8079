"""A private PostgreSQL on a unix socket in a temporary directory, gone when the block ends."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from typing import Any

from .processes import Failed, child, must_run, run

PACKAGE = "postgresql"
START_SECONDS = 30
# Nothing here needs to outlive a power cut.
SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path | None:
    """The directory with initdb and postgres; Debian keeps them out of PATH, one directory for each version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*versions, *([Path(on_path).parent] if on_path else [])]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Yields a DATABASE_URL. Raises ``Failed`` when the server does not come up."""
    with tempfile.TemporaryDirectory(prefix="huiketing-postgres-") as folder:
        home = Path(folder)
        options: dict[str, Any] = {"cwd": home, "env": {**os.environ, "LC_ALL": "C.UTF-8"}}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(home, "postgres", "postgres")
            options |= {"user": "postgres", "group": "postgres", "extra_groups": []}
        data, log = home / "data", home / "log"
        how = ["--username=huiketing", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        must_run(
            [str(binaries / "initdb"), f"--pgdata={data}", *how],
            "PostgreSQL's initdb failed",
            stdout=subprocess.DEVNULL,
            **options,
        )
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        serve = [str(binaries / "postgres"), "-D", str(data), "-k", str(home), "-p", "5432", *settings]
        with log.open("w") as output, child(serve, stop=SIGINT, stdout=output, stderr=output, **options) as server:
            _await_ready(server, binaries, home, log)
            yield f"postgresql://huiketing@{str(home).replace('/', '%2F')}:5432/postgres"


def _await_ready(server: subprocess.Popen[str], binaries: Path, home: Path, log: Path) -> None:
    ask = [str(binaries / "pg_isready"), "--quiet", "--host", str(home), "--port", "5432"]
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if run(ask) == 0:
            return
        time.sleep(0.1)
    raise Failed(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
