"""An applicant list as an office has it, and what is no list."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment

from cms.personaldata.lists import ListRefused, read_list
from tests.cms.files.samples import docx, package
from tests.cms.personaldata.people import ADDRESS, IDENTITY, MOBILE
from tests.load.gate_office import patched, saved, xlsx

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE2 + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def office_workbook():
    """Title, date line, head over two rows, merged communities, a hidden row and column, a comment, totals, a footer."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["望潮社区低保审核公示名单"])
    sheet.append(["单位：松涛街道", None, None, None, None, "2026年3月1日"])
    sheet.append(["序号", "社区", "家庭成员", None, "内部意见", "家庭住址", "申请日期", "金额"])
    sheet.append([None, None, "姓名", "身份证号", None, None, None, None])
    for number in range(1, 7):
        day = dt.datetime(2026, 2, number)
        sheet.append(
            [number, None, f"张{number}", f" {IDENTITY} ", "同意", f"{ADDRESS}\n", day, 1200.5 if number % 2 else 900]
        )
    sheet["B5"], sheet["B8"] = "望潮社区", "海棠社区"
    sheet.append([])
    sheet.append(["合计", None, None, None, None, None, None, 6300])
    sheet.append(["填表人：王五"])
    for cells in (
        "A1:H1",
        "A3:A4",
        "B3:B4",
        "C3:D3",
        "E3:E4",
        "F3:F4",
        "G3:G4",
        "H3:H4",
        "B5:B7",
        "B8:B10",
        "A12:G12",
        "A13:H13",
    ):
        sheet.merge_cells(cells)
    sheet.column_dimensions["E"].hidden = True
    sheet.row_dimensions[6].hidden = True
    sheet["C7"].comment = Comment(f"电话{MOBILE}", "")
    for name, state in (("原始", "veryHidden"), ("其他", "visible"), ("空", "hidden")):
        other = book.create_sheet(name)
        other.sheet_state = state
    book["原始"]["A1"] = book["其他"]["A1"] = "x"
    return book


