"""Office packages opened behind limits: what is too large, locked, disguised or armed is refused with what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from django.conf import settings

from cms.files import packages
from cms.files.uploads import OFFICE_MARKERS, extension_of

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 256 * MEGABYTE
# A part that is held as a tree; sheets are streamed and may be larger.
LARGEST_PART = 48 * MEGABYTE
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 1
_BEGINNING = 64 * 1024
_XML = (".xml", ".rels", ".vml")
_NAMES = {"xlsx": "Excel表格（.xlsx）", "docx": "Word文件（.docx）", "pptx": "PowerPoint文件（.pptx）"}
_OLD_FORMATS = {"xls": "xlsx", "et": "xlsx", "doc": "docx", "wps": "docx", "ppt": "pptx", "dps": "pptx"}

TOO_LARGE = "这个文件解开后大得不正常，不能检查。请删去多余的内容，或者重新导出一份再传。"
DAMAGED = "这个文件打不开，可能已损坏。请用办公软件打开，另存一份后再传。"
LOCKED = "这个文件加了密码，没法检查。请去掉密码，另存后再传。"
ZIP_REFUSED = "不能上传压缩包。请解压以后，把里面的文件一个一个上传。"
HAS_MACROS = "文件里带有宏，可能藏病毒。请另存为不带宏的文件后再传。"


class Refused(Exception):
    """The file cannot be judged; the message is plain Chinese: why, and what to do."""


class Package:
    """An office package that passed the limits."""

    def __init__(self, content: bytes, extension: str) -> None:
        self.content = content
        self.extension = extension
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    @property
    def names(self) -> list[str]:
        return [entry.filename for entry in self._archive.infolist() if not entry.is_dir()]

    def size(self, name: str) -> int:
        return self._archive.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Raises Refused for a part that is too large or damaged."""
        if self.size(name) > LARGEST_PART:
            raise Refused(TOO_LARGE)
        try:
            return self._archive.read(name)
        except _BROKEN as error:
            raise Refused(DAMAGED) from error

    def require_small_parts(self) -> None:
        """Of what libraries hold in memory as a whole: all but sheets, pictures and embedded files."""
        held = [name for name in self.names if name.lower().endswith(_XML) and "/worksheets/" not in name.lower()]
        if any(self.size(name) > LARGEST_PART for name in held):
            raise Refused(TOO_LARGE)

    def tree(self, name: str) -> Element | None:
        """The part as XML; None if it is none. Raises Refused for XML that would unfold."""
        return parsed(self.read(name))

    def elements(self, name: str) -> Iterator[Element]:
        """The elements of a part of any size, each when it ends. Raises Refused."""
        try:
            with self._archive.open(name) as part:
                for _, element in defusedxml.ElementTree.iterparse(part, forbid_dtd=True):
                    yield element
        except (*_BROKEN, DefusedXmlException, ParseError, ValueError) as error:
            raise Refused(DAMAGED) from error


_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError)


def parsed(content: bytes) -> Element | None:
    try:
        tree: Element = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(DAMAGED) from error
    except (ParseError, ValueError, LookupError):
        return None
    return tree


def require_size(content: bytes) -> None:
    if not content:
        raise Refused("这个文件是空的，请重新选择。")
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // MEGABYTE
        raise Refused(f"文件超过{limit} MB。请压缩或拆开后再传。")


def open_package(content: bytes, name: str) -> Package:
    """name ends in .xlsx, .docx or .pptx. Raises Refused."""
    extension = extension_of(name)
    require_size(content)
    if content.startswith(_OLE2):
        old = _OLD_FORMATS.get(extension, extension)
        raise Refused(LOCKED if _ENCRYPTED_STREAM in content else f"这是旧版的格式。请用办公软件另存为.{old}后再传。")
    try:
        names = packages.names_in(io.BytesIO(content))
    except (packages.TooManyEntries, packages.TooLarge) as error:
        raise Refused(TOO_LARGE) from error
    except packages.HasMacros as error:
        raise Refused(HAS_MACROS) from error
    if not any(part.startswith(OFFICE_MARKERS[extension]) for part in names):
        raise Refused(_disguised(content, extension, names))
    package = Package(content, extension)
    entries = package._archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise Refused(LOCKED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    if any(_declares_type(package, entry) for entry in entries):
        raise Refused(DAMAGED)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused(DAMAGED)
    return package


def _declares_type(package: Package, entry: zipfile.ZipInfo) -> bool:
    """A document type: no office program writes one, and what it declares may unfold without end."""
    if not entry.filename.lower().endswith(_XML):
        return False
    try:
        with package._archive.open(entry) as part:
            return b"<!DOCTYPE" in part.read(_BEGINNING).replace(b"\x00", b"").upper()
    except _BROKEN as error:
        raise Refused(DAMAGED) from error


def _disguised(content: bytes, extension: str, names: list[str]) -> str:
    really = next((each for each in _NAMES if any(part.startswith(OFFICE_MARKERS[each]) for part in names)), "")
    if really:
        return f"扩展名和内容对不上：里面其实是{_NAMES[really]}。请改用正确的扩展名，或者另存一份后再传。"
    if content.startswith(b"PK"):
        return ZIP_REFUSED if names else DAMAGED
    return f"这不是{_NAMES[extension]}，扩展名和内容对不上。请用办公软件打开，另存为.{extension}后再传。"
