"""Files as people upload them, made in memory."""

from __future__ import annotations

import io
import zipfile

from PIL import Image


def docx(extra: dict[str, bytes] | None = None) -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **(extra or {})})


def package(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # no date: the same bytes each time
    return buffer.getvalue()


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    return picture("PNG", size)


def picture(image_format: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#336699").save(buffer, image_format, **options)
    return buffer.getvalue()
