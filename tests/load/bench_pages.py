"""Home, place, list and record as rendered, at 1,965 and at 20,000 records; peer: an empty Django view."""

from __future__ import annotations

import os
from pathlib import Path

from . import Measure, Report
from .sites import corpus_site, district_site, render


def run() -> Report:
    var = Path(os.environ["HUIKETING_VAR"])
    small = render("records", corpus_site(var / "small"))
    large = render("records", district_site(var / "large"))
    measures: list[Measure] = []
    for size, figures in (("1,965 records", small), ("20,000 records", large)):
        empty = figures["empty"]["ms"]
        for page in ("home", "place", "list", "record"):
            what = f"{page} at {size}, {figures[page]['queries']} queries"
            measures.append(
                {"what": what, "unit": "ms", "ours": figures[page]["ms"], "peer": "empty view", "theirs": empty}
            )
    for page in ("home", "place", "list", "record"):
        measures.append(
            {
                "what": f"{page} at 20,000 records",
                "unit": "ms",
                "ours": large[page]["ms"],
                "peer": "at 1,965 records",
                "theirs": small[page]["ms"],
            }
        )
    return {"measures": measures}
