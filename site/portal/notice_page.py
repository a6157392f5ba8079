"""What a notice's page, its stub and its other forms say beside its text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cms.calendar.describe import moment_text
from cms.notices import periods
from cms.notices.contact import Objection
from cms.notices.kinds import KINDS
from cms.notices.models import NoticePage
from cms.notices.proposals import count
from cms.organisations.models import OrganisationPage
from cms.records.enums import KIND_PATHS, Reach, RecordKind
from cms.records.models import Record
from cms.records.outline import parts

from .countdown import countdown_of

_NUMBER = re.compile(r"\+?\d(?:[\d\- ]*\d)?")
_LEAST_DIGITS = 5


@dataclass(frozen=True)
class Spoken:
    """A telephone as it was typed: the number to call, and what stands around it."""

    number: str
    label: str


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str


def notice_context(page: NoticePage, now: dt.datetime) -> dict[str, Any]:
    """``page`` may be an unsaved draft; what it links to is public at ``now``."""
    objection = page.objection()
    text = list(parts(page.body))
    return {
        **stub_context(page, now, objection),
        "parts": text,
        "ledger": list(periods.ledger(page)) if page.pk else [],
        "counted": count(page.visible_from or page.starts_at or now, page.ends_at) if page.ends_at else None,
        "rule": page.rule,
        "json_url": page.get_absolute_url("json"),
        "text_url": page.get_absolute_url("md"),
    }


def stub_context(page: NoticePage, now: dt.datetime, objection: Objection | None = None) -> dict[str, Any]:
    """What outlives the period: nothing here comes from the text, the tables or the files."""
    objection = objection or page.objection()
    return {
        "record": page,
        "left": countdown_of(page, now),
        "kind_name": kind_name(page),
        "places": shown_where(page),
        "objection": objection,
        "telephones": telephones_of(page, objection),
        "original": original_of(page, now),
        "results": results_of(page, now),
        "crumbs": crumbs_of(page),
        "over_sentence": over_sentence(page),
    }


def kind_name(page: NoticePage) -> str:
    kind = KINDS.get(page.notice_kind)
    return kind.name if kind else "公示"


def shown_where(page: NoticePage) -> str:
    """望潮社区、听涛社区; in words where it reaches whole parts of the tree."""
    publisher = page.publisher_organisation
    words: dict[str, str] = {
        Reach.DISTRICT: "全区",
        Reach.BELOW: f"{publisher.title}和所辖各处",
        Reach.OWN: publisher.title,
    }
    named = [placement.place.title for placement in page.placements.all() if placement.place_id]
    return "、".join(part for part in (words.get(page.reach, ""), *named) if part)


def original_of(page: NoticePage, now: dt.datetime) -> Record | None:
    """The notice whose result this one is: its page or its stub."""
    if page.result_of_id is None:
        return None
    same = {"pk": page.result_of_id}
    return Record.objects.current(now).filter(**same).first() or Record.objects.ended(now).filter(**same).first()


def results_of(page: NoticePage, now: dt.datetime) -> list[NoticePage]:
    """Public notices of what came of this one."""
    return list(NoticePage.objects.current(now).filter(result_of_id=page.pk).for_lists(now)) if page.pk else []


def crumbs_of(page: NoticePage) -> list[Crumb]:
    """By the one community it is shown in, by its publisher, or by the district's own list."""
    notices = KIND_PATHS[RecordKind.NOTICE]
    if page.reach == Reach.DISTRICT:
        publisher = page.publisher_organisation
        return [
            Crumb("公示公告", reverse("portal:kind", args=[notices])),
            Crumb(publisher.title, publisher.get_absolute_url()),
        ]
    place = _home_of(page)
    above = [Crumb(one.title, one.get_absolute_url()) for one in place.lineage if not one.is_district]
    return [*above, Crumb("公示公告", reverse("portal:place_kind", args=[place.slug, notices]))]


def elsewhere(page: NoticePage, now: dt.datetime) -> Crumb | None:
    """Where those stand that are running at the same place, if there are any."""
    running, notices = NoticePage.objects.running(now), KIND_PATHS[RecordKind.NOTICE]
    if page.reach == Reach.DISTRICT:
        found, name, address = running.district_wide(), "全区", reverse("portal:kind", args=[notices])
    else:
        place = _home_of(page)
        found, name = running.shown_at(place), place.title
        address = reverse("portal:place_kind", args=[place.slug, notices])
    return Crumb(f"{name}正在公示的事项", address) if found.exists() else None


def _home_of(page: NoticePage) -> OrganisationPage:
    places = [placement.place for placement in page.placements.all() if placement.place_id]
    return places[0] if page.reach == Reach.NAMED and len(places) == 1 else page.publisher_organisation


def telephones_of(page: NoticePage, objection: Objection) -> list[Spoken]:
    """Those to call, most to the point first; the publisher's own with the names that its page gives them."""
    names = {telephone.number: telephone.label for telephone in page.publisher_organisation.telephones.all()}
    found = [spoken(typed) for typed in objection.telephones]
    return [Spoken(one.number, one.label or names.get(one.number, "")) for one in found]


def spoken(typed: str) -> Spoken:
    """松涛街道 0000-12345678 → its number, and 松涛街道."""
    numbers = [match for match in _NUMBER.finditer(typed) if sum(map(str.isdigit, match[0])) >= _LEAST_DIGITS]
    if not numbers:
        return Spoken("", typed)
    number = max(numbers, key=lambda match: len(match[0]))
    around = (typed[: number.start()] + typed[number.end() :]).strip(" ：:（）()，,")
    return Spoken(number[0], around)


def over_sentence(page: NoticePage) -> str:
    end = moment_text(page.ends_at, is_end=True) if page.ends_at else ""
    return f"这则公示已于{end}期满。名单含有个人信息，已经撤下，不再提供。"


def last_seen(page: NoticePage, now: dt.datetime) -> dt.datetime:
    """The last instant at which the public saw it, or ``now`` while it does."""
    return min(now, page.visible_until - dt.timedelta(microseconds=1)) if page.visible_until else now


def facts_of(page: NoticePage) -> list[tuple[str, str]]:
    """What a notice says of itself in words, as (label, text); what is empty is left out."""
    objection = page.objection()
    facts = [
        ("索引号", page.index_number or ""),
        ("类别", kind_name(page)),
        ("公示期", period_text(page)),
        ("发布机构", page.publisher_organisation.display_name),
        ("公示范围", shown_where(page)),
        ("依据", page.basis_text),
        ("公示期短于规定的理由", page.period_reason),
        ("异议电话", "、".join(objection.telephones)),
        ("受理时间", objection.hours),
        ("受理地址", objection.address),
        ("电子邮箱", objection.email),
        ("结果", page.outcome),
    ]
    return [(label, text) for label, text in facts if text]


def period_text(page: NoticePage) -> str:
    return periods.span_text(page.visible_from, page.ends_at) if page.visible_from else ""
