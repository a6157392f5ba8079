"""An applicants' list as an office really has it. All persons, numbers and addresses are made up."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.comments import Comment

SURNAMES = "林周魏陶邵汤易庞樊葛"
GIVEN = "安宁和平建华秀兰玉珍国强丽君文博"
HEAD = ["序号", "社区", "申请人姓名", "身份证号", "联系电话", "家庭住址", "家庭人口", "保障类别", "拟保障金额（元/月）"]


@dataclass(frozen=True)
class Applicant:
    name: str
    identity: str
    telephone: str
    address: str
    card: str


def applicants(count: int = 30, seed: int = 1) -> list[Applicant]:
    chance = random.Random(seed)  # noqa: S311 – made-up persons, no secrets
    return [_applicant(chance, number) for number in range(count)]


def _applicant(chance: random.Random, number: int) -> Applicant:
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    birth = f"{chance.randint(1940, 1995)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return Applicant(
        name=name,
        identity=identity(f"370211{birth}{chance.randint(100, 999)}"),
        telephone=f"13{chance.randint(100000000, 999999999)}",
        address=f"松涛街道望潮社区听海路{chance.randint(1, 99)}号{chance.randint(1, 30)}号楼{chance.randint(1, 4)}单元{chance.randint(1, 6)}0{chance.randint(1, 4)}室",
        card=bank_card(f"622848{chance.randint(10**11, 10**12 - 1)}"),
    )


def identity(first17: str) -> str:
    """With the check character of GB 11643."""
    total = sum(int(digit) * (2 ** (17 - index) % 11) for index, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


def bank_card(body: str) -> str:
    """With Luhn's digit."""
    digits = [int(digit) for digit in reversed(body)]
    total = sum(digits[1::2]) + sum(sum(divmod(digit * 2, 10)) for digit in digits[::2])
    return body + str(-total % 10)


def workbook(people: list[Applicant]) -> bytes:
    """Title over merged cells, full numbers, a hidden column with bank cards, a hidden sheet, a comment."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("公示名单", 0)
    del book["Sheet"]
    sheet.append(["望潮社区2026年第一批最低生活保障审核公示名单"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEAD) + 1)
    sheet.append([*HEAD, "开户账号"])
    for number, person in enumerate(people, 1):
        row = [number, "望潮社区", person.name, person.identity, person.telephone, person.address, 2, "B类", 680]
        sheet.append([*row, person.card])
    sheet.column_dimensions["J"].hidden = True
    sheet["C3"].comment = Comment(f"{people[0].name}，慢性病，电话{people[0].telephone}", "经办人")
    hidden = book.create_sheet("原始")
    hidden.sheet_state = "hidden"
    for person in people:
        hidden.append([person.name, person.identity])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def written_in_drafts(page: Any) -> str:
    """Everything that any revision of ``page`` says."""
    contents = [revision.content for revision in page.revisions.all()]
    return str([{**content, "body": json.loads(content["body"])} for content in contents])


def secrets_of(people: list[Applicant]) -> list[str]:
    """Every value that must never be found outside the sealed store."""
    return [value for person in people for value in (person.identity, person.telephone, person.address, person.card)]
