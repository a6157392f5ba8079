"""The large demo district: 23 streets and towns, 185 communities and villages, 20,000 records. Deterministic."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cms.organisations.enums import GRASSROOTS, STREETS_AND_TOWNS, OrganisationKind
from cms.organisations.models import OrganisationPage
from cms.organisations.uscc import check_character
from cms.policies.models import PolicyPage
from cms.records.creation import BulkCreation, create_live
from cms.records.enums import Audience, Reach, StatutoryCategory, Theme
from cms.records.markup import parse

from .content_files import DISTRICT_SLUG
from .large_notices import load_notices
from .organisations import load_organisation

RECORDS = 20_000
NOTICES_A_HUNDRED = 15
GRASSROOTS_PLACES = 185
BATCH = 200
_SEED = 20261125
_FIRST_DAY = dt.date(2012, 1, 4)
_DAYS = 5_400

STREETS = {
    "shiwan": "石湾",
    "yunfan": "云帆",
    "qingyu": "青屿",
    "yuehu": "月湖",
    "changdi": "长堤",
    "fengming": "凤鸣",
    "lingang": "临港",
    "guanlan": "观澜",
    "shapu": "沙浦",
    "yintan": "银滩",
    "dengta": "灯塔",
}
TOWNS = {
    "yuge": "渔歌",
    "liuquan": "柳泉",
    "daoxiang": "稻香",
    "beiling": "北岭",
    "nanxi": "南溪",
    "dahe": "大荷",
    "zhushan": "竹山",
}
_FIRST = dict(
    zip(
        "qing ming he an chun qiu yun feng gui song zhu mei lan bai hong jin yin yu shi".split(),
        "清明和安春秋云枫桂松竹梅兰白红金银玉石",
        strict=True,
    )
)
_SECOND = dict(zip("xi qiao yuan quan po gang wan ling tang ping".split(), "溪桥园泉坡港湾岭塘坪", strict=True))
_VERBS = ("做好", "加强", "规范", "推进", "调整", "公布")
_TOPICS = (
    ("17", "困难群众救助", Audience.LOW_INCOME),
    ("17", "养老服务", Audience.OLDER),
    ("11", "义务教育招生", Audience.STUDENTS),
    ("13", "基层医疗卫生服务", Audience.RESIDENTS),
    ("15", "就业创业服务", Audience.JOB_SEEKERS),
    ("10", "老旧小区改造", Audience.RESIDENTS),
    ("10", "生活垃圾分类", Audience.EVERYONE),
    ("06", "农田水利建设", Audience.FARMERS),
    ("09", "安全生产检查", Audience.ENTERPRISES),
    ("09", "食品摊点管理", Audience.SELF_EMPLOYED),
    ("04", "财政预算执行", Audience.EVERYONE),
    ("02", "政务公开", Audience.EVERYONE),
    ("12", "公共文化服务", Audience.RESIDENTS),
    ("16", "消防安全", Audience.EVERYONE),
    ("07", "道路养护", Audience.EVERYONE),
)
_BODY = """
第一条　为了{verb}{place}{topic}工作，根据有关规定，结合实际，制定本规定。

第二条　{place}范围内的{topic}工作，适用本规定。

第三条　{topic}工作由{office}负责组织，社区居民委员会、村民委员会协助做好告知和登记。

第四条　居民可以到{office}便民服务窗口咨询、办理，工作日受理，自受理之日起{days}个工作日内办结。

第五条　办理{topic}有关事项不收取费用，能够共享取得的材料不要求重复提交。

第六条　对办理结果有异议的，可以自知道之日起{objection}日内向{office}提出，{office}应当在5个工作日内答复。

