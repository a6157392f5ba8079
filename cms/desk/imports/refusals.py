"""What is not taken in, and why. Reasons are plain Chinese, say what to do, and never repeat what the file says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """row: number in the file, as a spreadsheet or an editor counts; field: English column name, empty for the row."""

    row: int
    field: str
    reason: str


class FileRefused(Exception):
    """The whole file (or the order to import it) is refused; the message is one plain Chinese line."""


class ValueRefused(Exception):
    """One value is refused; the message is the reason."""
