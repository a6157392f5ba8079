"""Which files the public may have, and which may therefore not be thrown away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.basepage.models import BasePage
from cms.files.models import Attachment

from .models import PublishedVersion, Record


def is_public(attachment: Any, now: dt.datetime) -> bool:
    """True while a record that is public at ``now`` carries the file, in its present text or in a superseded one."""
    return Record.objects.current(now).filter(pk__in=_carriers(attachment)).exists()


def is_in_use(file: Any) -> bool:
    """Does a record on the site carry this attachment or picture? It must not be deleted then."""
    return Record.objects.filter(live=True, pk__in=_carriers(file)).exclude(kind="").exists()


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
