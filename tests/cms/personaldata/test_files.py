"""Whole files: where things are found, what cannot be judged, and that nothing is quoted."""

from __future__ import annotations

import io
import logging

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.personaldata.filescan import FileScan, scan_file
from cms.personaldata.kinds import Carrier, Kind
from tests.cms.files.samples import docx as empty_docx
from tests.cms.files.samples import package, picture
from tests.cms.personaldata.people import IDENTITY, MOBILE, TODAY, identity
from tests.cms.personaldata.test_lists import ENCRYPTED, OLE2, bomb, office_workbook
from tests.load import gate_office as office
from tests.load import gate_pdf as pdf

HIDDEN = identity("19700101")


def scan(content, name, **options):
    return scan_file(io.BytesIO(content), name, today=TODAY, **options)


def places(result, kind=Kind.IDENTITY):
    assert result.refusal == ""
    return [each.place for each in result.findings if each.kind is kind]


def test_a_workbook_tells_sheet_row_and_heading():
    found = places(scan(office.saved(office_workbook()), "名单.xlsx"))
    assert found == [
        *(
            f"附件“名单.xlsx”工作表“名单”{row}“家庭成员身份证号”列"
            for row in ("第5行", "隐藏的第6行", "第7行", "第8行", "第9行", "第10行")
        ),
    ]


def test_hidden_places_of_a_workbook_are_called_so():
    book = office.xlsx([["姓名", "内部", "备注"], ["张三", IDENTITY, ""]])
    book.active.column_dimensions["B"].hidden = True
    raw = book.create_sheet("原始")
    raw.sheet_state = "hidden"
    raw["B3"] = HIDDEN
    raw["C4"].comment = office.Comment(HIDDEN, "")
    found = scan(office.saved(book), "名单.xlsx")
    assert places(found) == [
        "附件“名单.xlsx”工作表“Sheet”第2行隐藏的“内部”列",
        "附件“名单.xlsx”隐藏的工作表“原始”第3行B列",
        "附件“名单.xlsx”隐藏的工作表“原始”C4的批注",
    ]
    assert [each.carrier for each in found.findings] == [Carrier.HIDDEN_COLUMN, Carrier.HIDDEN_SHEET, Carrier.COMMENT]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (office.paragraph("公示") + office.paragraph(IDENTITY), "正文第2段"),
        (office.table([["姓名", "身份证号"], ["张三", IDENTITY]]), "第1个表格第2行“身份证号”列"),
        (office.deleted(IDENTITY), "里的修订痕迹（已删除的文字）"),
        (office.hidden(IDENTITY), "里隐藏的文字"),
        (office.box(IDENTITY), "里的文本框"),
        (office.described(IDENTITY), "里图片的替代文字"),
    ],
)
def test_a_document_tells_where_in_it(body, place):
    assert places(scan(office.docx(body), "公示.docx")) == [f"附件“公示.docx”{place}"]


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("word/header1.xml", "的页眉页脚"),
        ("word/footnotes.xml", "的脚注尾注"),
        ("word/comments.xml", "的批注"),
    ],
)
def test_the_parts_beside_the_text_have_names(part, place):
    content = office.docx(extra={part: office.paragraph(IDENTITY)})
    assert places(scan(content, "公示.docx")) == [f"附件“公示.docx”{place}"]


def test_a_part_that_nobody_knows_is_read_all_the_same():
    for name in ("word/unknown/thing.xml", "strange.dat", "customXml/item7.xml"):
        content = package(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b"<d><body/></d>",
                name: f'<a b="{IDENTITY}"/>'.encode(),
            }
        )
        assert places(scan(content, "a.docx")) == ["附件“a.docx”的内部数据"]


def test_a_number_half_deleted_is_read_as_it_was():
    body = f"<w:p>{office.run(IDENTITY[:9])}<w:del><w:r><w:delText>{IDENTITY[9:]}</w:delText></w:r></w:del></w:p>"
    assert scan(office.docx(body), "a.docx").blocks


