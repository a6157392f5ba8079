"""Which files drafts name, and which other records hold a file back."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.basepage.models import BasePage
from cms.files.models import Attachment
from cms.records.models import PublishedVersion

FILE_BLOCKS = ("attachment", "photo")


def files_in(revisions: Any) -> set[int]:
    """Ids in the file blocks of the bodies."""
    return {
        block["value"]["file"]
        for content in revisions.values_list("content", flat=True)
        for block in _blocks(content.get("body"))
        if block.get("type") in FILE_BLOCKS and (block.get("value") or {}).get("file")
    }


def _blocks(body: Any) -> list[dict[str, Any]]:
    """As a revision holds them: JSON text or a list."""
    blocks = json.loads(body) if isinstance(body, str) else body
    return [block for block in blocks or [] if isinstance(block, dict)]


def is_carried_elsewhere(file: Attachment, page: BasePage) -> bool:
    """Does another record that is on the site carry it, now or in an earlier text? A draft holds nothing back."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        to_content_type=ContentType.objects.get_for_model(file),
        to_object_id=str(file.pk),
    )
    carriers = [int(pk) for pk in references.values_list("object_id", flat=True)]
    live = BasePage.objects.filter(pk__in=carriers, live=True).exclude(pk=page.pk)
    kept = PublishedVersion.objects.exclude(record_id=page.pk).filter(attachments=file)
    return bool(live.exists() or kept.exists())


def delete_unheld(ids: set[int], page_id: int) -> None:
    """Delete those that neither the row of the page, nor an earlier text, nor another record on the site carries."""
    page = BasePage.objects.get(pk=page_id).specific
    shown = {file.pk for file in page.carried_files}
    for file in Attachment.objects.filter(pk__in=ids - shown):
        if not PublishedVersion.objects.filter(attachments=file).exists() and not is_carried_elsewhere(file, page):
            file.delete()
