"""A command typed by hand works on the demo site and never loosens a production one."""

from pathlib import Path

import pytest

from huiketing import by_hand


def var_of_bin_run(folder: Path) -> Path:
    (folder / "var").mkdir()
    (folder / "var" / "secret-key").write_text("k3y\n", "utf-8")
    return folder


def test_the_site_that_bin_run_made_is_taken_as_it_is(tmp_path: Path) -> None:
    environ: dict[str, str] = {}

    by_hand.adopt(var_of_bin_run(tmp_path), environ)

    assert environ == {"HUIKETING_ENV": "demo", "SECRET_KEY": "k3y"}


@pytest.mark.parametrize("name", by_hand.SAYS_SOMETHING)
def test_whoever_names_one_setting_names_them_all(tmp_path: Path, name: str) -> None:
    environ = {name: "x"}

    by_hand.adopt(var_of_bin_run(tmp_path), environ)

    assert environ == {name: "x"}


def test_without_a_key_of_bin_run_production_stays_the_default(tmp_path: Path) -> None:
    environ: dict[str, str] = {"HUIKETING_VAR": str(tmp_path / "elsewhere")}

    by_hand.adopt(var_of_bin_run(tmp_path), environ)

    assert set(environ) == {"HUIKETING_VAR"}
