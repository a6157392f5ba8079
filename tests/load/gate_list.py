"""A long list of applicants as an office has it, of people who do not exist."""

from __future__ import annotations

import random

from openpyxl.comments import Comment

from tests.load import gate_office as office
from tests.load.gate_values import card, identity

HEAD = "序号 户主姓名 性别 身份证号 联系电话 家庭住址 社区 户籍类别 家庭人口 保障金额 银行卡号 备注".split()
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "建国 秀英 小明 桂兰 志强 淑珍 海涛 玉梅 文博 雪".split()
_REMARKS = ("", "因患癌症致贫", "收入低于标准", "肢体二级", "有在校学生", "")


def rows(count: int, seed: int = 5000) -> list[list[str]]:
    """Head first."""
    rng = random.Random(seed)  # noqa: S311 – reproducible, not secret
    return [HEAD, *(_row(number, rng) for number in range(1, count + 1))]


def build(count: int) -> bytes:
    """An .xlsx with a title above the head, a hidden column and a comment; ``count`` rows of 12 columns below."""
    book = office.xlsx([["望潮社区最低生活保障审核公示名单"], *rows(count)])
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.merge_cells("A1:L1")
    sheet.column_dimensions["K"].hidden = True
    sheet["B3"].comment = Comment("已入户核查", "")
    return office.saved(book)


def _row(number: int, rng: random.Random) -> list[str]:
    return [
        str(number),
        rng.choice(_SURNAMES) + rng.choice(_GIVEN),
        rng.choice("男女"),
        identity(rng),
        f"13{rng.randint(0, 999_999_999):09d}",
        f"松涛街道望潮社区海棠路{rng.randint(1, 200)}号{rng.randint(1, 30)}号楼{rng.randint(1, 4)}单元{rng.randint(101, 1802)}室",
        "望潮社区",
        rng.choice(("城镇", "农村")),
        str(rng.randint(1, 6)),
        f"{rng.randint(300, 3000)}.{rng.randint(0, 9)}",
        card(rng),
        rng.choice(_REMARKS),
    ]
