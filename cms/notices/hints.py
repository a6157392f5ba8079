"""Two panels of the editor: what is laid down for the kind, and what the gate has found."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.calendar.describe import moment_short
from cms.calendar.workdays import next_working_day

from . import gate
from .kinds import NoticeKind
from .periods import begins_at
from .proposals import count, propose

OPENS = dt.time(9)


class KindPanel(Panel):
    """Source, period and prescribed contents of the chosen kind, and the dates that follow from it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "notices/kind_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "hint": hint_of(self.instance)}


class GatePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "notices/gate_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "notice": self.instance, "gate": gate_summary(self.instance)}


def hint_of(page: Any) -> dict[str, Any]:
    """What the editor is told of the kind; empty until one is chosen."""
    rule = page.rule
    if rule is None:
        return {}
    now = timezone.now()
    start = page.starts_at or next_opening(now)
    hint: dict[str, Any] = {"rule": rule, "start": start, "publisher": page.publisher_organisation}
    end = proposed_end(rule, start)
    if end is not None:
        begins = "" if page.starts_at else moment_short(timezone.localtime(start))
        hint |= {
            "proposed_start": begins,
            "proposed_end": moment_short(timezone.localtime(end), is_end=True),
            "proposed": count(start, end),
        }
    if page.ends_at is not None and page.pk is not None:
        hint["chosen"] = count(begins_at(page, now), page.ends_at)
    return hint


def proposed_end(rule: NoticeKind, start: dt.datetime) -> dt.datetime | None:
    """As the rule asks; a list that is renewed ends when the next one is due. None: the office decides."""
    if rule.days:
        return propose(rule, start).end
    if rule.refresh_days:
        last = timezone.localdate(start) + dt.timedelta(days=rule.refresh_days)
        return timezone.make_aware(dt.datetime.combine(last, dt.time()))
    return None


def gate_summary(page: Any) -> dict[str, Any]:
    """``blocking`` and ``unanswered`` in a sentence each; ``clean`` if there is nothing to say."""
    if page.pk is None:
        return {}
    blocking, unanswered = gate.blocking(page), gate.unanswered(page)
    return {
        "clean": not blocking and not unanswered,
        "blocking": gate.sentence(blocking),
        "unanswered": gate.sentence(unanswered),
    }


def next_opening(now: dt.datetime) -> dt.datetime:
    """Nine o'clock of the next working day."""
    day = next_working_day(timezone.localdate(now) + dt.timedelta(days=1))
    return timezone.make_aware(dt.datetime.combine(day, OPENS))
