"""The demo district's notices: running, waiting, ended, changed, renewed, cleared, whatever day it is loaded."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.notices import clearing, gate
from cms.notices.enums import GateAction
from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage
from cms.records.creation import create_live
from cms.records.markup import parse
from cms.records.models import Placement

from .files import private_picture, word_file
from .notice_days import Days, days_of, end_of
from .records import demo_slug

REVIEWER = "quban"
_TEXTS = ("title", "summary")
_FIELDS = ("notice_kind", "theme", "subtheme", "audience", "reach", "objection_telephone", "outcome")
_CHANGES = ("date_reason", "change_note")


class NoticeLoader:
    """Loads notices once; a notice is known by its slug. Days count from ``now`` (aware)."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.today = timezone.localdate(now)
        self.organisations = {page.slug: page for page in OrganisationPage.objects.all()}
        self.created = 0

    def load(self, key: str, row: dict[str, Any]) -> None:
        """Whole or not at all; a clearing that was cut short is done again."""
        slug = demo_slug(key)
        pk = NoticePage.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if pk is None:
            with transaction.atomic():
                pk = self._release(slug, row)
            self.created += 1
        if row.get("cleared"):
            clearing.clear(pk, self.now)

    def _release(self, slug: str, row: dict[str, Any]) -> int:
        under = self.organisations[row["under"]]
        days = days_of(row, self.today)
        page = self._page(under, row, days)
        page.slug = slug
        if "reviewed" in row:
            self._release_reviewed(under, page, days, row["reviewed"])
        else:
            page.published_at = days.released
            create_live(under, page)
        for change in row.get("changes", []):
            self._change(page.pk, change, days)
        return page.pk

    def _page(self, under: OrganisationPage, row: dict[str, Any], days: Days) -> NoticePage:
        page = NoticePage(
            starts_at=days.starts,
            ends_at=days.ends,
            keywords="、".join(row.get("keywords", [])),
            **{name: row[name].format(**days.words) for name in _TEXTS},
            **{name: row[name] for name in _FIELDS if name in row},
        )
        if "result_of" in row:
            page.result_of = NoticePage.objects.get(slug=demo_slug(row["result_of"]))
        page.placements = [
            Placement(place=self.organisations[slug], sort_order=index)
            for index, slug in enumerate(row.get("places", []))
        ]
        page.body = _body(row, under, days)
        return page

    def _release_reviewed(self, under: OrganisationPage, page: NoticePage, days: Days, reason: str) -> None:
        """As clerks do: a draft, a reviewer's word on what no machine can judge, then the release."""
        page.live = False
        under.add_child(instance=page)
        reviewer = get_user_model().objects.filter(username=REVIEWER, made_by_demo=True).first()
        gate.record_decisions(page, gate.unanswered(page), GateAction.ACCEPTED, reviewer, reason)
        page.published_at = page.first_published_at = page.last_published_at = days.released
        page.live, page.has_unpublished_changes = True, False
        page.save()

    def _change(self, pk: int, change: dict[str, Any], days: Days) -> None:
        page = NoticePage.objects.get(pk=pk)
        page.ends_at = end_of(change, self.today) or page.ends_at
        page.last_published_at = self.now
        if "body" in change:
            page.body = _body(change, page.get_parent().specific, days)
        for name in _CHANGES:
            setattr(page, name, change.get(name, ""))
        page.save()


def _body(row: dict[str, Any], under: OrganisationPage, days: Days) -> Any:
    """A stream's JSON."""
    blocks = parse(row["body"].format(**days.words))
    collection = under.staff_groups.collection
    for item in row.get("photos", []):
        file = private_picture(item["title"], item["file"], collection)
        blocks.append(_block("photo", {"file": file.pk, "alt": item["alt"], "caption": item.get("caption", "")}))
    for item in row.get("attachments", []):
        blocks.append(_block("attachment", {"file": word_file(item["title"], item["rows"], collection).pk}))
    return json.dumps(blocks, ensure_ascii=False)


def _block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
