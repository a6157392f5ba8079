"""Running the import command, and rows to run it on."""

from __future__ import annotations

import csv
import io
import json
import lzma
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management import call_command

CHINESE = ["标题", "层级", "地区", "成文日期", "正文"]
ROW = ["海岛灯塔条例", "地方性法规", "山东", "2024-03-01", "第一条　为了安全，制定本条例。"]


@dataclass(frozen=True)
class Run:
    """status: exit status; out, err: what it said; refused: (row, field, reason) of the report."""

    status: int
    out: str
    err: str
    refused: list[tuple[str, str, str]]

    @property
    def reasons(self) -> dict[tuple[int, str], str]:
        return {(int(row), field): reason for row, field, reason in self.refused}


def run(path: Path, publisher: str, *options: str) -> Run:
    out, err = io.StringIO(), io.StringIO()
    report = path.with_name(f"{path.name}.refused.csv")
    status = 0
    try:
        call_command(
            "import_documents", path, f"--publisher={publisher}", f"--report={report}", *options, stdout=out, stderr=err
        )
    except SystemExit as ended:
        status = int(ended.code or 0)
    return Run(status, out.getvalue(), err.getvalue(), refused_in(report))


def refused_in(report: Path) -> list[tuple[str, str, str]]:
    if not report.exists():
        return []
    with report.open(encoding="utf-8-sig", newline="") as file:
        return [(line["行"], line["字段"], line["原因"]) for line in csv.DictReader(file)]


def json_lines(path: Path, rows: Iterable[dict[str, Any] | str]) -> Path:
    """``path`` with a row a line; a string goes in as it stands."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(path: Path, *rows: Sequence[Any], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def workbook(path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def packed(path: Path, rows: list[dict[str, Any]]) -> bytes:
    return lzma.compress(json_lines(path.with_suffix(".plain"), rows).read_bytes())


def statute(**fields: Any) -> dict[str, Any]:
    """A row as the corpus has them."""
    return {
        "title": "中华人民共和国海岛灯塔法",
        "level": "法律",
        "region": None,
        "issued_on": "2024-03-01",
        "body": "## 第一章　总则\n\n第一条　为了保护海岛灯塔，制定本法。\n\n第二条　本法自公布之日起施行。",
        **fields,
    }


def notice(**fields: Any) -> dict[str, Any]:
    """A row for a document of the office's own."""
    return {
        "title": "关于做好冬季供暖工作的通知",
        "document_class": "其他政策文件",
        "document_type": "通知",
        "document_number": "澄松发〔2026〕5号",
        "issued_on": "2026-02-03",
        "theme": "城乡建设、环境保护",
        "audience": "居民",
        "statutory_category": "20-15",
        "summary": "室温不够18℃，可以打电话报修。",
        "keywords": "供暖，报修",
        "body": "各社区居民委员会：\n\n一、室温不低于18℃。\n\n| 事项 | 电话 |\n|---|---|\n| 报修 | 0000-12345678 |",
        **fields,
    }
