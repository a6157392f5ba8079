"""What a statute gets that its row does not state."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.desk.imports import statutes, themes
from cms.policies.models import PolicyPage
from cms.records import markup
from tests import factories
from tests.cms.desk.import_runs import json_lines, run, statute

LONG = "为了保护海岛灯塔，方便船舶航行，" + "保障海上人命和财产的安全，" * 8 + "制定本法。"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "document_class"),
    [
        ("法律", "law"),
        ("行政法规", "administrative_regulation"),
        ("部门规章", "departmental_rule"),
        ("地方性法规", "local_regulation"),
    ],
)
def test_a_statute_is_classified_by_its_level(tmp_path: Path, level: str, document_class: str) -> None:
    factories.district()

    run(json_lines(tmp_path / "rows.jsonl", [statute(level=level, region="山东")]), "chengwan")

    page = PolicyPage.objects.get()
    assert (page.document_class, page.region) == (document_class, "山东")
    assert (page.audience, page.statutory_category, page.reach) == ("everyone", "20-01", "district")
    assert page.disclosure_method == "proactive"
    assert page.summary == "为了保护海岛灯塔，制定本法。"


@pytest.mark.django_db
def test_what_the_row_states_outweighs_what_follows_from_the_text(tmp_path: Path) -> None:
    factories.district()
    row = statute(theme="08", audience="企业", statutory_category="20-05", summary="自己写的摘要。")

    run(json_lines(tmp_path / "rows.jsonl", [row]), "chengwan")

    page = PolicyPage.objects.get()
    assert (page.theme, page.audience, page.statutory_category) == ("08", "enterprises", "20-05")
    assert page.summary == "自己写的摘要。"


@pytest.mark.django_db
def test_a_statute_is_the_same_document_whoever_enters_it(tmp_path: Path) -> None:
    factories.department(factories.district(), slug="minzheng")
    path = json_lines(tmp_path / "rows.jsonl", [statute()])

    run(path, "chengwan")

    assert "0 条导入，1 条已有" in run(path, "minzheng").out


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("中华人民共和国国防法", "21"),
        ("中华人民共和国防洪法", "06"),
        ("山东省养老服务条例", "17"),
        ("上海市居住证管理规定", "16"),
        ("中华人民共和国海岛灯塔法", "05"),
        ("杂项规定", "22"),
    ],
)
def test_the_theme_is_guessed_from_the_title(title: str, theme: str) -> None:
    assert themes.guess(title) == theme


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("2024年3月1日 某会议通过\n\n第一条　为了安全，制定本法。另有规定的除外。", "为了安全，制定本法。"),
        ("2024年3月1日 某会议通过\n\n为了安全，修改如下：\n\n一、略。", "为了安全，修改如下："),
        ("## 范围\n\n本标准规定了灯塔的高度。", "本标准规定了灯塔的高度。"),
        ("2024年3月1日 某会议通过", "2024年3月1日 某会议通过"),
    ],
)
def test_the_summary_is_the_first_sentence_that_says_what_it_is_about(body: str, summary: str) -> None:
    assert statutes.summarise(markup.parse(body)) == summary


def test_a_long_first_sentence_ends_at_a_clause() -> None:
    summary = statutes.summarise(markup.parse(f"第一条　{LONG}"))

    assert len(summary) <= 110
    assert summary.endswith("财产的安全……")
    assert LONG.startswith(summary.removesuffix("……"))


def test_a_long_sentence_without_clauses_is_cut() -> None:
    assert statutes.summarise(markup.parse("第一条　" + "灯" * 300)) == "灯" * 108 + "……"
