"""A whole file through the gate: its name, its content and what is hidden in it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.utils import timezone

from cms.files.uploads import extension_of

from . import docx, pdf, pictures, pptx, xlsx
from .allowing import Allowed
from .collecting import Collector
from .findings import Finding, blocking
from .kinds import Carrier
from .opening import DAMAGED, ZIP_REFUSED, Refused, open_package, require_size
from .plain import decoded, require_few_lines, rows_of_csv
from .remainder import scan_remainder
from .scanning import Table, safe_label

logger = logging.getLogger("huiketing.personaldata")

_OFFICE = {"xlsx": xlsx.scan, "docx": docx.scan, "pptx": pptx.scan}
_ARCHIVES = frozenset({"zip", "rar", "7z", "tar", "gz", "xz"})
_DEEPEST = 2
_SAVE_AS = "“{}”文件没法检查。请用办公软件打开，另存为.docx、.xlsx或者.pdf后再传。"


@dataclass(frozen=True)
class FileScan:
    """refusal: why the file cannot be judged and what to do, in Chinese; empty if it can."""

    findings: tuple[Finding, ...] = ()
    refusal: str = ""

    @property
    def blocks(self) -> bool:
        """It must not be published as it is, whatever a reviewer says."""
        return bool(self.refusal or blocking(self.findings))


def scan_file(file: IO[bytes], name: str, *, allowed: Collection[str] = (), today: dt.date | None = None) -> FileScan:
    """Never raises for what the file holds: what cannot be read is refused."""
    collector = Collector(Allowed.of(allowed), today or timezone.localdate())
    collector.text(PurePath(name).stem, "文件名", Carrier.FILE_NAME)
    try:
        file.seek(0)
        content = file.read(settings.ATTACHMENT_MAX_BYTES + 1)
        _scan(content, name, collector, f"附件“{safe_label(name)}”", 0)
        return FileScan(collector.result())
    except Refused as error:
        return FileScan(collector.so_far, str(error))
    except Exception as error:  # what is damaged makes the libraries fail with anything
        logger.warning("gate.file_unreadable error=%s", type(error).__name__)
        return FileScan(collector.so_far, DAMAGED)


def _scan(content: bytes, name: str, collector: Collector, place: str, depth: int) -> None:
    extension = extension_of(name)
    require_size(content)
    if extension in _OFFICE:
        _scan_office(content, name, collector, place, depth)
    elif extension == "pdf":
        pdf.scan(content, collector, place, scan_inner=_inner(collector, depth))
    elif extension in pictures.EXTENSIONS:
        pictures.scan(content, name, collector, place)
    elif extension == "csv":
        _scan_csv(content, collector, place)
    elif extension == "txt":
        text = decoded(content)
        require_few_lines(text)
        collector.text(text, place, Carrier.LINE, count_paragraphs=True)
    else:
        raise Refused(ZIP_REFUSED if extension in _ARCHIVES else _SAVE_AS.format(safe_label(extension)))


def _scan_office(content: bytes, name: str, collector: Collector, place: str, depth: int) -> None:
    package = open_package(content, name)
    done = _OFFICE[package.extension](package, collector, place)
    scan_remainder(package, collector, place, done=done, scan_inner=_inner(collector, depth))


def _scan_csv(content: bytes, collector: Collector, place: str) -> None:
    text = decoded(content)
    require_few_lines(text)

    def where(table: Table, row: int, column: int) -> tuple[str, Carrier]:
        return f"{place}第{row + 1}行{table.column_label(column)}", Carrier.TABLE

    collector.table(rows_of_csv(text), where)


def _inner(collector: Collector, depth: int) -> Callable[[bytes, str, str], None]:
    """Looks into an embedded file as far as it can; that it is there has been told already."""

    def scan_inner(content: bytes, name: str, place: str) -> None:
        if depth < _DEEPEST:
            try:
                _scan(content, name, collector, place, depth + 1)
            except Refused:
                logger.info("gate.inner_file_unreadable depth=%d", depth + 1)

    return scan_inner
