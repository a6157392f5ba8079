"""Numbers that a narrow column of a PDF breaks over lines and pages, with other columns between in the text layer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_DIGITS = re.compile(r"[\dXx]+")
_APART = "\n。\n"
# Lines that a taller cell of the same row may have between.
_FARTHEST = 3
# Fewer digits on a line are a number of their own: 序号, 金额.
_NARROWEST = 5


@dataclass
class _Chain:
    """Digits below each other. line: of the last of them; start, end: its place in that line."""

    line: int
    start: int
    end: int
    parts: list[str] = field(repr=False)

    def goes_on(self, line: int, start: int, end: int) -> bool:
        near = 0 < line - self.line <= _FARTHEST
        return near and start < self.end and self.start < end and len(self.parts[-1]) >= _NARROWEST


def broken_numbers(pages: Iterable[str]) -> str:
    """pages: texts in which what stands below each other on paper stands below each other."""
    chains: list[_Chain] = []
    open_chains: list[_Chain] = []
    lines = (line for page in pages for line in page.splitlines() if line.strip())
    for number, line in enumerate(lines):
        open_chains = [chain for chain in open_chains if number - chain.line <= _FARTHEST]
        for match in _DIGITS.finditer(line):
            start, end = match.span()
            above = next((chain for chain in open_chains if chain.goes_on(number, start, end)), None)
            if above is None:
                chains.append(_Chain(number, start, end, [match[0]]))
                open_chains.append(chains[-1])
            else:
                above.parts.append(match[0])
                above.line, above.start, above.end = number, start, end
    return _APART.join("\n".join(chain.parts) for chain in chains if len(chain.parts) > 1)
