"""The key of the vault: from the environment, or made at first use and kept in the var directory."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


class KeyLost(Exception):
    """There are sealed files, but the key that locked them is not there. Nothing new is made in its place."""


def key(*, sealed_before: bool) -> bytes:
    """32 bytes. ``sealed_before``: was anything sealed on this site already? Raises KeyLost."""
    if settings.ARCHIVE_KEY:
        return bytes(settings.ARCHIVE_KEY)
    path: Path = settings.VAR_DIR / "archive-key"
    if not sealed_before:
        _make(path)
    try:
        kept = base64.urlsafe_b64decode(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyLost(f"{path.name} cannot be read; put it back from the backup") from error
    if len(kept) != KEY_BYTES:
        raise KeyLost(f"{path.name} holds no key of {KEY_BYTES} bytes; put it back from the backup")
    return kept


def _make(path: Path) -> None:
    """A reader never meets half a key: it is written beside and linked, which fails if there is one already."""
    if path.exists():
        return
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(temporary)
    finally:
        temporary.unlink()
