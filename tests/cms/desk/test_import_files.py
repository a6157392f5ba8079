"""Files that are taken in, the publisher they are for, and the report of what was refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from cms.desk.imports import unpacking
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.desk.import_runs import (
    CHINESE,
    ROW,
    json_lines,
    packed,
    refused_in,
    run,
    statute,
    table,
    workbook,
)


@pytest.fixture
def district() -> OrganisationPage:
    return factories.district()


def assert_row_is_in() -> None:
    page = PolicyPage.objects.get()
    assert (page.title, page.document_class, page.region) == ("海岛灯塔条例", "local_regulation", "山东")
    assert page.issued_on == dt.date(2024, 3, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
class TestTaken:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_csv_in_the_encodings_of_spreadsheets(self, tmp_path: Path, encoding: str) -> None:
        assert run(table(tmp_path / "rows.csv", CHINESE, ROW, encoding=encoding), "chengwan").status == 0
        assert_row_is_in()

    def test_csv_with_english_headers_in_any_case(self, tmp_path: Path) -> None:
        header = ["Title", "LEVEL", " region ", "issued_on", "body"]
        assert run(table(tmp_path / "rows.csv", header, ROW), "chengwan").status == 0
        assert_row_is_in()

    def test_xlsx_with_dates_and_numbers_in_cells(self, tmp_path: Path) -> None:
        header = [*CHINESE, "施行日期", "主题分类"]
        row = [*ROW[:3], dt.datetime(2024, 3, 1), ROW[4], dt.date(2024, 5, 1), 6]
        assert run(workbook(tmp_path / "表.XLSX", header, row), "chengwan").status == 0
        assert_row_is_in()
        page = PolicyPage.objects.get()
        assert (page.effective_on, page.theme) == (dt.date(2024, 5, 1), "06")

    def test_xlsx_with_line_ends_as_spreadsheets_escape_them(self, tmp_path: Path) -> None:
        row = [*ROW[:4], "第一条　甲。_x000D_\n第二条　乙。"]
        assert run(workbook(tmp_path / "rows.xlsx", CHINESE, row), "chengwan").status == 0
        assert [block.value["text"] for block in PolicyPage.objects.get().body] == ["甲。", "乙。"]

    def test_json_lines_with_a_mark_and_blank_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.jsonl"
        path.write_bytes(b"\xef\xbb\xbf\n" + json_lines(tmp_path / "plain", [statute()]).read_bytes() + b"\r\n")
        assert run(path, "chengwan").status == 0

    def test_packed_lines_in_several_streams(self, tmp_path: Path) -> None:
        path = tmp_path / "rows.jsonl.xz"
        first, second = packed(path, [statute(title="甲法")]), packed(path, [statute(title="乙法")])
        path.write_bytes(first + b"\0\0\0\0" + second)
        assert run(path, "chengwan").out.startswith("2 条导入")

    def test_rows_are_counted_as_a_spreadsheet_counts_them(self, tmp_path: Path) -> None:
        bad = ["", *ROW[1:]]
        result = run(table(tmp_path / "rows.csv", CHINESE, ROW, [], ["", "", "", "", ""], bad), "chengwan")
        assert result.reasons == {(5, "title"): "写标题"}

    def test_a_cell_beside_the_table_refuses_its_row(self, tmp_path: Path) -> None:
        header = [*CHINESE, ""]
        result = run(table(tmp_path / "rows.csv", header, [*ROW, ""], [*ROW, "移"], [*ROW, "", "位"]), "chengwan")
        assert set(result.reasons) == {(3, ""), (4, "")}
        assert_row_is_in()

    def test_a_failed_formula_refuses_its_row(self, tmp_path: Path) -> None:
        result = run(workbook(tmp_path / "rows.xlsx", CHINESE, ["#REF!", *ROW[1:]], ROW), "chengwan")
        assert set(result.reasons) == {(2, "title")}
        assert_row_is_in()

    def test_a_line_beyond_all_measure_refuses_its_row(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(unpacking, "LINE_LIMIT", 5_000)
        path = json_lines(tmp_path / "rows.jsonl", [statute(title="前法"), statute(body="长" * 9_000), statute()])
        result = run(path, "chengwan")
        assert set(result.reasons) == {(2, "")}
        assert PolicyPage.objects.count() == 2


@pytest.mark.django_db
class TestPublisher:
    def test_an_unknown_code_is_answered_with_codes_like_it(self, district: OrganisationPage, tmp_path: Path) -> None:
        factories.street(district, slug="songtao")
        result = run(json_lines(tmp_path / "rows.jsonl", [statute()]), "songtoa")
        assert (result.status, PolicyPage.objects.count()) == (1, 0)
        assert "songtao（松涛街道）" in result.err

    def test_a_name_in_place_of_the_code_is_answered_with_the_code(
        self, district: OrganisationPage, tmp_path: Path
    ) -> None:
        factories.street(district, slug="songtao")
        assert "songtao（松涛街道）" in run(json_lines(tmp_path / "rows.jsonl", [statute()]), "松涛").err

    def test_a_closed_organisation_is_refused_with_its_successor(
        self, district: OrganisationPage, tmp_path: Path
    ) -> None:
        heir = factories.street(district, slug="haiyan")
        factories.street(
            district, slug="songtao", status="closed", closed_on=dt.date(2026, 1, 1), successor=heir, title="旧街道"
        )
        result = run(json_lines(tmp_path / "rows.jsonl", [statute()]), "songtao")
        assert (result.status, PolicyPage.objects.count()) == (1, 0)
        assert "haiyan" in result.err

    def test_an_organisation_without_a_code_for_index_numbers_is_refused(
        self, district: OrganisationPage, tmp_path: Path
    ) -> None:
        factories.street(district, slug="songtao", uscc="")
        result = run(json_lines(tmp_path / "rows.jsonl", [statute()]), "songtao")
        assert (result.status, PolicyPage.objects.count()) == (1, 0)
        assert "统一社会信用代码" in result.err


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
class TestReport:
    def test_it_lies_in_var_unless_told_otherwise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(django_settings, "VAR_DIR", tmp_path / "var")
        path = json_lines(tmp_path / "rows.jsonl", [statute(title="")])
        with pytest.raises(SystemExit) as ended:
            call_command("import_documents", str(path), publisher="chengwan")
        report = tmp_path / "var" / "reports" / "rows.jsonl.report.csv"
        assert ended.value.code == 1
        assert refused_in(report) == [("1", "title", "写标题")]
        assert str(report) in capsys.readouterr().out

    def test_it_is_empty_after_an_import_without_refusals(self, tmp_path: Path) -> None:
        path = json_lines(tmp_path / "rows.jsonl", [statute(title="")])
        assert run(path, "chengwan").refused
        assert not run(json_lines(path, [statute()]), "chengwan").refused

    def test_it_never_overwrites_the_file(self, tmp_path: Path) -> None:
        path = json_lines(tmp_path / "rows.jsonl", [statute()])
        before = path.read_bytes()
        result = run(path, "chengwan", f"--report={path}")
        assert (result.status, path.read_bytes()) == (1, before)
        assert not PolicyPage.objects.exists()

    def test_a_place_that_cannot_be_written_is_found_before_the_first_row(self, tmp_path: Path) -> None:
        path = json_lines(tmp_path / "rows.jsonl", [statute()])
        result = run(path, "chengwan", f"--report={path}/report.csv")
        assert "退回清单写不了" in result.err
        assert not PolicyPage.objects.exists()
