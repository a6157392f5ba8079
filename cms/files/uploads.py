"""What may be uploaded: the content decides, not the name. Messages are for clerks."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

OFFICE_MARKERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
PICTURE_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What a browser or a shell would run, at the beginning of a "text".
_EXECUTABLE = (b"<", b"mz", b"\x7felf", b"#!", b"%!ps")
_MARKUP = (b"<script", b"<html", b"<svg", b"<iframe", b"<!doctype", b"<?php")
# A package is only listed, never unpacked. Real documents stay far below both.
_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 1024 * 1024 * 1024


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def clean_attachment(file: Any) -> None:
    """Raise ValidationError unless the file is what its ending says, small enough and free of macros."""
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise _refusal(f"文件有{file.size / 1024 / 1024:.0f} MB，超过{limit} MB。请压缩或拆开后再传。")
    if file.size == 0:
        raise _refusal("这个文件是空的，请重新选择。")
    extension = extension_of(file.name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = "、".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise _refusal(f"不能上传“{extension}”文件。可以上传：{allowed}。")
    file.seek(0)
    head = file.read(4096)
    if not _content_matches(file, extension, head):
        raise _refusal("文件内容和扩展名对不上。请用办公软件打开，另存为正确的格式后再传。")
    file.seek(0)


def _refusal(message: str) -> ValidationError:
    return ValidationError({"file": message})


def _content_matches(file: Any, extension: str, head: bytes) -> bool:
    if extension in OFFICE_MARKERS:
        return any(name.startswith(OFFICE_MARKERS[extension]) for name in _package_names(file))
    if extension == "wps":
        if not head.startswith(_OLE2):
            return any(name.startswith(OFFICE_MARKERS["docx"]) for name in _package_names(file))
        file.seek(0)
        if _MACRO_STREAM in file.read():
            raise _macro_refusal()
        return True
    if extension == "pdf":
        return head.startswith(b"%PDF-")
    return _is_plain_text(head)


def _package_names(file: Any) -> list[str]:
    """Names of the entries of an office package; none if it is no package."""
    file.seek(0)
    if _declared_entries(file) > _MOST_ENTRIES:
        raise _refusal("这个文件里的内容多得不正常，不能上传。请重新导出一份。")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise _refusal("这个文件解开后大得不正常，不能上传。请重新导出一份。")
    names = [entry.filename for entry in entries]
    if any(name.lower().rpartition("/")[2].startswith("vbaproject") for name in names):
        raise _macro_refusal()
    return names


def _declared_entries(file: Any) -> int:
    """The number of entries in the end record of a zip file, read without building the list. 0 if there is none."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 22 - 65_535))
    tail = file.read()
    position = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[position + 10 : position + 12], "little") if position >= 0 else 0


def _macro_refusal() -> ValidationError:
    return _refusal("文件里带有宏，可能藏病毒，不能上传。请另存为不带宏的文件后再传。")


def _is_plain_text(head: bytes) -> bool:
    lowered = head.removeprefix(_BYTE_ORDER_MARK).lower().lstrip()
    return b"\x00" not in head and not lowered.startswith(_EXECUTABLE) and not any(mark in lowered for mark in _MARKUP)


def clean_picture(file: Any) -> None:
    """Raise ValidationError unless it is a PNG, JPEG or WebP; strip what the camera wrote into it (EXIF, GPS)."""
    extension = extension_of(file.name)
    if extension not in PICTURE_FORMATS:
        raise _refusal("图片请用 PNG、JPG 或 WebP 格式。")
    if file.size > settings.PICTURE_MAX_BYTES:
        limit = settings.PICTURE_MAX_BYTES // 1024 // 1024
        raise _refusal(f"图片超过{limit} MB，请缩小后再传。")
    file.seek(0)
    kind = filetype.guess(file.read(261))
    file.seek(0)
    if kind is None or PICTURE_FORMATS.get(kind.extension) != PICTURE_FORMATS[extension]:
        raise _refusal("这不是一张图片，或者内容和扩展名对不上。请重新导出后再传。")
    try:
        stripped = _without_metadata(file, PICTURE_FORMATS[extension])
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refusal("图片打不开，可能已损坏。请重新导出后再传。") from error
    file.file = ContentFile(stripped, name=file.name)


def _without_metadata(file: Any, image_format: str) -> bytes:
    with Image.open(file) as source:
        if source.width * source.height > settings.PICTURE_MAX_PIXELS:
            raise _refusal("图片的像素太多，请缩小到4000万像素以内再传。")
        upright = ImageOps.exif_transpose(source)
        clean = Image.new(upright.mode, upright.size)
        if upright.mode == "P" and (palette := upright.getpalette()):
            clean.putpalette(palette)
        clean.paste(upright)
        options: dict[str, Any] = {"quality": 90} if image_format != "PNG" else {"optimize": True}
        if "transparency" in upright.info:
            options["transparency"] = upright.info["transparency"]
        buffer = io.BytesIO()
        clean.save(buffer, image_format, **options)
    return buffer.getvalue()
