"""PDF files in memory, drawn in Helvetica, with a text wherever a PDF can hold one."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

_LINES_ON_A_PAGE = 50
_ROWS_ON_A_PAGE = 20
_DIGITS_ON_A_LINE = 8


def drawn(lines: Sequence[str]) -> pypdf.PdfWriter:
    """ASCII only."""
    writer = pypdf.PdfWriter()
    for start in range(0, max(1, len(lines)), _LINES_ON_A_PAGE):
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject(
            {NameObject(key): NameObject(value) for key, value in _FONT.items()},
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj T*\n" for line in lines[start : start + _LINES_ON_A_PAGE])
        stream.set_data(f"BT /F1 10 Tf 14 TL 40 800 Td\n{shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


_FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}


def narrow(numbers: Sequence[str]) -> bytes:
    """A table whose column of numbers is too narrow: their lines stand between those of the next column."""
    starts = range(0, len(numbers), _ROWS_ON_A_PAGE)
    writer = drawn([""] * _LINES_ON_A_PAGE * len(starts))
    for page, start in zip(writer.pages, starts, strict=True):
        shown = "".join(map(_row, range(_ROWS_ON_A_PAGE), numbers[start : start + _ROWS_ON_A_PAGE]))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 8 Tf\n{shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    return saved(writer)


def _row(place: int, number: str) -> str:
    top = 800 - 38 * place
    lines = [number[begin : begin + _DIGITS_ON_A_LINE] for begin in range(0, len(number), _DIGITS_ON_A_LINE)]
    return "".join(
        f"1 0 0 1 60 {top - 10 * index} Tm ({line}) Tj\n1 0 0 1 200 {top - 10 * index} Tm ({place + 1}00) Tj\n"
        for index, line in enumerate(lines)
    )


def saved(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pages(lines: Sequence[str]) -> bytes:
    return saved(drawn(lines))


def properties(lines: Sequence[str]) -> bytes:
    writer = drawn(["public"])
    writer.add_metadata({f"/Note{number}": line for number, line in enumerate(lines)})
    return saved(writer)


def notes(lines: Sequence[str]) -> bytes:
    writer = drawn(["public"])
    for line in lines:
        writer.add_annotation(0, FreeText(text=line, rect=(50, 550, 200, 650)))
    return saved(writer)


def attached(content: bytes, name: str) -> bytes:
    writer = drawn(["public"])
    writer.add_attachment(name, content)
    return saved(writer)


def fields(lines: Sequence[str]) -> bytes:
    writer = drawn(["public"])
    widgets = [
        writer._add_object(
            DictionaryObject(
                {
                    NameObject("/FT"): NameObject("/Tx"),
                    NameObject("/T"): TextStringObject(f"field{number}"),
                    NameObject("/V"): TextStringObject(line),
                }
            )
        )
        for number, line in enumerate(lines)
    ]
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(widgets)})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    return saved(writer)


def rewritten(lines: Sequence[str]) -> bytes:
    """Saved over itself: the page is new, the old one is still in the file."""
    old = pages(lines)
    writer = pypdf.PdfWriter(io.BytesIO(old), incremental=True)
    for page in writer.pages:
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F1 10 Tf 40 800 Td (masked) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
