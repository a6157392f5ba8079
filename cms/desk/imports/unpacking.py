"""Reading a file of any size in little memory: limits on its size, unpacked as a stream."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .refusals import FileRefused

MEGABYTE = 1024 * 1024
PACKED_LIMIT = 200 * MEGABYTE
UNPACKED_LIMIT = 1024 * MEGABYTE
LINE_LIMIT = 16 * MEGABYTE
# xz -9 needs 65 MiB to unpack; a file that asks for more is not an ordinary one.
_XZ_MEMORY = 128 * MEGABYTE
_CHUNK = 256 * 1024

TOO_LARGE_PACKED = "文件超过200MB，请分成几个文件再导入"
TOO_LARGE_UNPACKED = "文件解开以后超过1GB，请分成几个文件再导入"


class Broken(Exception):
    """The packed data ends early or is damaged."""


def require_readable(path: Path) -> None:
    """Raise FileRefused unless ``path`` is an ordinary file of an acceptable size with something in it."""
    try:
        if not path.is_file():
            raise FileRefused("找不到这个文件，请核对路径")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise FileRefused("这个文件打不开，请检查读取权限") from error
    if size == 0:
        raise FileRefused("文件是空的")
    packed = path.suffix.lower() in (".xz", ".xlsx")
    if packed and size > PACKED_LIMIT:
        raise FileRefused(TOO_LARGE_PACKED)
    if size > UNPACKED_LIMIT:
        raise FileRefused(TOO_LARGE_UNPACKED)


def lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines of a file, unpacked if it ends in .xz; None for a line above LINE_LIMIT.

    Raises FileRefused for damage or too much data, naming the last line that could be read.
    """
    number = 0
    with path.open("rb") as raw:
        stream = io.BufferedReader(_Unpacked(raw), _CHUNK) if path.suffix.lower() == ".xz" else raw
        try:
            while line := stream.readline(LINE_LIMIT):
                number += 1
                if len(line) < LINE_LIMIT or line.endswith(b"\n"):
                    yield number, line
                    continue
                while rest := stream.readline(LINE_LIMIT):
                    if rest.endswith(b"\n"):
                        break
                yield number, None
        except Broken as error:
            place = f"第{number}行以后读不出来" if number else "一行也读不出来"
            raise FileRefused(f"压缩文件不完整或者已损坏，{place}，请重新下载或者重新压缩") from error


class _Unpacked(io.RawIOBase):
    """The content of an .xz file, never more than a chunk in memory."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._decompressor: lzma.LZMADecompressor | None = None
        self._rest = b""
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stubs name a wider buffer
        data = self._next(len(buffer))
        self._total += len(data)
        if self._total > UNPACKED_LIMIT:
            raise FileRefused(TOO_LARGE_UNPACKED)
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        """At least one byte, or none at the end of the last stream."""
        while True:
            decompressor = self._decompressor or self._begin()
            if decompressor is None:
                return b""
            feed = b""
            if decompressor.needs_input:
                feed, self._rest = self._rest or self._packed.read(_CHUNK), b""
                if not feed:
                    raise Broken
            try:
                data = decompressor.decompress(feed, size)
            except lzma.LZMAError as error:
                raise Broken from error
            if decompressor.eof:
                self._rest, self._decompressor = decompressor.unused_data, None
            if data:
                return data

    def _begin(self) -> lzma.LZMADecompressor | None:
        """Start the next of the concatenated streams, if there is one; zero bytes between them are padding."""
        while not (rest := self._rest.lstrip(b"\0")):
            self._rest = self._packed.read(_CHUNK)
            if not self._rest:
                return None
        self._rest = rest
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        return self._decompressor
