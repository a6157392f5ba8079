"""What may be uploaded: the content decides, not the name. Messages are for clerks."""

from __future__ import annotations

import io
import re
from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from . import packages

OFFICE_MARKERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
PICTURE_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What a browser or a shell would run, at the beginning of a "text".
_EXECUTABLE = (b"<", b"mz", b"\x7felf", b"#!", b"%!ps")
_MARKUP = (b"<script", b"<html", b"<svg", b"<iframe", b"<!doctype", b"<?php")
TOO_MANY_PIXELS = "图片的像素太多，请缩小到2400万像素以内再传。"
# What a PDF reader would run, start or unpack; a name may be written with #xx for any of its letters.
_ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def clean_attachment(file: Any) -> None:
    """Raise ValidationError unless the file is what its ending says, small enough and free of macros.

    A picture is shown as it is stored, without renditions: it is cleaned like any picture and scaled down.
    """
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise _refusal(f"文件有{file.size / 1024 / 1024:.0f} MB，超过{limit} MB。请压缩或拆开后再传。")
    if file.size == 0:
        raise _refusal("这个文件是空的，请重新选择。")
    extension = extension_of(file.name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = "、".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise _refusal(f"不能上传“{extension}”文件。可以上传：{allowed}。")
    if extension in PICTURE_FORMATS:
        clean_picture(file, longest=settings.ATTACHED_PICTURE_LONGEST)
        return
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
    file.seek(0)
    if extension == "pdf":
        return head.startswith(b"%PDF-") and _is_quiet_pdf(file.read())
    return _is_plain_text(file.read())


def _package_names(file: Any) -> list[str]:
    try:
        return packages.names_in(file)
    except packages.TooManyEntries as error:
        raise _refusal("这个文件里的内容多得不正常，不能上传。请重新导出一份。") from error
    except packages.TooLarge as error:
        raise _refusal("这个文件解开后大得不正常，不能上传。请重新导出一份。") from error
    except packages.HasMacros as error:
        raise _macro_refusal() from error


def _macro_refusal() -> ValidationError:
    return _refusal("文件里带有宏，可能藏病毒，不能上传。请另存为不带宏的文件后再传。")


def _is_quiet_pdf(content: bytes) -> bool:
    plain = _PDF_ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), content)
    if any(name in plain for name in _ACTIVE_PDF):
        raise _refusal("这个PDF里带有脚本、启动程序的命令或者夹带的文件，不能上传。请用“打印”另存为新的PDF后再传。")
    return True


def _is_plain_text(content: bytes) -> bool:
    lowered = content.removeprefix(_BYTE_ORDER_MARK).lower().lstrip()
    runs = lowered.startswith(_EXECUTABLE) or any(mark in lowered for mark in _MARKUP)
    return b"\x00" not in content and not runs


def clean_picture(file: Any, longest: int | None = None) -> None:
    """Raise ValidationError unless it is a PNG, JPEG or WebP; strip what the camera wrote into it (EXIF, GPS).

    ``longest``: the most pixels of either side; what is larger is scaled down.
    """
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
        stripped = _without_metadata(file, PICTURE_FORMATS[extension], longest)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refusal("图片打不开，可能已损坏。请重新导出后再传。") from error
    file.file = ContentFile(stripped, name=file.name)


def has_few_pixels(file: Any) -> bool:
    """By the head of the file, which is left where it was: nothing is decoded. Raises what Pillow raises."""
    position = file.tell()
    try:
        file.seek(0)
        with Image.open(io.BytesIO(file.read())) as picture:
            return picture.width * picture.height <= settings.PICTURE_MAX_PIXELS
    finally:
        file.seek(position)


def _without_metadata(file: Any, image_format: str, longest: int | None) -> bytes:
    with Image.open(file) as source:
        if source.width * source.height > settings.PICTURE_MAX_PIXELS:
            raise _refusal(TOO_MANY_PIXELS)
        clean = _fresh(_scaled(ImageOps.exif_transpose(source), longest))
        options: dict[str, Any] = {"quality": 90} if image_format != "PNG" else {"optimize": True}
        if "transparency" in clean.info:
            options["transparency"] = clean.info["transparency"]
        buffer = io.BytesIO()
        clean.save(buffer, image_format, **options)
    return buffer.getvalue()


def _fresh(picture: Image.Image) -> Image.Image:
    """The pixels alone, in a picture that was never in a file; of the rest only which colour is see-through."""
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and (palette := picture.getpalette()):
        clean.putpalette(palette)
    clean.paste(picture)
    if "transparency" in picture.info:
        clean.info["transparency"] = picture.info["transparency"]
    return clean


def _scaled(picture: Image.Image, longest: int | None) -> Image.Image:
    if longest is None or max(picture.size) <= longest:
        return picture
    if picture.mode == "P":  # between the colours of a palette nothing can be worked out
        picture = picture.convert("RGBA")
    picture.thumbnail((longest, longest))
    return picture
