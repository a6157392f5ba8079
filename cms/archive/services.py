"""Sealing, opening and destroying. Every step may be cut short and done again."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.basepage import plaintext
from cms.basepage.models import BasePage

from . import packages, vault
from .models import ArchiveOpening, SealedCopy, SealedOriginal

logger = logging.getLogger("huiketing.archive")

OPEN = "archive.open_sealedcopy"
SHORTEST_PURPOSE = 4
ABANDONED_AFTER = dt.timedelta(hours=24)
STRAY_UNTIL = dt.timedelta(days=2)
STRAY_AFTER = dt.timedelta(hours=1)


def find(record_id: int, part: int) -> SealedCopy | None:
    return SealedCopy.objects.filter(record_id=record_id, part=part).first()


def seal(
    *, record_id: int, title: str, publisher: Any, period: str, part: int, reason: str, files: Mapping[str, bytes]
) -> SealedCopy:
    """The one sealed copy of this part of a record: the one that exists, else made of ``files`` (name → content)."""
    kept = find(record_id, part)
    if kept is not None:
        return kept
    name = vault.new_name()
    with vault.writing(name) as package:
        packages.pack(files, package)
    try:
        with transaction.atomic():
            copy = SealedCopy.objects.create(
                record_id=record_id,
                part=part,
                record_title=title,
                publisher=publisher,
                period=period,
                reason=reason,
                sealed_at=timezone.now(),
                stored_name=name,
                size=package.size,
                sha256=package.sha256,
                manifest=packages.manifest(files),
            )
    except IntegrityError:
        vault.remove(name)
        kept = find(record_id, part)
        if kept is None:
            raise
        return kept
    logger.info("archive.sealed record=%s part=%s copy=%s", record_id, part, copy.pk)
    return copy


def open_copy(copy: SealedCopy, user: Any, purpose: str) -> dict[str, bytes]:
    """The parts of a sealed copy, by name. The opening is on record before anything is returned.

    Not to be called inside a transaction: what is undone with it would take the entry along.
    Raises PermissionDenied, ValueError (no purpose; plain Chinese), vault.Damaged.
    """
    if not user.has_perm(OPEN):
        raise PermissionDenied
    purpose = plaintext.without_hidden(" ".join(purpose.split()))[:200]
    if len(purpose) < SHORTEST_PURPOSE:
        raise ValueError("请写明为什么打开，如“答复信访件，核对名单”。")
    with transaction.atomic(durable=True):
        opening = ArchiveOpening.objects.create(
            copy=copy, user=user, username=user.get_username(), opened_at=timezone.now(), purpose=purpose
        )
    logger.info("archive.opened copy=%s record=%s user=%s opening=%s", copy.pk, copy.record_id, user.pk, opening.pk)
    try:
        return _parts(copy)
    except vault.Damaged:
        logger.exception("archive.damaged copy=%s record=%s file=%s", copy.pk, copy.record_id, copy.stored_name)
        raise


def keep_original(content: bytes, ending: str, user: Any, *, record_id: int | None = None) -> SealedOriginal:
    """Seal what was handed in. ``ending`` like ``.xlsx``; its name is not kept: names of files name persons."""
    name = vault.new_name()
    vault.store(name, content)
    return SealedOriginal.objects.create(
        uploaded_by=user,
        uploaded_at=timezone.now(),
        record_id=record_id,
        ending=ending[:10],
        stored_name=name,
        size=len(content),
        sha256=packages.digest(content),
    )


def read_original(original: SealedOriginal, user: Any) -> bytes:
    """For whoever handed it in, and nobody else. Raises PermissionDenied, vault.Damaged."""
    if original.uploaded_by_id != user.pk or not user.is_active:
        raise PermissionDenied
    try:
        content = vault.load(original.stored_name)
        if packages.digest(content) != original.sha256:
            raise vault.Damaged
    except vault.Damaged:
        logger.exception("archive.damaged original=%s file=%s", original.pk, original.stored_name)
        raise
    return content


def bind_original(original: SealedOriginal, record_id: int) -> None:
    """It lives as long as this record is on the site."""
    SealedOriginal.objects.filter(pk=original.pk).update(record_id=record_id)


def destroy_originals(record_id: int) -> int:
    return _destroy(SealedOriginal.objects.filter(record_id=record_id))


def destroy_originals_of(record_ids: Any) -> int:
    """``record_ids``: a query of ids."""
    return _destroy(SealedOriginal.objects.filter(record_id__in=record_ids))


def destroy_abandoned(now: dt.datetime) -> int:
    """Originals of which no record was made within a day, or whose record is no more."""
    never_made = Q(record_id=None, uploaded_at__lt=now - ABANDONED_AFTER)
    deleted = Q(record_id__isnull=False) & ~Exists(BasePage.objects.filter(pk=OuterRef("record_id")))
    return _destroy(SealedOriginal.objects.filter(never_made | deleted))


def remove_strays(now: dt.datetime) -> int:
    """Files of a sealing that was killed before it was on record.

    An older file that no row speaks of is told, not removed: the database may be the one that is incomplete.
    """
    known = {*SealedCopy.objects.values_list("stored_name", flat=True)}
    known |= {*SealedOriginal.objects.values_list("stored_name", flat=True)}
    found = vault.strays(known, (now - STRAY_AFTER).timestamp())
    old = set(vault.strays(known, (now - STRAY_UNTIL).timestamp()))
    if old:
        logger.warning("archive.unknown_files count=%d", len(old))
    for name in found:
        if name not in old:
            vault.remove(name)
    return len(set(found) - old)


def _parts(copy: SealedCopy) -> dict[str, bytes]:
    with vault.reading(copy.stored_name) as package:
        if packages.digest_of(package) != copy.sha256:
            raise vault.Damaged
        parts = packages.unpack(package)
        if packages.manifest(parts) != copy.manifest:
            raise vault.Damaged
        return parts


def _destroy(originals: Any) -> int:
    """The file first: a row without a file is found again, a file without a row is not."""
    count = 0
    for original in originals:
        vault.remove(original.stored_name)
        original.delete()
        count += 1
    return count
