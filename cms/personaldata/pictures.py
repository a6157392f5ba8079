"""Pictures through the gate: what camera and program wrote into them. What they show is for a person to judge."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import File
from PIL import ExifTags, Image

from cms.files.uploads import PICTURE_FORMATS, TOO_MANY_PIXELS, clean_picture, extension_of, has_few_pixels

from .collecting import Collector
from .kinds import Carrier, Kind
from .opening import DAMAGED, Refused

EXTENSIONS = tuple(PICTURE_FORMATS)
_HEAD = 261
_READABLE = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]{4,}")
# Of no person: how to turn and to paint the picture.
_TECHNICAL_TAGS = frozenset({"Orientation", "XResolution", "YResolution", "ResolutionUnit", "ColorSpace", "ExifOffset"})
_TECHNICAL_FACTS = frozenset(
    """
    jfif jfif_version jfif_unit jfif_density dpi gamma transparency icc_profile progressive progression adobe
    adobe_transform background loop duration timestamp interlace aspect srgb chromaticity bits default_image blend
    disposal
    """.split()
)


def scan(content: bytes, name: str, collector: Collector, place: str) -> None:
    """Raises Refused for a file that is no such picture."""
    kind = filetype.guess(content[:_HEAD])
    if kind is None or PICTURE_FORMATS.get(kind.extension) != PICTURE_FORMATS[extension_of(name)]:
        raise Refused("这不是一张图片，或者内容和扩展名对不上。请重新导出后再传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not has_few_pixels(io.BytesIO(content)):
                raise Refused(TOO_MANY_PIXELS)
            _scan_metadata(content, collector, place)
    except Refused:
        raise
    except Exception as error:  # Pillow fails on damaged pictures with anything
        raise Refused(DAMAGED) from error
    collector.flag(Kind.PICTURE, place, Carrier.IMAGE, content)


def _scan_metadata(content: bytes, collector: Collector, place: str) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        exif = picture.getexif()
        if exif.get_ifd(ExifTags.IFD.GPSInfo):
            collector.flag(Kind.LOCATION, f"{place}里的拍摄信息", Carrier.PROPERTY, content)
        told = list(_told(picture, exif))
    if told:
        collector.flag(Kind.METADATA, f"{place}里的拍摄信息", Carrier.PROPERTY, content)
        collector.text("\n。\n".join(told), f"{place}里的拍摄信息", Carrier.PROPERTY)


def _told(picture: Any, exif: Any) -> Iterator[str]:
    """Every text in EXIF, XMP, IPTC and the chunks of a PNG."""
    for directory in (exif, exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)):
        for tag, value in directory.items():
            if ExifTags.TAGS.get(tag) not in _TECHNICAL_TAGS:
                yield from _texts(value)
    for fact, value in picture.info.items():
        if fact not in _TECHNICAL_FACTS and fact != "exif":
            yield from _texts(value)
    for marker, value in getattr(picture, "applist", []):
        if marker in ("COM", "APP1", "APP13"):
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, bytes):
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            yield from _READABLE.findall(value.decode(encoding, "ignore"))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif value is not None:
        yield str(value)


def without_metadata(content: bytes, name: str) -> bytes:
    """Raises Refused."""
    upload: Any = File(io.BytesIO(content), name)
    try:
        clean_picture(upload)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    cleaned: bytes = upload.file.read()
    return cleaned
