"""A small district for tests. Each function makes one thing, valid and complete; keywords change what matters."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection

from cms.basepage.models import BasePage
from cms.demo.identity import VALUES
from cms.files.models import Attachment, Picture
from cms.identity.models import SiteIdentity
from cms.notices.masking import table_from_rows
from cms.notices.models import NoticePage
from cms.organisations.enums import OrganisationKind
from cms.organisations.models import OrganisationPage
from cms.organisations.uscc import check_character
from cms.policies.models import InterpretationPage, PolicyPage
from cms.records import creation, markup
from cms.records.enums import Reach, RelationKind
from cms.records.models import Placement, Relation
from tests.cms.files.samples import png

_serial = count(1)


def uscc(prefix: str = "11") -> str:
    """A valid 统一社会信用代码, another at each call. prefix: 11 for organs of state, 54 for communities, villages."""
    first17 = f"{prefix}379900{next(_serial):09d}"
    return first17 + check_character(first17)


def district(**fields: Any) -> OrganisationPage:
    named = {"title": "澄湾新区", "slug": "chengwan", "legal_name": "澄湾新区管理委员会", "document_code": "澄新管"}
    return _organisation(BasePage.get_first_root_node(), OrganisationKind.DISTRICT, {**named, **fields})


def department(parent: OrganisationPage, **fields: Any) -> OrganisationPage:
    named = {"title": "区民政局", "legal_name": "澄湾新区民政局", "document_code": "澄新民发"}
    return _organisation(parent, OrganisationKind.DEPARTMENT, {**named, **fields})


def street(parent: OrganisationPage, **fields: Any) -> OrganisationPage:
    named = {"title": "松涛街道", "legal_name": "澄湾新区松涛街道办事处", "document_code": "澄松发"}
    return _organisation(parent, OrganisationKind.STREET, {**named, **fields})


def town(parent: OrganisationPage, **fields: Any) -> OrganisationPage:
    named = {"title": "苇塘镇", "legal_name": "澄湾新区苇塘镇人民政府", "document_code": "澄苇政发"}
    return _organisation(parent, OrganisationKind.TOWN, {**named, **fields})


def community(parent: OrganisationPage, **fields: Any) -> OrganisationPage:
    named = {"title": "望潮社区", "legal_name": "澄湾新区松涛街道望潮社区居民委员会", "uscc": uscc("54")}
    return _organisation(parent, OrganisationKind.COMMUNITY, {**named, **fields})


def policy(publisher: OrganisationPage, **fields: Any) -> PolicyPage:
    """A published policy document of ``publisher``. ``body`` is Markdown."""
    return creation.create_live(publisher, _policy(fields))


def policy_draft(publisher: OrganisationPage, **fields: Any) -> PolicyPage:
    """A policy document that was never published; nothing is missing for it."""
    page = _policy({"live": False, **fields})
    publisher.add_child(instance=page)
    page.save_revision()
    return page


def interpretation(of: PolicyPage, publisher: OrganisationPage | None = None, **fields: Any) -> InterpretationPage:
    """A published interpretation of one policy document, by its own publisher unless another is named."""
    page = InterpretationPage(**_record({"contact": "政务公开办公室 0000-12345600", **fields}))
    page.relations = [Relation(kind=RelationKind.INTERPRETS, target_id=of.pk)]
    return creation.create_live(publisher or of.publisher_organisation, page)


def notice(publisher: OrganisationPage, *places: OrganisationPage, **fields: Any) -> NoticePage:
    """A published low-income notice, named to ``places`` (else on its publisher's page), with a masked list.

    In force for eight days from now, unless ``starts_at``, ``ends_at`` or ``published_at`` say otherwise.
    """
    return creation.create_live(publisher, _notice(places, fields))


def notice_draft(publisher: OrganisationPage, *places: OrganisationPage, **fields: Any) -> NoticePage:
    """A notice that was never published; nothing is missing for it."""
    page = _notice(places, {"live": False, **fields})
    publisher.add_child(instance=page)
    page.save_revision()
    return page


def applicants(*names: str) -> dict[str, Any]:
    """A table block's value as a low-income notice has it."""
    head = ["序号", "申请人姓名", "家庭人口", "保障类别", "拟保障金额（元/月）"]
    rows = [[str(number), name, "2", "B类", "680"] for number, name in enumerate(names or ("林某", "周某某"), 1)]
    return table_from_rows([head, *rows], "最低生活保障审核公示名单")


def attachment(
    collection: Collection, title: str = "申请表", content: bytes = b"text", ending: str = "txt"
) -> Attachment:
    return Attachment.objects.create(
        title=title, collection=collection, file=ContentFile(content, name=f"form.{ending}"), file_size=len(content)
    )


def picture(collection: Collection, title: str = "示意图") -> Picture:
    return Picture.objects.create(title=title, collection=collection, file=ContentFile(png(), "a.png"))


def identity(**fields: Any) -> SiteIdentity:
    """A site whose metas and footer are complete: that of the demo district."""
    site, _ = SiteIdentity.objects.update_or_create(pk=SiteIdentity.load().pk, defaults={**VALUES, **fields})
    return site


def user_of(group: Group, **fields: Any) -> Any:
    """A member of staff in one group, such as ``street.staff_groups.editors``."""
    user = get_user_model().objects.create_user(f"staff{next(_serial)}", **fields)
    user.groups.add(group)
    return user


def _policy(fields: dict[str, Any]) -> PolicyPage:
    return PolicyPage(**_record({"document_type": "notice", "statutory_category": "20-15", **fields}))


def _notice(places: tuple[OrganisationPage, ...], fields: dict[str, Any]) -> NoticePage:
    now = (fields.get("published_at") or timezone.now()).replace(microsecond=0)
    values = {
        "title": f"第{next(_serial)}批最低生活保障审核公示",
        "summary": "低保名单，公示期内可以提出异议。",
        "notice_kind": "low-income-review",
        "ends_at": (fields.get("starts_at") or now) + dt.timedelta(days=10),
        "objection_telephone": "0000-12345610",
        "objection_address": "松涛路1号",
        "theme": "17",
        "reach": Reach.NAMED if places else Reach.OWN,
        "body": [
            {"type": "paragraph", "value": "现将望潮社区审核名单公示如下。区民政局和12345也受理异议。"},
            {"type": "table", "value": applicants()},
        ],
        **fields,
    }
    page = NoticePage(**_record({"issued_on": None, **values}))
    page.placements = [Placement(place=place) for place in places]
    return page


def _record(fields: dict[str, Any]) -> dict[str, Any]:
    values = {
        "title": f"关于做好第{next(_serial)}项工作的通知",
        "summary": "居民可以就近办理，不用跑路。",
        "issued_on": dt.date(2026, 3, 2),
        "theme": "02",
        "audience": "everyone",
        "body": "第一条　本通知自公布之日起施行。",
        **fields,
    }
    if isinstance(values["body"], str):
        values["body"] = markup.parse(values["body"])
    return values


def _organisation(parent: Any, kind: OrganisationKind, fields: dict[str, Any]) -> OrganisationPage:
    values = {"slug": f"org-{next(_serial)}", "uscc": uscc(), **fields, "organisation_kind": kind}
    return parent.add_child(instance=OrganisationPage(**values))
