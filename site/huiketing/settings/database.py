"""SQLite in var by default, PostgreSQL by DATABASE_URL."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from .env import Misconfigured

# WAL, IMMEDIATE and a busy timeout: with Django's defaults, most writes are lost under mixed load. What is deleted is
# overwritten; copies in unused parts of pages go with a purge's VACUUM (cms/jobs/scrubbing.py).
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; "
    "PRAGMA secure_delete=ON;",
}


def databases(var: Path) -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{var / 'huiketing.sqlite3'}"
    remedy = "use sqlite:///path or postgres://user:password@host/name"
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise Misconfigured("DATABASE_URL", "cannot be read", remedy) from error
    engine = config.get("ENGINE", "")
    if engine.endswith("sqlite3"):
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
    elif engine.endswith("postgresql"):
        config.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    else:
        raise Misconfigured("DATABASE_URL", "names a database that is not supported", remedy)
    return {"default": config}
