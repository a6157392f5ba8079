"""The XML parts of an office package as texts, so that nothing is overlooked that the known places do not show."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

# Elements whose runs make one text: paragraphs of Word and drawings, shared and inline strings, comments.
_WHOLE = frozenset({"p", "si", "is", "comment", "threadedComment"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element) -> str:
    """All that is written in it, deleted and hidden text too."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    pending: list[Element | str] = [element]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield current
            continue
        yield _BREAKS.get(local_name(current), "")
        if current.text:
            yield current.text
        for child in reversed(current):
            if child.tail:
                pending.append(child.tail)
            pending.append(child)


def texts_in(tree: Element) -> Iterator[str]:
    """Every paragraph, every other text, every attribute."""
    pending = [tree]
    while pending:
        element = pending.pop()
        yield from element.attrib.values()
        if local_name(element) in _WHOLE:
            yield text_of(element)
        else:
            if element.text:
                yield element.text
        if element.tail:
            yield element.tail
        pending.extend(reversed(element))
