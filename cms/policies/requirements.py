"""What a policy and an interpretation need before they are published."""

from __future__ import annotations

from typing import Any

from cms.records import requirements as shared
from cms.records.connections import UNDOING
from cms.records.enums import DisclosureMethod, RelationKind
from cms.records.requirements import Requirement

from .enums import SUPERIOR_LAW, DocumentClass, InterpretationForm


def _is_superior(page: Any) -> bool:
    return page.document_class in SUPERIOR_LAW


def _normative_allowed(page: Any) -> bool:
    return page.document_class != DocumentClass.NORMATIVE or page.publisher_organisation.can.normative


def _interprets_something(page: Any) -> bool:
    return any(relation.kind == RelationKind.INTERPRETS for relation in page.relations.all())


def _undoes_nothing(page: Any) -> bool:
    return not any(relation.kind in UNDOING for relation in page.relations.all())


def _issued_by_organs(page: Any) -> bool:
    """Whether the others agreed is not asked: that is what the signed paper is for.

    An organ that was closed after the publication has issued the document all the same.
    """
    others = [issuer.organisation for issuer in page.joint_issuers.all()]
    return all(other.is_organ and (page.published_at is not None or not other.is_closed) for other in others)


def _pictures_described(page: Any) -> bool:
    return all(block.value["alt"].strip() for block in page.body if block.block_type == "picture")


DISCLOSED = Requirement(
    "disclosed",
    "disclosure_method",
    "公开方式不是“主动公开”的文件不能发布到网站上；不予公开的请写明理由，留作草稿",
    lambda page: page.disclosure_method == DisclosureMethod.PROACTIVE,
)
JOINT_ISSUERS = Requirement(
    "joint_issuers",
    "joint_issuers",
    "联合发文只能选在任的行政机关，不能选社区、村和已经撤销的机构，请核对",
    _issued_by_organs,
)
PICTURES = Requirement("pictures", "body", "正文里的每张图都要写替代文字", _pictures_described)

POLICY_REQUIREMENTS: tuple[Requirement, ...] = (
    *shared.COMMON,
    shared.NUMBER_FORM,
    shared.NUMBER_FREE,
    shared.NUMBER_CODE,
    JOINT_ISSUERS,
    Requirement("issued_on", "issued_on", "填成文日期", lambda page: bool(page.issued_on) or _is_superior(page)),
    Requirement(
        "document_type", "document_type", "选文种", lambda page: bool(page.document_type) or _is_superior(page)
    ),
    Requirement(
        "normative_publisher",
        "document_class",
        "社区和村不能制定行政规范性文件，请改体裁，或者请街道、镇来发",
        _normative_allowed,
    ),
    Requirement(
        "normative_number",
        "document_number",
        "行政规范性文件要有发文字号",
        lambda page: page.document_class != DocumentClass.NORMATIVE or bool(page.document_number),
    ),
    Requirement(
        "normative_term",
        "valid_until",
        "行政规范性文件要写有效期至（一般不超过5年，试行、暂行不超过2年）",
        lambda page: page.document_class != DocumentClass.NORMATIVE or bool(page.valid_until),
    ),
    Requirement(
        "normative_start",
        "effective_on",
        "行政规范性文件要写施行日期",
        lambda page: page.document_class != DocumentClass.NORMATIVE or bool(page.effective_on),
    ),
    shared.filled("statutory_category", "statutory_category", "选法定公开类别"),
    DISCLOSED,
    PICTURES,
)

INTERPRETATION_REQUIREMENTS: tuple[Requirement, ...] = (
    *shared.COMMON,
    Requirement("interprets", "relations", "在“相关文件”里选好解读的是哪份文件", _interprets_something),
    Requirement(
        "undoes_nothing",
        "relations",
        "解读不能废止、代替、修改文件，请核对“相关文件”",
        _undoes_nothing,
    ),
    shared.filled("contact", "contact", "写解读单位和电话，群众看不懂好问"),
    Requirement(
        "picture",
        "picture",
        "一图读懂要有图、有替代文字，图里的字都要写进正文",
        lambda page: (
            page.form != InterpretationForm.PICTURE or (page.picture_id is not None and bool(page.picture_alt.strip()))
        ),
    ),
    Requirement(
        "questions",
        "body",
        "问答解读至少要有一组问答",
        lambda page: page.form != InterpretationForm.QA or any(b.block_type == "question" for b in page.body),
    ),
    PICTURES,
)
