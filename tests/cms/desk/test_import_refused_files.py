"""Files of which nothing is taken in: damaged, too large, foreign or ambiguous."""

from __future__ import annotations

import io
import json
import lzma
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from cms.desk.imports import readers, unpacking
from cms.desk.imports.refusals import FileRefused
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.desk.import_runs import (
    CHINESE,
    ROW,
    json_lines,
    notice,
    packed,
    run,
    statute,
    table,
    workbook,
)


@pytest.fixture
def district() -> OrganisationPage:
    return factories.district()


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


def test_the_limits_are_those_that_were_promised() -> None:
    assert unpacking.PACKED_LIMIT == 200 * 1024**2
    assert unpacking.UNPACKED_LIMIT == 1024**3
