"""Single rows: what goes in, and what is refused while the others go in."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms.basepage.models import BasePage
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from cms.records.models import Record
from tests import factories
from tests.cms.desk.import_runs import Run, json_lines, notice, run, statute

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> OrganisationPage:
    return factories.street(factories.district(), slug="songtao")


def import_rows(tmp_path: Path, *rows: Any, options: tuple[str, ...] = ()) -> Run:
    return run(json_lines(tmp_path / "rows.jsonl", rows), "songtao", *options)


def test_a_row_becomes_a_published_record_of_its_publisher(street: OrganisationPage, tmp_path: Path) -> None:
    before = timezone.now()

    result = import_rows(
        tmp_path, notice(addressee="各社区：", signature="松涛街道办事处", valid_until="2028年1月31日")
    )

    page = PolicyPage.objects.get()
    assert (result.status, result.out.splitlines()[0]) == (0, "1 条导入，0 条已有，0 条退回")
    assert page.live
    assert page.publisher_id == street.pk == page.get_parent().pk
    assert page.index_number == f"{street.uscc}/{timezone.localtime().year}-00001"
    assert before <= page.published_at <= timezone.now()
    assert page.issued_on == dt.date(2026, 2, 3)
    assert page.valid_until == dt.date(2028, 1, 31)
    assert (page.document_number, page.document_type, page.theme) == ("澄松发〔2026〕5号", "notice", "10")
    assert (page.audience, page.statutory_category, page.keywords) == ("residents", "20-15", "供暖、报修")
    assert (page.addressee, page.signature) == ("各社区：", "松涛街道办事处")
    assert [block.block_type for block in page.body] == ["paragraph", "paragraph", "table"]
    assert list(Record.objects.current(timezone.now()).values_list("pk", flat=True)) == [page.pk]
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_the_document_number_is_written_as_the_standard_wants_it(street: OrganisationPage, tmp_path: Path) -> None:
    import_rows(tmp_path, notice(document_number="澄松发[2026] 05 号"))

    assert PolicyPage.objects.get().document_number == "澄松发〔2026〕5号"


@pytest.mark.parametrize(
    "written", ["2026-03-01", "2026-3-1", "2026.3.1", "2026/3/1", "2026年3月1日", " 2026 年 3 月 1 日"]
)
def test_dates_are_read_in_the_ways_people_write_them(street: OrganisationPage, tmp_path: Path, written: str) -> None:
    import_rows(tmp_path, statute(issued_on=written))

    assert PolicyPage.objects.get().issued_on == dt.date(2026, 3, 1)


BAD_ROWS: dict[str, tuple[dict[str, Any] | str, str, str]] = {
    "no title": (statute(title=" "), "title", "写标题"),
    "title is null": (statute(title=None), "title", "写标题"),
    "title too long": (statute(title="法" * 256), "title", "最多255个字"),
    "no body": (statute(body=""), "body", "写正文"),
    "body of marks only": (statute(body="##\n\n|---|---|"), "body", "写正文"),
    "day that never was": (statute(issued_on="2026-02-30"), "issued_on", "没有这一天"),
    "month that never was": (statute(effective_on="2026年13月1日"), "effective_on", "没有这一天"),
    "no date at all": (statute(valid_until="去年"), "valid_until", "日期写法不对"),
    "year out of reach": (statute(issued_on="0026-02-03"), "issued_on", "年份不对"),
    "body too long": (statute(body="字" * 500_001), "body", "超过50万字"),
    "body of a million": (statute(body="字" * 1_000_000), "body", "超过50万字"),
    "script": (statute(body="第一条　<script>alert(1)</script>"), "body", "网页代码"),
    "tag in the title": (statute(title="关于<b>供暖</b>的通知"), "title", "网页代码"),
    "tag in a small field": (notice(signature='<img src="x">'), "signature", "网页代码"),
    "comment": (notice(keywords="供暖<!-- x"), "keywords", "网页代码"),
    "level unknown": (statute(level="国际条约"), "level", "层级只能写"),
    "levels at odds": (statute(document_class="行政法规"), "document_class", "不一致"),
    "theme unknown": (notice(theme="天文"), "theme", "只能从这些里选"),
    "subtheme of another theme": (notice(subtheme="信访"), "subtheme", "不属于所选的主题分类"),
    "null byte": (statute(body="第一条　供\x00暖"), "body", "控制字符"),
    "bell": (statute(title="供暖\x07法"), "title", "控制字符"),
    "turned writing": (statute(title="供暖\u202e法"), "title", "控制字符"),
    "half a character": (json.dumps(statute(title="供暖\ud800法")), "title", "控制字符"),
    "number form": (notice(document_number="第五号"), "document_number", "发文字号写成"),
    "summary too long": (notice(summary="长" * 121), "summary", "最多120个字"),
    "no summary for an own document": (notice(summary=""), "summary", "写一句话摘要"),
    "no theme for an own document": (notice(theme=""), "theme", "选主题分类"),
    "normative without a term": (notice(document_class="行政规范性文件"), "valid_until", "有效期至"),
    "ends before it begins": (notice(effective_on="2026-03-01", valid_until="2026-02-01"), "valid_until", "不能早于"),
    "heading too long": (statute(body="## " + "章" * 121 + "\n\n第一条　略。"), "body", "第1段"),
    "picture": (statute(body="第一条　略。\n\n![tu.png](一张图)"), "body", "图片"),
    "number for a title": (statute(title=True), "title", "写成文字"),
    "list for a title": (statute(title=["法"]), "title", "写成文字"),
    "broken JSON": ('{"title": "供暖', "", "JSON"),
    "no object": ('["title", "供暖"]', "", "JSON对象"),
    "depths of brackets": ("[" * 200_000, "", "JSON"),
    "field twice": ('{"title": "供暖", "标题": "供热", "body": "略"}', "title", "写了两次"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_refused_with_its_reason_and_the_others_go_in(
    street: OrganisationPage, tmp_path: Path, case: str
) -> None:
    bad, field, reason = BAD_ROWS[case]

    result = import_rows(tmp_path, statute(title="在前法"), bad, statute(title="在后法"))

    assert result.status == 1
    assert result.out.splitlines()[0] == "2 条导入，0 条已有，1 条退回"
    assert reason in result.reasons[2, field]
    assert {row for row, _field in result.reasons} == {2}
    assert sorted(PolicyPage.objects.values_list("title", flat=True)) == ["在前法", "在后法"]
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_a_row_is_refused_for_each_of_its_faults_at_once(street: OrganisationPage, tmp_path: Path) -> None:
    result = import_rows(tmp_path, notice(title="", issued_on="2026-02-30", theme="天文"))

    assert set(result.reasons) == {(1, "title"), (1, "issued_on"), (1, "theme")}
    assert "1 条退回" in result.out


def test_reasons_never_repeat_what_the_file_says(street: OrganisationPage, tmp_path: Path) -> None:
    result = import_rows(tmp_path, notice(title="<b>机密甲</b>", issued_on="机密乙", theme="机密丙", level="机密丁"))

    assert len(result.refused) == 4
    assert "机密" not in str(result)


@pytest.mark.parametrize("written", [["供暖", " 报修 ", ""], "供暖，报修", "供暖; 报修", "供暖、报修"])
def test_keywords_come_as_a_list_or_as_text(street: OrganisationPage, tmp_path: Path, written: Any) -> None:
    import_rows(tmp_path, notice(keywords=written))

    assert PolicyPage.objects.get().keywords == "供暖、报修"


def test_nested_title_marks_are_text(street: OrganisationPage, tmp_path: Path) -> None:
    title = "关于修改《<海岛灯塔法>实施办法》的决定"

    assert import_rows(tmp_path, statute(title=title)).status == 0
    assert PolicyPage.objects.get().title == title


def test_invisible_characters_and_line_ends_do_not_reach_the_record(street: OrganisationPage, tmp_path: Path) -> None:
    import_rows(tmp_path, statute(title="海岛\u200b灯塔法\n（修订）", body="第一条　灯\ufeff塔。\r\n第二条　施行。"))

    page = PolicyPage.objects.get()
    assert page.title == "海岛灯塔法（修订）"
    assert [block.value["text"] for block in page.body] == ["灯塔。", "施行。"]


def test_a_community_cannot_import_normative_documents(street: OrganisationPage, tmp_path: Path) -> None:
    factories.community(street, slug="wangchao")
    row = notice(document_class="行政规范性文件", effective_on="2026-03-01", valid_until="2028-01-31")

    result = run(json_lines(tmp_path / "rows.jsonl", [row]), "wangchao")

    assert "社区和村不能制定行政规范性文件" in result.reasons[1, "document_class"]
    assert not PolicyPage.objects.exists()


def test_the_second_row_with_a_document_number_is_refused(street: OrganisationPage, tmp_path: Path) -> None:
    other = notice(title="关于另一件事的通知", document_number="澄松发(2026)05号")

    result = import_rows(tmp_path, notice(), other)

    assert result.reasons == {(2, "document_number"): "发文字号和第1行重复，请核对"}
    assert PolicyPage.objects.get().title == notice()["title"]


def test_a_number_is_free_again_after_the_row_that_bore_it_was_refused(
    street: OrganisationPage, tmp_path: Path
) -> None:
    result = import_rows(tmp_path, notice(title=""), notice(title="关于供暖的通知"))

    assert set(result.reasons) == {(1, "title")}
    assert PolicyPage.objects.get().title == "关于供暖的通知"


def test_a_document_number_in_use_is_refused(street: OrganisationPage, tmp_path: Path) -> None:
    factories.policy(street, document_number="澄松发〔2026〕5号")

    result = import_rows(tmp_path, notice())

    assert result.reasons == {(1, "document_number"): "这个发文字号已经有文件在用，请核对"}
    assert PolicyPage.objects.count() == 1


def test_a_document_number_of_an_earlier_import_is_refused(street: OrganisationPage, tmp_path: Path) -> None:
    import_rows(tmp_path, notice())

    result = import_rows(tmp_path, notice(title="关于另一件事的通知"))

    assert set(result.reasons) == {(1, "document_number")}


def test_equal_titles_with_different_texts_are_different_documents(street: OrganisationPage, tmp_path: Path) -> None:
    result = import_rows(tmp_path, statute(body="第一条　甲。"), statute(body="第一条　乙。"))

    assert result.status == 0
    assert PolicyPage.objects.count() == 2


def test_the_same_row_twice_is_one_document(street: OrganisationPage, tmp_path: Path) -> None:
    result = import_rows(tmp_path, statute(), statute())

    assert result.out.splitlines()[0] == "1 条导入，1 条已有，0 条退回"
    assert PolicyPage.objects.count() == 1


def test_a_dry_run_finds_the_same_and_writes_nothing(street: OrganisationPage, tmp_path: Path) -> None:
    rows = [statute(), statute(), notice(), notice(title="关于另一件事的通知"), notice(summary="", document_number="")]

    dry = import_rows(tmp_path, *rows, options=("--dry-run",))

    assert (dry.status, PolicyPage.objects.count()) == (1, 0)
    assert dry.out.splitlines()[0] == "试运行，没有写入：2 条导入，1 条已有，2 条退回"
    real = import_rows(tmp_path, *rows)
    assert real.refused == dry.refused
    assert real.out.splitlines()[0] == "2 条导入，1 条已有，2 条退回"
