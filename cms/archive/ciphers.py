"""Streams that lock and unlock a file piece by piece, so that no file stands in memory as a whole.

A file is a salt and then chunks of AES-256-GCM. Each file has a key of its own, derived (HKDF) from the vault's key,
the salt and the file's name. The nonce of a chunk is its number and whether it is the last: chunks can be neither
exchanged nor left out, nor the file cut off, without being noticed (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 1024 * 1024
_SALT = 32
_TAG = 16


class Locking(io.RawIOBase):
    """Write to it; ``finish`` writes the last chunk. ``size`` and ``sha256`` are those of what was written."""

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        self._file, self._buffer, self._hash = file, bytearray(), hashlib.sha256()
        self._number = self.size = 0
        salt = secrets.token_bytes(_SALT)
        self._cipher = _cipher(key, salt, name)
        file.write(salt)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """``data``: bytes or a view of bytes."""
        view = memoryview(data)
        self._hash.update(view)
        self.size += len(view)
        for begin in range(0, len(view), CHUNK):
            self._buffer += view[begin : begin + CHUNK]
            if len(self._buffer) > CHUNK:
                self._put(bytes(self._buffer[:CHUNK]), last=False)
                del self._buffer[:CHUNK]
        return len(view)

    def finish(self) -> None:
        self._put(bytes(self._buffer), last=True)
        self._buffer.clear()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Unlocking(io.RawIOBase):
    """Reads, in any order, what a Locking stream wrote. Raises InvalidTag where it was changed."""

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        self._file = file
        self._cipher = _cipher(key, file.read(_SALT), name)
        locked = max(0, file.seek(0, os.SEEK_END) - _SALT)
        self._last = max(0, -(-locked // (CHUNK + _TAG)) - 1)
        self._length = max(0, locked - (self._last + 1) * _TAG)
        self._position, self._held, self._chunk = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        number, begin = divmod(self._position, CHUNK)
        if number > self._last:
            return 0
        part = self._unlocked(number)[begin : begin + len(buffer)]
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)

    def _unlocked(self, number: int) -> bytes:
        if number != self._held:
            self._file.seek(_SALT + number * (CHUNK + _TAG))
            nonce = _nonce(number, last=number == self._last)
            self._chunk = self._cipher.decrypt(nonce, self._file.read(CHUNK + _TAG), None)
            self._held = number
        return self._chunk


def _cipher(key: bytes, salt: bytes, name: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=f"huiketing sealed {name}".encode()).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
