"""Which encoding a CSV file has: spreadsheets write UTF-8 with a mark, or GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from .refusals import FileRefused

_CHUNK = 1024 * 1024
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_encoding(path: Path) -> str:
    """utf-8-sig or gb18030, whichever the whole file decodes in. Raises FileRefused for neither."""
    with path.open("rb") as file:
        marked_utf16 = file.read(2) in _UTF16_MARKS
    if not marked_utf16:
        for encoding in ("utf-8-sig", "gb18030"):
            if _decodes(path, encoding):
                return encoding
    raise FileRefused("文件不是UTF-8编码，也不是GB18030编码，请另存为“CSV UTF-8”")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
