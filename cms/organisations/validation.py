"""What an organisation must be. Messages are for the clerk who fills the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from .enums import CAPABILITIES, OrganisationKind, OrganisationStatus
from .uscc import is_valid

if TYPE_CHECKING:
    from .models import OrganisationPage

Check = Callable[["OrganisationPage"], dict[str, str]]
SLUG = re.compile(r"^[a-z][a-z0-9-]{1,48}$")


def clean_identity(organisation: OrganisationPage) -> None:
    """What holds for a draft as well. Raises ValidationError with one plain sentence a field."""
    _raise_errors(organisation, (_slug,))


def clean_organisation(organisation: OrganisationPage) -> None:
    """What holds for an organisation that the public sees."""
    _raise_errors(organisation, (_slug, _uscc, _legal_limits, _photo, _closing))


def _raise_errors(organisation: OrganisationPage, checks: Iterable[Check]) -> None:
    errors: dict[str, str] = {}
    for check in checks:
        errors.update(check(organisation))
    if errors:
        raise ValidationError(errors)


def _slug(organisation: OrganisationPage) -> dict[str, str]:
    from .models import OrganisationPage

    if not SLUG.match(organisation.slug or ""):
        return {"slug": "网址名用小写拼音字母、数字和连字符，字母开头，如 songtao。"}
    others = OrganisationPage.objects.filter(slug=organisation.slug).exclude(pk=organisation.pk)
    if others.exists():
        return {"slug": f"网址名“{organisation.slug}”已经有机构在用，请换一个。"}
    stored = OrganisationPage.objects.filter(pk=organisation.pk).values_list("slug", flat=True).first()
    if stored is not None and stored != organisation.slug:
        return {"slug": "网址名定了就不能改，群众手里的网址和二维码都靠它。"}
    return {}


def _uscc(organisation: OrganisationPage) -> dict[str, str]:
    organisation.uscc = (organisation.uscc or "").strip().upper()
    if organisation.uscc and not is_valid(organisation.uscc):
        return {"uscc": "统一社会信用代码不对：应是18位，最后一位是校验码。请对照证书再核一遍。"}
    return {}


def _legal_limits(organisation: OrganisationPage) -> dict[str, str]:
    can = CAPABILITIES.get(organisation.organisation_kind)
    if can is None:
        return {"organisation_kind": "请选择机构类型。"}
    if organisation.disclosure_request_url and not can.disclosure_request:
        return {"disclosure_request_url": "社区和村不是政府信息公开申请的受理机关，请留空，由街道或镇受理。"}
    return _parent(organisation, can.parents)


def _parent(organisation: OrganisationPage, allowed: frozenset[str]) -> dict[str, str]:
    if not organisation.path:
        return {}  # not in the tree yet; the form that places it checks the parent
    from .models import OrganisationPage

    parent_path = organisation.path[: -organisation.steplen]
    parent_kind = OrganisationPage.objects.filter(path=parent_path).values_list("organisation_kind", flat=True).first()
    if (parent_kind is None and not allowed) or parent_kind in allowed:
        return {}
    label = OrganisationKind(organisation.organisation_kind).label
    return {"organisation_kind": f"{label}不能建在这里。请看树形目录，换到正确的上级下面。"}


def _photo(organisation: OrganisationPage) -> dict[str, str]:
    if organisation.photo_id and not organisation.photo_alt.strip():
        return {"photo_alt": "有照片就要写替代文字，说说照片里有什么，给看不见的人听。"}
    return {}


def _closing(organisation: OrganisationPage) -> dict[str, str]:
    if organisation.status != OrganisationStatus.CLOSED:
        return {}
    if organisation.closed_on is None:
        return {"closed_on": "请填撤销或合并的日期。"}
    if organisation.closed_on > timezone.localdate():
        return {"closed_on": "日期还没有到。到了撤销那天再改状态，在那以前照常办公。"}
    if organisation.successor_id is None:
        return {"successor": "请选承接它职责的机构，原来的文件会注明“原××”。"}
    seen = {organisation.pk}
    successor = organisation.successor
    while successor is not None:
        if successor.pk in seen:
            return {"successor": "承接机构绕回了自己，请另选一个。"}
        seen.add(successor.pk)
        successor = successor.successor
    return {}
