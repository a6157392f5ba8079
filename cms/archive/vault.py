"""Encrypted files below ``var/sealed``, under names that say nothing."""

from __future__ import annotations

import io
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings

from . import keys
from .ciphers import CHUNK, Locking, Unlocking

_SUFFIX = ".sealed"
_BROKEN = (OSError, InvalidTag, EOFError, zipfile.BadZipFile, zlib.error)


class Damaged(Exception):
    """The file is missing, was changed, or another key locked it. The text is for whoever wanted to open it."""

    def __init__(self) -> None:
        super().__init__("这份封存的文件打不开：文件不在、被改动过，或者密钥不对。请找运维人员从备份恢复。")


def folder() -> Path:
    path: Path = settings.VAR_DIR / "sealed"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def new_name() -> str:
    return f"{secrets.token_hex(16)}{_SUFFIX}"


@contextmanager
def writing(name: str) -> Iterator[Locking]:
    """A stream whose contents are sealed as ``name`` when the block ends: whole, or after an exception not at all.

    Written beside, brought to disk, then named. Raises keys.KeyLost.
    """
    key = keys.key(sealed_before=_is_in_use())
    temporary = folder() / f"{name}.part"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            stream = Locking(file, key, name)
            yield stream
            stream.finish()
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(folder() / name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _bring_to_disk(folder())


@contextmanager
def reading(name: str) -> Iterator[io.BufferedReader]:
    """What was sealed as ``name``, to be read in any order. Raises Damaged, also out of the block."""
    try:
        key = keys.key(sealed_before=True)
        with (folder() / name).open("rb") as file:
            yield io.BufferedReader(Unlocking(file, key, name), CHUNK)
    except (keys.KeyLost, *_BROKEN) as error:
        raise Damaged from error


def store(name: str, content: bytes) -> None:
    with writing(name) as stream:
        stream.write(content)


def load(name: str) -> bytes:
    """Raises Damaged."""
    with reading(name) as stream:
        return stream.read()


def remove(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def strays(known: set[str], older_than: float) -> list[str]:
    """Names of files that no row speaks of and that were last written before ``older_than`` (seconds since 1970)."""
    with os.scandir(folder()) as entries:
        return [one.name for one in entries if one.name not in known and one.stat().st_mtime < older_than]


def _is_in_use() -> bool:
    return any(folder().glob(f"*{_SUFFIX}"))


def _bring_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
