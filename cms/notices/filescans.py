"""The gate's reading of an attachment, kept by the digest of the file."""

from __future__ import annotations

import hashlib
from typing import Any

from cms.personaldata.filescan import scan_file
from cms.personaldata.findings import Finding
from cms.personaldata.kinds import Carrier, Kind, Severity
from cms.personaldata.scanning import scan_text

# A better gate reads every file anew.
VERSION = "1"
# More are not looked at one by one: such a file is masked first.
MOST = 500


def findings(attachment: Any, allowed: tuple[str, ...]) -> list[Finding]:
    """In the file, its name and its title. A file that cannot be judged is one finding that blocks, with the reason."""
    from .models import ScannedFile

    digest = _digest(attachment, allowed)
    kept = ScannedFile.objects.filter(attachment_id=attachment.pk).first()
    if kept is None or kept.digest != digest:
        rows = [_row(found) for found in _read(attachment, allowed)]
        kept, _ = ScannedFile.objects.update_or_create(
            attachment_id=attachment.pk, defaults={"digest": digest, "result": rows}
        )
    return [_finding(row) for row in kept.result]


def _read(attachment: Any, allowed: tuple[str, ...]) -> list[Finding]:
    found = scan_text(attachment.title, "附件的名称", allowed=allowed, carrier=Carrier.FILE_NAME)
    try:
        with attachment.file.open("rb") as file:
            scan = scan_file(file, attachment.filename, allowed=allowed)
    except OSError:
        return [*found, _unreadable(attachment, "文件打不开，请重新上传")]
    if scan.refusal:
        return [*found, _unreadable(attachment, scan.refusal)]
    found += scan.findings
    if len(found) > MOST:
        worst_first = sorted(found, key=lambda each: each.severity != Severity.BLOCK)
        return [*worst_first[:MOST], _unreadable(attachment, f"个人信息有{len(found)}处，请先一次遮盖")]
    return found


def _unreadable(attachment: Any, reason: str) -> Finding:
    place = f"附件（编号{attachment.pk}）：{reason}"
    return Finding(Kind.UNREADABLE, Severity.BLOCK, place[:200], Carrier.FILE_NAME, _hash(f"file {attachment.pk}")[:16])


def _digest(attachment: Any, allowed: tuple[str, ...]) -> str:
    return _hash("\n".join([VERSION, attachment.get_file_hash(), attachment.title, *sorted(allowed)]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _row(found: Finding) -> dict[str, str]:
    return {
        "kind": found.kind.value,
        "severity": found.severity.value,
        "place": found.place,
        "carrier": found.carrier.value,
        "fingerprint": found.fingerprint,
    }


def _finding(row: dict[str, str]) -> Finding:
    return Finding(
        Kind(row["kind"]), Severity(row["severity"]), row["place"], Carrier(row["carrier"]), row["fingerprint"]
    )
