"""Policy documents from a file into the CMS: every good row, published, once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError

from cms.basepage.models import BasePage
from cms.organisations.models import OrganisationPage
from cms.policies.models import PolicyPage
from cms.records import creation
from cms.records.refusals import PublishBlocked
from cms.records.requirements import NUMBER_FREE

from . import readers, rows
from .publishers import find_publisher
from .refusals import FileRefused, Refusal
from .rows import CleanRow

logger = logging.getLogger("huiketing.desk")

BATCH = 50


@dataclass
class Tally:
    """How the rows of a file fared so far."""

    created: int = 0
    existing: int = 0
    refused: int = 0

    @property
    def done(self) -> int:
        return self.created + self.existing + self.refused

    def __str__(self) -> str:
        return f"{self.created} 条导入，{self.existing} 条已有，{self.refused} 条退回"


@dataclass
class ImportDocuments:
    """Import one file for one organisation (slug ``code``); with ``dry_run`` check everything and write nothing.

    Rows go in by batches of one transaction, so that an import that is killed is completed by running it again.
    """

    path: Path
    code: str
    dry_run: bool = False
    on_refusal: Callable[[Refusal], None] = lambda refusal: None
    on_progress: Callable[[Tally], None] = lambda tally: None
    total: int = field(default=0, init=False)
    tally: Tally = field(default_factory=Tally, init=False)

    def __post_init__(self) -> None:
        self._keys: set[str] = set()
        self._rows_by_number: dict[str, int] = {}

    def failure_reasons(self) -> list[str]:
        """Why nothing of the file can be taken in; reads all of it once and sets ``total`` to its number of rows."""
        reasons = []
        for requirement in (self._find_publisher, self._survey):
            try:
                requirement()
            except FileRefused as refused:
                reasons.append(str(refused))
        return reasons

    def can_perform(self) -> bool:
        return not self.failure_reasons()

    def perform(self) -> Tally:
        """Take in what can be. Raises FileRefused only if the file has changed since ``failure_reasons``."""
        self._find_publisher()
        with creation.bulk_creation() as bulk:
            for batch in _batches(readers.read(self.path)):
                clean = [row for raw in batch if (row := self._clean(raw)) is not None]
                if self.dry_run:
                    self._take(clean)
                else:
                    with bulk.batch():
                        self._exclude_other_imports()
                        self._take(clean)
                self.on_progress(self.tally)
        logger.info(
            "import.finished publisher=%s created=%d existing=%d refused=%d dry_run=%s",
            self._publisher.pk,
            self.tally.created,
            self.tally.existing,
            self.tally.refused,
            self.dry_run,
        )
        return self.tally

    def _find_publisher(self) -> None:
        self._publisher: OrganisationPage = find_publisher(self.code)

    def _survey(self) -> None:
        self.total = readers.survey(self.path)

    def _clean(self, raw: readers.RawRow) -> CleanRow | None:
        row = rows.clean(raw, self._publisher)
        if isinstance(row, CleanRow):
            return row
        self._refuse(row)
        return None

    def _take(self, batch: list[CleanRow]) -> None:
        keys = [row.key for row in batch]
        self._keys.update(PolicyPage.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
        owners = _owners_of({row.document_number for row in batch if row.document_number})
        for row in batch:
            refusals = self._number_refusals(row, owners[row.document_number]) or self._enter(row)
            if refusals:
                self._refuse(refusals)
            elif row.document_number:
                self._rows_by_number[row.document_number] = row.number

    def _number_refusals(self, row: CleanRow, owners: set[str | None]) -> list[Refusal]:
        earlier = self._rows_by_number.get(row.document_number)
        if earlier is not None:
            return [Refusal(row.number, "document_number", f"发文字号和第{earlier}行重复，请核对")]
        if owners and row.key not in owners:
            return [Refusal(row.number, "document_number", NUMBER_FREE.message)]
        return []

    def _enter(self, row: CleanRow) -> list[Refusal]:
        """Create the document unless it is there; what keeps it from being published."""
        if row.key in self._keys:
            self.tally.existing += 1
            return []
        enter = creation.require_ready if self.dry_run else creation.create_live
        try:
            enter(self._publisher, row.page())
        except PublishBlocked as blocked:
            return [Refusal(row.number, todo.field, todo.message) for todo in blocked.requirements]
        except ValidationError as invalid:
            return _refusals_of(row.number, invalid)
        self._keys.add(row.key)
        self.tally.created += 1
        return []

    def _refuse(self, refusals: Iterable[Refusal]) -> None:
        """Refuse one row, for one reason or more."""
        self.tally.refused += 1
        for refusal in refusals:
            logger.info("import.row_refused row=%d field=%s", refusal.row, refusal.field or "-")
            self.on_refusal(refusal)

    @staticmethod
    def _exclude_other_imports() -> None:
        """Wait here, not at the unique key, for another import's batch: the lock ends with the transaction."""
        BasePage.objects.select_for_update().filter(depth=1).first()


def _owners_of(numbers: set[str]) -> defaultdict[str, set[str | None]]:
    """By document number, the import keys of the records that bear it; None for one made in the editor."""
    owners: defaultdict[str, set[str | None]] = defaultdict(set)
    bearers = BasePage.objects.filter(document_number__in=numbers)
    for number, key in bearers.values_list("document_number", "policypage__import_key"):
        owners[number].add(key)
    return owners


def _batches(raws: Iterator[readers.RawRow]) -> Iterator[list[readers.RawRow]]:
    while batch := list(islice(raws, BATCH)):
        yield batch


def _refusals_of(number: int, invalid: ValidationError) -> list[Refusal]:
    if hasattr(invalid, "error_dict"):
        return [
            Refusal(number, name if name != "__all__" else "", "；".join(messages))
            for name, messages in invalid.message_dict.items()
        ]
    return [Refusal(number, "", "；".join(invalid.messages))]