@cache
def bomb(part):
    """A package of half a megabyte that unpacks to more than a server should hold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, "<x/>")
        archive.writestr("media/a.png", bytes(257 * 1024 * 1024))
    return buffer.getvalue()


def read(content, name="名单.xlsx"):
    return read_list(io.BytesIO(content), name)


def refusal(content, name="名单.xlsx"):
    with pytest.raises(ListRefused) as refused:
        read(content, name)
    return str(refused.value)


def long_workbook(count):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["序号", "姓名", "金额"])
    for number in range(count):
        sheet.append([number, "张三", 3])
    return saved(book)


def test_a_list_is_read_as_the_clerk_means_it():
    listed = read(saved(office_workbook()))
    assert listed.caption == "望潮社区低保审核公示名单"
    assert listed.rows[0] == ["序号", "社区", "家庭成员姓名", "家庭成员身份证号", "家庭住址", "申请日期", "金额"]
    assert listed.rows[1] == ["1", "望潮社区", "张1", IDENTITY, ADDRESS, "2026-02-01", "1200.5"]
    assert [(row[0], row[1]) for row in listed.rows[1:]] == [
        ("1", "望潮社区"),
        ("3", "望潮社区"),
        ("4", "海棠社区"),
        ("5", "海棠社区"),
        ("6", "海棠社区"),
    ]


def test_what_is_left_out_is_told_without_values():
    listed = read(saved(office_workbook()))
    assert listed.left_out == [
        "隐藏的工作表“原始”没有读入",
        "工作表“其他”没有读入",
        "1处批注没有读入",
        "隐藏的第6行没有读入",
        "隐藏的“内部意见”列没有读入",
        "合计行（第12行）没有读入",
        "表格下面的说明（第13行）没有读入",
        "表头上面的第2行没有读入",
    ]


def test_the_caption_and_the_rows_do_not_show_in_a_log():
    assert IDENTITY not in repr(read(saved(office_workbook())))


def test_the_sheet_with_most_rows_is_the_list():
    book = xlsx([["姓名", "金额"], ["张三", 1]])
    sheet = book.create_sheet("真正的名单")
    for row in (["姓名", "金额"], ["李四", 2], ["王五", 3]):
        sheet.append(row)
    assert [row[0] for row in read(saved(book)).rows] == ["姓名", "李四", "王五"]


def test_numbers_as_text_and_as_numbers_read_alike():
    listed = read(saved(xlsx([["姓名", "电话", "金额"], ["张三", 13812345678, 900.0], ["李四", "13812345678", "900"]])))
    assert listed.rows[1][1:] == listed.rows[2][1:] == ["13812345678", "900"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_of_offices(encoding, delimiter):
    lines = [["望潮社区名单", "", ""], ["姓名", "社区", "金额"], ["张三", "望潮社区", "900"]]
    listed = read("\r\n".join(delimiter.join(line) for line in lines).encode(encoding), "名单.csv")
    assert (listed.caption, listed.rows) == ("望潮社区名单", lines[1:])


def test_five_hundred_rows_fit_and_one_more_does_not():
    assert len(read(long_workbook(500)).rows) == 501
    assert refusal(long_workbook(501)) == "名单有501行，超过500行，一则公示放不下。请分成几则公示。"


def test_fifty_thousand_rows_are_refused_at_once():
    content = long_workbook(50_000)
    begun = time.monotonic()
    assert "分成几则公示" in refusal(content)
    assert time.monotonic() - begun < 5


def test_more_than_fifty_columns_are_refused():
    assert "超过50列" in refusal(
        saved(xlsx([["姓名", *(f"{month}月金额" for month in range(1, 51))], ["张三", *range(50)]]))
    )


def test_a_far_cell_does_not_unfold_into_millions():
    book = xlsx([["姓名", "金额"], ["张三", 900]])
    book.active["XFD1048576"] = "远"
    begun = time.monotonic()
    listed = read(saved(book))
    assert time.monotonic() - begun < 2
    assert listed.rows[1][:2] == ["张三", "900"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "名单.xlsx", "空的"),
        (b"hello", "名单.xlsx", "扩展名和内容对不上"),
        (ENCRYPTED, "名单.xlsx", "加了密码"),
        (OLE2 + bytes(504), "名单.xlsx", "另存为.xlsx"),
        (docx(), "名单.xlsx", "其实是Word文件"),
        (package({"a.txt": b"x"}), "名单.xlsx", "不能上传压缩包"),
        (package({"[Content_Types].xml": b"<Types/>", "xl/vbaProject.bin": b"x", "xl/workbook.xml": b"<x/>"}), "名单.xlsx", "宏"),
        (bomb("xl/workbook.xml"), "名单.xlsx", "大得不正常"),
        (package({"xl/workbook.xml": b"not xml"}), "名单.xlsx", "打不开"),
        (saved(xlsx())[:-200], "名单.xlsx", "打不开"),
        (saved(xlsx([["甲", "乙"], ["张三", 1]])), "名单.xlsx", "找不到表头"),
        (saved(xlsx([["姓名", "金额"]])), "名单.xlsx", "表头下面没有内容"),
        (saved(openpyxl.Workbook()), "名单.xlsx", "没有看得见的内容"),
        (b"x", "名单.xls", "旧版Excel"),
        (b"x", "名单.xlsm", "宏"),
        (b"x", "名单.zip", "压缩包"),
        (b"x", "名单.pdf", "另存为.xlsx"),
        (b"x", "名单", "另存为.xlsx"),
        (b"\xff\xff\xff\xff", "名单.csv", "编码"),
        (b"a\x00b", "名单.csv", "不是文本文件"),
        ('姓名,金额\n"' .encode() + b"x" * 200_000, "名单.csv", "CSV文件读不出来"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_what_to_do(content, name, words):
    assert words in refusal(content, name)


def test_a_document_type_that_would_unfold_is_refused():
    declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    content = patched(saved(xlsx([["姓名", "金额"], ["张三", 1]])), {"xl/sharedStrings.xml": declared})
    assert "打不开" in refusal(content)
