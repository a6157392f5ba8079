"""May the public have this file?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from .models import PublishedVersion, Record


def is_public(attachment: Any, now: dt.datetime) -> bool:
    """True while a record that is public at ``now`` carries the file, in its present text or in a superseded one."""
    content_type = ContentType.objects.get_for_model(attachment)
    references = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id=str(attachment.pk))
    ids = {int(pk) for pk in references.values_list("object_id", flat=True) if pk.isdigit()}
    ids |= set(PublishedVersion.objects.filter(attachments=attachment).values_list("record_id", flat=True))
    return Record.objects.current(now).filter(pk__in=ids).exists()
