"""The demo district, followed link by link from its home page."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cms.demo.loading import load
from tests.site.portal.reading import Page, read

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of each rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MACHINE = (".xml", ".txt", ".json", ".md", ".docx", ".xlsx", ".pdf", ".css", ".js", ".svg", ".png", ".jpg", ".webp")
SWITCHES = "#senior-switch, #contrast-switch"


def crawl(start: str) -> Iterator[tuple[str, Page]]:
    """(the page that linked there, the page) for every internal address that can be reached, each once."""
    waiting, seen = [("", start)], {start}
    while waiting:
        origin, path = waiting.pop()
        page = read(path)
        yield origin, page
        if page.status >= 300 or path.partition("?")[0].endswith(MACHINE):
            continue
        elsewhere = page.internal_hrefs(SWITCHES)
        for href in page.internal_hrefs():
            if href not in seen and href not in elsewhere and not _is_refinement(href):
                seen.add(href)
                waiting.append((path, href))


def _is_refinement(href: str) -> bool:
    """A place's list with filters, or a list with two: thousands of combinations of the same pages."""
    return "?" in href and ("/places/" in href or href.count("=") > 1)


def _is_stub(page: Page) -> bool:
    """What a result notice leads back to when the period of the first one is over."""
    return page.status == 410 and "公示已结束" in page.words(".tier")


@pytest.fixture
def demo(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    load("small", lambda line: None)
    yield
    gc.collect()


def test_the_demo_district_has_no_broken_link_and_no_empty_place(demo):
    broken, wrong, count = [], [], 0
    for origin, page in crawl("/"):
        count += 1
        if page.status != 200 and not _is_stub(page):
            broken.append(f"{page.status} {page.path} (linked from {origin})")
        elif page.response["Content-Type"].startswith("text/html"):
            faults = [*page.hollow(), *page.placeholders(), *page.dangling_fragments()]
            if "没有可以看的" in page.text or "没有符合这些条件" in page.text:
                faults.append("leads to an empty list")
            if len(page.soup.select("h1")) != 1:
                faults.append("not one h1")
            wrong += [f"{page.path}: {fault} (linked from {origin})" for fault in faults]
    assert broken == []
    assert wrong == []
    assert count > 150
