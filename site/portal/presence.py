"""Many small questions about records in one query: is there any, how many at least."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, IntegerField, Q, Subquery

from cms.organisations.enums import OrganisationKind
from cms.organisations.models import OrganisationPage
from cms.records.querysets import RecordQuerySet


class BoundedCount(Subquery):
    """How many rows ``records`` has, counted no further than ``limit``."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"

    def __init__(self, records: RecordQuerySet, limit: int) -> None:
        super().__init__(records.order_by().values("pk")[:limit], output_field=IntegerField())


def ask(questions: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by name, from the one row of the district; empty on a site without a district."""
    names = {f"answer_{index}": name for index, name in enumerate(questions)}
    district = OrganisationPage.objects.of_kind(OrganisationKind.DISTRICT)
    row = district.values(**{alias: questions[name] for alias, name in names.items()}).first() or {}
    return {names[alias]: answer for alias, answer in row.items()}


def present(records: RecordQuerySet, choices: Mapping[str, Q]) -> list[str]:
    """Choices that match at least one of ``records``: index look-ups, whatever the number of records."""
    found = ask({name: Exists(records.filter(condition).order_by()) for name, condition in choices.items()})
    return [name for name in choices if found.get(name)]