def test_slides_and_their_notes_have_names():
    content = office.pptx({"ppt/slides/slide3.xml": [IDENTITY], "ppt/notesSlides/notesSlide1.xml": [HIDDEN]})
    assert places(scan(content, "a.pptx")) == ["附件“a.pptx”第3张幻灯片", "附件“a.pptx”的演讲者备注"]


def test_pages_of_a_pdf_are_counted():
    assert places(scan(pdf.pages(["x"] * 60 + [IDENTITY]), "a.pdf")) == ["附件“a.pdf”第2页"]


def test_a_number_broken_by_a_narrow_column_is_read_as_one():
    found = scan(pdf.narrow([IDENTITY, HIDDEN]), "a.pdf")
    assert [each.kind for each in found.findings] == [Kind.IDENTITY, Kind.IDENTITY]


def test_a_pdf_without_text_is_for_a_person_to_read():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    found = scan(pdf.saved(writer), "a.pdf")
    assert places(found, Kind.UNREADABLE) == ["附件“a.pdf”第1页没有文字层（可能是扫描件）"]
    assert not found.blocks


def test_a_text_and_a_list_of_commas_tell_line_and_row():
    assert places(scan(f"公示\n{IDENTITY}".encode(), "a.txt")) == ["附件“a.txt”第2段"]
    assert places(scan(f"姓名,证件\n张三,{IDENTITY}".encode("gb18030"), "a.csv")) == ["附件“a.csv”第2行“证件”列"]


@pytest.mark.parametrize(
    ("ending", "image_format"), [("png", "PNG"), ("jpg", "JPEG"), ("jpeg", "JPEG"), ("webp", "WEBP")]
)
def test_a_picture_is_for_a_person_to_look_at(ending, image_format):
    found = scan(picture(image_format), f"a.{ending}")
    assert [(each.kind, each.place) for each in found.findings] == [(Kind.PICTURE, f"附件“a.{ending}”")]


def test_the_place_where_a_picture_was_taken_is_found():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 4.0, 12.0), 3: "E", 4: (120.0, 8.0, 1.0)})
    found = scan(picture("JPEG", exif=exif), "a.jpg")
    assert {each.kind for each in found.findings} == {Kind.LOCATION, Kind.METADATA, Kind.PICTURE}


def test_the_name_of_a_file_is_judged_and_not_repeated():
    found = scan(b"x", f"张三{IDENTITY}.txt")
    assert [each.place for each in found.findings] == ["文件名"]
    inside = scan(MOBILE.encode(), f"张三{IDENTITY}.txt")
    assert [each.place for each in inside.findings] == ["文件名", "附件“张三….txt”"]


