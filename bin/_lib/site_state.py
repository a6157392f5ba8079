"""What ``bin/run`` keeps in the var directory: secret key, database, static files, demo district."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from .environment import LOCK
from .places import PYTHON, ROOT, SOURCE_ROOTS
from .processes import Failed, must_run, python_environment, run, say
from .stamps import Stamp, digest_of


def site_environment(port: int) -> dict[str, str]:
    """Environment of the site's processes. What the caller has set stays; production gets no address from us."""
    var = var_dir()
    extra = {
        "HUIKETING_ENV": os.environ.get("HUIKETING_ENV") or "demo",
        "HUIKETING_VAR": str(var),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(var),
    }
    if extra["HUIKETING_ENV"] != "production":
        extra["SITE_URL"] = os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}"
    return python_environment(**extra)


def var_dir() -> Path:
    """The directory that holds everything the site writes, made when missing (same rule as the settings)."""
    path = Path(os.environ.get("HUIKETING_VAR") or ROOT / "var").expanduser().absolute()
    with contextlib.suppress(OSError):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(path, os.W_OK):
        raise Failed(f"HUIKETING_VAR cannot be used ({path}); name a writable directory")
    return path


def refuse_misconfiguration(env: Mapping[str, str]) -> None:
    """Lets the settings say their one line, and ends with their exit status."""
    if status := run([str(PYTHON), "-c", "import huiketing.settings"], env):
        raise SystemExit(status)


def secret_key(var: Path) -> str:
    path = var / "secret-key"
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text("ascii").strip()


def manage(command: list[str], env: Mapping[str, str]) -> None:
    problem = f"manage.py {command[0]} failed; its message above says why"
    must_run([str(PYTHON), str(ROOT / "manage.py"), *command], problem, env)


def migrate(env: Mapping[str, str]) -> None:
    files = {path for top in SOURCE_ROOTS for path in (ROOT / top).rglob("migrations/*.py")} | {LOCK}
    stamp = Stamp(_stamps(env) / "migrated")
    history = _migration_history(env)
    if history and stamp.fits(digest_of(files, *history)):
        return
    say("Bringing the database up to date …")
    manage(["migrate", "--no-input", "--verbosity=0"], env)
    stamp.set(digest_of(files, *_migration_history(env)))


def collect_static(env: Mapping[str, str]) -> None:
    folders = [ROOT / "static", *(folder for top in SOURCE_ROOTS for folder in (ROOT / top).rglob("static"))]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()} | {LOCK}
    stamp = Stamp(_stamps(env) / "static")
    digest = digest_of(files)
    if stamp.fits(digest) and (Path(env["HUIKETING_VAR"]) / "static" / "staticfiles.json").is_file():
        return
    say("Collecting static files …")
    manage(["collectstatic", "--no-input", "--verbosity=0"], env)
    stamp.set(digest)


def load_demo(env: Mapping[str, str]) -> None:
    """The demo district, once for each database."""
    stamp = Stamp(_stamps(env) / "demo")
    digest = hashlib.sha256(_database_identity(env).encode()).hexdigest()
    if stamp.fits(digest):
        return
    say("Loading the demo district …")
    manage(["demo"], env)
    stamp.set(digest)


def _stamps(env: Mapping[str, str]) -> Path:
    return Path(env["HUIKETING_VAR"]) / "stamps"


def _sqlite_file(env: Mapping[str, str]) -> Path | None:
    url = env.get("DATABASE_URL")
    if not url:
        return Path(env["HUIKETING_VAR"]) / "huiketing.sqlite3"
    return ROOT / url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else None


def _migration_history(env: Mapping[str, str]) -> list[str]:
    """The migrations that an SQLite database says it has had, with their instants; empty if that cannot be read.

    The instants tell one database from another, so a restored or replaced file is noticed. Another server's
    database cannot be read from here: there Django itself is asked at every start.
    """
    path = _sqlite_file(env)
    if path is None or not path.is_file():
        return []
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT app, name, applied FROM django_migrations ORDER BY id")
            return [" ".join(row) for row in rows]
        except sqlite3.DatabaseError:
            return []


def _database_identity(env: Mapping[str, str]) -> str:
    return next(iter(_migration_history(env)), env.get("DATABASE_URL", ""))
