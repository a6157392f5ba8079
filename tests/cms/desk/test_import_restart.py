"""Run again, after a success or after a kill: the same records, none doubled."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers

from cms.policies.models import PolicyPage
from cms.records.models import NumberSequence
from tests import factories
from tests.cms.desk.import_runs import json_lines, notice, run, statute

ROWS = 260
SETTING_UP = "from tests import factories; factories.district()"
STATE = """
    SELECT p.import_key, b.title, b.document_number, b.issued_on, b.live, b.depth, p.summary
    FROM policies_policypage p JOIN basepage_basepage b ON b.id = p.basepage_ptr_id ORDER BY p.import_key
"""
COUNTS = """
    SELECT
      (SELECT numchild FROM basepage_basepage WHERE slug = 'chengwan'),
      (SELECT count(DISTINCT path) FROM basepage_basepage WHERE depth = 3),
      (SELECT count(DISTINCT index_number) FROM basepage_basepage),
      (SELECT max(last) FROM records_numbersequence),
      (SELECT count(*) FROM wagtailcore_referenceindex WHERE model_path = 'publisher'),
      (SELECT count(*) FROM wagtailsearch_indexentry e JOIN django_content_type c ON c.id = e.content_type_id
       WHERE c.model = 'policypage')
"""


def rows() -> list[dict[str, Any]]:
    return [
        statute(title=f"第{number}号法", body=f"第一条　为了第{number}件事，制定本法。")
        if number % 7
        else notice(title=f"关于第{number}件事的通知", document_number=f"澄新管〔2026〕{number}号")
        for number in range(1, ROWS + 1)
    ]


@pytest.mark.django_db
def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    factories.district()
    path = json_lines(tmp_path / "rows.jsonl", rows()[:60])
    assert run(path, "chengwan").out.startswith("60 条导入，0 条已有，0 条退回")
    before = everything()

    second = run(path, "chengwan")

    assert (second.status, second.out.splitlines()[0]) == (0, "0 条导入，60 条已有，0 条退回")
    assert everything() == before


def everything() -> str:
    return str(serializers.serialize("json", [*PolicyPage.objects.order_by("pk"), *NumberSequence.objects.all()]))


def test_an_import_that_is_killed_is_completed_by_running_it_again(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "rows.jsonl", rows())
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    killed.mkdir()
    manage(killed, "migrate", "-v0")
    manage(killed, "shell", "-v0", "-c", SETTING_UP)
    shutil.copytree(killed, whole)
    manage(whole, "import_documents", path, "--publisher=chengwan")

    kill_after_first_progress(killed, path)
    done = len(query(killed, STATE))
    assert 0 < done < ROWS
    assert query(killed, COUNTS)[0] == (done, done, done, done, done, done)
    assert manage(killed, "import_documents", path, "--publisher=chengwan").startswith(
        f"{ROWS - done} 条导入，{done} 条已有"
    )

    assert query(killed, STATE) == query(whole, STATE)
    assert query(killed, COUNTS) == query(whole, COUNTS) == [(ROWS,) * 6]


def kill_after_first_progress(var: Path, path: Path) -> None:
    command = [sys.executable, "manage.py", "import_documents", str(path), "--publisher=chengwan"]
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment(var),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("200/"):
                break
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def manage(var: Path, *arguments: str | Path) -> str:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(var), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return {**kept, "HUIKETING_ENV": "test", "HUIKETING_VAR": str(var)}


def query(var: Path, statement: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(var / "huiketing.sqlite3")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()