def test_embedded_files_are_noted_and_looked_into():
    inner = office.saved(office.xlsx([["姓名", "证件"], ["张三", IDENTITY]]))
    found = scan(
        office.docx(extra={"word/embeddings/book.xlsx": inner, "word/media/image1.png": picture("PNG")}), "a.docx"
    )
    assert {each.kind for each in found.findings} == {Kind.EMBEDDED, Kind.IDENTITY, Kind.PICTURE}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.docx", "空的"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.txt", "超过20 MB"),
        (ENCRYPTED, "a.xlsx", "加了密码"),
        (ENCRYPTED, "a.docx", "加了密码"),
        (OLE2 + bytes(504), "a.docx", "另存为.docx"),
        (empty_docx({"word/vbaProject.bin": b"x"}), "a.docx", "宏"),
        (office.saved(office.xlsx()), "a.docx", "其实是Excel表格"),
        (b"%PDF-1.4", "a.docx", "对不上"),
        (b"PK\x03\x04", "a.pdf", "对不上"),
        (picture("PNG"), "a.jpg", "对不上"),
        (b"%PDF-1.4 broken", "a.pdf", "打不开"),
        (empty_docx({f"word/{number}.xml": b"" for number in range(5_001)}), "a.docx", "大得不正常"),
        (bomb("word/document.xml"), "a.docx", "大得不正常"),
        (package({"a.txt": b"x"}), "a.zip", "不能上传压缩包"),
        (package({"a.txt": b"x"}), "a.docx", "不能上传压缩包"),
        (b"x", "a.wps", "另存为"),
        (b"x", "a.ofd", "另存为"),
        (b"x", "a.doc", "另存为"),
        (b"x", "a", "另存为"),
        (b"a\x00b", "a.txt", "不是文本文件"),
        (b"\n" * 50_001, "a.txt", "超过50000行"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_what_to_do(content, name, words):
    found = scan(content, name)
    assert words in found.refusal
    assert found.blocks


def test_an_encrypted_pdf_is_refused():
    writer = pdf.drawn([IDENTITY])
    writer.encrypt("secret", algorithm="RC4-128")
    assert "加了密码" in scan(pdf.saved(writer), "a.pdf").refusal


def test_more_than_fifty_thousand_rows_are_refused():
    assert "超过50000行" in scan(b"1,2\n" * 50_002, "a.csv").refusal


def test_no_value_shows_in_findings_refusals_or_logs(caplog):
    caplog.set_level(logging.DEBUG)
    secrets = (IDENTITY, MOBILE, "张三丰", IDENTITY[6:14])
    files = {
        f"{IDENTITY}.txt": f"{MOBILE}\n张三丰{IDENTITY}".encode(),
        f"{MOBILE}.xlsx": office.saved(office.xlsx([["姓名", IDENTITY], ["张三丰", MOBILE], ["张三丰", IDENTITY]])),
        "a.docx": office.docx(
            office.table([[IDENTITY, "姓名"], [MOBILE, "张三丰"]]), {"word/comments.xml": office.paragraph(IDENTITY)}
        ),
        "a.pdf": pdf.pages([IDENTITY, MOBILE]),
        f"{IDENTITY}.{MOBILE}": b"x",
        "b.pdf": pdf.pages([IDENTITY])[:-300],
    }
    told = []
    for name, content in files.items():
        found = scan(content, name)
        told += [repr(found), str(found), *map(str, found.findings), found.refusal]
    shown = "\n".join([*told, caplog.text])
    assert [secret for secret in secrets if secret in shown] == []


def test_the_same_value_has_the_same_fingerprint_wherever_it_stands():
    first = scan(f"{IDENTITY[:6]} {IDENTITY[6:]}".encode(), "a.txt")
    second = scan(office.docx(office.paragraph(IDENTITY)), "b.docx")
    assert first.findings[0].fingerprint == second.findings[0].fingerprint
    assert first.findings[0].fingerprint != scan(HIDDEN.encode(), "a.txt").findings[0].fingerprint


def test_fingerprints_depend_on_the_secret_of_the_site(settings):
    first = scan(IDENTITY.encode(), "a.txt").findings[0].fingerprint
    settings.SECRET_KEY = "another" * 10
    assert scan(IDENTITY.encode(), "a.txt").findings[0].fingerprint != first


SAMPLES = [
    ("a.xlsx", office.saved(office_workbook())),
    ("a.docx", office.docx(office.paragraph(IDENTITY) + office.hidden(MOBILE))),
    ("a.pptx", office.pptx({"ppt/slides/slide1.xml": [IDENTITY]})),
    ("a.pdf", pdf.pages([IDENTITY])),
    ("a.jpg", picture("JPEG")),
    ("a.csv", f"姓名,证件\n张三,{IDENTITY}".encode()),
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_file_is_scanned_or_refused_and_never_fails(sample, data):
    name, content = sample
    damaged = bytearray(content)
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        damaged[position] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    assert isinstance(scan(bytes(damaged[:cut]) if data.draw(st.booleans()) else bytes(damaged), name), FileScan)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["xlsx", "docx", "pptx", "pdf", "csv", "txt", "png", "jpg", "webp", "zip", ""]),
)
def test_any_bytes_under_any_name_are_scanned_or_refused(content, ending):
    assert isinstance(scan(content, f"a.{ending}"), FileScan)
