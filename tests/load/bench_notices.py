"""Lists of notices at 100,000 of 209 places, peer: at 1,000; the gate on 5,000 rows, peer: openpyxl reading them."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import openpyxl

from . import Measure, Report
from .sites import notice_site, render

RUNNING = 1_000


def run() -> Report:
    var = Path(os.environ["HUIKETING_VAR"])
    few = render("notices", notice_site(var / "few", 1_000, RUNNING))
    many = render("notices", notice_site(var / "many", 100_000, RUNNING))
    crowd = render("notices", notice_site(var / "crowd", 100_000, 100_000))
    measures: list[Measure] = []
    for size, figures in (("100,000, 1,000 in force", many), ("100,000, all in force", crowd)):
        for page in ("list", "place list", "by place", "newest"):
            measures.append(
                {
                    "what": f"{page} at {size}, {figures[page]['queries']} queries",
                    "unit": "ms",
                    "ours": figures[page]["ms"],
                    "peer": "at 1,000",
                    "theirs": few[page]["ms"],
                }
            )
    return {"measures": [*measures, *_gate()]}


def _gate() -> list[Measure]:
    """Seconds for reading, scanning and masking an office's list; peer: openpyxl reading the same cells."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiketing.settings")
    import django

    django.setup()
    from cms.personaldata.filescan import scan_file
    from cms.personaldata.masking import mask_table

    from . import gate_list

    content = gate_list.build(5_000)
    start = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    cells = sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))
    reading = time.perf_counter() - start
    assert cells >= 60_000
    start = time.perf_counter()
    scan = scan_file(io.BytesIO(content), "名单.xlsx")
    scanning = time.perf_counter() - start
    assert scan.blocks
    start = time.perf_counter()
    masked = mask_table(gate_list.rows(5_000))
    masking = time.perf_counter() - start
    assert len(masked.rows) == 5_001
    peer = "openpyxl reading it"
    return [
        {
            "what": "the gate on 5,000 rows of 12 columns",
            "unit": "s",
            "ours": scanning,
            "peer": peer,
            "theirs": reading,
        },
        {"what": "masking 5,000 rows of 12 columns", "unit": "s", "ours": masking, "peer": peer, "theirs": reading},
    ]
