"""What bin/run remembers between two starts."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from _lib import site_state
from _lib.stamps import Stamp, digest_of


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"HUIKETING_VAR": str(tmp_path)}


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The management commands that were run; ``migrate`` leaves a history as Django does."""
    run: list[str] = []

    def manage(command: list[str], env: dict[str, str]) -> None:
        run.append(command[0])
        if command[0] == "migrate":
            write_history(Path(env["HUIKETING_VAR"]), f"2026-11-25 08:00:{len(run):02d}")

    monkeypatch.setattr(site_state, "manage", manage)
    return run


def write_history(var: Path, applied: str) -> None:
    with sqlite3.connect(var / "huiketing.sqlite3") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '0001', ?)", [applied]
        )


def test_a_second_start_migrates_nothing(env: dict[str, str], commands: list[str]) -> None:
    site_state.migrate(env)
    site_state.migrate(env)
    assert commands == ["migrate"]


def test_a_database_that_was_put_back_is_migrated_again(
    env: dict[str, str], commands: list[str], tmp_path: Path
) -> None:
    site_state.migrate(env)
    (tmp_path / "huiketing.sqlite3").unlink()
    write_history(tmp_path, "2025-01-01 00:00:00")
    site_state.migrate(env)
    assert commands == ["migrate", "migrate"]


def test_a_database_on_a_server_is_asked_at_every_start(env: dict[str, str], commands: list[str]) -> None:
    env["DATABASE_URL"] = "postgres://site@db/site"
    site_state.migrate(env)
    site_state.migrate(env)
    assert commands == ["migrate", "migrate"]


def test_the_demo_is_loaded_once_for_each_database(env: dict[str, str], commands: list[str], tmp_path: Path) -> None:
    site_state.migrate(env)
    site_state.load_demo(env)
    write_history(tmp_path, "2026-12-01 00:00:00")  # an upgrade of the same database
    site_state.load_demo(env)
    (tmp_path / "huiketing.sqlite3").unlink()
    write_history(tmp_path, "2027-01-01 00:00:00")  # another database
    site_state.load_demo(env)
    assert commands == ["migrate", "demo", "demo"]


def test_the_secret_key_is_long_kept_and_for_its_owner_only(tmp_path: Path) -> None:
    key = site_state.secret_key(tmp_path)
    assert len(key) >= 50
    assert site_state.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_production_gets_no_address_from_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIKETING_VAR", str(tmp_path))
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("HUIKETING_ENV", "production")
    assert "SITE_URL" not in site_state.site_environment(8000)
    monkeypatch.setenv("HUIKETING_ENV", "demo")
    assert site_state.site_environment(8123)["SITE_URL"] == "http://127.0.0.1:8123"


def test_a_digest_changes_with_content_and_with_names(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    before = digest_of([first])
    os.utime(first, (1, 1))
    assert digest_of([first]) == before
    first.write_text("2")
    assert digest_of([first]) != before
    assert digest_of([first.rename(second)]) != digest_of([])


def test_a_stamp_fits_only_what_it_was_set_for(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamps" / "static")
    assert not stamp.fits("x")
    stamp.set("x")
    assert stamp.fits("x")
    assert not stamp.fits("y")
    stamp.clear()
    assert not stamp.fits("x")
