"""A finding names place and kind; the value it was found by never leaves this app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from .kinds import Carrier, Kind, Severity

_SALT = "cms.personaldata.fingerprint"


@dataclass(frozen=True)
class Finding:
    """place: plain Chinese without the value; fingerprint: 16 hexadecimal digits, see ``fingerprint``."""

    kind: Kind
    severity: Severity
    place: str
    carrier: Carrier
    fingerprint: str

    @property
    def advice(self) -> str:
        return self.kind.advice

    def __str__(self) -> str:
        return f"{self.place}：{self.kind.label}"


@dataclass(frozen=True)
class Hit:
    """Characters ``start`` to ``end`` of a text. value: canonical form, never shown, logged or stored."""

    kind: Kind
    start: int
    end: int
    value: str = field(repr=False)


def fingerprint(kind: Kind, value: str) -> str:
    """Keyed with SECRET_KEY: the same value of the same kind has the same one everywhere, and it cannot be reversed."""
    return salted_hmac(_SALT, f"{kind.value}\0{value}", algorithm="sha256").hexdigest()[:16]


def finding(kind: Kind, place: str, carrier: Carrier, value: str) -> Finding:
    return Finding(kind, kind.severity, place, carrier, fingerprint(kind, value))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.severity == Severity.BLOCK]


def needing_reason(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.severity == Severity.REVIEW]


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """In their order, each value once per place and kind."""
    return list({(each.place, each.kind, each.fingerprint): each for each in findings}.values())


def without_overlap(hits: Iterable[Hit]) -> list[Hit]:
    """In the order of the text; of two that overlap the graver and then the longer stays."""
    kept: list[Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
        elif _weight(hit) > _weight(kept[-1]):
            kept[-1] = hit
            end = max(end, hit.end)
    return kept


def _weight(hit: Hit) -> tuple[bool, int]:
    return hit.kind.severity == Severity.BLOCK, hit.end - hit.start
