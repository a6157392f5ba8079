"""A resident's browser: fetches a page without JavaScript and reads what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client

MODES = ("", "/senior", "/contrast", "/senior-contrast")
_PLACEHOLDERS = re.compile(r"\{\{|\{%|\bNone\b|\bundefined\b|\bTrue\b|\bFalse\b|\[object|<QuerySet|TODO|lorem", re.I)


@dataclass(frozen=True)
class Page:
    """One answer. path: as it was asked."""

    path: str
    response: Any

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @cached_property
    def content(self) -> bytes:
        return b"".join(self.response) if self.response.streaming else bytes(self.response.content)

    @cached_property
    def text(self) -> str:
        return self.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    def words(self, selector: str = "main") -> str:
        """What a reader reads there, without the breaks between elements."""
        return "".join("".join(element.stripped_strings) for element in self.soup.select(selector))

    def texts(self, selector: str) -> list[str]:
        return ["".join(element.stripped_strings) for element in self.soup.select(selector)]

    def meta(self, name: str) -> str | None:
        found = self.soup.find("meta", attrs={"name": name})
        return str(found["content"]) if isinstance(found, Tag) else None

    @property
    def canonical(self) -> str:
        return str(self.soup.select_one("link[rel=canonical]")["href"])  # type: ignore[index]

    @property
    def titles(self) -> list[str]:
        """Titles in the page's lists of records."""
        return self.texts(".rows .title")

    def hrefs(self, selector: str = "a") -> list[str]:
        """Addresses that links lead to, without fragments; paths when they are on this site."""
        return list(dict.fromkeys(self._hrefs(selector)))

    def _hrefs(self, selector: str) -> Iterator[str]:
        for link in self.soup.select(selector):
            target = urldefrag(urljoin(settings.SITE_URL + self.path, str(link.get("href", "")))).url
            yield target.removeprefix(settings.SITE_URL) or "/"

    def internal_hrefs(self, selector: str = "a, link[rel=alternate], link[rel=canonical]") -> list[str]:
        return [href for href in self.hrefs(selector) if href.startswith("/")]

    def dangling_fragments(self) -> list[str]:
        """Links to a place in this page that is not there."""
        wanted = [str(link["href"])[1:] for link in self.soup.select("a[href^='#']")]
        return [name for name in wanted if name and self.soup.find(id=name) is None]

    def placeholders(self) -> list[str]:
        return _PLACEHOLDERS.findall(self.soup.get_text(" "))

    def hollow(self) -> list[str]:
        """Headings without words, lists without items, sections that hold nothing but their heading."""
        wordy, holders = "h1,h2,h3,h4,a,dt,dd,caption,button,summary", "ul, ol, dl, nav, tbody, figure"
        shown = [tag for tag in self.soup.select(wordy) if tag.find_parent(hidden=True) is None]
        found = [f"empty <{tag.name}>" for tag in shown if _blank(tag)]
        found += [f"empty <{tag.name}>" for tag in self.soup.select(holders) if not tag.find(True)]
        for section in self.soup.select("main section, main article"):
            matter = BeautifulSoup(str(section), "html.parser")
            for heading in matter.select("h1, h2, section > header, p.hint"):
                if section.select_one("h1") is None:
                    heading.decompose()
            if _blank(matter):
                found.append(f"section with nothing but “{section.get_text(' ', strip=True)[:40]}”")
        return found


def _blank(tag: Any) -> bool:
    return not tag.get_text(strip=True) and tag.find(["img", "svg", "input"]) is None


def read(path: str, client: Client | None = None, **extra: Any) -> Page:
    page = Page(path, (client or Client()).get(path, **extra))
    assert page.content is not None  # reads a streamed file to its end and closes it
    return page


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""