第七条　本规定自{start}起施行。
"""


@dataclass(frozen=True)
class Draft:
    """One generated record before it is written."""

    number: int
    organisation: OrganisationPage
    fields: dict[str, Any]


def load_large(bulk: BulkCreation, now: dt.datetime, say: Callable[[str], None]) -> int:
    """Fill the small district up; returns the number of records made. ``now`` (aware): what has ended by then."""
    load_places()
    say(f"机构 {OrganisationPage.objects.count()}")
    stored = set(PolicyPage.objects.filter(slug__startswith="large-").values_list("slug", flat=True))
    notices = RECORDS * NOTICES_A_HUNDRED // 100
    missing = [draft for draft in _drafts(RECORDS - notices) if f"large-{draft.number}" not in stored]
    for start in range(0, len(missing), BATCH):
        with bulk.batch():
            for draft in missing[start : start + BATCH]:
                _create(draft)
        if start % (BATCH * 5) == 0:
            say(f"文件 {start + len(missing[start : start + BATCH])}/{len(missing)}")
    made = load_notices(bulk, notices, now)
    say(f"公示公告 {made}")
    return len(missing) + made


def load_places() -> None:
    """The 209 places, without their records."""
    for row in _streets_and_towns():
        load_organisation(row, {})
    for row in _communities():
        load_organisation(row, {})


def _create(draft: Draft) -> None:
    page = PolicyPage(slug=f"large-{draft.number}", **draft.fields)
    create_live(draft.organisation, page)


def _uscc(prefix: str, serial: int) -> str:
    first17 = f"{prefix}990000MC{serial:07d}"
    return first17 + check_character(first17)


def _profile(kind: str, title: str, slug: str, legal_name: str, serial: int) -> dict[str, Any]:
    prefix = "54" if kind in GRASSROOTS else "11"
    return {
        "kind": kind,
        "slug": slug,
        "title": title,
        "legal_name": legal_name,
        "uscc": _uscc(prefix, serial),
        "lead": f"{title}的文件、办事窗口和联系方式。",
        "address": f"澄湾新区{title}{serial % 90 + 1}号",
        "functions": f"{legal_name}负责{title}的公共服务和居民事务。",
        "hours": [{"days": "weekdays", "opens": "08:30", "closes": "17:30"}],
        "phones": [{"label": "咨询", "number": f"0000-{12340000 + serial}", "purpose": "enquiry"}],
    }


def _streets_and_towns() -> Iterator[dict[str, Any]]:
    serial = itertools.count(100)
    for names, kind, suffix, office in (
        (STREETS, OrganisationKind.STREET, "街道", "街道办事处"),
        (TOWNS, OrganisationKind.TOWN, "镇", "镇人民政府"),
    ):
        for slug, name in names.items():
            row = _profile(kind, f"{name}{suffix}", slug, f"澄湾新区{name}{office}", next(serial))
            yield row | {"parent": DISTRICT_SLUG, "document_code": f"澄{name[0]}发"}


def _communities() -> Iterator[dict[str, Any]]:
    parents = list(OrganisationPage.objects.of_kind(*STREETS_AND_TOWNS).in_tree_order())
    names = itertools.product(_FIRST.items(), _SECOND.items())
    small = [page.slug for page in OrganisationPage.objects.of_kind(*GRASSROOTS) if page.uscc[8:10] != "MC"]
    wanted = GRASSROOTS_PLACES - len(small)
    for serial, ((first, first_name), (second, second_name)) in enumerate(itertools.islice(names, wanted)):
        parent = parents[serial % len(parents)]
        is_town = parent.organisation_kind == OrganisationKind.TOWN
        kind = OrganisationKind.VILLAGE if is_town else OrganisationKind.COMMUNITY
        title = f"{first_name}{second_name}{'村' if is_town else '社区'}"
        legal_name = f"{title}{'村民委员会' if is_town else '居民委员会'}"
        yield _profile(kind, title, f"{first}{second}", legal_name, 1000 + serial) | {"parent": parent.slug}


def _drafts(count: int) -> Iterator[Draft]:
    choose = random.Random(_SEED)  # noqa: S311 – the same district on every machine
    organisations = list(OrganisationPage.objects.in_tree_order())
    zone = timezone.get_default_timezone()
    for number in range(count):
        organisation = choose.choice(organisations)
        theme, topic, audience = choose.choice(_TOPICS)
        verb = choose.choice(_VERBS)
        issued = _FIRST_DAY + dt.timedelta(days=choose.randrange(_DAYS))
        published = issued + dt.timedelta(days=choose.randrange(1, 15))
        text = _BODY.format(
            verb=verb,
            place=organisation.title,
            topic=topic,
            office=organisation.legal_name,
            days=choose.randrange(3, 20),
            objection=choose.choice((5, 7, 15)),
            start=f"{published.year}年{published.month}月{published.day}日",
        )
        moment = dt.datetime.combine(published, dt.time(9, choose.randrange(60)), tzinfo=zone)
        yield Draft(
            number,
            organisation,
            {
                "title": f"{organisation.legal_name}关于{verb}{issued.year}年{topic}工作的通知（第{number + 1}件）",
                "summary": f"{organisation.title}{topic}怎么办、找谁办、多久办好。",
                "document_class": "other",
                "document_type": "notice",
                "issued_on": issued,
                "effective_on": published,
                "valid_until": published + dt.timedelta(days=365 * choose.choice((1, 3, 5))),
                "published_at": moment,
                "theme": Theme(theme),
                "audience": audience,
                "statutory_category": StatutoryCategory.LIVELIHOOD,
                "signature": organisation.legal_name,
                "reach": Reach.OWN if organisation.organisation_kind in GRASSROOTS else Reach.DISTRICT,
                "body": json.dumps(parse(text), ensure_ascii=False),
            },
        )
