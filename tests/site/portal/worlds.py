"""A small district in which every type of public page exists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage
from cms.policies.models import InterpretationPage, PolicyPage
from cms.records import markup, withdrawing
from cms.records.enums import RelationKind
from cms.records.models import Relation
from portal import leaving
from tests import factories

NUMBER = "澄松发〔2026〕7号"
LONG_BODY = """## 第一章　总则

第一条　为了方便居民停车，制定本办法。

（一）先到先停；

（二）不占消防通道。

表：收费标准（元）

| 时段 | 每小时 |
|---|---|
| 白天 | 2 |
| 夜间 | 1 |

> 注：节假日不收费。

## 第二章　附则

第二条　本办法由松涛街道办事处解释。"""


@dataclass
class World:
    district: OrganisationPage
    department: OrganisationPage
    street: OrganisationPage
    community: OrganisationPage
    policy: PolicyPage
    interpretation: InterpretationPage
    withdrawn: PolicyPage
    notice: NoticePage
    plan: NoticePage
    ended: NoticePage

    def addresses(self) -> dict[str, str]:
        """A path for each type of public HTML page."""
        version = self.policy.published_versions.get()
        return {
            "home": reverse("portal:home"),
            "places": reverse("portal:places"),
            "department": self.department.get_absolute_url(),
            "street": self.street.get_absolute_url(),
            "community": self.community.get_absolute_url(),
            "policies": reverse("portal:kind", args=["policies"]),
            "interpretations": reverse("portal:kind", args=["interpretations"]),
            "place policies": reverse("portal:place_kind", args=[self.street.slug, "policies"]),
            "place interpretations": reverse("portal:place_kind", args=[self.street.slug, "interpretations"]),
            "policy": self.policy.get_absolute_url(),
            "interpretation": self.interpretation.get_absolute_url(),
            "version": version.get_absolute_url(),
            "withdrawn": self.withdrawn.get_absolute_url(),
            "notices": reverse("portal:kind", args=["notices"]),
            "place notices": reverse("portal:place_kind", args=[self.community.slug, "notices"]),
            "chosen notices": reverse("portal:kind", args=["notices"]) + f"?place={self.community.slug}",
            "no notices": reverse("portal:kind", args=["notices"]) + "?place=nowhere",
            "punctuality": reverse("portal:punctuality"),
            "notice": self.notice.get_absolute_url(),
            "plan that is over": self.plan.get_absolute_url(),
            "ended notice": self.ended.get_absolute_url(),
            "disclosure": reverse("portal:disclosure"),
            "disclosure section": reverse("portal:disclosure_section", args=[self.street.slug]),
            "search": reverse("portal:search"),
            "search with hits": reverse("portal:search") + "?q=停车",
            "search without hits": reverse("portal:search") + "?q=月球",
            "site map": reverse("portal:site_map"),
            "help": reverse("portal:help"),
            "accessibility": reverse("portal:accessibility"),
            "privacy": reverse("portal:privacy"),
            "leaving": leaving.link_to("https://beian.miit.gov.example/"),
            "not found": "/no-such-page/",
        }


# Types of page and the status that each answers with, if not 200.
STATUS = {"withdrawn": 410, "ended notice": 410, "not found": 404}
RECORDS = ("policy", "interpretation", "version", "notice", "plan that is over")
COLUMNS = tuple(
    name
    for name in (
        *("home", "places", "department", "street", "community", "policies", "interpretations"),
        *("place policies", "place interpretations", "disclosure", "disclosure section"),
        *("notices", "place notices", "chosen notices", "no notices", "punctuality"),
        *("search", "search with hits", "site map", "help", "accessibility", "privacy"),
    )
)


def build() -> World:
    factories.identity()
    district = furnish(factories.district())
    department = furnish(factories.department(district))
    street = furnish(factories.street(district))
    community = furnish(factories.community(street))
    policy = factories.policy(
        street,
        title="松涛街道停车秩序管理办法",
        document_number=NUMBER,
        body=LONG_BODY,
        subtheme="政务公开",
        effective_on=dt.date(2026, 4, 1),
        valid_until=dt.date(2031, 3, 31),
    )
    attach(policy, factories.attachment(street.staff_groups.collection, "停车申请表"))
    revise(policy, body=LONG_BODY.replace("先到先停", "按登记先后停"), change_note="改了停车的先后。")
    interpretation = factories.interpretation(policy, title="停车怎么收费：松涛街道停车办法解读")
    withdrawn = factories.policy(street, title="松涛街道临时停车通知")
    withdraw(withdrawn, "金额写错，更正后重新发布。")
    factories.policy(department, title="区民政局关于做好救助工作的通知")
    factories.policy(community, title="望潮社区居民公约", reach="own")
    return World(
        district, department, street, community, policy, interpretation, withdrawn, *_notices(street, community)
    )


def _notices(street: OrganisationPage, community: OrganisationPage) -> tuple[NoticePage, NoticePage, NoticePage]:
    """In force, over and still public, ended; the first is the result of the last."""
    past = timezone.now() - dt.timedelta(days=60)
    folder = street.staff_groups.collection
    files = [{"type": "attachment", "value": {"file": factories.attachment(folder, "申请表样").pk}}]
    over = {"published_at": past, "ends_at": past + dt.timedelta(days=12), "outcome": "没有收到异议"}
    ended = factories.notice(street, community, title="望潮社区低保公示（第1批）", **over)
    plan = factories.notice(
        street,
        title="松涛片区规划草案",
        body="规划范围从松涛路到海边。",
        notice_kind="plan-draft",
        reach="district",
        period_reason="小幅调整",
        content_reason="图纸现场展示",
        **over,
    )
    notice = factories.notice(street, community, title="望潮社区低保结果公告（第1批）", result_of=ended)
    notice.body = notice._meta.get_field("body").stream_block.to_python([*notice.body.get_prep_value(), *files])
    notice.change_note, notice.date_reason = "补上附件。", "补上附件"
    notice.save()
    return notice, plan, ended


def furnish(organisation: OrganisationPage) -> OrganisationPage:
    """Where it is, when it is open and whom to call."""
    organisation.lead = f"{organisation.title}的文件和办事窗口。"
    organisation.address = "澄湾新区海晏路1号"
    organisation.functions = "负责辖区公共服务。"
    organisation.telephones = [_telephone()]
    organisation.opening_hours = [_hours()]
    organisation.save()
    organisation.save_revision().publish()
    return type(organisation).objects.get(pk=organisation.pk)


def revise(page: Any, **changes: Any) -> None:
    """Publish a changed text over the present one."""
    fresh = type(page).objects.get(pk=page.pk)
    note = changes.pop("change_note")
    for name, value in changes.items():
        setattr(fresh, name, markup.parse(value) if name == "body" else value)
    fresh.change_note = note
    fresh.save_revision().publish()
    page.refresh_from_db()


def attach(page: Any, file: Any) -> None:
    """Add a file to the body, as an editorial slip that needs no note."""
    raw = [*page.body.get_prep_value(), {"type": "attachment", "value": {"file": file.pk}}]
    page.body = page._meta.get_field("body").stream_block.to_python(raw)
    page.change_note = "补上附件。"
    page.save()
    page.published_versions.all().delete()


def relate(source: Any, kind: RelationKind, target: Any, note: str = "") -> None:
    Relation.objects.create(source_id=source.pk, kind=kind, target_id=target.pk, note=note)


def withdraw(page: Any, reason: str) -> None:
    withdrawing.withdraw(type(page).objects.get(pk=page.pk), reason, None)


def close(organisation: OrganisationPage, successor: OrganisationPage, on: dt.date) -> None:
    page = OrganisationPage.objects.get(pk=organisation.pk)
    page.status, page.closed_on, page.successor = "closed", on, OrganisationPage.objects.get(pk=successor.pk)
    page.full_clean()
    page.save()


def root_collection() -> Collection:
    return Collection.get_first_root_node()


def _telephone() -> Any:
    from cms.organisations.models import Telephone

    return Telephone(label="咨询", number="0000-12345611")


def _hours() -> Any:
    from cms.organisations.models import OpeningHours

    return OpeningHours(days="weekdays", opens=dt.time(8, 30), closes=dt.time(17, 30))
