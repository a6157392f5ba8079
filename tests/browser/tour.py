"""Takes the pictures of README.md: ``python tests/browser/tour.py http://127.0.0.1:8000 var/demo-passwords.txt``.

Against a fresh demo (``HUIKETING_VAR=$(mktemp -d) bin/run``): the editor's picture leaves a draft behind.
"""

from __future__ import annotations

import argparse
import io
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
MOST_BYTES = 80 * 1024
PHONE, DESK = (390, 844), (1280, 900)
CLERK = "songtao"
NUMBER = "澄新管规〔2024〕3号"

Step = Callable[["Tour", Page], None]


class Tour:
    """site: scheme and host; passwords: user name to password."""

    def __init__(self, site: str, passwords: dict[str, str]) -> None:
        self.site = site.rstrip("/")
        self.passwords = passwords

    def at(self, path: str) -> Step:
        def step(tour: Tour, page: Page) -> None:
            page.goto(tour.site + path)

        return step

    def policy(self, page: Page) -> None:
        page.goto(f"{self.site}/search/?q={NUMBER}")
        page.click("main .rows a")

    def editor(self, page: Page) -> None:
        """A new policy that has a title and nothing else yet."""
        page.goto(f"{self.site}/cms/")
        page.fill("input[name=username]", CLERK)
        page.fill("input[name=password]", self.passwords[CLERK])
        page.click("button[type=submit]")
        page.goto(f"{self.site}/cms/pages/")
        page.goto(f"{self.site}/cms/pages/create/policies/policypage")
        page.fill("#id_title", "澄湾新区松涛街道办事处关于开展冬季消防安全检查的通知")
        page.locator("#publish-requirements li").first.wait_for()
        page.wait_for_timeout(1_000)
        page.evaluate("window.scrollTo(0, 0)")

    def take(self, browser: Browser) -> None:
        pictures: dict[str, tuple[tuple[int, int], Step]] = {
            "home": (DESK, self.at("/")),
            "place": (DESK, self.at("/places/songtao/")),
            "policy": (PHONE, Tour.policy),
            "list": (DESK, self.at("/policies/")),
            "senior": (PHONE, self.at("/senior/places/wangchao/")),
            "disclosure": (DESK, self.at("/disclosure/songtao/")),
            "editor": (DESK, Tour.editor),
        }
        for name, ((width, height), step) in pictures.items():
            context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            page = context.new_page()
            step(self, page)
            page.wait_for_load_state("networkidle")
            save(page.screenshot(), PICTURES / f"{name}.png")
            context.close()


def save(screenshot: bytes, path: Path) -> None:
    """As a PNG with a palette. Raises SystemExit when it stays too large."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    for colours in (128, 64, 32):
        buffer = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        if buffer.tell() <= MOST_BYTES:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(buffer.getvalue())
            return
    raise SystemExit(f"{path.name} is larger than {MOST_BYTES} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", help="where the demo is served")
    parser.add_argument("passwords", type=Path, help="its demo-passwords.txt")
    options = parser.parse_args()
    lines = options.passwords.read_text("utf-8").splitlines()
    tour = Tour(options.site, dict(line.split("\t") for line in lines))
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        tour.take(browser)
        browser.close()


if __name__ == "__main__":
    main()
