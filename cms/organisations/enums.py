"""Kinds of organisations and what each may hold (domain.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class OrganisationKind(models.TextChoices):
    DISTRICT = "district", "区"
    DEPARTMENT = "department", "区直部门"
    STREET = "street", "街道"
    TOWN = "town", "镇"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"


@dataclass(frozen=True)
class Capabilities:
    """What the law lets one kind of organisation do.

    parents: kinds it may stand under · tier: brand of its page · publisher_kind: its legal nature ·
    normative: may issue 规范性文件 (省政府令353号) · gazette: may run 政府公报 (国办发〔2018〕22号) ·
    disclosure_request: may be asked under 依申请公开 (条例 art. 27; never 居委会/村委会).
    """

    parents: frozenset[str]
    tier: str
    publisher_kind: str
    normative: bool
    gazette: bool
    disclosure_request: bool
    legal_basis: str


_REGULATION = "《中华人民共和国政府信息公开条例》"
_K = OrganisationKind

CAPABILITIES: dict[str, Capabilities] = {
    _K.DISTRICT: Capabilities(frozenset(), "政务公开会客厅", "行政机关", True, True, True, _REGULATION),
    _K.DEPARTMENT: Capabilities(frozenset({_K.DISTRICT}), "区直部门", "行政机关", True, False, True, _REGULATION),
    _K.STREET: Capabilities(frozenset({_K.DISTRICT}), "政务公开体验区", "派出机关", True, False, True, _REGULATION),
    _K.TOWN: Capabilities(frozenset({_K.DISTRICT}), "政务公开体验区", "行政机关", True, False, True, _REGULATION),
    _K.COMMUNITY: Capabilities(
        frozenset({_K.STREET, _K.TOWN}),
        "社区之窗",
        "基层群众自治组织",
        False,
        False,
        False,
        "《中华人民共和国城市居民委员会组织法》",
    ),
    _K.VILLAGE: Capabilities(
        frozenset({_K.STREET, _K.TOWN}),
        "社区之窗",
        "基层群众自治组织",
        False,
        False,
        False,
        "《中华人民共和国村民委员会组织法》",
    ),
}

STREETS_AND_TOWNS = (_K.STREET, _K.TOWN)
GRASSROOTS = (_K.COMMUNITY, _K.VILLAGE)
ORGANS = tuple(kind for kind, can in CAPABILITIES.items() if can.disclosure_request)


class Weekdays(models.TextChoices):
    WEEKDAYS = "weekdays", "工作日"
    SATURDAY = "saturday", "周六"
    SUNDAY = "sunday", "周日"
    EVERYDAY = "everyday", "每天"


class TelephonePurpose(models.TextChoices):
    ENQUIRY = "enquiry", "咨询"
    SUPERVISION = "supervision", "监督投诉"
    DISCLOSURE = "disclosure", "信息公开"


class OrganisationStatus(models.TextChoices):
    ACTIVE = "active", "正常"
    CLOSED = "closed", "已撤销或合并"
