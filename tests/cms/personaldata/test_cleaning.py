"""A clean copy holds what a reader saw, masked, and nothing else."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.personaldata.cleaning import can_mask, mask_file
from cms.personaldata.filescan import scan_file
from cms.personaldata.kinds import Kind
from cms.personaldata.masking import CannotMask
from tests.cms.files.samples import picture
from tests.cms.personaldata.people import IDENTITY, MOBILE, TODAY, identity
from tests.cms.personaldata.test_lists import ENCRYPTED, office_workbook
from tests.cms.personaldata.test_masking import TEXTS
from tests.load import gate_office as office

HIDDEN = identity("19700101")
MASKED = f"37*************{IDENTITY[-3:]}"


def clean(content, name, **options):
    return mask_file(content, name, today=TODAY, **options)


def kinds(content, name):
    found = scan_file(io.BytesIO(content), name, today=TODAY)
    assert found.refusal == ""
    return {each.kind for each in found.findings}


def test_a_workbook_keeps_what_was_shown():
    copy = clean(office.saved(office_workbook()), "名单.xlsx", mask_names=True)
    assert kinds(copy, "名单.xlsx") == set()
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.sheetnames == ["名单", "其他"]
    rows = [[(cell or "").strip() for cell in row] for row in book["名单"].values]
    assert rows[0][0] == "望潮社区低保审核公示名单"
    assert rows[3] == ["序号", "社区", "姓名", "身份证号", "家庭住址", "申请日期", "金额"]
    assert rows[5] == ["3", "望潮社区", "张*", MASKED, "松涛街道望潮社区", "2026-02-03", "1200.5"]
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_formulas_become_values():
    book = office.xlsx([["姓名", "金额"], ["张三", "=1+1"]])
    copy = openpyxl.load_workbook(io.BytesIO(clean(office.saved(book), "a.xlsx")))
    assert [cell.data_type for row in copy.active for cell in row if cell.value] == ["s", "s", "s"]


def test_a_document_keeps_visible_paragraphs_and_tables():
    body = (
        office.paragraph("公示")
        + office.table([["姓名", "身份证号"], ["张建国", IDENTITY]])
        + office.inserted(f"电话{MOBILE}")
        + office.deleted(HIDDEN)
        + office.hidden(HIDDEN)
        + office.box(HIDDEN)
    )
    extra = {f"word/{part}.xml": office.paragraph(HIDDEN) for part in ("comments", "header1", "footnotes")}
    copy = clean(office.docx(body, {**extra, "docProps/core.xml": f"<a>{HIDDEN}</a>"}), "a.docx")
    assert kinds(copy, "a.docx") == set()
    document = docx.Document(io.BytesIO(copy))
    assert [each.text for each in document.paragraphs] == ["公示", "电话138****5678", "已修改", "见附表。"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["姓名", "身份证号"],
        ["张建国", MASKED],
    ]


def test_texts_and_lists_of_commas_stay_what_they_are():
    assert clean(f"户主{IDENTITY}".encode("gb18030"), "a.txt").decode() == f"户主{MASKED}"
    copy = clean(f"姓名;证件\n张三;{IDENTITY}".encode("gb18030"), "a.csv")
    assert copy.decode("utf-8-sig").splitlines() == ["姓名;证件", f"张三;{MASKED}"]


@pytest.mark.parametrize(("ending", "image_format"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")])
def test_a_picture_loses_what_the_camera_wrote(ending, image_format):
    exif = Image.Exif()
    exif[0x010F] = f"camera of {IDENTITY}"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 4.0, 12.0)})
    before = picture(image_format, exif=exif)
    assert Kind.IDENTITY in kinds(before, f"a.{ending}")
    assert kinds(clean(before, f"a.{ending}"), f"a.{ending}") == {Kind.PICTURE}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4", "a.pdf", "再导出PDF"),
        (b"x", "a.pptx", "幻灯片不能自动遮盖"),
        (b"x", "a.zip", "不能自动遮盖"),
        (b"", "a.docx", "空的"),
        (ENCRYPTED, "a.xlsx", "加了密码"),
        (b"x", "a.xlsx", "对不上"),
        (b"x", "a.png", "对不上"),
    ],
)
def test_what_cannot_be_masked_is_said_with_what_to_do(content, name, words):
    with pytest.raises(CannotMask) as refused:
        clean(content, name)
    assert words in str(refused.value)


def test_the_ending_tells_what_can_be_masked():
    assert [
        name for name in ("a.xlsx", "a.DOCX", "a.csv", "a.txt", "a.png", "a.pdf", "a.pptx", "a") if can_mask(name)
    ] == [
        "a.xlsx",
        "a.DOCX",
        "a.csv",
        "a.txt",
        "a.png",
    ]


PRINTABLE = TEXTS.map(lambda text: "".join(character for character in text if character.isprintable()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PRINTABLE, max_size=4), min_size=1, max_size=4))
def test_nothing_is_left_to_find_in_a_clean_copy(rows):
    workbook = office.saved(office.xlsx(rows))
    assert kinds(clean(workbook, "a.xlsx"), "a.xlsx") == set()
    document = office.docx(office.table(rows) + office.paragraphs([cell for row in rows for cell in row]))
    assert kinds(clean(document, "a.docx"), "a.docx") == set()
