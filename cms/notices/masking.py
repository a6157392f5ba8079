"""“一次遮盖”: a draft rewritten so that the gate has nothing against it, as far as a machine can."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.admin.models import FormState

from cms.archive.services import keep_original
from cms.files.models import Attachment
from cms.personaldata.cleaning import mask_file
from cms.personaldata.masking import CannotMask, mask_table, mask_text
from cms.records.tables import EMPTY_TABLE, rows_of

from . import filescans, gate, revisions
from .carrying import delete_unheld
from .enums import GateAction

if TYPE_CHECKING:
    from .models import NoticePage


@dataclass
class Masked:
    """What was done and what is left to a person, in plain Chinese without values."""

    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    exchanged: list[Attachment] = field(default_factory=list)


def mask_all(stored: NoticePage, user: Any, *, mask_names: bool = False) -> Masked:
    """Mask the newest draft of ``stored`` and save it as a new revision; the drafts before it are deleted.

    Files are exchanged for clean copies; their originals rest in the sealed store until the notice ends.
    What the public sees already does not change until the draft is published.
    """
    page: NoticePage = stored.get_latest_revision_as_object()
    before = gate.findings(page)
    allowed = gate.office_contacts(page)
    masked = Masked()
    with transaction.atomic():
        for name, label in gate.LINES.items():
            text = getattr(page, name) or ""
            clean = mask_text(text, allowed=allowed)
            if clean != text:
                setattr(page, name, clean[: page._meta.get_field(name).max_length])
                masked.changes.append(f"{label}：已遮盖")
        blocks = [_mask_block(block, page, user, allowed, mask_names, masked) for block in page.body.get_prep_value()]
        page.body = page.body.stream_block.to_python(blocks)
        if not stored.live:
            page.save(clean=False)
        page.save_revision(user=user, log_action=True, clean=False)
        after = {found.fingerprint for found in gate.findings(page)}
        gone = [found for found in before if found.fingerprint not in after]
        gate.record_decisions(page, gone, GateAction.MASKED, user)
        if not stored.live:
            revisions.trim(stored.pk)
        FormState.objects.for_instance(page).delete()
        revisions.forget_titles(stored.pk, stored.title if stored.live else page.title)
        delete_unheld({file.pk for file in masked.exchanged}, stored.pk)
    return masked


def _mask_block(
    block: dict[str, Any], page: NoticePage, user: Any, allowed: tuple[str, ...], mask_names: bool, masked: Masked
) -> dict[str, Any]:
    kind, value = block["type"], block["value"]
    if kind in ("paragraph", "note"):
        return {**block, "value": mask_text(value, allowed=allowed)}
    if kind == "chapter":
        return {**block, "value": {**value, "title": mask_text(value["title"], allowed=allowed)}}
    if kind == "table":
        has_header = bool(value.get("first_row_is_table_header"))
        result = mask_table(rows_of(value), has_header=has_header, allowed=allowed, mask_names=mask_names)
        masked.changes.extend(result.changes)
        caption = mask_text(value.get("table_caption") or "", allowed=allowed)
        return {**block, "value": {**value, "data": result.rows, "table_caption": caption}}
    if kind in ("attachment", "photo"):
        texts: dict[str, Any] = {
            name: mask_text(value[name], allowed=allowed) for name in ("alt", "caption") if value.get(name)
        }
        attachment = Attachment.objects.filter(pk=value.get("file")).first()
        if attachment is not None:
            texts |= {"file": _clean_copy(attachment, page, user, allowed, mask_names, masked)}
        return {**block, "value": {**value, **texts}}
    return block


def _clean_copy(
    attachment: Attachment, page: NoticePage, user: Any, allowed: tuple[str, ...], mask_names: bool, masked: Masked
) -> int:
    """The id of the clean copy, or of the attachment itself if it is clean already or cannot be masked by a machine."""
    if not [found for found in filescans.findings(attachment, allowed) if found.kind not in gate.FOR_A_PERSON]:
        return attachment.pk
    with attachment.file.open("rb") as file:
        content = file.read()
    try:
        clean = mask_file(content, attachment.filename, allowed=allowed, mask_names=mask_names)
    except CannotMask as reason:
        masked.left.append(f"附件“{mask_text(attachment.title)}”：{reason}")
        return attachment.pk
    ending = PurePath(attachment.file.name or "").suffix
    keep_original(content, ending, user, record_id=page.pk)
    copy = Attachment.objects.create(
        title=mask_text(attachment.title, allowed=allowed),
        collection=attachment.collection,
        uploaded_by_user=user,
        file=ContentFile(clean, f"clean{ending}"),
        file_size=len(clean),
    )
    masked.exchanged.append(attachment)
    masked.changes.append(f"附件“{copy.title}”：已换成遮盖后的副本，原件封存")
    return copy.pk


def table_from_rows(rows: list[list[str]], caption: str) -> dict[str, Any]:
    """The value of a table block with a head."""
    return {**EMPTY_TABLE, "data": rows, "table_caption": caption}
