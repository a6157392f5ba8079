"""The rule that holds for a kind of notice here: the law's or the ministry's, or the district's own."""

from __future__ import annotations

from .kinds import KINDS, NoticeKind, effective


def rule_for(code: str) -> NoticeKind | None:
    """None for a kind that does not exist (yet chosen, or no more)."""
    from .models import LocalRule

    if code not in KINDS:
        return None
    return effective(code, LocalRule.objects.filter(notice_kind=code).first())
