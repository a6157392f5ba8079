"""PDF through the gate: the text layer of each page, notes, fields, properties, enclosed files, earlier versions."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from .collecting import Collector
from .kinds import Carrier, Kind
from .opening import DAMAGED, LOCKED, Refused
from .pdfcolumns import broken_numbers

logger = logging.getLogger("huiketing.personaldata")

MOST_PAGES = 500
_MOST_VERSIONS = 5
_MOST_OBJECTS = 100_000
_HEAD = 1024
_END = re.compile(rb"%%EOF\r?\n?")
# A page whose letters have no meaning to a machine: private use, replacement, control.
_MEANINGLESS = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]|/[gG]\d+|\(cid:\d+\)")
_MOSTLY = 0.2
_NAMED_PAGES = 10
_TEXT_STREAMS = frozenset({"/Metadata"})

# It quotes the file in its warnings.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def scan(content: bytes, collector: Collector, place: str, *, scan_inner: Callable[..., None]) -> None:
    """scan_inner: (content, name, place) of an enclosed file. Raises Refused."""
    if not content[:_HEAD].lstrip().startswith(b"%PDF-"):
        raise Refused("这不是PDF文件，扩展名和内容对不上。请重新导出PDF后再传。")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Refused(LOCKED)
        _scan_pages(reader, collector, place)
        _scan_objects(reader, collector, place)
        _scan_enclosed(reader, collector, place, scan_inner)
        _scan_earlier(content, collector, place)
    except Refused:
        raise
    except Exception as error:  # pypdf fails on damaged files with anything
        raise Refused(DAMAGED) from error


def _scan_pages(reader: Any, collector: Collector, place: str) -> None:
    if len(reader.pages) > MOST_PAGES:
        raise Refused(f"这个PDF超过{MOST_PAGES}页，没法检查。请只留下要公示的页，分成几个文件再传。")
    silent: list[int] = []
    pictured: list[int] = []
    digest = b""
    drawn: list[str] = []
    for number, page in enumerate(reader.pages, 1):
        collector.require_time()
        text = page.extract_text() or ""
        drawn.append(_as_drawn(page))
        collector.text(text, f"{place}第{number}页", Carrier.PAGE)
        if _is_meaningless(text):
            silent.append(number)
        elif _has_pictures(page):
            pictured.append(number)
    collector.rest([broken_numbers(drawn)], f"{place}换行或者换页的数字", Carrier.PAGE)
    if silent or pictured:
        reader.stream.seek(0)
        digest = reader.stream.read()
    if silent:
        collector.flag(Kind.UNREADABLE, f"{place}{_pages(silent)}没有文字层（可能是扫描件）", Carrier.PAGE, digest)
    if pictured:
        collector.flag(Kind.PICTURE, f"{place}{_pages(pictured)}里的图片", Carrier.IMAGE, digest)


def _as_drawn(page: Any) -> str:
    """With the distances on paper; nothing where the fonts do not tell their widths."""
    try:
        text: str = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    except Exception as error:  # this mode of the library knows fewer fonts than the plain one
        logger.info("gate.page_without_layout error=%s", type(error).__name__)
        return ""
    return text


def _is_meaningless(text: str) -> bool:
    letters = "".join(text.split())
    return not letters or len("".join(_MEANINGLESS.findall(letters))) > _MOSTLY * len(letters)


def _has_pictures(page: Any) -> bool:
    pending, seen = [page.get("/Resources")], 0
    while pending and (seen := seen + 1) < _NAMED_PAGES * 10:
        resources = _resolved(pending.pop())
        forms = _resolved(resources.get("/XObject")) if isinstance(resources, DictionaryObject) else None
        for form in forms.values() if isinstance(forms, DictionaryObject) else ():
            inner = _resolved(form)
            if not isinstance(inner, DictionaryObject):
                continue
            if inner.get("/Subtype") == "/Image":
                return True
            pending.append(inner.get("/Resources"))
    return False


def _scan_objects(reader: Any, collector: Collector, place: str) -> None:
    """Every text that is no page: properties, notes, fields, outlines, names of layers."""
    for title in (reader.metadata or {}).values():
        collector.text(str(title), f"{place}的文件属性", Carrier.PROPERTY)
    notes: list[str] = []
    others: list[str] = []
    for owner, text in _texts(reader.trailer, collector):
        (notes if owner in ("/Annot", "/Contents", "/V", "/T", "/RC", "/DV") else others).append(text)
    collector.rest(notes, f"{place}里的注释或者表单", Carrier.ANNOTATION)
    collector.rest(others, f"{place}的内部数据", Carrier.INNER_PART)


def _texts(trailer: Any, collector: Collector) -> Iterator[tuple[str, str]]:
    """Each text of the tree of objects under the name it has there."""
    pending: list[tuple[str, Any]] = [("", trailer)]
    seen: set[tuple[int, int]] = set()
    count = 0
    while pending and count < _MOST_OBJECTS:
        name, current = pending.pop()
        count += 1
        if count % 1_000 == 0:
            collector.require_time()
        if isinstance(current, IndirectObject):
            reference = (current.idnum, current.generation)
            if reference in seen:
                continue
            seen.add(reference)
            current = _resolved(current)
        if isinstance(current, StreamObject) and name in _TEXT_STREAMS:
            yield name, current.get_data().decode("utf-8", "replace")
        if isinstance(current, DictionaryObject):
            pending.extend((key, current.raw_get(key)) for key in current)
        elif isinstance(current, ArrayObject):
            pending.extend((name, item) for item in list.__iter__(current))
        elif isinstance(current, TextStringObject):
            yield name, str(current)


def _scan_enclosed(reader: Any, collector: Collector, place: str, scan_inner: Callable[..., None]) -> None:
    for name, contents in reader.attachments.items():
        for content in contents:
            collector.flag(Kind.EMBEDDED, f"{place}里夹带的文件", Carrier.INNER_FILE, content)
            collector.text(name, f"{place}里夹带的文件的名称", Carrier.FILE_NAME)
            scan_inner(content, name, f"{place}里夹带的文件")


def _scan_earlier(content: bytes, collector: Collector, place: str) -> None:
    """A PDF that was saved over itself still holds what it said before."""
    ends = [match.end() for match in _END.finditer(content)][:-1]
    if b"/Linearized" in content[:_HEAD]:
        ends = ends[1:]
    if len(ends) > _MOST_VERSIONS:
        raise Refused("这个PDF里留着很多次修改前的内容，没法检查。请用“打印”另存为新的PDF后再传。")
    for end in ends:
        try:
            pages = list(pypdf.PdfReader(io.BytesIO(content[:end])).pages[:MOST_PAGES])
            texts = []
            for page in pages:
                collector.require_time()
                texts.append(page.extract_text() or "")
        except Refused:
            raise
        except Exception:  # noqa: S112 – not every mark of an end ends a whole file
            continue
        collector.rest(texts, f"{place}里修改前的内容", Carrier.REVISION)


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _pages(numbers: list[int]) -> str:
    named = "、".join(map(str, numbers[:_NAMED_PAGES]))
    return f"第{named}页" if len(numbers) <= _NAMED_PAGES else f"第{named}等{len(numbers)}页"
