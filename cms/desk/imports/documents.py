"""Policy documents from a file into the CMS: every good row, published, once."""

from __future__ import annotations

import logging
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
        self._keys.update(
            PolicyPage.objects.filter(import_key__in=[row.key for row in batch]).values_list("import_key", flat=True)
        )
        numbers = {row.document_number for row in batch if row.document_number}
        taken = dict(
            BasePage.objects.filter(document_number__in=numbers).values_list(
                "document_number", "policypage__import_key"
            )
        )
        for row in batch:
            refusal = self._number_refusal(row, taken)
            if refusal is not None:
                self._refuse([refusal])
                continue
            self._rows_by_number[row.document_number] = row.number
            if row.key in self._keys:
                self.tally.existing += 1
            else:
                self._create(row)

    def _number_refusal(self, row: CleanRow, taken: dict[str, str | None]) -> Refusal | None:
        number = row.document_number
        if not number:
            return None
        if number in self._rows_by_number:
            reason = f"发文字号和第{self._rows_by_number[number]}行重复，请核对"
        elif taken.get(number, row.key) != row.key:
            reason = "这个发文字号已经有文件在用，请核对"
        else:
            return None
        return Refusal(row.number, "document_number", reason)

    def _create(self, row: CleanRow) -> None:
        try:
            if self.dry_run:
                creation.require_ready(self._publisher, row.page())
            else:
                creation.create_live(self._publisher, row.page())
        except PublishBlocked as blocked:
            self._refuse([Refusal(row.number, todo.field, todo.message) for todo in blocked.requirements])
        except ValidationError as invalid:
            self._refuse(_refusals_of(row.number, invalid))
        else:
            self._keys.add(row.key)
            self.tally.created += 1

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

