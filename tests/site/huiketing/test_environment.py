"""A missing or senseless environment stops the start with one plain line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GOOD = {
    "HUIKETING_ENV": "production",
    "SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "ALLOWED_HOSTS": "www.example.gov.cn",
    "SITE_URL": "https://www.example.gov.cn",
}


def start(var: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """The settings read in a process of their own; None takes a variable away."""
    values = {"HUIKETING_VAR": str(var), **GOOD, **changes}
    env = {"PATH": os.environ["PATH"]} | {name: value for name, value in values.items() if value is not None}
    command = [
        sys.executable,
        "-c",
        "import huiketing.settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SITE_URL)",
    ]
    return subprocess.run(command, cwd=ROOT / "site", env=env, capture_output=True, text=True, check=False)


def test_production_is_what_one_gets_without_asking(tmp_path: Path) -> None:
    started = start(tmp_path, HUIKETING_ENV=None)

    assert started.returncode == 0
    assert started.stdout.split() == ["False", "True", "https://www.example.gov.cn"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"HUIKETING_ENV": "staging"}, "HUIKETING_ENV"),
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": None}, "SITE_URL"),
        ({"SITE_URL": "www.example.gov.cn"}, "SITE_URL"),
        ({"SITE_URL": "https://www.example.gov.cn/portal"}, "SITE_URL"),
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"HUIKETING_VAR": "/dev/null/var"}, "HUIKETING_VAR"),
    ],
)
def test_a_senseless_value_is_named_in_one_line(tmp_path: Path, changes: dict[str, str | None], named: str) -> None:
    stopped = start(tmp_path, **changes)

    lines = stopped.stderr.strip().splitlines()
    assert stopped.returncode == 78
    assert len(lines) == 1
    assert lines[0].startswith(f"huiketing: {named} ")
    assert ";" in lines[0], "the line says how to mend it"


def test_a_secret_is_never_printed(tmp_path: Path) -> None:
    stopped = start(tmp_path, SECRET_KEY="hunter2-hunter2")

    assert "hunter2" not in stopped.stderr


def test_what_the_site_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    start(tmp_path / "var")

    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
