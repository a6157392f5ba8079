"""What an operator sees while rows go in."""

from __future__ import annotations

import io

from cms.desk.imports.documents import Tally
from cms.desk.imports.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_every_200_rows_and_one_at_the_end() -> None:
    log = io.StringIO()

    with progress(450, log) as advance:
        for done in range(50, 451, 50):
            advance(Tally(created=done - 3, refused=3))

    assert log.getvalue().splitlines() == [
        "200/450 行：197 条导入，0 条已有，3 条退回",
        "400/450 行：397 条导入，0 条已有，3 条退回",
        "450/450 行：447 条导入，0 条已有，3 条退回",
    ]


def test_a_terminal_gets_a_bar() -> None:
    terminal = Terminal()

    with progress(450, terminal) as advance:
        advance(Tally(created=450))

    assert "450/450" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
