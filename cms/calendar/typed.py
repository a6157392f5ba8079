"""Dates and times as offices type them: 2026-03-01, 2026.3.1, ３月１日, 二〇二六年三月一日下午三点半, 3月16日24时."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST = 60
STILL_THIS_YEAR = dt.timedelta(days=60)

UNREADABLE = "看不懂这个日期。请写成2026-03-09 09:00，或者2026年3月9日9:00。"
WEEKDAYS = "一二三四五六日"


class UnreadableDate(ValueError):
    """Its text tells the clerk, in Chinese, how to write it."""


class ImpossibleDate(UnreadableDate):
    """Written well, but there is no such day or hour."""


@dataclass(frozen=True)
class Moment:
    """``at`` is aware, in the site's zone (Asia/Shanghai). ``has_time``: was an hour written?"""

    at: dt.datetime
    has_time: bool


_DIGITS = str.maketrans("〇○零一二三四五六七八九两", "0001234567892")
_SIGNS = str.maketrans({"。": ".", "·": ".", "、": ".", "—": "-", "–": "-", "−": "-", "‐": "-", "―": "-", "號": "号"})
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
# A space that parts nothing; the one between two digits parts the day from the hour.
_IDLE_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_DATE = r"""
    (?: (?P<y1>\d{4}) (?P<sign>[-./]) (?P<m1>\d{1,2}) (?P=sign) (?P<d1>\d{1,2}) (?!\d) \.?
      | (?: (?P<y2>\d{4}) 年 )? (?P<m2>\d{1,2}) 月 (?P<d2>\d{1,2}) [日号]
      | (?P<y3>\d{4}) (?P<m3>\d{2}) (?P<d3>\d{2}) (?!\d)
      | (?P<m4>\d{1,2}) [-./] (?P<d4>\d{1,2}) (?![\d.\-/])
    )
    (?: \(? (?:周|星期|礼拜) (?P<weekday>[123456日天]) \)? )?
"""
_TIME = r"""
    (?P<part>凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里)?
    (?P<hour>\d{1,2})
    (?: : (?P<minute1>\d{2}) (?: : (?P<second>\d{2}) (?: \.0+ )? )?
      | [时点] (?: (?P<half>半) | (?P<quarter>[13])刻 | (?P<minute2>\d{1,2})分? | [整正钟] )?
    )
    [止起]?
"""
_MOMENT = re.compile(rf"{_DATE} (?: [T\s,]* {_TIME} )?", re.VERBOSE | re.ASCII)
_WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_MORNING = {"凌晨", "清晨", "早晨", "早上", "上午"}


def parse_moment(text: str, today: dt.date, *, is_end: bool = False) -> Moment:
    """Without an hour: the first instant of the day, for an end the one after its last (24:00).

    Without a year: the first year in which the day is not more than 60 days before ``today``.
    Raises UnreadableDate, for days and hours that do not exist ImpossibleDate.
    """
    written = _normalised(text)
    if _WITH_ZONE.fullmatch(written):
        return _from_iso(written)
    match = _MOMENT.fullmatch(written)
    if match is None:
        raise UnreadableDate(UNREADABLE)
    day = _day(match, today)
    if match["hour"] is None:
        return Moment(_instant(day, dt.timedelta(days=1 if is_end else 0)), has_time=False)
    return Moment(_instant(day, _time(match)), has_time=True)


def parse_day(text: str, today: dt.date) -> dt.date:
    """As ``parse_moment``, for a day without an hour."""
    moment = parse_moment(text, today)
    if moment.has_time:
        raise UnreadableDate("这里只填日期，不写几点。请写成2026-03-09。")
    return moment.at.date()


def _normalised(text: str) -> str:
    if len(text) > LONGEST:
        raise UnreadableDate(UNREADABLE)
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(one for one in plain if one.isspace() or unicodedata.category(one) not in ("Cf", "Cc"))
    plain = plain.replace("元月", "1月").replace("廿", "二十").replace("卅", "三十")
    plain = _TENS.sub(lambda tens: f"{tens[1] or '一'}{tens[2] or '〇'}", plain).translate(_DIGITS).translate(_SIGNS)
    plain = _IDLE_SPACE.sub("", " ".join(plain.split()))
    if not plain:
        raise UnreadableDate("请填写日期，例如2026-03-09 09:00。")
    return plain


def _from_iso(written: str) -> Moment:
    try:
        at = timezone.localtime(dt.datetime.fromisoformat(written), timezone.get_default_timezone())
    except (ValueError, OverflowError) as error:
        raise ImpossibleDate(f"没有“{written}”这个时间，请核对。") from error
    _refuse_year(at.year)
    return Moment(at, has_time=True)


def _day(match: re.Match[str], today: dt.date) -> dt.date:
    month, day = (int(_first(match, name)) for name in ("m1 m2 m3 m4", "d1 d2 d3 d4"))
    year = _first(match, "y1 y2 y3")
    found = _of_year(int(year), month, day) if year else _nearest(month, day, today)
    weekday = match["weekday"]
    if weekday and WEEKDAYS[found.weekday()] != _named(weekday):
        raise ImpossibleDate(f"{found.year}年{month}月{day}日是星期{WEEKDAYS[found.weekday()]}，请核对日期。")
    return found


def _named(weekday: str) -> str:
    return WEEKDAYS[int(weekday) - 1] if weekday.isdigit() else "日"


def _of_year(year: int, month: int, day: int) -> dt.date:
    _refuse_year(year)
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ImpossibleDate(f"没有{year}年{month}月{day}日这一天，请核对日期。") from error


def _nearest(month: int, day: int, today: dt.date) -> dt.date:
    for year in range(today.year - 1, today.year + 2):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found >= today - STILL_THIS_YEAR:
            _refuse_year(year)
            return found
    raise ImpossibleDate(f"没有{month}月{day}日这一天，请核对日期。")


def _refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImpossibleDate(f"年份是{year}，不对。只能写{FIRST_YEAR}年到{LAST_YEAR}年，请核对日期。")


def _time(match: re.Match[str]) -> dt.timedelta:
    """Since midnight, 24:00 at most."""
    hour = _hour(match["part"] or "", int(match["hour"]))
    minute = 30 if match["half"] else 15 * int(match["quarter"] or 0) or int(_first(match, "minute1 minute2") or 0)
    second = int(match["second"] or 0)
    since = dt.timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or since > dt.timedelta(days=1):
        raise ImpossibleDate(f"没有{hour}:{minute:02}这个时间，请写0:00到24:00。")
    return since


def _hour(part: str, hour: int) -> int:
    """晚上12点 is the end of the day, 凌晨12点 its beginning; 中午 is from eleven to one."""
    if not part:
        return hour
    if part in _MORNING and hour <= 12:
        return hour % 12 if part == "凌晨" else hour
    if part == "中午" and hour in (11, 12, 1, 13):
        return hour + 12 if hour == 1 else hour
    if part in ("晚上", "夜里") and hour == 12:
        return 24
    if part not in _MORNING and part != "中午" and 1 <= hour <= 23:
        return hour + 12 if hour < 12 else hour
    raise ImpossibleDate(f"“{part}{hour}点”不对，请核对时间，或者按24小时写，例如15:30。")


def _instant(day: dt.date, since: dt.timedelta) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()) + since, timezone.get_default_timezone())


def _first(match: re.Match[str], names: str) -> str:
    return next((match[name] for name in names.split() if match[name]), "")
