"""Each way in which a number of a person can be in a notice: name → how the gate meets a hundred of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cms.personaldata.filescan import scan_file
from cms.personaldata.findings import Finding
from cms.personaldata.scanning import scan_table, scan_text
from tests.load import gate_office as office
from tests.load import gate_pdf as pdf

TODAY = dt.date(2026, 3, 15)
IN_EACH = 100
_HEAD = ("序号", "户主姓名", "身份证号", "保障金额")

Scan = Callable[[list[str]], Sequence[Finding]]
CARRIERS: dict[str, tuple[bool, Scan]] = {}


def _carrier(name: str, scan: Scan, *, plain: bool = False) -> None:
    CARRIERS[name] = (plain, scan)


def _file(name: str, build: Callable[[list[str]], bytes]) -> Scan:
    def scan(texts: list[str]) -> Sequence[Finding]:
        result = scan_file(io.BytesIO(build(texts)), name, today=TODAY)
        assert not result.refusal, result.refusal
        return result.findings

    return scan


def _rows(texts: list[str]) -> list[list[str]]:
    return [list(_HEAD), *([str(number), "张三", text, "1200"] for number, text in enumerate(texts, 1))]


def _lines(texts: list[str]) -> str:
    return "。\n".join(f"户主的证件是{text}" for text in texts)


def _texts() -> None:
    _carrier("body", lambda texts: scan_text(_lines(texts), "正文", today=TODAY))
    _carrier(
        "title", lambda texts: [each for text in texts for each in scan_text(f"关于{text}的公示", "标题", today=TODAY)]
    )
    _carrier("table under its heading", lambda texts: scan_table(_rows(texts), "表格", today=TODAY))
    _carrier("table without a head", lambda texts: scan_table(_rows(texts)[1:], "表格", has_header=False, today=TODAY))
    _carrier(
        "table under a wrong heading",
        lambda texts: scan_table([["编号"], *([text] for text in texts)], "表格", today=TODAY),
    )
    _carrier(
        "remarks of a table",
        lambda texts: scan_table(
            [["姓名", "备注"], *(["张三", f"证件{text}，已核"] for text in texts)], "表格", today=TODAY
        ),
    )
    _carrier("name of a file", lambda texts: [
        each for text in texts for each in scan_file(io.BytesIO(b"x"), f"张三 {text}.txt", today=TODAY).findings
    ])  # fmt: skip


def _word() -> None:
    def part(name: str) -> Scan:
        return _file("a.docx", lambda texts: office.docx(extra={name: office.paragraphs(texts)}))

    def body(make: Callable[[str], str]) -> Scan:
        return _file("a.docx", lambda texts: office.docx("".join(map(make, texts))))

    _carrier("docx paragraph", body(office.paragraph))
    _carrier("docx torn runs", body(office.torn))
    _carrier("docx table", _file("a.docx", lambda texts: office.docx(office.table(_rows(texts)))))
    _carrier(
        "docx boxes of digits",
        _file("a.docx", lambda texts: office.docx(office.table([list(text) for text in texts]))),
        plain=True,
    )
    _carrier("docx deleted text", body(office.deleted))
    _carrier("docx inserted text", body(office.inserted))
    _carrier("docx text box", body(office.box))
    _carrier("docx hidden text", body(office.hidden))
    _carrier("docx alternative text", body(office.described))
    for name in ("header1", "footer2", "footnotes", "endnotes", "comments", "glossary/document"):
        _carrier(f"docx {name}", part(f"word/{name}.xml"))
    for name in ("docProps/core.xml", "docProps/custom.xml", "customXml/item1.xml", "word/settings.xml"):
        _carrier(f"docx {name}", _file("a.docx", _docx_with(name)))
    _carrier("docx embedded workbook", _file("a.docx", lambda texts: office.docx(
        extra={"word/embeddings/book.xlsx": office.saved(office.xlsx(_rows(texts)))}
    )))  # fmt: skip


def _docx_with(part: str) -> Callable[[list[str]], bytes]:
    def build(texts: list[str]) -> bytes:
        return office.docx(extra={part: f"<p>{''.join(f'<x>{escape(text)}</x>' for text in texts)}</p>"})

    return build


def _workbooks() -> None:
    def sheet(change: Callable[..., None]) -> Scan:
        def build(texts: list[str]) -> bytes:
            book = office.xlsx(_rows(texts))
            change(book, book.active)
            return office.saved(book)

        return _file("a.xlsx", build)

    def hide_rows(book: object, sheet: object) -> None:
        for number in range(2, IN_EACH + 2):
            sheet.row_dimensions[number].hidden = True  # type: ignore[attr-defined]  # a worksheet

    def state(value: str) -> Callable[..., None]:
        def change(book: object, sheet: object) -> None:
            book.create_sheet("公示")  # type: ignore[attr-defined]  # a workbook
            sheet.sheet_state = value  # type: ignore[attr-defined]

        return change

    def added(part: str, root: str, item: str) -> Scan:
        return _file("a.xlsx", lambda texts: office.patched(office.saved(office.xlsx()), {
            part: f"<{root}>" + "".join(item.format(escape(text)) for text in texts) + f"</{root.split()[0]}>"
        }))  # fmt: skip

    sheet_part = "xl/worksheets/sheet1.xml"

    def inside(before: str, item: str) -> Scan:
        return _file("a.xlsx", lambda texts: office.patched(office.saved(office.xlsx()), {}, {
            sheet_part: (before, "".join(item.format(escape(text)) for text in texts) + before)
        }))  # fmt: skip

    _carrier("xlsx cells", sheet(lambda book, sheet: None))
    _carrier("xlsx numbers", inside("</sheetData>", "<row><c><v>{}</v></c></row>"), plain=True)
    _carrier(
        "xlsx rich text",
        inside("</sheetData>", '<row><c t="inlineStr"><is><r><t>证件</t></r><r><t>{}</t></r></is></c></row>'),
    )
    _carrier("xlsx cached results", inside("</sheetData>", '<row><c t="str"><f>A1</f><v>{}</v></c></row>'))
    _carrier("xlsx formulas", inside("</sheetData>", '<row><c><f>"{}"</f></c></row>'))
    _carrier("xlsx header of a page", inside("</worksheet>", "<headerFooter><oddHeader>{}</oddHeader></headerFooter>"))
    _carrier("xlsx prompts", inside("</worksheet>", '<x><dataValidation prompt="{}"/></x>'))
    _carrier("xlsx hidden sheet", sheet(state("hidden")))
    _carrier("xlsx very hidden sheet", sheet(state("veryHidden")))
    _carrier("xlsx hidden rows", sheet(hide_rows))
    _carrier("xlsx hidden column", sheet(lambda book, sheet: setattr(sheet.column_dimensions["C"], "hidden", True)))
    _carrier("xlsx comments", _file("a.xlsx", office.with_comments))
    _carrier("xlsx defined names", _file("a.xlsx", office.with_names))
    _carrier(
        "xlsx threaded comments",
        added(
            "xl/threadedComments/threadedComment1.xml",
            "ThreadedComments",
            '<threadedComment ref="B2"><text>{}</text></threadedComment>',
        ),
    )
    _carrier("xlsx properties", added("docProps/custom.xml", "Properties", "<property>{}</property>"))
    _carrier(
        "xlsx drawing", added("xl/drawings/drawing1.xml", 'a:d xmlns:a="a"', "<a:p><a:r><a:t>{}</a:t></a:r></a:p>")
    )
    _carrier("xlsx strings of no cell", added("xl/sharedStrings.xml", "sst", "<si><t>{}</t></si>"))
    _carrier("xlsx external data", added("xl/externalLinks/externalLink1.xml", "externalLink", "<v>{}</v>"))


def _others() -> None:
    slide, notes, comment = "ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml", "ppt/comments/comment1.xml"
    _carrier("pptx slide", _file("a.pptx", lambda texts: office.pptx({slide: texts})))
    _carrier("pptx hidden slide", _file("a.pptx", lambda texts: office.pptx({slide: texts}, show="0")))
    _carrier("pptx notes", _file("a.pptx", lambda texts: office.pptx({notes: texts})))
    _carrier("pptx comments", _file("a.pptx", lambda texts: office.pptx({comment: texts})))
    _carrier("pdf text", _file("a.pdf", lambda texts: pdf.pages(texts)), plain=True)
    _carrier("pdf narrow column", _file("a.pdf", lambda texts: pdf.narrow(texts)), plain=True)
    _carrier("pdf properties", _file("a.pdf", pdf.properties))
    _carrier("pdf notes", _file("a.pdf", pdf.notes))
    _carrier("pdf form", _file("a.pdf", pdf.fields))
    _carrier("pdf enclosed file", _file("a.pdf", lambda texts: pdf.attached(_lines(texts).encode(), "a.txt")))
    _carrier("pdf before it was changed", _file("a.pdf", pdf.rewritten), plain=True)
    for encoding in ("utf-8", "gb18030", "utf-16"):
        _carrier(f"csv in {encoding}", _file("a.csv", _csv_in(encoding)))
    _carrier("txt", _file("a.txt", lambda texts: _lines(texts).encode()))
    _carrier("jpg EXIF", _file("a.jpg", lambda texts: _picture("JPEG", exif=_exif(texts))))
    _carrier("webp EXIF", _file("a.webp", lambda texts: _picture("WEBP", exif=_exif(texts))))
    _carrier("jpg comment", _file("a.jpg", lambda texts: _picture("JPEG", comment=_lines(texts).encode())))
    _carrier("png text", _file("a.png", lambda texts: _picture("PNG", pnginfo=_chunks(texts))))


def _csv_in(encoding: str) -> Callable[[list[str]], bytes]:
    def build(texts: list[str]) -> bytes:
        return "\n".join(",".join(row) for row in _rows(texts)).encode(encoding)

    return build


def _picture(image_format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, image_format, **options)
    return buffer.getvalue()


def _exif(texts: list[str]) -> Image.Exif:
    exif = Image.Exif()
    exif[0x9C9C] = _lines(texts).encode("utf-16-le")
    return exif


def _chunks(texts: list[str]) -> PngInfo:
    info = PngInfo()
    for number, text in enumerate(texts):
        info.add_itxt(f"note{number}", text)
    return info


_texts()
_word()
_workbooks()
_others()
