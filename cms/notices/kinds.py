"""Kinds of public notices: what is laid down for each (domain.md section 9.1). The data is in kinds.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any, Protocol

from cms.organisations.enums import OrganisationKind

FILE = Path(__file__).with_name("kinds.toml")
GROUPS = ("社会救助", "补贴", "征收", "规划和决策", "人事招录", "招标", "村务居务", "其他")
UNITS = {"calendar": "天", "working": "个工作日"}
CERTAINTIES = {
    "law": "法律条文",
    "seen": "公开件可查",
    "practice": "通行做法，请核对本地规定",
    "unverified": "未核实，请以本地规定为准",
    "local": "本地规定",
}
AFTER_END = ("remove", "keep")


_REMARK = re.compile(r"（[^（）]*没有[^（）]*）")


class KindsUnreadable(ValueError):
    """kinds.toml is wrong; says where and how."""


@dataclass(frozen=True)
class Content:
    """Something a notice must tell: it does if one of ``words`` occurs in it."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class NoticeKind:
    """One row of the table.

    publishers: organisation kinds that may publish it · shown_in: where, as a hint · days, unit, at_least: its period;
    no days: the office decides · basis, certainty, alternative: where the period comes from, how sure that is, what
    else is said · after_end: do its names go (``remove``) or does it stay (``keep``) · names: has it names of persons ·
    mask_names: advice to mask them · forbidden, restricted: why it cannot be published at all, or not on the open web,
    and what to do instead · warning: hints · open_ended: it has no period · refresh_days: renew its list so often.
    """

    code: str
    name: str
    group: str
    publishers: tuple[str, ...]
    shown_in: str
    basis: str
    certainty: str
    after_end: str
    names: bool
    days: int | None = None
    unit: str = "calendar"
    at_least: bool = False
    alternative: str = ""
    must_contain: tuple[Content, ...] = ()
    mask_names: bool = False
    forbidden: str = ""
    restricted: str = ""
    warning: str = ""
    open_ended: bool = False
    refresh_days: int | None = None

    @property
    def certainty_label(self) -> str:
        return CERTAINTIES[self.certainty]

    @property
    def public_basis(self) -> str:
        """Without the remarks on it that are meant for the editor."""
        return _REMARK.sub("", self.basis)

    @property
    def period_text(self) -> str:
        """7天, 5个工作日; empty if the office decides."""
        return f"{self.days}{UNITS[self.unit]}" if self.days else ""


class Rule(Protocol):
    """A district's own rule for one kind."""

    days: int
    unit: str
    basis: str


def choices_for(*organisation_kinds: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a form, by group: what these kinds of organisations may publish; without any, everything.

    Kinds that nobody may publish are among them: whoever looks for them is told why.
    """
    asked = {kind for kind in organisation_kinds if kind}
    offered = [kind for kind in KINDS.values() if not asked or asked & set(kind.publishers)]
    grouped = [(group, [(kind.code, kind.name) for kind in offered if kind.group == group]) for group in GROUPS]
    return [(group, kinds) for group, kinds in grouped if kinds]


def effective(code: str, local: Rule | None = None) -> NoticeKind:
    """What holds here: the kind with the local rule in place of its period, unless a law says more.

    Raises KeyError for an unknown code.
    """
    kind = KINDS[code]
    if local is None or local_problem(kind, local.days, local.unit):
        return kind
    return replace(
        kind, days=local.days, unit=local.unit, at_least=True, basis=local.basis, certainty="local", alternative=""
    )


def local_problem(kind: NoticeKind, days: int, unit: str) -> str:
    """Why a local period cannot hold for ``kind``; empty if it can. A local rule does not shorten a law's period."""
    if kind.open_ended:
        return "这一类没有公示期，不用设天数。"
    if not days or unit not in UNITS:
        return "请填公示多少天，或者多少个工作日。"
    if kind.certainty == "law" and kind.days and (days < kind.days or (unit, kind.unit) == ("calendar", "working")):
        return f"法律规定不少于{kind.period_text}，本地规定不能更短。"
    return ""


def parse(text: str) -> dict[str, NoticeKind]:
    """The kinds of a TOML text by code, in its order. Raises KindsUnreadable."""
    try:
        rows = tomllib.loads(text).get("kind", [])
    except tomllib.TOMLDecodeError as error:
        raise KindsUnreadable(f"kinds.toml is no TOML: {error}") from error
    kinds: dict[str, NoticeKind] = {}
    for row in rows:
        kind = _kind(row)
        if kind.code in kinds:
            raise KindsUnreadable(f"kinds.toml: {kind.code!r} is there twice")
        kinds[kind.code] = kind
    return kinds


_SLUG = re.compile("[a-z][a-z0-9-]{1,39}")
_FIELDS = {field.name: field for field in fields(NoticeKind)}
_TYPES: dict[str, type] = {
    **dict.fromkeys(("publishers", "must_contain"), list),
    **dict.fromkeys(("days", "refresh_days"), int),
    **dict.fromkeys(("at_least", "names", "mask_names", "open_ended"), bool),
}


def _kind(row: Mapping[str, Any]) -> NoticeKind:
    where = f"kinds.toml: kind {row.get('code', '(no code)')!r}"
    unknown = row.keys() - _FIELDS.keys()
    missing = {name for name, field in _FIELDS.items() if field.default is MISSING} - row.keys()
    if unknown or missing:
        raise KindsUnreadable(f"{where}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    wrong = [name for name, value in row.items() if type(value) is not _TYPES.get(name, str)]
    if wrong:
        raise KindsUnreadable(f"{where}: values of the wrong type: {', '.join(wrong)}")
    contents = tuple(_content(item, where) for item in row.get("must_contain", []))
    kind = NoticeKind(**{**row, "publishers": tuple(row["publishers"]), "must_contain": contents})
    problems = [problem for problem, is_there in _problems(kind).items() if is_there]
    if problems:
        raise KindsUnreadable(f"{where}: {'; '.join(problems)}")
    return kind


def _content(item: Any, where: str) -> Content:
    well_formed = isinstance(item, dict) and item.keys() == {"label", "words"} and item["label"] and item["words"]
    if not well_formed or not all(isinstance(word, str) and word for word in item["words"]):
        raise KindsUnreadable(f"{where}: must_contain wants a label and words, not {item!r}")
    return Content(item["label"], tuple(item["words"]))


def _problems(kind: NoticeKind) -> dict[str, bool]:
    return {
        "code is no slug of at most 40 characters": not _SLUG.fullmatch(kind.code),
        f"group is none of {'、'.join(GROUPS)}": kind.group not in GROUPS,
        "publishers are no kinds of organisations": not kind.publishers
        or not set(kind.publishers) <= set(OrganisationKind.values),
        f"unit is none of {', '.join(UNITS)}": kind.unit not in UNITS,
        f"certainty is none of {', '.join(CERTAINTIES)}": kind.certainty not in CERTAINTIES,
        f"after_end is none of {', '.join(AFTER_END)}": kind.after_end not in AFTER_END,
        "days must be from 1 to 365": kind.days is not None and not 1 <= kind.days <= 365,
        "an open-ended kind has no days": kind.open_ended and kind.days is not None,
        "name and basis must say something": not (kind.name and kind.basis),
        "a kind that carries names does not keep them": kind.names and kind.after_end == "keep",
    }


KINDS: dict[str, NoticeKind] = parse(FILE.read_text(encoding="utf-8"))
