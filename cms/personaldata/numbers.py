"""Numbers in text: digits joined over spaces, dashes, dots, commas and line breaks, then judged by their checks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stdnum import luhn
from stdnum.cn import uscc

from . import identity
from .findings import Hit
from .kinds import Kind, Severity

# Texts come in canonical spelling, see canonical.py.
_BETWEEN = r"[\s\-_.·•,/、|]{0,3}"
_RUN = re.compile(rf"\d(?:{_BETWEEN}\d)*(?:{_BETWEEN}X(?![A-Za-z]))?", re.IGNORECASE)
_GROUP = re.compile(r"\d+")
_ENOUGH_DIGITS = re.compile(r"(?:\d\D{0,3}){11}")
_CERTIFICATE_END = re.compile(r"-?[1-7][1-4](?!\d)")
_SCIENTIFIC = re.compile(r"(?<![\d.])([1-9])\.(\d{10,17})E\+?(1[4-9])(?!\d)", re.IGNORECASE)
_HALF_MASKED = re.compile(r"(?<!\d)([1-9]\d{5}(?:19|20)\d{2}\d{0,6})[*#●•■×X]{2,}\d{0,4}X?(?![*\d])", re.IGNORECASE)

CERTIFICATE_LENGTH = 20
CARD_LENGTHS = range(16, 20)
LONGEST = 40
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_GROUPS = frozenset({(3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 6), (6, 5), (5, 3, 3)})
_COUNTRY_CODE = ("86", "086", "0086")
_AMOUNT = re.compile(r"(?:\.\d+)?\s*(?:元|万|亿|平方|㎡|公斤|千克|kg|吨|米|%)")
_OLD_GROUPS = frozenset({(15,), (6, 6, 3), (6, 9)})
_SUSPECT_GROUPS = frozenset({(18,), (6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (6, 4, 2, 2, 4)})

# Issuers of cards in China: UnionPay 62 and 81, debit cards from before it; Visa, Mastercard and JCB (16 digits).
_OWN_ISSUERS = ("62", "81", "9558", "9559", "601428", "405512", "456351", "436742", "603", "690755", "685800", "998801")
_FOREIGN_ISSUER = re.compile(r"4|5[1-5]|35[2-8]")
_FOREIGN_LENGTH = 16
_ACCOUNT_LABEL = re.compile(
    r"(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|一卡通|一折通|存折|社保卡|市民卡)\S{0,6}?[:为是\s]*$"
)
_SOCIAL_LABEL = re.compile(r"(?:社保|社会保障|医保|市民)卡\S{0,6}?[:为是\s]*$")
_ORDER_LABEL = re.compile(
    r"(?:订单|流水|单号|发票|运单|快递|条码|条形码|序列号|索引号|受理|办件|合同|凭证|票据|编码|代码|文号|注册号|登记号"
    r"|IMEI|ISBN|编号)\S{0,6}?[:为是\s]*$",
    re.IGNORECASE,
)
_PERSON_LABEL = re.compile(r"证件|身份|公民|户口|户籍|残疾|出生")
_LABEL_REACH = 16
_CARDS = (Kind.BANK_CARD, Kind.SOCIAL_CARD)
# A telephone in a digest or an identifier of a program is none.
_LONGEST_TOKEN = 20
_TOKEN = re.compile(r"[A-Za-z0-9]*")
_TOKEN_BEFORE = re.compile(r"[A-Za-z0-9]*$")


@dataclass(frozen=True)
class _Window:
    """Consecutive groups of digits of a run, read as one number."""

    number: str = field(repr=False)
    start: int
    end: int
    shape: tuple[int, ...]


def numbers_in(text: str, today: dt.date) -> Iterator[Hit]:
    """Identity numbers, certificates, cards, mobile telephones. text: canonical; positions are of that text."""
    yield from _scientific(text, today)
    yield from _half_masked(text)
    if not _ENOUGH_DIGITS.search(text):
        return
    for run in _RUN.finditer(text):
        if len(run[0]) >= 11:
            yield from _in_run(text, run, today)


def _in_run(text: str, run: re.Match[str], today: dt.date) -> Iterator[Hit]:
    groups = [(match.start() + run.start(), match.end() + run.start()) for match in _GROUP.finditer(run[0])]
    ends_in_x = run[0][-1] in "xX"
    first = 0
    while first < len(groups):
        hit = _longest_from(text, groups, first, run.end() if ends_in_x else 0, today)
        if hit is None:
            first += 1
            continue
        yield hit
        while first < len(groups) and groups[first][0] < hit.end:
            first += 1


def _longest_from(text: str, groups: list[tuple[int, int]], first: int, end_with_x: int, today: dt.date) -> Hit | None:
    """The gravest reading of the groups from ``first`` on; of a card the longest, for its beginning may pass too."""
    number = ""
    shape: tuple[int, ...] = ()
    card: Hit | None = None
    review: Hit | None = None
    for last in range(first, len(groups)):
        start, end = groups[last]
        number += text[start:end]
        shape += (end - start,)
        if len(number) > CERTIFICATE_LENGTH and last > first:
            break
        readings = [_Window(number, groups[first][0], end, shape)]
        if end_with_x and last == len(groups) - 1 and len(number) == identity.LENGTH - 1:
            readings.insert(0, _Window(number + "X", groups[first][0], end_with_x, shape))
        for reading in readings:
            if (hit := _judged(text, reading, today)) is None:
                continue
            if hit.kind in _CARDS:
                card = hit
            elif hit.kind.severity == Severity.BLOCK:
                return hit
            else:
                review = review or hit
    return card or review


def _judged(text: str, window: _Window, today: dt.date) -> Hit | None:
    number = window.number
    length = len(number)
    if length == identity.LENGTH and identity.is_identity(number, today):
        if identity.is_recent(number, today) and _is_labelled_as_order(text, window.start):
            return _hit(Kind.SUSPECTED_IDENTITY, window)
        ending = _CERTIFICATE_END.match(text, window.end)
        if number[-1] == "X" and ending:
            return _hit(Kind.DISABILITY_CERTIFICATE, window, number + ending[0][-2:], ending.end())
        return _hit(Kind.IDENTITY, window)
    if length == CERTIFICATE_LENGTH and identity.is_identity(number[:18], today):
        if number[18] in "1234567" and number[19] in "1234":
            return _hit(Kind.DISABILITY_CERTIFICATE, window)
        return _hit(Kind.IDENTITY, window) if len(window.shape) > 1 else _hit(Kind.SUSPECTED_IDENTITY, window)
    if (
        length == identity.OLD_LENGTH
        and (window.shape in _OLD_GROUPS or _is_wrapped(window.shape, 6))
        and (hit := _old_identity(text, window, today)) is not None
    ):
        return hit
    if length in CARD_LENGTHS and (hit := _card(text, window)) is not None:
        return hit
    if (
        length == identity.LENGTH
        and window.shape in _SUSPECT_GROUPS
        and identity.resembles_identity(number, today)
        and not uscc.is_valid(number)
    ):
        return _hit(Kind.SUSPECTED_IDENTITY, window)
    if len(window.shape) == 1 and identity.LENGTH < length <= LONGEST and _holds_identity(number, today):
        return _hit(Kind.SUSPECTED_IDENTITY, window)
    return _mobile(text, window)


def _hit(kind: Kind, window: _Window, value: str = "", end: int = 0) -> Hit:
    return Hit(kind, window.start, end or window.end, value or window.number)


def _old_identity(text: str, window: _Window, today: dt.date) -> Hit | None:
    if identity.is_old_identity(window.number, today):
        labelled = _is_labelled_as_order(text, window.start)
        return _hit(Kind.SUSPECTED_IDENTITY if labelled else Kind.IDENTITY, window)
    if len(window.shape) == 1 and identity.resembles_old_identity(window.number, today):
        return _hit(Kind.SUSPECTED_IDENTITY, window)
    return None


def _card(text: str, window: _Window) -> Hit | None:
    if not luhn.is_valid(window.number) or not _is_card_shape(window.shape):
        return None
    before = _before(text, window.start)
    if _SOCIAL_LABEL.search(before):
        return _hit(Kind.SOCIAL_CARD, window)
    if window.number.startswith(_OWN_ISSUERS) or _ACCOUNT_LABEL.search(before):
        return _hit(Kind.BANK_CARD, window)
    if len(window.number) != _FOREIGN_LENGTH or not _FOREIGN_ISSUER.match(window.number):
        return None
    if len(window.shape) > 1 or _is_labelled_as_order(text, window.start):
        return _hit(Kind.SUSPECTED_ACCOUNT, window)
    return _hit(Kind.BANK_CARD, window)


def _is_card_shape(shape: tuple[int, ...]) -> bool:
    if len(shape) == 1:
        return True
    return all(size == 4 for size in shape[:-1]) or (len(shape) == 2 and shape[0] == 6) or _is_wrapped(shape, 5)


def _is_wrapped(shape: tuple[int, ...], narrowest: int) -> bool:
    """As a narrow column breaks a number: lines of one length, the last one of what remains."""
    return shape[0] >= narrowest and set(shape[:-1]) == {shape[0]} and shape[-1] <= shape[0]


def _mobile(text: str, window: _Window) -> Hit | None:
    number, shape = window.number, window.shape
    for code in _COUNTRY_CODE:
        if number.startswith(code) and len(number) == len(code) + 11:
            number = number[len(code) :]
            shape = (shape[0] - len(code), *shape[1:]) if shape[0] > len(code) else shape[1:]
            break
    if not _MOBILE.fullmatch(number) or (len(shape) > 1 and shape not in _MOBILE_GROUPS):
        return None
    if len(shape) == 1 and (_AMOUNT.match(text, window.end) or text[window.start - 1 : window.start] == "."):
        return None
    if _is_in_token(text, window):
        return None
    return _hit(Kind.MOBILE, window, number)


def _is_in_token(text: str, window: _Window) -> bool:
    before = _TOKEN_BEFORE.search(text[max(0, window.start - _LONGEST_TOKEN) : window.start])
    after = _TOKEN.match(text, window.end)
    around = len(before[0] if before else "") + len(after[0] if after else "")
    return around > 0 and around + window.end - window.start > _LONGEST_TOKEN


def _holds_identity(number: str, today: dt.date) -> bool:
    """Glued to something else, such as the number of the next column."""
    return any(
        identity.resembles_identity(part, today) and identity.has_check_digit(part)
        for part in (number[start : start + identity.LENGTH] for start in range(len(number) - identity.LENGTH + 1))
    )


def _scientific(text: str, today: dt.date) -> Iterator[Hit]:
    """3.70211199001011E+17: what a spreadsheet makes of an identity number."""
    for match in _SCIENTIFIC.finditer(text):
        length = int(match[3]) + 1
        number = (match[1] + match[2]).ljust(length, "0")[:length]
        if (length == identity.LENGTH and identity.resembles_identity(number, today)) or (
            length == identity.OLD_LENGTH and identity.is_old_identity(number, today)
        ):
            yield Hit(Kind.SUSPECTED_IDENTITY, match.start(), match.end(), number)
        elif length in CARD_LENGTHS and number.startswith(_OWN_ISSUERS):
            yield Hit(Kind.SUSPECTED_ACCOUNT, match.start(), match.end(), number)


def _half_masked(text: str) -> Iterator[Hit]:
    """Region and birth date of an identity number left readable before the asterisks."""
    if "*" in text or "#" in text or "●" in text or "•" in text or "■" in text or "X" in text.upper():
        for match in _HALF_MASKED.finditer(text):
            yield Hit(Kind.SUSPECTED_IDENTITY, match.start(), match.end(), match[1])


def _is_labelled_as_order(text: str, start: int) -> bool:
    before = _before(text, start)
    return bool(_ORDER_LABEL.search(before)) and not _PERSON_LABEL.search(before)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LABEL_REACH) : start]
