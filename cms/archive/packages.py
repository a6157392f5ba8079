"""A package of parts: a zip file that is the same for the same parts."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import IO, Any

_TIMELESS = (1980, 1, 1, 0, 0, 0)
_PIECE = 1024 * 1024


def pack(parts: Mapping[str, bytes], stream: IO[bytes] | io.RawIOBase) -> None:
    """Write a package; ``stream`` need not be able to go back."""
    with zipfile.ZipFile(stream, "w") as package:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, _TIMELESS)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            content = memoryview(parts[name])
            with package.open(info, "w") as part:
                for begin in range(0, len(content), _PIECE):
                    part.write(content[begin : begin + _PIECE])


def unpack(stream: IO[bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


def manifest(parts: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return [{"name": name, "bytes": len(parts[name]), "sha256": digest(parts[name])} for name in sorted(parts)]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(stream: IO[bytes]) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # any readable binary file
