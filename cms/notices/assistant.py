"""“从名单新建公示”: an office's spreadsheet becomes a masked draft. What was in it is kept sealed, or not at all."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.archive import services as archive
from cms.personaldata.findings import Finding
from cms.personaldata.lists import OfficeList, read_list
from cms.personaldata.masking import MaskedTable, mask_table, mask_text
from cms.personaldata.scanning import scan_table
from cms.records.enums import Audience, Reach, Theme
from cms.records.models import Placement

from . import gate
from .enums import GateAction
from .hints import next_opening, proposed_end
from .masking import table_from_rows
from .rules import rule_for

if TYPE_CHECKING:
    from cms.archive.models import SealedOriginal
    from cms.organisations.models import OrganisationPage

    from .kinds import NoticeKind
    from .models import NoticePage

THEMES = {"社会救助": Theme.WELFARE, "补贴": Theme.WELFARE, "征收": Theme.LAND, "规划和决策": Theme.CONSTRUCTION}
PREVIEW_ROWS = 6


@dataclass(frozen=True)
class Preview:
    """What the clerk decides on: the table as it will be, what was found, what was left out."""

    rows: list[list[str]]
    more: int
    changes: list[str]
    left_out: list[str]
    found: str


@dataclass(frozen=True)
class Plan:
    """The draft to be made. ``places``: where it is shown; ``ends_at``: None for an announcement without an end."""

    kind: str
    title: str
    places: tuple[OrganisationPage, ...]
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    mask_names: bool = False


def receive(content: bytes, name: str, user: Any) -> SealedOriginal:
    """Read the list and seal what came. Raises ListRefused with what to do; nothing is kept then."""
    read_list(io.BytesIO(content), name)
    return archive.keep_original(content, f".{name.rpartition('.')[2].lower()}", user)


def preview(original: SealedOriginal, organisation: OrganisationPage, user: Any, *, mask_names: bool) -> Preview:
    listed = _read(original, user)
    allowed = _allowed(organisation)
    masked = _masked(listed, allowed, mask_names)
    return Preview(
        rows=masked.rows[: PREVIEW_ROWS + 1],
        more=max(0, len(masked.rows) - PREVIEW_ROWS - 1),
        changes=masked.changes,
        left_out=listed.left_out,
        found=gate.sentence(_found(listed, allowed)),
    )


def suggestion(organisation: OrganisationPage, kind: str, now: dt.datetime) -> Plan:
    """Title, place and dates as the rule and the calendar propose them."""
    rule = _rule(kind)
    start = next_opening(now)
    return Plan(
        kind=kind,
        title=f"{organisation.title}{rule.name}（{timezone.localtime(start):%Y年%-m月}）",
        places=(organisation,),
        starts_at=start,
        ends_at=proposed_end(rule, start),
    )


def make(original: SealedOriginal, organisation: OrganisationPage, plan: Plan, user: Any) -> NoticePage:
    """The masked draft below ``organisation``; its original is bound to it. Raises PermissionDenied, ListRefused."""
    from .models import NoticePage

    if not organisation.permissions_for_user(user).can_add_subpage() or not NoticePage.can_create_at(organisation):
        raise PermissionDenied
    listed = _read(original, user)
    allowed = _allowed(organisation)
    masked = _masked(listed, allowed, plan.mask_names)
    rule = _rule(plan.kind)
    page = NoticePage(
        title=plan.title,
        notice_kind=plan.kind,
        summary=f"{_names(plan.places)}{rule.name}。对名单有异议的，请在公示期内告诉我们。"[:120],
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        reach=Reach.NAMED,
        theme=THEMES.get(rule.group, Theme.GENERAL),
        audience=Audience.EVERYONE,
        owner=user,
        live=False,
    )
    page.placements = [Placement(place=place, sort_order=index) for index, place in enumerate(plan.places)]
    caption = mask_text(listed.caption, allowed=allowed) or f"{rule.name}名单"
    blocks = [
        {"type": "paragraph", "value": f"根据{rule.public_basis.rstrip('。')}，现将名单公示如下。"},
        {"type": "table", "value": table_from_rows(masked.rows, caption)},
        {
            "type": "paragraph",
            "value": "对名单有异议的，请在公示期内按下面的电话、地址反映，并请留下联系方式。",
        },
    ]
    page.body = page.body.stream_block.to_python(blocks)
    with transaction.atomic():
        organisation.add_child(instance=page)
        page.save_revision(user=user, log_action="wagtail.create")
        archive.bind_original(original, page.pk)
        gate.record_decisions(page, _found(listed, allowed), GateAction.MASKED, user)
    return page


def organisations_of(user: Any) -> list[OrganisationPage]:
    """Where the user may begin a notice: her own organisations, not everything below them."""
    from cms.records.dashboard import own_organisations

    from .models import NoticePage

    return [place for place in own_organisations(user) if NoticePage.can_create_at(place)]


def forget_abandoned(now: dt.datetime) -> int:
    """Lists that nobody made a notice of."""
    return archive.destroy_abandoned(now)


def _read(original: SealedOriginal, user: Any) -> OfficeList:
    content = archive.read_original(original, user)
    return read_list(io.BytesIO(content), f"名单{original.ending}")


def _masked(listed: OfficeList, allowed: tuple[str, ...], mask_names: bool) -> MaskedTable:
    return mask_table(listed.rows, allowed=allowed, mask_names=mask_names)


def _found(listed: OfficeList, allowed: tuple[str, ...]) -> list[Finding]:
    return scan_table(listed.rows, "名单", allowed=allowed)


def _allowed(organisation: OrganisationPage) -> tuple[str, ...]:
    return gate.contacts_of([above.pk for above in organisation.lineage])


def _rule(kind: str) -> NoticeKind:
    rule = rule_for(kind)
    if rule is None:
        raise ValueError(kind)
    return rule


def _names(places: tuple[OrganisationPage, ...]) -> str:
    return "、".join(place.title for place in places)
