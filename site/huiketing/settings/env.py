"""What the environment decides. A missing or senseless value stops the start with one plain line."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parents[3]
ENVIRONMENTS = ("production", "demo", "test")


class Misconfigured(SystemExit):
    """One line for the operator: which variable, what is wrong, how to mend it. Exit status 78 (EX_CONFIG)."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        print(f"huiketing: {name} {problem}; {remedy}", file=sys.stderr)  # noqa: T201 – the operator's line
        super().__init__(78)


def environment() -> str:
    value = os.environ.get("HUIKETING_ENV", "production")
    if value not in ENVIRONMENTS:
        raise Misconfigured("HUIKETING_ENV", f"is {value!r}", f"use one of {', '.join(ENVIRONMENTS)}")
    return value


def var_dir() -> Path:
    """The one directory that holds everything the site writes; made when missing, for its owner alone."""
    path = Path(os.environ.get("HUIKETING_VAR") or BASE_DIR / "var").expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            "HUIKETING_VAR", f"cannot be used ({path}: {error.strerror})", "name a writable directory"
        ) from error
    if not os.access(path, os.W_OK):
        raise Misconfigured("HUIKETING_VAR", f"is not writable ({path})", "name a writable directory")
    return path


def secret_key(env: str) -> str:
    value = os.environ.get("SECRET_KEY", "")
    if env == "test":
        return value or "test-only-key-that-protects-nothing-outside-the-test-run"
    if len(value) < 50 or len(set(value)) < 5:
        problem = "is missing" if not value else "is too short"
        raise Misconfigured("SECRET_KEY", problem, "set 50 or more random characters (bin/run makes its own)")
    return value


def allowed_hosts(env: str) -> list[str]:
    hosts = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts and env == "production":
        raise Misconfigured("ALLOWED_HOSTS", "is missing", "list the host names of the site, separated by commas")
    if "*" in hosts and env == "production":
        raise Misconfigured("ALLOWED_HOSTS", "is '*'", "list the host names of the site, separated by commas")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def site_url(env: str) -> str:
    """Scheme and host that permanent links begin with, without a slash at the end."""
    value = os.environ.get("SITE_URL", "").rstrip("/")
    if not value:
        if env == "production":
            raise Misconfigured("SITE_URL", "is missing", "set the public address, like https://www.example.gov.cn")
        return "http://127.0.0.1:8000"
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise Misconfigured("SITE_URL", f"is {value!r}", "use scheme and host only, like https://www.example.gov.cn")
    return value
