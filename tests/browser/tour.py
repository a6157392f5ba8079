"""Takes the pictures of README.md: ``python tests/browser/tour.py http://127.0.0.1:8000 var/demo-passwords.txt``.

Against a fresh demo (``HUIKETING_VAR=$(mktemp -d) bin/run``): the editor's picture leaves a draft behind.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
MOST_BYTES = 80 * 1024
PHONE, DESK = (390, 844), (1280, 900)
CLERK, COMMUNITY_CLERK = "songtao", "wangchao"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER = "澄新管规〔2024〕3号"
TITLE = "澄湾新区松涛街道办事处关于开展冬季消防安全检查的通知"
# Milliseconds until the editor notices changes and saves them by itself.
LOOK_ROUND = 1_500

# Run as a script, it finds only its own folder.
sys.path.insert(0, str(PICTURES.parents[1]))
from tests.cms.notices import office_list  # noqa: E402 – see above

Step = Callable[[Page], object]


class Tour:
    """site: scheme and host; passwords: user name to password."""

    def __init__(self, site: str, passwords: dict[str, str]) -> None:
        self.site = site.rstrip("/")
        self.passwords = passwords

    def pictures(self) -> dict[str, tuple[tuple[int, int], Step]]:
        """By name: size of the window, and how to get there."""
        return {
            "home": (DESK, self._at("/")),
            "place": (DESK, self._at("/places/songtao/")),
            "policy": (PHONE, self._policy),
            "senior": (PHONE, self._at("/senior/places/wangchao/")),
            "list": (DESK, self._at("/policies/?theme=17")),
            "disclosure": (DESK, self._at("/disclosure/songtao/")),
            "notice": (PHONE, self._notice),
            "notices": (DESK, self._at("/notices/")),
            "masked": (PHONE, self._masked),
            "punctuality": (DESK, self._at("/notices/punctuality/")),
            "desk": (DESK, self._log_in),
            "editor": (DESK, self._editor),
        }

    def take(self, browser: Browser) -> None:
        for name, ((width, height), step) in self.pictures().items():
            context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            page = context.new_page()
            step(page)
            page.wait_for_load_state("networkidle")
            save(page.screenshot(), PICTURES / f"{name}.png")
            context.close()

    def _at(self, path: str) -> Step:
        return lambda page: page.goto(self.site + path)

    def _policy(self, page: Page) -> None:
        page.goto(f"{self.site}/search/?q={NUMBER}")
        page.click("main .rows a")

    def _notice(self, page: Page) -> None:
        page.goto(f"{self.site}/places/wangchao/notices/")
        page.get_by_role("link", name="低保审核公示").first.click()

    def _masked(self, page: Page) -> None:
        """A made-up list of thirty people, up to the press that makes a draft of it."""
        self._log_in(page, COMMUNITY_CLERK)
        page.goto(f"{self.site}/cms/notices/from-list/")
        page.select_option("[name=kind]", "low-income-review")
        sheet = {"name": "list.xlsx", "mimeType": XLSX, "buffer": office_list.workbook(office_list.applicants())}
        page.set_input_files("[name=file]", sheet)  # type: ignore[arg-type]  # a file payload, as its own docs show it
        page.locator("form button[type=submit]").last.click()
        page.locator(".notice-desk__table").wait_for()

    def _log_in(self, page: Page, name: str = CLERK) -> None:
        page.goto(f"{self.site}/cms/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", self.passwords[name])
        page.click("button[type=submit]")
        page.wait_for_url(lambda address: "login" not in address)

    def _editor(self, page: Page) -> None:
        """A new document that has a title and nothing else yet."""
        self._log_in(page)
        page.click("text=新建政策文件")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(LOOK_ROUND)
        page.click("#id_title")
        page.keyboard.type(TITLE)
        page.keyboard.press("Tab")
        page.locator("[data-todo-field]").first.wait_for()
        page.evaluate("document.activeElement.blur()")


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
