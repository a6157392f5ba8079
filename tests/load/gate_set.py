"""The measured set of the personal-data gate: 100 numbers of nobody in each carrier, and as many look-alikes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cms.personaldata.findings import blocking, fingerprint
from cms.personaldata.scanning import scan_table, scan_text
from tests.load.gate_carriers import CARRIERS, IN_EACH, TODAY
from tests.load.gate_values import LookAlike, Planted, look_alikes, planted

LOOK_ALIKES = 6_600


@dataclass(frozen=True)
class Result:
    """missed: carrier → values not found, of ``positives``; blocked: sort → look-alikes held up, of ``negatives``."""

    positives: int
    missed: dict[str, int]
    negatives: int
    blocked: dict[str, int]

    @property
    def recall(self) -> float:
        return 1 - sum(self.missed.values()) / self.positives

    @property
    def false_blocks(self) -> float:
        return sum(self.blocked.values()) / self.negatives


def measure() -> Result:
    missed = {name: sum(not _is_found(each, found) for each in values) for name, values, found in _scanned_positives()}
    blocked: dict[str, int] = {}
    examined = look_alikes(20260315, LOOK_ALIKES)
    for each in examined:
        blocked[each.name] = blocked.get(each.name, 0) + _is_blocked(each)
    return Result(
        len(CARRIERS) * IN_EACH,
        {name: count for name, count in missed.items() if count},
        len(examined),
        {name: count for name, count in blocked.items() if count},
    )


def _is_found(each: Planted, found: set[str]) -> bool:
    return fingerprint(each.kind, each.value) in found


def _scanned_positives() -> Iterator[tuple[str, list[Planted], set[str]]]:
    for number, (name, (plain, scan)) in enumerate(CARRIERS.items()):
        values = planted(number, IN_EACH, plain=plain)
        yield name, values, {each.fingerprint for each in blocking(scan([value.written for value in values]))}


def _is_blocked(each: LookAlike) -> bool:
    """In prose without a label, behind its label, or in a table below it."""
    rows = [["序号", each.label], ["1", each.written]]
    findings = [
        *scan_text(f"现将{each.written}公示如下。", "正文", today=TODAY),
        *scan_text(f"{each.label}：{each.written}", "正文", today=TODAY),
        *scan_table(rows, "表格", today=TODAY),
    ]
    return bool(blocking(findings))
