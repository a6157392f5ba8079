"""What a notice needs before it is published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.records import requirements as shared
from cms.records.enums import Reach
from cms.records.outline import plain_paragraphs
from cms.records.requirements import Requirement

from . import gate, periods
from .names import has_column_of_names, lasting_fields_with_names
from .proposals import shortfall


def moment_of(page: Any) -> dt.datetime:
    """When it would be published: now, unless it is entered with the day it was published on."""
    now = timezone.now()
    first = page.pk is None or page.published_at is None
    return page.published_at or now if first else now


def _kind_problem(page: Any) -> str:
    rule = page.rule
    if rule is None:
        return "选公示的类别"
    publisher = page.publisher_organisation
    if rule.forbidden or rule.restricted:
        return rule.forbidden or rule.restricted
    if publisher.organisation_kind not in rule.publishers:
        return f"“{rule.name}”不由{publisher.get_organisation_kind_display()}发布，请换一类，或者请有权的机构来发"
    return ""


def _order_problem(page: Any) -> str:
    now = moment_of(page)
    if page.ends_at is None:
        if page.rule is not None and (page.leaves or not page.rule.open_ended):
            return "填结束时间；不知道填哪天，就用系统建议的"
        return ""
    if page.starts_at is not None and page.ends_at <= page.starts_at:
        return "结束时间要晚于开始时间，请核对"
    if page.ends_at <= now:
        last = periods.latest(page)
        return "" if last is not None and last.ends_at == page.ends_at else "结束时间已经过去，请改到以后"
    if page.ends_at - (page.starts_at or now) > periods.LONGEST:
        return periods.TOO_LONG
    return ""


def _end_problem(page: Any) -> str:
    """What the public was told last stays: an end is put off with a reason, or taken off by two, never hurried."""
    stored = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    if stored is None:
        return ""
    now = timezone.now()
    if stored.visible_until is not None and stored.visible_until <= now:
        return "这则公示已经期满，不能再发布。新的事项请另建公示"
    if stored.leaves and not page.leaves:
        return "会到期撤下的公示，不能改成长期公开的类别。请另建公示"
    begun = stored.visible_from is not None and stored.visible_from <= now
    if begun and stored.ends_at and (page.ends_at is None or page.ends_at < stored.ends_at):
        return "公示开始以后不能提前结束。确实要提前，请在“更多”里点“撤回”，由两个人撤下"
    return ""


def _named_for_ever(page: Any) -> bool:
    return not page.leaves and has_column_of_names(page.body)


def _period_problem(page: Any) -> str:
    if page.rule is None or page.ends_at is None or page.period_reason.strip():
        return ""
    return shortfall(page.rule, periods.begins_at(page, moment_of(page)), page.ends_at)


def _missing_content(page: Any) -> list[str]:
    """Labels of the prescribed contents that no word of the notice speaks of."""
    if page.rule is None or page.content_reason.strip():
        return []
    contact = page.objection()
    said = " ".join(
        [page.title, page.summary, page.basis, *plain_paragraphs(page.body), *contact.telephones, contact.address]
    )
    structured = {
        "起止日期": page.ends_at is not None,
        "异议电话": bool(contact.telephones),
        "受理地址": bool(contact.address),
    }
    return [
        item.label
        for item in page.rule.must_contain
        if not structured.get(item.label) and not any(word in said for word in item.words)
    ]


def _start_problem(page: Any) -> str:
    last = periods.latest(page)
    now = timezone.now()
    if last is None or last.began_at > now or page.starts_at == last.starts_at or page.starts_at is None:
        return ""
    return "" if periods.decide(page, now).renews else "公示已经开始，开始时间不能再改，请改回原来的时间"


def _is_result_of_own(page: Any) -> bool:
    """A result belongs to a notice of the same publisher that the public has seen."""
    original = page.result_of
    if original is None:
        return True
    return original.pk != page.pk and original.published_at is not None and original.publisher_id == page.publisher_id


def _dates_explained(page: Any) -> bool:
    return bool(page.date_reason.strip()) or not periods.date_change_is_open(page, moment_of(page))


def _places_named(page: Any) -> bool:
    return page.reach != Reach.NAMED or any(placement.place_id for placement in page.placements.all())


def _problem(code: str, field: str, problem: Any) -> Requirement:
    """Met while ``problem`` finds nothing to say."""
    return Requirement(code, field, "", lambda page: not problem(page), problem)


NOTICE_REQUIREMENTS: tuple[Requirement, ...] = (
    _problem("notice_kind", "notice_kind", _kind_problem),
    *shared.COMMON,
    shared.NUMBER_FORM,
    shared.NUMBER_FREE,
    shared.NUMBER_CODE,
    _problem("period_order", "ends_at", _order_problem),
    _problem("period_end", "ends_at", _end_problem),
    Requirement(
        "kept_names",
        "notice_kind",
        "名单里有姓名，这一类却会长期公开。请换成到期撤下的类别（如“其他公示”），或者去掉姓名",
        lambda page: not _named_for_ever(page),
    ),
    _problem("period_length", "ends_at", _period_problem),
    _problem("period_start", "starts_at", _start_problem),
    Requirement("date_reason", "date_reason", "公示已经开始，改日期要写明原因，原因会公开", _dates_explained),
    Requirement("result_of", "result_of", "“哪份公示的结果”只能选本机构发过的公示，请重新选", _is_result_of_own),
    Requirement("places_named", "placements", "选在哪些社区、村公示（“在哪里显示”里加地方）", _places_named),
    Requirement(
        "objection",
        "objection_telephone",
        "写异议电话；本机构资料里有电话的，这里可以不填",
        lambda page: bool(page.objection().telephones),
    ),
    Requirement(
        "must_contain",
        "body",
        "",
        lambda page: not _missing_content(page),
        lambda page: f"按规定还要写明：{'、'.join(_missing_content(page))}；确实没有的，在“缺少规定内容的理由”里说明",
    ),
    Requirement(
        "lasting_names",
        "title",
        "",
        lambda page: not lasting_fields_with_names(page),
        lambda page: f"{'、'.join(lasting_fields_with_names(page))}里写了名单上的姓名，公示期满以后还看得到，请去掉",
    ),
    Requirement(
        "personal_data",
        "body",
        "",
        lambda page: not gate.blocking(page),
        lambda page: gate.sentence(gate.blocking(page)) + "。请点“检查个人信息”，一次遮盖",
    ),
    Requirement(
        "personal_data_review",
        "body",
        "",
        lambda page: not gate.unanswered(page),
        lambda page: f"请审核人在“检查个人信息”里写明保留的理由，或者遮盖：{gate.sentence(gate.unanswered(page))}",
        by_reviewer=True,
    ),
)
