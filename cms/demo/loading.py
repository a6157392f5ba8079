"""Loading and removing the demo district. Loading twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from cms.records.creation import bulk_creation

from . import accounts, content_files, identity
from .files import load_pictures
from .large import load_large
from .notices import NoticeLoader
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
    """The days of notices count from now."""
    pictures = load_pictures()
    say("图片")
    rows = content_files.organisations()
    for row in rows:
        load_organisation(row, pictures)
    say(f"机构 {len(rows)}")
    identity.load_identity()
    passwords = accounts.load_accounts()
    now = timezone.now()
    loader = RecordLoader(pictures)
    with bulk_creation() as bulk:
        with bulk.batch():
            for key, row in content_files.records("policies"):
                loader.load_policy(key, row)
            for key, row in content_files.records("interpretations"):
                loader.load_interpretation(key, row)
        say(f"文件和解读 {loader.created}")
        large = load_large(bulk, now, say) if scale == "district" else 0
    notices = NoticeLoader(now)
    for key, row in content_files.notices():
        notices.load(key, row)
    say(f"公示公告 {notices.created}")
    return Loaded(loader.created + notices.created + large, passwords)


__all__ = ["SCALES", "Loaded", "load", "remove"]
