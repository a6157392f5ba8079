"""Numbers of nobody: personal ones with right check digits, and office numbers that look like them. Deterministic."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as count_from
from itertools import islice

from stdnum import luhn
from stdnum.cn import ric

from cms.organisations.uscc import ALPHABET, check_character
from cms.personaldata.kinds import Kind

REGIONS = (
    "110101 120103 130503 210203 310115 320102 330106 350102 370202 370211 370283 440305 510104 610113 650102".split()
)
_CARD_ISSUERS = "621700 622848 622202 621785 623094 955880 622588 621661".split()
_FULL_WIDTH = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")


@dataclass(frozen=True)
class Planted:
    """value: as the gate counts it; written: as it stands in the file."""

    kind: Kind
    value: str
    written: str


@dataclass(frozen=True)
class LookAlike:
    name: str
    label: str
    written: str


def identity(rng: random.Random, *, years: tuple[int, int] = (1931, 2007)) -> str:
    first = f"{rng.choice(REGIONS)}{rng.randint(*years)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    first += f"{rng.randint(1, 999):03d}"
    return first + ric.calc_check_digit(first + "0")


def old_identity(rng: random.Random) -> str:
    return f"{rng.choice(REGIONS)}{rng.randint(25, 84)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(1, 999):03d}"


def certificate(rng: random.Random) -> str:
    return f"{identity(rng)}{rng.randint(1, 7)}{rng.randint(1, 4)}"


def card(rng: random.Random) -> str:
    first = rng.choice(_CARD_ISSUERS)
    first += "".join(rng.choices("0123456789", k=rng.choice((15, 16, 17, 18)) - len(first)))
    return first + luhn.calc_check_digit(first)


def planted(seed: int, count: int, *, plain: bool = False) -> list[Planted]:
    """plain: digits alone, for carriers that hold a bare number."""
    rng = random.Random(seed)  # noqa: S311 – reproducible, not secret
    makers = (_plain_identity, _plain_identity, _spelled_identity, _old, _certificate, _card)
    made = (rng.choice(makers)(rng, plain) for _ in count_from(1))
    return list(islice((each for each in made if each.value.isdigit() or not plain), count))


def _plain_identity(rng: random.Random, plain: bool) -> Planted:
    value = identity(rng)
    return Planted(Kind.IDENTITY, value, value if plain else rng.choice((value, value.lower())))


def _spelled_identity(rng: random.Random, plain: bool) -> Planted:
    value = identity(rng)
    spelled = (
        f"{value[:6]} {value[6:14]} {value[14:]}",
        f"{value[:6]}-{value[6:14]}-{value[14:]}",
        f"{value[:3]} {value[3:6]} {value[6:10]} {value[10:14]} {value[14:]}",
        value.translate(_FULL_WIDTH),
        "\u200b".join(value),
        f"{value[:6]}\u00a0{value[6:14]}\u3000{value[14:]}",
        f"{value[:6]}\u2014{value[6:14]}\uff0d{value[14:]}",
    )
    return Planted(Kind.IDENTITY, value, value if plain else rng.choice(spelled))


def _old(rng: random.Random, plain: bool) -> Planted:
    value = old_identity(rng)
    return Planted(Kind.IDENTITY, value, value)


def _certificate(rng: random.Random, plain: bool) -> Planted:
    value = certificate(rng)
    return Planted(Kind.DISABILITY_CERTIFICATE, value, value)


def _card(rng: random.Random, plain: bool) -> Planted:
    value = card(rng)
    grouped = " ".join(value[start : start + 4] for start in range(0, len(value), 4))
    return Planted(Kind.BANK_CARD, value, value if plain else rng.choice((value, grouped)))


def look_alikes(seed: int, count: int) -> list[LookAlike]:
    """As many of each sort as of every other."""
    rng = random.Random(seed)  # noqa: S311 – reproducible, not secret
    makers = list(_makers())
    return [
        LookAlike(name, label, make(rng))
        for name, label, make in (makers[number % len(makers)] for number in range(count))
    ]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _day(rng: random.Random) -> str:
    return f"{rng.randint(2019, 2026)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"


def _moment(rng: random.Random) -> str:
    return f"{_day(rng)}{rng.randint(0, 23):02d}{rng.randint(0, 59):02d}{rng.randint(0, 59):02d}"


def _uscc(rng: random.Random) -> str:
    prefix = rng.choice(("91", "11", "12", "51", "52", "53", "54", "92", "93"))
    first = prefix + rng.choice(REGIONS) + "".join(rng.choices(ALPHABET if prefix == "91" else "0123456789", k=9))
    return first + check_character(first)


def _isbn(rng: random.Random) -> str:
    first = "9787" + _digits(rng, 8)
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(first))
    return first + str(-total % 10)


def _makers() -> Iterator[tuple[str, str, Callable[[random.Random], str]]]:
    yield "order of a day", "订单号", lambda rng: _day(rng) + _digits(rng, rng.randint(7, 12))
    yield "order of a second", "流水号", lambda rng: _moment(rng) + _digits(rng, rng.randint(2, 6))
    yield "case of a day", "办件编号", lambda rng: rng.choice(REGIONS) + _day(rng) + _digits(rng, 4)
    yield "18 digits", "业务编号", lambda rng: _digits(rng, 18)
    yield "17 digits", "受理编号", lambda rng: rng.choice("01789") + _digits(rng, 16)
    yield "16 digits", "发票代码", lambda rng: rng.choice("012789") + _digits(rng, 15)
    yield "20 digits", "数电发票号码", lambda rng: f"2{rng.randint(3, 6)}372000000{_digits(rng, 9)}"
    yield "document number", "文号", lambda rng: f"青西新发〔{rng.randint(2015, 2026)}〕{rng.randint(1, 300)}号"
    yield "case number", "案号", lambda rng: f"（{rng.randint(2015, 2026)}）鲁0211民初{rng.randint(1, 29999)}号"
    yield "amount", "金额", lambda rng: f"{rng.randint(1, 99_999_999):,}.{rng.randint(0, 99):02d}元"
    yield "large amount", "总投资", lambda rng: f"{rng.randint(13_000_000_000, 19_999_999_999)}.00元"
    yield "credit code", "统一社会信用代码", _uscc
    yield "index number", "索引号", lambda rng: f"{_uscc(rng)}/{rng.randint(2015, 2026)}-{rng.randint(1, 99999):05d}"
    yield "task code", "实施编码", lambda rng: f"{_uscc(rng)}{rng.randint(1, 6)}{_digits(rng, 12)}"
    yield "area code", "区划代码", lambda rng: f"{rng.choice(REGIONS)}{_digits(rng, 6)}"
    yield "date", "日期", lambda rng: f"{rng.randint(1990, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    yield "moment", "时间", _moment
    yield "milliseconds", "时间戳", lambda rng: str(rng.randint(1_600_000_000_000, 1_790_000_000_000))
    yield "microseconds", "时间戳", lambda rng: str(rng.randint(1_600_000_000_000_000, 1_790_000_000_000_000))
    yield "book", "ISBN", _isbn
    yield "invoice", "发票号码", lambda rng: _digits(rng, 8)
    yield "office telephone", "咨询电话", lambda rng: f"0532-8{_digits(rng, 7)}"
    yield "telephones", "联系电话", lambda rng: "、".join(f"0532-8{_digits(rng, 7)}" for _ in range(4))
    yield (
        "registration number",
        "营业执照注册号",
        lambda rng: f"{rng.choice(REGIONS)}{rng.choice('123')}{_digits(rng, 8)}",
    )
    yield "device", "IMEI", lambda rng: f"86{_digits(rng, 13)}"
    yield "parcel", "宗地代码", lambda rng: f"{rng.choice(REGIONS)}{_digits(rng, 6)}GB{_digits(rng, 5)}"
    yield (
        "real estate unit",
        "不动产单元号",
        lambda rng: f"{rng.choice(REGIONS)}{_digits(rng, 6)}GB{_digits(rng, 5)}F{_digits(rng, 8)}",
    )
    yield "express", "运单号", lambda rng: rng.choice(("SF", "YT", "JD")) + _digits(rng, 13)
    yield "meter", "户号", lambda rng: _digits(rng, 10)
    yield "bank of a town", "联行号", lambda rng: f"{rng.choice(('102', '103', '105', '402'))}452{_digits(rng, 6)}"
    yield "coordinates", "坐标", lambda rng: f"120.{_digits(rng, 6)},36.{_digits(rng, 6)}"
    yield "columns of sums", "金额", lambda rng: " ".join(str(rng.randint(100, 9999)) for _ in range(8))
    yield "digest", "校验值", lambda rng: f"{rng.getrandbits(256):064x}"
    yield (
        "uuid",
        "标识",
        lambda rng: (
            f"{rng.getrandbits(32):08x}-{rng.getrandbits(16):04x}-4{rng.getrandbits(12):03x}-a{rng.getrandbits(12):03x}-{rng.getrandbits(48):012x}"
        ),
    )
