"""What was done already: a digest of what it was made from, kept beside what was made."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Stamp:
    def __init__(self, path: Path) -> None:
        self.path = path

    def fits(self, digest: str) -> bool:
        return self.path.is_file() and self.path.read_text("ascii") == digest

    def set(self, digest: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(digest, "ascii")

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)


def digest_of(files: Iterable[Path], *more: str) -> str:
    """SHA-256 (hex) over names and contents, and over the strings given."""
    total = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path}\0{content}\n".encode())
    for text in more:
        total.update(f"{text}\n".encode())
    return total.hexdigest()
