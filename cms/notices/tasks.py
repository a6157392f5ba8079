"""What the worker does for notices; each may be late, run twice or be killed."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from wagtail.admin.models import FormState

from cms.jobs.models import OutboxEntry
from cms.jobs.registry import handles, housekeeping

from . import clearing, revisions
from .afterwork import ENDED, PUBLISHED
from .assistant import forget_abandoned


@housekeeping("notices.previews", every=dt.timedelta(hours=1), label="清除预览留下的表单")
def forget_previews(now: dt.datetime) -> int:
    """What was typed before it was masked stands in them too."""
    count, _ = FormState.objects.stale().delete()
    return count


@handles(PUBLISHED, label="删去公示发布前的旧草稿")
def trim_drafts(entry: OutboxEntry) -> None:
    revisions.trim(int(entry.key))


@handles(ENDED, label="封存期满的公示，清除姓名")
def clear_ended(entry: OutboxEntry) -> None:
    """A notice whose end was put off is left for its new end, which has an entry of its own or the next round."""
    clearing.clear(int(entry.key), timezone.now())


@housekeeping("notices.clear", label="封存期满的公示，清除姓名")
def clear_all_that_ended(now: dt.datetime) -> int:
    return clearing.clear_due(now)


@housekeeping("notices.abandoned_lists", every=dt.timedelta(hours=1), label="销毁没有做成公示的名单")
def forget_lists(now: dt.datetime) -> int:
    return forget_abandoned(now)
