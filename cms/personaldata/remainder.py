"""What every office package carries beside its text: properties, links, pictures, embedded files, any part of XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from .collecting import Collector
from .innards import texts_in
from .kinds import Carrier, Kind
from .opening import Package

_XML = (".xml", ".rels", ".vml", ".xlbin")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf", ".svg", ".wdp")
_HARMLESS = re.compile(r"\[content_types\]\.xml|.*theme\d*\.xml|.*/(?:styles|fonttable|websettings|presprops|viewprops|"
                       r"tablestyles|numbering|styleswitheffects)\.xml|.*printersettings\d*\.bin|.*\.(?:odttf|fntdata)",
                       re.IGNORECASE)  # fmt: skip
# Name of the part → how a clerk calls what it holds.
_PLACES: tuple[tuple[str, str, Carrier], ...] = (
    (r"docprops/", "文件属性", Carrier.PROPERTY),
    (r"word/comments", "批注", Carrier.COMMENT),
    (r"word/(?:header|footer)", "页眉页脚", Carrier.HEADER_FOOTER),
    (r"word/(?:footnotes|endnotes)", "脚注尾注", Carrier.FOOTNOTE),
    (r"xl/sharedstrings", "工作簿里残留的文字", Carrier.SHARED_STRING),
    (r"xl/(?:drawings|diagrams)/", "图形里的文字", Carrier.TEXT_BOX),
    (r"(?:xl|ppt)/.*comment", "批注", Carrier.COMMENT),
    (r"ppt/notes", "演讲者备注", Carrier.NOTES),
    (r"ppt/slide(?:masters|layouts)/", "幻灯片母版", Carrier.SLIDE),
)
MAY_HOLD_FILES = (".docx", ".xlsx", ".pptx")


def scan_remainder(
    package: Package, collector: Collector, place: str, *, done: Collection[str], scan_inner: Callable[..., None]
) -> None:
    """All parts but those ``done``. scan_inner: (content, name, place) of an embedded file."""
    for name in package.names:
        lowered = name.lower()
        if _HARMLESS.fullmatch(lowered) or name in done:
            continue
        if lowered.endswith(_PICTURES):
            collector.flag(Kind.PICTURE, f"{place}里的图片", Carrier.IMAGE, package.read(name))
        elif lowered.endswith(_XML):
            _scan_part(package, name, collector, place)
        elif lowered.endswith(MAY_HOLD_FILES):
            content = package.read(name)
            collector.flag(Kind.EMBEDDED, f"{place}里嵌入的文件", Carrier.INNER_FILE, content)
            scan_inner(content, lowered.rpartition("/")[2], f"{place}里嵌入的文件")
        else:
            _scan_unknown(package, name, collector, place)


def _scan_part(package: Package, name: str, collector: Collector, place: str) -> None:
    tree = package.tree(name)
    if tree is None:
        _scan_unknown(package, name, collector, place)
        return
    for pattern, called, carrier in _PLACES:
        if re.match(pattern, name.lower().lstrip("/")):
            collector.rest(texts_in(tree), f"{place}的{called}", carrier)
            return
    collector.rest(texts_in(tree), f"{place}的内部数据", Carrier.INNER_PART)


def _scan_unknown(package: Package, name: str, collector: Collector, place: str) -> None:
    """XML under another ending is read as such; of anything else a person is asked."""
    content = package.read(name)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        collector.rest([content.decode("utf-8", "replace")], f"{place}的内部数据", Carrier.INNER_PART)
    elif content:
        collector.flag(Kind.EMBEDDED, f"{place}里嵌入的文件", Carrier.INNER_FILE, content)
