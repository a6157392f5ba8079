"""What follows, for a statute from above, from its level and its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cms.policies.enums import SUPERIOR_LAW, DocumentClass
from cms.records.enums import Audience, StatutoryCategory

from . import themes

LEVELS: dict[str, DocumentClass] = {str(level.label): level for level in SUPERIOR_LAW}
SUMMARY_LIMIT = 110
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?")
_CLAUSE_END = re.compile("[，；、：,;:]")
# 2007年11月30日 北京市第十二届人民代表大会常务委员会第四十次会议通过: how it came about, not what it is about.
_ADOPTION = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日")
_OMISSION = "……"


def complete(values: dict[str, Any], blocks: list[dict[str, Any]]) -> None:
    """Fill what the file leaves open. ``blocks`` is the raw value of the body."""
    values["theme"] = values["theme"] or themes.guess(values["title"])
    values["audience"] = values["audience"] or Audience.EVERYONE
    values["statutory_category"] = values["statutory_category"] or StatutoryCategory.RULES
    values["summary"] = values["summary"] or summarise(blocks)


def summarise(blocks: Iterable[dict[str, Any]]) -> str:
    """The first sentence of 第一条, or else of the first text, in at most SUMMARY_LIMIT characters."""
    texts = list(_texts(blocks))
    purpose = next((text for number, text in texts if number == "第一条"), "")
    first = next((text for _, text in texts if not _ADOPTION.match(text)), texts[0][1] if texts else "")
    return _shortened(_first_sentence(purpose or first))


def _texts(blocks: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    """Article number (empty for a paragraph) and text of what is not empty."""
    for block in blocks:
        value = block["value"]
        if block["type"] == "article" and value["text"].strip():
            yield value["number"], value["text"].strip()
        elif block["type"] == "paragraph" and value.strip():
            yield "", value.strip()


def _first_sentence(text: str) -> str:
    match = _SENTENCE.match(text)
    return match.group().strip() if match else ""


def _shortened(sentence: str) -> str:
    if len(sentence) <= SUMMARY_LIMIT:
        return sentence
    room = sentence[: SUMMARY_LIMIT - len(_OMISSION)]
    ends = [match.start() for match in _CLAUSE_END.finditer(room)]
    return (room[: ends[-1]] if ends else room) + _OMISSION
