"""How far an import is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

from .documents import Tally

LINE_EVERY = 200


@contextmanager
def progress(total: int, stream: TextIO) -> Iterator[Callable[[Tally], None]]:
    if not stream.isatty():
        yield lambda tally: _line(tally, total, stream)
        return
    with tqdm(total=total, unit="行", file=stream) as bar, logging_redirect_tqdm():

        def advance(tally: Tally) -> None:
            bar.update(tally.done - bar.n)

        yield advance


def _line(tally: Tally, total: int, stream: TextIO) -> None:
    if tally.done and (tally.done % LINE_EVERY == 0 or tally.done == total):
        print(f"{tally.done}/{total} 行：{tally}", file=stream, flush=True)
