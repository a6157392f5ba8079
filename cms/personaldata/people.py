"""Names, ages and birth dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from . import identity
from .findings import Hit
from .kinds import Kind

ADULT = 18
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_DATE = (
    r"(?:18|19|20)\d{2}\s*[年.\-/]\s*\d{1,2}(?:\s*[月.\-/]\s*\d{1,2}\s*日?|\s*月)?|(?:18|19|20)\d{2}[01]\d[0-3]\d(?!\d)"
)
_CHINESE_DATE = (
    r"[一二][零〇一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?"
)
_WRITTEN = rf"(?:{_DATE}|{_CHINESE_DATE})"
_BORN = re.compile(
    rf"(?:出生(?:日期|年月日?|时间)?|生日|生于)\s*[:为是于在]{{0,2}}\s*(?P<after>(?>{_WRITTEN}|(?:18|19|20)\d{{2}}年))(?!\s*(?:至|到|以|之|前|后|-|—))"
    rf"|(?P<before>{_WRITTEN})\s*(?:出生(?!的)|生(?![产效活成长育态物意]))"
)
_YEARS_OLD = re.compile(
    r"(?:[男女]|今年|现年|年仅|时年|(?<!规定)年龄[:为是]?)[,，、\s]{0,2}(?P<age>\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]?)\s*周?岁"
    r"(?!以|及|至|到|-|（含|\(含|以上|以下)"
)
CELL_DATE = re.compile(r"(18|19|20)(\d{2})\D{0,3}(0?[1-9]|1[0-2])(?:\D{1,3}|(?<=\d\d))(3[01]|[12]\d|0?[1-9])(?!\d)")
_CELL_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d{2}(?!\d)|(?<!\d)(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?!\d)")
_CELL_AGE = re.compile(r"\s*(\d{1,3})\s*(?:周?岁)?\s*")
_INFANT = re.compile(r"\s*\d{1,2}\s*(?:个?月|天)\s*")
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,12}")
_BETWEEN_NAMES = re.compile(r"([\s、,，;；/|()（）]+)")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓单杭洪"
    "包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲家封储靳段巫乌焦巴弓牧山谷车侯全班仰秋仲伊宫宁仇栾甘祖武符刘景詹束龙叶幸司韶黎薄印白怀"
    "蒲从鄂索咸籍赖卓蔺屠蒙池乔阴能苍双闻莘翟谭劳逄姬申扶冉雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎慕连习容向古易廖终步都耿满"
    "匡国文寇广阙东殴沃利越师巩聂勾敖冷辛那简饶曾关相查荆红游权盖益公仉督岳帅缑亢况有琴归海晋楚闫涂肖付代邸佟衣于迟隋初曲孙"
)
MASK = "*"
_HIDDEN = re.compile(r"[*＊某×●○〇]|（略）|(?<=[\u3400-\u9fff])[xXoO]")
_RELATION = re.compile(
    r"本人|户主|之?[父母夫妻子女儿孙]亲?|丈夫|妻子|配偶|儿子|女儿|长[子女]|次[子女]|孙[子女]|代|[男女]"
)


def births_in(text: str) -> Iterator[Hit]:
    """Birth dates in prose: 出生于…, 1990年1月生. text: canonical."""
    if "生" not in text:
        return
    for match in _BORN.finditer(text):
        group = "after" if match["after"] else "before"
        yield Hit(Kind.BIRTH_DATE, *match.span(group), match[group])


def minors_in(text: str) -> Iterator[Hit]:
    """Ages below 18 told of somebody: 男，12岁. text: canonical."""
    if "岁" not in text:
        return
    for match in _YEARS_OLD.finditer(text):
        years = _to_int(match["age"])
        if years is not None and years < ADULT:
            yield Hit(Kind.MINOR, match.start("age"), match.end(), match[0])


def _to_int(numeral: str) -> int | None:
    if numeral.isdigit():
        return int(numeral)
    if not numeral:
        return None
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _NUMERALS[numeral] if len(numeral) == 1 else None
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def has_date(cell: str) -> bool:
    """A date, a month or a year, under a heading such as 出生年月."""
    return bool(CELL_DATE.search(cell) or _CELL_YEAR.search(cell) or re.search(_WRITTEN, cell))


def born_on(cell: str) -> dt.date | None:
    """The latest day that a birth date may mean: of a mere year the last one. None if it is none."""
    if match := CELL_DATE.search(cell):
        try:
            return dt.date(int(match[1] + match[2]), int(match[3]), int(match[4]))
        except ValueError:
            return None
    match = re.search(r"(?<!\d)((?:18|19|20)\d{2})\D{0,2}(0?[1-9]|1[0-2])?(?!\d)", cell)
    if match is None:
        return None
    return dt.date(int(match[1]), int(match[2] or 12), 28)


def age_in(cell: str) -> int | None:
    if _INFANT.fullmatch(cell):
        return 0
    match = _CELL_AGE.fullmatch(cell)
    return int(match[1]) if match else None


def is_minor(born: dt.date | None, today: dt.date) -> bool:
    return born is not None and born <= today and identity.age(born, today) < ADULT


def is_plain_name(cell: str) -> bool:
    """At least one name in the cell has nothing hidden in it."""
    return any(part and not _HIDDEN.search(part) and not _RELATION.fullmatch(part) for part in names_in(cell))


def names_in(cell: str) -> list[str]:
    return _BETWEEN_NAMES.split(cell)[::2]


def resembles_name(cell: str) -> bool:
    return 2 <= len(cell) <= 4 and cell[0] in _SURNAMES and bool(NAME.fullmatch(cell))


def mask_name(name: str) -> str:
    """张三 → 张*, 张建国 → 张*国, 买买提·吐尔逊 → 买*****逊. Several names in one cell are masked one by one."""
    return "".join(part if index % 2 else _mask_one(part) for index, part in enumerate(_BETWEEN_NAMES.split(name)))


def _mask_one(name: str) -> str:
    if not name or _HIDDEN.search(name) or _RELATION.fullmatch(name):
        return name
    if len(name) == 1:
        return MASK
    return name[0] + MASK if len(name) == 2 else name[0] + MASK * (len(name) - 2) + name[-1]
