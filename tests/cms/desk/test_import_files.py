"""Whole files: kinds and encodings that are read, and files of which nothing is taken in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import lzma
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from cms.desk.imports import readers, unpacking
from cms.desk.imports.refusals import FileRefused
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.desk.import_runs import json_lines, notice, refused_in, run, statute

CHINESE = ["标题", "层级", "地区", "成文日期", "正文"]
ROW = ["海岛灯塔条例", "地方性法规", "山东", "2024-03-01", "第一条　为了安全，制定本条例。"]


@pytest.fixture
def district() -> OrganisationPage:
    return factories.district()


def table(path: Path, *rows: Sequence[Any], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def workbook(path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def packed(path: Path, rows: list[dict[str, Any]]) -> bytes:
    return lzma.compress(json_lines(path.with_suffix(".plain"), rows).read_bytes())


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


def broken_xz(path: Path) -> None:
    data = packed(path, [statute(title=f"第{n}号法", body=f"第一条　{n}。" + "灯" * n) for n in range(3_000)])
    path.write_bytes(data[: len(data) // 2])


def damaged_xz(path: Path) -> None:
    data = bytearray(packed(path, [statute(title=f"第{n}号法") for n in range(3_000)]))
    data[len(data) // 2 : len(data) // 2 + 8] = b"\xff" * 8
    path.write_bytes(data)


def hungry_xz(path: Path) -> None:
    """Ordinary content that asks for 256 MiB to be unpacked."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 256 * 1024 * 1024, "preset": 0}]
    path.write_bytes(lzma.compress(b"{}\n", filters=filters))


def bomb(path: Path) -> None:
    stream = lzma.compress(b" " * (16 * unpacking.MEGABYTE), preset=0)
    path.write_bytes(stream * 66)


