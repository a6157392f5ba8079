"""The personal-data gate: what a notice tells of persons, and what has been decided about it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cms.organisations.models import OrganisationPage, Telephone
from cms.organisations.review import has_rewritten, is_author, may_publish_for
from cms.personaldata.findings import Finding
from cms.personaldata.findings import blocking as that_block
from cms.personaldata.findings import needing_reason as that_need_a_reason
from cms.personaldata.kinds import Kind
from cms.personaldata.scanning import scan_table, scan_text
from cms.records.tables import rows_of

from . import filescans
from .enums import GateAction

if TYPE_CHECKING:
    from .models import NoticePage

# What no machine can judge or mend: a person looks at it.
FOR_A_PERSON = (Kind.PICTURE, Kind.UNREADABLE, Kind.EMBEDDED)
LINES = {
    "title": "标题",
    "summary": "摘要",
    "keywords": "关键词",
    "basis": "依据",
    "period_reason": "公示期短于规定的理由",
    "content_reason": "缺少规定内容的理由",
    "date_reason": "改日期的原因",
    "change_note": "这次改了什么",
    "objection_telephone": "异议电话",
    "objection_hours": "受理时间",
    "objection_address": "受理地址",
    "objection_email": "电子邮箱",
}


def findings(page: NoticePage) -> list[Finding]:
    """Everything in its fields, body and files. Worked out once for the same contents and the same telephones."""
    allowed = office_contacts(page)
    digest = _digest(page, allowed)
    cached = getattr(page, "_gate_findings", None)
    if cached is None or cached[0] != digest:
        cached = page._gate_findings = (digest, list(_scan(page, allowed)))
    found: list[Finding] = cached[1]
    return found


def blocking(page: NoticePage) -> list[Finding]:
    """What can never be published."""
    return that_block(findings(page))


def unanswered(page: NoticePage) -> list[Finding]:
    """What needs masking or a reviewer's reason, and has neither."""
    answered = Counter(_accepted(page))
    left = []
    for found in that_need_a_reason(findings(page)):
        if answered[found.fingerprint]:
            answered[found.fingerprint] -= 1  # one word covers one place: another person's is a place of its own
        else:
            left.append(found)
    return left


def sentence(found: list[Finding]) -> str:
    """身份证号30处、手机号2处（表格第2行“身份证号”列等）; no values."""
    if not found:
        return ""
    counts = Counter(str(item.kind.label) for item in found)
    kinds = "、".join(f"{label}{count}处" for label, count in counts.items())
    more = "等" if len(found) > 1 else ""
    return f"{kinds}（{found[0].place}{more}）"


def accept(page: NoticePage, fingerprints: Iterable[str], reason: str, user: Any) -> int:
    """The reviewer lets findings stand, with her reason. Returns how many.

    Raises ValueError with plain Chinese if the reason is missing or says too much itself.
    """
    reason = " ".join(reason.split())[:200]
    if len(reason) < 4:
        raise ValueError("请写明保留的理由，如“电话是村务公开栏的值班电话”。")
    if scan_text(reason, "理由", allowed=office_contacts(page)):
        raise ValueError("理由里也有个人信息，请不要写号码、住址和病情。")
    wanted = set(fingerprints)
    standing = [found for found in unanswered(page) if found.fingerprint in wanted]
    record_decisions(page, standing, GateAction.ACCEPTED, user, reason)
    return len(standing)


def may_answer(page: NoticePage, user: Any) -> bool:
    """A publisher of the organisation that answers for it, who has neither written the text nor changed it since."""
    return may_publish_for(page, user) and not is_author(page, user) and not has_rewritten(page, user)


def record_decisions(page: NoticePage, found: Iterable[Finding], action: str, user: Any, reason: str = "") -> None:
    from .models import GateDecision

    now = timezone.now()
    rows = [
        GateDecision(
            record_id=page.pk,
            publisher_id=page.publisher_id,
            fingerprint=item.fingerprint,
            kind=item.kind.value,
            place=item.place[:200],
            action=action,
            reason=reason,
            decided_by=user,
            decided_at=now,
        )
        for item in found
    ]
    with transaction.atomic():
        GateDecision.objects.bulk_create(rows, batch_size=200)


def office_contacts(page: NoticePage) -> tuple[str, ...]:
    """Telephones and addresses that offices from the district down to the publisher have made known as theirs."""
    if page.publisher_id is None:
        return ()
    return contacts_of([organisation.pk for organisation in page.publisher_organisation.lineage])


def contacts_of(organisations: list[int]) -> tuple[str, ...]:
    numbers = Telephone.objects.filter(organisation_id__in=organisations).values_list("number", flat=True)
    addresses = OrganisationPage.objects.filter(pk__in=organisations).exclude(address="")
    return (*numbers, *addresses.values_list("address", flat=True))


def _scan(page: NoticePage, allowed: tuple[str, ...]) -> Iterator[Finding]:
    for name, label in LINES.items():
        yield from scan_text(getattr(page, name) or "", label, allowed=allowed)
    tables = paragraphs = 0
    for block in page.body:
        kind, value = block.block_type, block.value
        if kind in ("paragraph", "note"):
            paragraphs += 1
            yield from scan_text(value, f"正文第{paragraphs}个文字块", allowed=allowed)
        elif kind == "chapter":
            yield from scan_text(value["title"], "章节标题", allowed=allowed)
        elif kind == "table":
            tables += 1
            caption = value.get("table_caption") or ""
            yield from scan_text(caption, f"第{tables}个表格的标题", allowed=allowed)
            has_header = bool(value.get("first_row_is_table_header"))
            yield from scan_table(rows_of(value), f"第{tables}个表格", has_header=has_header, allowed=allowed)
        elif kind in ("attachment", "photo"):
            for name in ("alt", "caption"):
                yield from scan_text(value.get(name) or "", "图片的说明", allowed=allowed)
            if value.get("file"):
                yield from filescans.findings(value["file"], allowed)


def _accepted(page: NoticePage) -> list[str]:
    from .models import GateDecision

    decided = GateDecision.objects.filter(record_id=page.pk, publisher_id=page.publisher_id, action=GateAction.ACCEPTED)
    return list(decided.values_list("fingerprint", flat=True))


def _digest(page: NoticePage, allowed: tuple[str, ...]) -> str:
    lines = [getattr(page, name) for name in LINES]
    body = page.body.get_prep_value() if page.body else []
    material = json.dumps([lines, body, allowed], ensure_ascii=True, default=str)
    return hashlib.sha256(material.encode()).hexdigest()
