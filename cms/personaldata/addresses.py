"""Addresses down to the door. 镇, 街道, 村 and 社区 may be named; what comes after them may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .allowing import Allowed
from .findings import Hit
from .kinds import Kind

_N = r"(?:[0-9]{1,5}|[A-Za-z][0-9]{0,3}|[零〇一二三四五六七八九十百]{1,5})"
_STRONG = "|".join(
    (
        rf"{_N}\s*号\s*楼",
        rf"(?<![第每各]){_N}\s*(?:单元)(?!格|测试|教学|楼宇)",
        rf"{_N}\s*[幢栋](?!厂房|房屋|楼房|建筑|住宅|别墅|农房)",
        r"(?<=[号楼栋幢层元\-\s])\s*[A-Za-z]?\d{3,4}\s*户",
        r"(?<![\d.])[A-Za-z]?\d{3,4}\s*室(?!内|外|温)",
        rf"门牌(?:号码?)?[:为是\s]*{_N}",
        rf"{_N}\s*弄\s*{_N}\s*号",
        rf"{_N}\s*排\s*{_N}\s*号",
        rf"{_N}\s*[组队]\s*(?:附\s*)?{_N}\s*号",
        rf"(?<=[村屯庄寨])[^\s，。；、：:（）()《》〔〕]{{0,6}}?{_N}\s*号(?!文|令|院|线|公告|桥|机|村|码|召)",
        r"(?<=[区园苑庭墅府寓里舍村邨])\s*\d{1,3}[-#]\d{1,2}[-#]\d{3,4}(?!\d|[-#])",
    )
)
_HOME_LABEL = (
    r"(?:家庭住址|家庭地址|现住址?|居住地址?|居住在|住址|住在|家住|户籍地址?|户籍所在地|常住地址?|住所)"
    r"[:为是在于\s]{0,3}"
)
_ROAD = re.compile(rf"{_HOME_LABEL}[^，。；\n]{{0,40}}?(?P<door>{_N}\s*号)(?!\s*楼)")
_DOOR = re.compile(_STRONG)
_ANY_DOOR = re.compile(
    rf"{_N}\s*(?:号(?!村|桥|社区|公路|线)|栋|幢|座|楼|层|单元|室|户|组(?!团|织)|队(?!部)|弄|排|巷|#|门)"
    r"|(?<!\d)\d{1,4}\s*[-#]\s*\d{1,4}(?!\d)|(?:路|街|巷|区|园|苑|村|里)\s*\d+\s*$"
)
_RESIDENTIAL = re.compile(rf"{_N}\s*单元|户$")
_OFFICE = re.compile(
    "办事处|服务中心|服务大厅|便民中心|活动中心|办公室|办公楼|大厅|民政局|管理局|分局|委员会|居委会|村委会|党群|人民政府|镇政府|区政府"
    "|法院|检察院|派出所|学校|小学|中学|医院|公司|大厦|法庭|仲裁委|科室|窗口|受理地点|办公地点|通讯地址|邮寄地址|联系地址|来信|来访|受理"
)
_STOP = "，。；！？\n：:（）()“”《》〔〕\t"
_LEVEL = re.compile("社区|街道|村|镇|乡")
_UPPER_LEVEL = re.compile("(?<![小园片])区|县|市")
_LABEL = re.compile(_HOME_LABEL)
_NEXT_DOOR = re.compile(
    rf"\s*-?\s*(?:{_STRONG}|{_N}\s*(?:号|楼|层|室|户|单元))|-?\d{{1,4}}(?![\d年月日岁元人,.])", re.IGNORECASE
)
_SIGNS = frozenset("号元幢栋户室牌-#")
_LONGEST = 40


def addresses_in(text: str, allowed: Allowed) -> Iterator[Hit]:
    """Door-level addresses in prose. A hit begins after the community or village, or the street or town, it names."""
    end = 0
    for door, door_end in _doors(text):
        if door < end:
            continue
        clause = _clause_start(text, door)
        stop = _address_end(text, door_end)
        whole = text[clause:stop]
        if _is_office(whole) or allowed.is_within(whole):
            continue
        start = max(clause + _kept_until(text[clause:door]), end)
        while start < door and text[start] in " -,":
            start += 1
        yield Hit(Kind.ADDRESS, start, stop, text[start:stop])
        end = stop


def is_door_level(text: str) -> bool:
    """text: canonical, a cell under a heading such as 家庭住址."""
    return bool(_ANY_DOOR.search(text) or _DOOR.search(text))


def without_door(text: str) -> str:
    """The part of such a cell that may be published; empty if it does not name community, village, street or town."""
    doors = [match.start() for match in (_ANY_DOOR.search(text), _DOOR.search(text)) if match]
    before = text[: min(doors, default=len(text))]
    return before[: _last_end(_LEVEL, before)].strip()


def _doors(text: str) -> list[tuple[int, int]]:
    if _SIGNS.isdisjoint(text):
        return []
    homes = [match.span("door") for match in _ROAD.finditer(text)]
    return sorted([*homes, *(match.span() for match in _DOOR.finditer(text))])


def _kept_until(before_door: str) -> int:
    """Where the last community, village, street or town ends; failing that district, county or city, or the label."""
    for names in (_LEVEL, _UPPER_LEVEL, _LABEL):
        if end := _last_end(names, before_door):
            return end
    return len(before_door)


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text) if match.start() > 0 or pattern is _LABEL), default=0)


def _clause_start(text: str, position: int) -> int:
    start = position
    while start > 0 and position - start < _LONGEST and text[start - 1] not in _STOP:
        start -= 1
    return start


def _address_end(text: str, position: int) -> int:
    """Over further parts of the same address: 3号楼2单元501室."""
    while match := _NEXT_DOOR.match(text, position):
        position = match.end()
    return position


def _is_office(clause: str) -> bool:
    return bool(_OFFICE.search(clause)) and not _RESIDENTIAL.search(clause)
