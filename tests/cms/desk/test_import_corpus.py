"""The real statutes, all of them."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cms.basepage.models import BasePage
from cms.policies.models import PolicyPage
from cms.records.outline import plain_paragraphs
from tests import factories
from tests.cms.desk.import_runs import run

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "statutes.jsonl.xz"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout (../shared/corpus)"),
]


@pytest.mark.django_db
def test_every_statute_goes_in_whole_and_once(tmp_path: Path) -> None:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    distinct = {json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows}
    factories.district()
    copy = tmp_path / CORPUS.name
    copy.write_bytes(CORPUS.read_bytes())

    first = run(copy, "chengwan")

    assert (first.status, first.refused) == (0, [])
    assert first.out.startswith(f"{len(distinct)} 条导入，{len(rows) - len(distinct)} 条已有")
    assert PolicyPage.objects.filter(live=True).count() == len(distinct)
    assert PolicyPage.objects.values("index_number").distinct().count() == len(distinct)
    assert BasePage.find_problems() == ([], [], [], [], [])
    assert letters_of_bodies() == sum(letters(json.loads(row)["body"]) for row in distinct)
    assert run(copy, "chengwan").out.startswith(f"0 条导入，{len(rows)} 条已有，0 条退回")


def letters_of_bodies() -> int:
    return sum(letters(" ".join(plain_paragraphs(page.body))) for page in PolicyPage.objects.iterator(chunk_size=100))


def letters(text: str) -> int:
    """Chinese characters, letters and digits: what no markup may lose."""
    return sum(character.isalnum() for character in text)
