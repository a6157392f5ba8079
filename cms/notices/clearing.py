"""After the end: seal what was shown, then take every name out of what is live. Safe to kill and to run again."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.admin.models import FormState
from wagtail.models import Comment, PageLogEntry, ReferenceIndex, TaskState
from wagtail.search import index

from cms.archive.services import destroy_originals, destroy_originals_of
from cms.basepage.models import BasePage
from cms.files.models import Attachment
from cms.jobs import scrubbing
from cms.jobs.failures import describe
from cms.records.models import PublishedVersion, WithdrawalRequest

from . import names, revisions, sealing
from .carrying import files_in, is_carried_elsewhere

if TYPE_CHECKING:
    from .models import NoticePage

logger = logging.getLogger("huiketing.notices")

MOST_A_ROUND = 200
# What the stub and the ledger do not need. The title, the dates and the outcome stay: the gate keeps names out of them.
CLEARED: dict[str, Any] = {
    "body": [],
    "summary": "",
    "keywords": "",
    "content_reason": "",
    "change_note": "",
}


def clear_due(now: dt.datetime) -> int:
    """All whose time is over at ``now``, at most ``MOST_A_ROUND``; returns how many were cleared."""
    from .models import NoticePage

    destroy_originals_of(NoticePage.objects.over(now).values("pk"))
    due = list(NoticePage.objects.to_clear(now).order_by("visible_until").values_list("pk", flat=True)[:MOST_A_ROUND])
    done, failed = 0, None
    for pk in due:
        try:
            done += clear(pk, now)
        except Exception as error:  # one that cannot be cleared does not keep the others' names online
            logger.error("notice.clear_failed page=%s error=%s", pk, describe(error))
            failed = error
    if failed is not None:
        raise failed
    return done


def clear(pk: int, now: dt.datetime) -> bool:
    """Seal, remove the files, then empty all rows in one transaction. False if there was nothing to do.

    Each step finds what an earlier, killed run has left, and ends in the same state.
    """
    from .models import NoticePage

    page = NoticePage.objects.to_clear(now).filter(pk=pk).first()
    if page is None:
        return False
    sealing.seal(page, now)
    files = own_files(page)
    for attachment in files:
        attachment.file.storage.delete(str(attachment.file.name))
    destroy_originals(page.pk)
    with transaction.atomic():
        if not NoticePage.objects.select_for_update(of=("self",)).to_clear(now).filter(pk=pk).exists():
            return False
        _empty(page, now)
        for attachment in files:
            attachment.delete()
        scrubbing.ask()
    logger.info("notice.cleared page=%s files=%d", pk, len(files))
    return True


def _empty(page: NoticePage, now: dt.datetime) -> None:
    from .models import NoticePage

    NoticePage.objects.filter(pk=page.pk).update(
        **CLEARED,
        draft_title=page.title,
        has_unpublished_changes=False,
        listed=names.fingerprints(names.names_in(page.body)),
        purged_at=now,
    )
    PublishedVersion.objects.filter(record_id=page.pk).delete()
    waiting = WithdrawalRequest.objects.filter(record_id=page.pk, decided_at__isnull=True)
    waiting.update(decided_at=now, agreed=False)
    _forget_conversations(page)
    emptied = NoticePage.objects.get(pk=page.pk)
    revisions.empty(emptied)
    ReferenceIndex.create_or_update_for_object(emptied)
    index.insert_or_update_object(emptied)


def _forget_conversations(page: NoticePage) -> None:
    """What colleagues wrote to each other about the text, where Wagtail keeps it."""
    Comment.objects.filter(page_id=page.pk).delete()
    FormState.objects.for_instance(page).delete()
    page.gate_decisions.update(place="")
    pages = ContentType.objects.get_for_model(BasePage)
    reviews = TaskState.objects.filter(workflow_state__base_content_type=pages, workflow_state__object_id=str(page.pk))
    reviews.exclude(comment="").update(comment="")
    revisions.forget_titles(page.pk, page.title)
    PageLogEntry.objects.filter(page_id=page.pk, action__startswith="wagtail.comments").update(data={})
    for entry in PageLogEntry.objects.filter(page_id=page.pk, action__startswith="wagtail.workflow"):
        if "comment" in entry.data:
            PageLogEntry.objects.filter(pk=entry.pk).update(data={**entry.data, "comment": ""})


def own_files(page: NoticePage) -> list[Attachment]:
    """Attachments and picture files of its text, drafts and earlier texts that nothing else carries."""
    found = {file.pk for file in (*page.attachments, *page.photos)}
    found |= set(Attachment.objects.filter(pk__in=files_in(page.revisions.all())).values_list("pk", flat=True))
    versions = PublishedVersion.objects.filter(record_id=page.pk)
    found |= set(versions.exclude(attachments=None).values_list("attachments", flat=True))
    return [file for file in Attachment.objects.filter(pk__in=found) if not is_carried_elsewhere(file, page)]
