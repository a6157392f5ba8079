"""Benchmarks: modules ``bench_<name>`` with a docstring and a ``run() -> Report``; ``bin/bench`` runs them."""

from typing import TypedDict


class Measure(TypedDict):
    """One figure of ours beside a peer's, measured in the same run."""

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float


class Report(TypedDict):
    measures: list[Measure]
