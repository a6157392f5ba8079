"""Finding a record by what stands on paper: its document number, index number, or words of its title and summary."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from cms.organisations.models import OrganisationPage
from cms.organisations.querysets import OrganisationQuerySet
from cms.records.models import Record
from cms.records.numbering import INDEX_NUMBER, normalise_document_number
from cms.records.querysets import RecordQuerySet

LONGEST_QUERY = 100
MOST_WORDS = 8
MOST_PLACES = 5
# Record types, each with a summary and keywords of its own.
TABLES = ("policypage", "interpretationpage", "noticepage")
_NUMBER = re.compile(r"[一-鿿]{1,15}〔\d{4}〕\d+号")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Lookup:
    """A question as it was understood. number: a document or index number in it, else empty; words: all must occur."""

    text: str
    number: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, raw: str) -> Lookup:
        """Any text, however long or odd, becomes a question (perhaps an empty one)."""
        text = _UNREADABLE.sub(" ", raw[:LONGEST_QUERY]).strip()
        number = normalise_document_number(text)
        if match := _NUMBER.search(number):
            return cls(text, match.group(), ())
        if INDEX_NUMBER.match(text.upper()):
            return cls(text, text.upper(), ())
        return cls(text, "", tuple(text.split()[:MOST_WORDS]))

    def places(self) -> OrganisationQuerySet:
        """Organisations that the question names, by the name people use or the full one; at most ``MOST_PLACES``."""
        places = OrganisationPage.objects.public().in_tree_order()
        if self.number or not self.words:
            return places.none()
        for word in self.words:
            places = places.filter(Q(title__icontains=word) | Q(legal_name__icontains=word))
        return places[:MOST_PLACES]

    def find(self, now: dt.datetime) -> RecordQuerySet:
        """Public records, district-wide; newest first in each rank.

        A number: the document that bears it, then titles that mention it. Words: an equal title, titles, summaries.
        """
        records = Record.objects.current(now).district_wide()
        if self.number:
            bears = Q(document_number__in=self._possible_numbers()) | Q(index_number=self.number)
            return _ranked(records.filter(bears | Q(title__icontains=self.number)), When(bears, then=Value(0)))
        if not self.words:
            return records.none()
        in_title, anywhere = Q(), Q()
        for word in self.words:
            in_title &= Q(title__icontains=word)
            anywhere &= Q(title__icontains=word) | _in_own_columns(word)
        ranks = When(title__iexact=self.text, then=Value(0)), When(in_title, then=Value(1))
        return _ranked(records.filter(anywhere), *ranks)

    def _possible_numbers(self) -> list[str]:
        """A number inside a sentence: where its 机关代字 begins only the documents know."""
        code, bracket, rest = self.number.partition("〔")
        return [code[start:] + bracket + rest for start in range(max(1, len(code)))]


def _in_own_columns(word: str) -> Q:
    found = Q()
    for table in TABLES:
        found |= Q(**{f"{table}__summary__icontains": word}) | Q(**{f"{table}__keywords__icontains": word})
    return found


def _ranked(records: RecordQuerySet, *ranks: When) -> RecordQuerySet:
    rank = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    return records.annotate(rank=rank).order_by("rank", "-published_at", "-id")
