"""Office files in memory with a text wherever such a file can hold one. Only what a reader of the format needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.cms.files.samples import package

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def paragraphs(texts: Sequence[str]) -> str:
    return "".join(map(paragraph, texts))


def torn(text: str) -> str:
    """One text in several runs, as Word leaves it after proofreading."""
    middle = len(text) // 3
    return f"<w:p>{run(text[:middle])}<w:proofErr/>{run(text[middle : 2 * middle], '<w:rPr><w:b/></w:rPr>')}{run(text[2 * middle :])}</w:p>"


def hidden(text: str) -> str:
    return f"<w:p>{run('见附表。')}{run(text, '<w:rPr><w:vanish/></w:rPr>')}</w:p>"


def deleted(text: str) -> str:
    return f'<w:p>{run("已修改")}<w:del w:author="a"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del></w:p>'


def inserted(text: str) -> str:
    return f'<w:p><w:ins w:author="a">{run(text)}</w:ins></w:p>'


def box(text: str) -> str:
    return f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(text)}</w:txbxContent></w:pict></w:r></w:p>"


def described(text: str) -> str:
    return f"<w:p><w:r><w:drawing><docPr descr={quoteattr(text)}/></w:drawing></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """extra: further parts; those in word/ get their root element and namespace."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_W}><w:body>{body or paragraph('公示')}</w:body></w:document>".encode(),
    }
    for name, content in (extra or {}).items():
        if isinstance(content, str) and name.startswith("word/"):
            content = f"<w:part {_W}>{content}</w:part>"
        parts[name] = content if isinstance(content, bytes) else content.encode()
    return package(parts)


def pptx(parts: Mapping[str, Sequence[str]], *, show: str = "1") -> bytes:
    """parts: name → paragraphs."""
    files: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES,
        "ppt/presentation.xml": f"<p:presentation {_P}/>".encode(),
    }
    for name, texts in parts.items():
        lines = "".join(f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in texts)
        files[name] = f'<p:sld {_P} {_A} show="{show}">{lines}</p:sld>'.encode()
    return package(files)


def xlsx(rows: Sequence[Sequence[object]] = (("序号", "事项"), (1, "公示"))) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_comments(texts: Sequence[str]) -> bytes:
    book = xlsx()
    sheet = book.worksheets[0]
    for number, text in enumerate(texts, 2):
        sheet.cell(number, 2).comment = Comment(text, "")
    return saved(book)


def with_names(texts: Sequence[str]) -> bytes:
    book = xlsx()
    for number, text in enumerate(texts):
        name = f"name{number}"
        book.defined_names[name] = DefinedName(name, attr_text=f'"{text}"')
    return saved(book)


def patched(
    content: bytes, parts: Mapping[str, str | bytes], replace: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A copy with parts added, and a text in a part exchanged."""
    entries: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            entries[name] = archive.read(name)
    for name, (old, new) in (replace or {}).items():
        assert old in entries[name].decode()
        entries[name] = entries[name].decode().replace(old, new, 1).encode()
    entries.update({name: text if isinstance(text, bytes) else text.encode() for name, text in parts.items()})
    return package(entries)
