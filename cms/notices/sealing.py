"""What goes into the archive when a notice leaves: the page as it was, its data and its files."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.archive import services
from cms.records.models import PublishedVersion

from . import periods
from .periods import span_text

if TYPE_CHECKING:
    from .models import NoticePage

logger = logging.getLogger("huiketing.notices")


def seal(page: NoticePage, now: dt.datetime) -> Any:
    """The archive's copy of ``page`` in its last period; made once, whoever asks again gets the same."""
    last = periods.latest(page)
    part = last.number if last is not None else 1
    if (kept := services.find(page.pk, part)) is not None:
        return kept
    return services.seal(
        record_id=page.pk,
        title=page.title,
        publisher=page.publisher,
        period=span_text(page.visible_from, page.ends_at),  # type: ignore[arg-type]  # it was published
        part=part,
        reason="ended" if page.live else "withdrawn",
        files=package(page, now),
    )


def package(page: NoticePage, now: dt.datetime) -> dict[str, bytes]:
    """HTML as the public saw it last, the data of this and every earlier text, the files."""
    render = import_string(settings.ARCHIVE_RENDERER)
    parts = {"notice.html": render(page, now).encode()}
    files = {file.pk: file for file in (*page.attachments, *page.photos)}
    for version in PublishedVersion.objects.filter(record_id=page.pk).prefetch_related("attachments"):
        parts[f"earlier/{version.number}.json"] = _json(_version(version))
        files |= {file.pk: file for file in version.attachments.all()}
    missing = []
    for pk, file in sorted(files.items()):
        try:
            with file.file.open("rb") as content:
                parts[f"files/{pk}{PurePath(file.file.name).suffix}"] = content.read()
        except FileNotFoundError:  # a gap in the archive is no reason to leave the names online
            logger.error("archive.file_missing page=%s attachment=%s", page.pk, pk)
            missing.append(pk)
    return parts | {"data.json": _json({**_data(page), "missing_files": missing})}


def _data(page: NoticePage) -> dict[str, Any]:
    columns = [field.attname for field in page._meta.concrete_fields if field.name != "body"]
    return {
        **{name: getattr(page, name) for name in columns},
        "body": page.body.get_prep_value(),
        "periods": list(page.periods.values("number", "starts_at", "ends_at", "began_at", "decided_at", "reason")),
        "places": [placement.place.title for placement in page.placements.all()],
    }


def _version(version: PublishedVersion) -> dict[str, Any]:
    until = timezone.localtime(version.superseded_at)
    return {"until": until, "note": version.change_note, "content": version.content}


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode()
