"""The list of refused rows, for the clerk who mends the file: CSV that spreadsheets open."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from .columns import LABELS
from .refusals import FileRefused, Refusal

HEADER = ("行", "栏目", "字段", "原因")


class Report:
    """Written row by row while the import runs. An import without refusals leaves the header alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise FileRefused("退回清单写不了，请换一个位置（--report）") from error
        self._writer = csv.writer(self._file)
        self._writer.writerow(HEADER)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, refusal: Refusal) -> None:
        label = LABELS.get(refusal.field, "整行")
        self._writer.writerow((refusal.row, label, refusal.field, refusal.reason))
