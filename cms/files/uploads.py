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
ACTIVE_CONTENT = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?xml", b"<?php", b"mz\x90", b"\x7felf")


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def clean_attachment(file: Any) -> None:
    """Raise ValidationError unless the file is what its ending says and small enough."""
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise ValidationError({"file": f"文件有{file.size / 1024 / 1024:.0f} MB，超过{limit} MB。请压缩或拆开后再传。"})
    if file.size == 0:
        raise ValidationError({"file": "这个文件是空的，请重新选择。"})
    extension = extension_of(file.name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = "、".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise ValidationError({"file": f"不能上传“{extension}”文件。可以上传：{allowed}。"})
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not _content_matches(file, extension, head):
        raise ValidationError({"file": "文件内容和扩展名对不上。请用办公软件打开，另存为正确的格式后再传。"})


def _content_matches(file: Any, extension: str, head: bytes) -> bool:
    if extension in OFFICE_MARKERS:
        return _is_office_package(file, OFFICE_MARKERS[extension])
    if extension == "pdf":
        return head.startswith(b"%PDF-")
    if extension == "wps":
        return head.startswith(b"\xd0\xcf\x11\xe0") or head.startswith(b"PK")
    # Plain text: nothing that a browser or a shell would run, and no binary.
    lowered = head.lower().lstrip()
    return b"\x00" not in head and not lowered.startswith(ACTIVE_CONTENT)


def _is_office_package(file: Any, marker: str) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)
    has_macro = any(name.lower().endswith("vbaproject.bin") for name in names)
    return not has_macro and any(name.startswith(marker) for name in names)


def clean_picture(file: Any) -> None:
    """Raise ValidationError unless it is a PNG, JPEG or WebP; strip what the camera wrote into it (EXIF, GPS)."""
    extension = extension_of(file.name)
    if extension not in PICTURE_FORMATS:
        raise ValidationError({"file": "图片请用 PNG、JPG 或 WebP 格式。"})
    if file.size > settings.PICTURE_MAX_BYTES:
        limit = settings.PICTURE_MAX_BYTES // 1024 // 1024
        raise ValidationError({"file": f"图片超过{limit} MB，请缩小后再传。"})
    file.seek(0)
    kind = filetype.guess(file.read(261))
    file.seek(0)
    if kind is None or PICTURE_FORMATS.get(kind.extension) != PICTURE_FORMATS[extension]:
        raise ValidationError({"file": "这不是一张图片，或者内容和扩展名对不上。请重新导出后再传。"})
    try:
        stripped = _without_metadata(file, PICTURE_FORMATS[extension])
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValidationError({"file": "图片打不开，可能已损坏。请重新导出后再传。"}) from error
    file.file = ContentFile(stripped, name=file.name)


def _without_metadata(file: Any, image_format: str) -> bytes:
    with Image.open(file) as source:
        if source.width * source.height > settings.PICTURE_MAX_PIXELS:
            raise ValidationError({"file": "图片的像素太多，请缩小到4000万像素以内再传。"})
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
