"""Loading and removing the demo district. Loading twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cms.records.creation import bulk_creation

from . import accounts, content_files, identity
from .files import load_pictures
from .large import load_large
from .organisations import load_organisation
from .records import RecordLoader
from .removal import remove

Progress = Callable[[str], None]
SCALES = ("small", "district")


@dataclass(frozen=True)
class Loaded:
    """records: made now; passwords: of accounts made now, by user name."""

    records: int
    passwords: dict[str, str]


def load(scale: str, say: Progress) -> Loaded:
    pictures = load_pictures()
    say("图片")
    rows = content_files.organisations()
    for row in rows:
        load_organisation(row, pictures)
    say(f"机构 {len(rows)}")
    identity.load_identity()
    loader = RecordLoader(pictures)
    with bulk_creation() as bulk:
        with bulk.batch():
            for key, row in content_files.records("policies"):
                loader.load_policy(key, row)
            for key, row in content_files.records("interpretations"):
                loader.load_interpretation(key, row)
        say(f"文件和解读 {loader.created}")
        made = loader.created + (load_large(bulk, say) if scale == "district" else 0)
    return Loaded(made, accounts.load_accounts())


__all__ = ["SCALES", "Loaded", "load", "remove"]
