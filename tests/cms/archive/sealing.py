"""What the tests of the archive seal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cms.archive import services, vault
from cms.archive.models import SealedCopy

NAME = "林某某"
PARTS = {
    "notice.html": f"<h1>公示</h1><script>alert(1)</script><p>{NAME}</p>".encode(),
    "data.json": f'{{"title": "公示", "name": "{NAME}"}}'.encode(),
    "files/7.xlsx": NAME.encode() * 1000,
}


def sealed(record_id: int = 41, files: dict[str, bytes] | None = None, **fields: Any) -> SealedCopy:
    values = {
        "title": "松涛街道低保审核公示",
        "publisher": None,
        "period": "2026年3月9日9:00至2026年3月16日24:00",
        "part": 1,
        "reason": "ended",
        **fields,
    }
    return services.seal(record_id=record_id, files=PARTS if files is None else files, **values)


class Killed(BaseException):
    """As a process that ends: nothing after it runs."""


def kill(*args: Any, **kwargs: Any) -> Any:
    raise Killed


def stored() -> list[str]:
    """Names of the sealed files."""
    return sorted(path.name for path in vault.folder().iterdir())


def everything(folder: Path) -> bytes:
    """All bytes of all files below."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
