"""The words of words.toml, in a cell of a table of persons or in prose about somebody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from .findings import Hit
from .kinds import Kind

_FILE = Path(__file__).with_name("words.toml")
# What makes prose speak of one person's state and not of a policy for all who are in it.
_TELLS = (
    "患有|身患|罹患|确诊为?|诊断为|查出|得了|因患|患|系|曾经?|因|现为|属于"
    "|本人|其[父母妻夫子女儿]亲?|丈夫|妻子|儿子|女儿"
)
_OF_MANY = "患?者|病人|群体|人员|家庭|的?困难|的(?!人?$)|等|、|或|及|和|与"
_REACH = r"[^，。；、！？\n]{0,4}?"


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _words(*, everywhere: bool) -> dict[str, Kind]:
    groups = _dictionary()["group"]
    return {
        word: Kind(group["kind"]) for group in groups if group["everywhere"] or not everywhere
        for word in group["words"].split()
    }  # fmt: skip


@lru_cache(maxsize=2)
def _pattern(*, in_prose: bool) -> re.Pattern[str]:
    dictionary = _dictionary()
    words = "|".join(sorted(map(re.escape, _words(everywhere=in_prose)), key=len, reverse=True))
    after = "|".join(dictionary["after"].split())
    before = "".join(f"(?<!{word})" for word in dictionary["before"].split())
    harmless = rf"(?!{dictionary['between']}(?:{after}))"
    if in_prose:
        return re.compile(rf"(?:{_TELLS}){_REACH}{before}(?P<word>{words}){harmless}(?!{_OF_MANY})", re.IGNORECASE)
    return re.compile(rf"{before}(?P<word>{words}){harmless}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    return {word.casefold(): kind for word, kind in _words(everywhere=False).items()}


def words_in_cell(text: str) -> Iterator[Hit]:
    """text: canonical, a cell of a table of persons."""
    for match in _pattern(in_prose=False).finditer(text):
        yield _hit(match)


def words_in_prose(text: str) -> Iterator[Hit]:
    for match in _pattern(in_prose=True).finditer(text):
        yield _hit(match)


def _hit(match: re.Match[str]) -> Hit:
    start, end = match.span("word")
    return Hit(_kinds()[match["word"].casefold()], start, end, match["word"])