def sparse(size: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return write


def zip_of(parts: dict[str, bytes], flag: int = 0) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        data = bytearray(buffer.getvalue())
        directory = data.index(b"PK\x01\x02")
        data[directory + 8] |= flag
        path.write_bytes(data)

    return write


def no_sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.create_chartsheet().add_chart(BarChart())
    book.save(path)


REFUSED: dict[str, tuple[str, Callable[[Path], Any], str]] = {
    "missing": ("rows.jsonl", lambda path: None, "找不到这个文件"),
    "folder": ("rows.jsonl", lambda path: path.mkdir(), "找不到这个文件"),
    "other ending": ("rows.docx", lambda path: path.write_text("x"), "只能导入.jsonl"),
    "empty": ("rows.jsonl", lambda path: path.touch(), "文件是空的"),
    "blank": ("rows.jsonl", lambda path: path.write_text("\n \n"), "没有一行数据"),
    "header only": ("rows.csv", lambda path: table(path, CHINESE), "没有一行数据"),
    "too large packed": ("rows.jsonl.xz", sparse(unpacking.PACKED_LIMIT + 1), "超过200MB"),
    "too large workbook": ("rows.xlsx", sparse(unpacking.PACKED_LIMIT + 1), "超过200MB"),
    "too large plain": ("rows.csv", sparse(unpacking.UNPACKED_LIMIT + 1), "超过1GB"),
    "broken off": ("rows.jsonl.xz", broken_xz, "行以后读不出来"),
    "damaged": ("rows.jsonl.xz", damaged_xz, "读不出来"),
    "not packed": ("rows.jsonl.xz", lambda path: json_lines(path, [statute()]), "一行也读不出来"),
    "hungry": ("rows.jsonl.xz", hungry_xz, "一行也读不出来"),
    "not utf-8": ("rows.jsonl", lambda path: path.write_text("{}\n标题", encoding="gb18030"), "第2行不是UTF-8编码"),
    "utf-16": ("rows.csv", lambda path: table(path, CHINESE, ROW, encoding="utf-16"), "不是UTF-8编码"),
    "neither encoding": ("rows.csv", lambda path: path.write_bytes(b"title,body\n\xff\xff,\x80"), "不是UTF-8编码"),
    "unknown column": ("rows.csv", lambda path: table(path, [*CHINESE, "联系人"], ROW), "不认识的栏目“联系人”"),
    "unknown field": (
        "rows.jsonl",
        lambda path: json_lines(path, [statute(), notice(author="某某")]),
        "第2行有不认识的栏目“author”",
    ),
    "column twice": ("rows.csv", lambda path: table(path, [*CHINESE, "title"], ROW), "“标题”这一栏有两列"),
    "column missing": ("rows.csv", lambda path: table(path, CHINESE[:4], ROW[:4]), "缺少“正文”这一栏"),
    "open quote": ("rows.csv", lambda path: path.write_text('标题,正文\n甲,乙\n丙,"丁\n'), "可能少了一个引号"),
    "encrypted": (
        "rows.xlsx",
        lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        "加了密码",
    ),
    "encrypted parts": ("rows.xlsx", zip_of({"xl/workbook.xml": b"x"}, flag=1), "加了密码"),
    "no workbook": ("rows.xlsx", lambda path: path.write_text("标题,正文"), "不是Excel工作簿"),
    "other archive": ("rows.xlsx", zip_of({"word/document.xml": b"<w/>"}), "不是Excel工作簿"),
    "no sheet": ("rows.xlsx", no_sheet, "没有表格"),
    "workbook bomb": ("rows.xlsx", zip_of({"xl/sharedStrings.xml": bytes(201 * unpacking.MEGABYTE)}), "文字太多"),
    "unknown column in a workbook": ("rows.xlsx", lambda path: workbook(path, [*CHINESE, "联系人"], ROW), "“联系人”"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_whole_is_refused_whole(
    district: OrganisationPage, tmp_path: Path, case: str
) -> None:
    name, write, reason = REFUSED[case]
    write(tmp_path / name)

    result = run(tmp_path / name, "chengwan")

    assert result.status == 1
    assert reason in result.err
    assert len(result.err.splitlines()) == 1
    assert result.out == ""
    assert not PolicyPage.objects.exists()


def test_the_break_in_a_packed_file_is_found_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.xz"
    whole, rest = packed(path, [statute(), statute()]), packed(path, [statute()])
    path.write_bytes(whole + rest[:-20])

    with pytest.raises(FileRefused, match="第3行以后读不出来"):
        readers.survey(path)


def test_a_bomb_is_refused_without_filling_the_memory(tmp_path: Path) -> None:
    bomb(tmp_path / "rows.jsonl.xz")
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused, match="超过1GB"):
            readers.survey(tmp_path / "rows.jsonl.xz")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100 * unpacking.MEGABYTE


@given(
    kind=st.sampled_from(["jsonl", "jsonl.xz", "csv", "xlsx"]),
    place=st.floats(0, 1, exclude_max=True),
    removed=st.integers(0, 12),
    added=st.binary(max_size=12),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_is_refused_or_read_but_never_an_accident(
    tmp_path: Path, kind: str, place: float, removed: int, added: bytes
) -> None:
    path = tmp_path / f"rows.{kind}"
    if kind == "xlsx":
        workbook(path, CHINESE, ROW, ROW)
    elif kind == "csv":
        table(path, CHINESE, ROW, ROW)
    else:
        path.write_bytes(packed(path, [statute()] * 3) if kind == "jsonl.xz" else json.dumps(statute()).encode())
    whole = path.read_bytes()
    start = int(place * len(whole))
    path.write_bytes(whole[:start] + added + whole[start + removed :])

    try:
        rows = [raw.number for raw in readers.read(path)]
    except FileRefused:
        rows = []

    assert rows == sorted(set(rows))


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


def test_the_limits_are_those_that_were_promised() -> None:
    assert unpacking.PACKED_LIMIT == 200 * 1024**2
    assert unpacking.UNPACKED_LIMIT == 1024**3
