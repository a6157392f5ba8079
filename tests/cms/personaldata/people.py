"""Numbers of nobody for the tests."""

from __future__ import annotations

import datetime as dt

from stdnum import luhn
from stdnum.cn import ric

TODAY = dt.date(2026, 3, 15)


def identity(born: str = "19800214", region: str = "370211", serial: str = "123") -> str:
    first = f"{region}{born}{serial}"
    return first + ric.calc_check_digit(first + "0")


def wrong_identity(born: str = "19800214") -> str:
    right = identity(born)
    return right[:-1] + ("1" if right[-1] != "1" else "2")


def card(first: str = "621700123456789012") -> str:
    return first + luhn.calc_check_digit(first)


IDENTITY = identity()
OLD_IDENTITY = "370211800214123"
CERTIFICATE = IDENTITY + "43"
CARD = card()
MOBILE = "13812345678"
ADDRESS = "松涛街道望潮社区海棠路12号3号楼2单元501室"
