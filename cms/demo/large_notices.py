"""Notices of the large demo district, over all its places and the last twelve months. Deterministic, but for the day.

What has ended and must leave is written as the clearing leaves it, but not sealed: nobody ever saw it.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from cms.jobs.models import OutboxEntry
from cms.notices.afterwork import ENDED, PUBLISHED
from cms.notices.clearing import CLEARED
from cms.notices.models import NoticePage
from cms.organisations.enums import GRASSROOTS, OrganisationKind
from cms.organisations.models import OrganisationPage
from cms.records.creation import BulkCreation, create_live
from cms.records.enums import Audience, Reach, Theme
from cms.records.markup import parse
from cms.records.models import Placement

from .notice_days import MIDNIGHT, OPENS, RELEASED, moment

BATCH = 200
PREFIX = "large-notice-"
_SEED = 20261126
_DAYS_BACK = 365
_SURNAMES = "岑费连阮简祁邬闻虞涂蓝桑池麦柏奚"
_LAST = "青川禾宁梅文英霞兰平春珍江秀海芳"
_DISTRICT_AND_BELOW = (OrganisationKind.DISTRICT, OrganisationKind.DEPARTMENT)
_STREETS_AND_TOWNS = (OrganisationKind.STREET, OrganisationKind.TOWN)


@dataclass(frozen=True)
class Sort:
    """One sort of notices. columns, rows: its table; days: how long it runs, None without an end."""

    code: str
    tiers: tuple[str, ...]
    title: str
    days: int | None
    theme: Theme
    columns: str
    rows: str
    closing: str = "对名单有异议的，请在公示期内按下面的电话、地址反映，也可以向区民政局反映，或者拨打12345。"


_SORTS = (
    Sort(
        "low-income-review",
        GRASSROOTS,
        "低保审核公示",
        10,
        Theme.WELFARE,
        "| 申请人姓名 | 家庭人口 | 拟保障金额（元/月） | 所在社区、村 |",
        "| {name} | {few} | {money} | {place} |",
    ),
    Sort(
        "temporary-aid",
        GRASSROOTS,
        "临时救助公示",
        9,
        Theme.WELFARE,
        "| 申请人姓名 | 救助事由（大类） | 拟救助金额（元） |",
        "| {name} | 教育支出增加 | {money} |",
    ),
    Sort(
        "age-allowance",
        GRASSROOTS,
        "新增高龄津贴公示",
        8,
        Theme.WELFARE,
        "| 老人姓名 | 年龄段 | 津贴金额（元/月） |",
        "| {name} | 80至89岁 | 100 |",
    ),
    Sort(
        "village-affairs",
        (OrganisationKind.VILLAGE,),
        "村务公开",
        6,
        Theme.OTHER,
        "| 事项 | 结果 |",
        "| 修机耕路{few}00米 | 村民代表会议通过 |",
        "看不明白的，请到村民服务站问。",
    ),
    Sort(
        "community-affairs",
        (OrganisationKind.COMMUNITY,),
        "居务公开",
        6,
        Theme.OTHER,
        "| 事项 | 结果 |",
        "| 添置座椅{few}处 | 居民议事会通过 |",
        "看不明白的，请到社区服务中心问。",
    ),
    Sort(
        "public-institution",
        (*_DISTRICT_AND_BELOW, *_STREETS_AND_TOWNS),
        "事业单位拟聘用人员公示",
        24,
        Theme.LABOUR,
        "| 姓名 | 拟聘岗位 | 总成绩 |",
        "| {name} | 综合管理岗位{few} | 8{few}.5 |",
        "对拟聘用人员有问题的，请在公示期内反映，监督电话和地址在下面。",
    ),
    Sort(
        "announcement",
        (*_DISTRICT_AND_BELOW, *_STREETS_AND_TOWNS),
        "办事窗口调整的通知",
        None,
        Theme.GENERAL,
        "| 窗口 | 办理时间 |",
        "| {few}号窗口 | 工作日8:30至17:30 |",
        "有不清楚的，请打下面的电话。",
    ),
)


@dataclass(frozen=True)
class Draft:
    """One generated notice before it is written."""

    number: int
    organisation: OrganisationPage
    sort: Sort
    starts_on: dt.date
    body: str


def load_notices(bulk: BulkCreation, count: int, now: dt.datetime) -> int:
    """As many of ``count`` notices as are missing; returns how many were made. ``now``: aware."""
    stored = set(NoticePage.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    missing = [draft for draft in _drafts(count, now) if f"{PREFIX}{draft.number}" not in stored]
    for start in range(0, len(missing), BATCH):
        with bulk.batch():
            _clear_ended([_create(draft) for draft in missing[start : start + BATCH]], now)
    return len(missing)


def _drafts(count: int, now: dt.datetime) -> Iterator[Draft]:
    choose = random.Random(_SEED)  # noqa: S311 – the same district on every machine
    today = timezone.localdate(now)
    organisations = list(OrganisationPage.objects.in_tree_order())
    for number in range(count):
        organisation = organisations[number % len(organisations)]
        sort = choose.choice([sort for sort in _SORTS if organisation.organisation_kind in sort.tiers])
        starts_on = today - dt.timedelta(days=1 + choose.randrange(_DAYS_BACK))
        yield Draft(number, organisation, sort, starts_on, _text(sort, organisation, choose))


def _text(sort: Sort, organisation: OrganisationPage, choose: random.Random) -> str:
    rows = [
        sort.rows.format(
            name=f"{choose.choice(_SURNAMES)}*{choose.choice(_LAST)}",
            few=choose.randrange(1, 6),
            money=choose.randrange(60, 300) * 10,
            place=organisation.title,
        )
        for _ in range(choose.randrange(2, 7))
    ]
    table = "\n".join([sort.columns, *rows])
    return f"根据有关规定，现将下列事项公布如下。\n\n表：{organisation.title}{sort.title}\n\n{table}\n\n{sort.closing}"


def _create(draft: Draft) -> NoticePage:
    sort, organisation, first = draft.sort, draft.organisation, draft.starts_on
    is_grassroots = organisation.organisation_kind in GRASSROOTS
    page = NoticePage(
        slug=f"{PREFIX}{draft.number}",
        title=f"{organisation.title}{first.year}年{first.month}月{sort.title}（第{draft.number + 1}件）",
        summary=f"{organisation.title}的{sort.title}，有意见的，请告诉我们。",
        notice_kind=sort.code,
        theme=sort.theme,
        audience=Audience.EVERYONE,
        reach=Reach.NAMED if is_grassroots else Reach.DISTRICT,
        starts_at=moment(first, OPENS),
        ends_at=moment(first + dt.timedelta(days=sort.days), MIDNIGHT) if sort.days else None,
        published_at=moment(first - dt.timedelta(days=1), RELEASED),
        body=json.dumps(parse(draft.body), ensure_ascii=False),
    )
    page.placements = [Placement(place=organisation)] if is_grassroots else []
    return create_live(organisation, page)


def _clear_ended(pages: Sequence[NoticePage], now: dt.datetime) -> None:
    """In the transaction that made them, before anything of them is indexed."""
    ended = [page for page in pages if page.visible_until is not None and page.visible_until <= now]
    for page in ended:
        for name, empty in CLEARED.items():
            setattr(page, name, empty)
    ids = [page.pk for page in ended]
    NoticePage.objects.filter(pk__in=ids).update(**CLEARED, purged_at=F("ends_at"))
    OutboxEntry.objects.filter(topic__in=(PUBLISHED, ENDED), key__in=[str(pk) for pk in ids]).delete()
