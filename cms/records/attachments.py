"""Which files the public may have, and which may therefore not be thrown away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.basepage.models import BasePage
from cms.files.models import Attachment, Picture

from .models import PublishedVersion, Record
from .querysets import RecordQuerySet


def public_carriers(attachment: Any, now: dt.datetime) -> RecordQuerySet:
    """Records public at ``now`` that carry the file, in their present text or in a superseded one."""
    return Record.objects.current(now).filter(pk__in=_carriers(attachment))


def is_in_use(file: Any) -> bool:
    """Does a record on the site carry this attachment or picture? It must not be deleted then."""
    return Record.objects.filter(live=True, pk__in=_carriers(file)).exclude(kind="").exists()


def remove_renditions(record_id: int) -> None:
    """Of the pictures of a record that has left the site, unless another public record shows them: their addresses
    are public. Files go when the transaction has ended; a page that needs a size again has it made anew.
    """
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id=str(record_id),
        to_content_type=ContentType.objects.get_for_model(Picture),
    )
    for picture in Picture.objects.filter(pk__in=[int(pk) for pk in references.values_list("to_object_id", flat=True)]):
        if not _is_shown(picture):
            for rendition in picture.renditions.all():
                rendition.delete()


def _is_shown(picture: Picture) -> bool:
    return BasePage.objects.filter(live=True, pk__in=_carriers(picture)).exists()


def _carriers(file: Any) -> set[int]:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        to_content_type=ContentType.objects.get_for_model(file),
        to_object_id=str(file.pk),
    )
    ids = {int(pk) for pk in references.values_list("object_id", flat=True)}
    if isinstance(file, Attachment):
        ids |= set(PublishedVersion.objects.readable().filter(attachments=file).values_list("record_id", flat=True))
    return ids
