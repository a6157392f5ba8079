"""Index numbers and document numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

if TYPE_CHECKING:
    from .models import NumberSequence

INDEX_NUMBER = re.compile(r"^[0-9A-Z]{18}/[0-9]{4}-[0-9]{5}$")
DOCUMENT_NUMBER = re.compile(r"^(?P<code>[一-鿿]{1,15})〔(?P<year>[0-9]{4})〕(?P<serial>[1-9][0-9]{0,4})号$")
_BRACKETS = str.maketrans(dict.fromkeys("[［【(（﹝", "〔") | dict.fromkeys("]］】)）﹞", "〕"))
_LOOSE = re.compile(r"〔\s*([0-9]{4})\s*〕\s*第?\s*0*([0-9]+)\s*号?")


def allot_index_number(uscc: str, year: int) -> str:
    """The next ``{USCC}/{year}-{five digits}``. Raceless and never given twice: the counter only counts up.

    The row is locked by the UPDATE until the caller's transaction ends, so a rollback gives the number back unseen.
    """
    from .models import NumberSequence

    with transaction.atomic():
        sequence: NumberSequence
        sequence, _ = NumberSequence.objects.get_or_create(uscc=uscc, year=year)
        NumberSequence.objects.filter(pk=sequence.pk).update(last=F("last") + 1)
        sequence.refresh_from_db(fields=["last"])
    return f"{uscc}/{year}-{sequence.last:05d}"


def normalise_document_number(text: str) -> str:
    """发文字号 as GB/T 9704 writes it: brackets U+3014/3015, digits 0–9, full year, no leading zeros, no spaces."""
    joined = "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)
    return _LOOSE.sub(lambda match: f"〔{match.group(1)}〕{match.group(2)}号", joined)


def is_document_number(text: str) -> bool:
    return bool(DOCUMENT_NUMBER.match(text))
