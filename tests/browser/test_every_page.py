"""Every kind of public page in a real browser: accessible, quiet, within 320 px, without cookies."""

from __future__ import annotations

from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.records.models import Record

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PHONE, DESK, NARROW, KIOSK = (375, 812), (1280, 900), (320, 640), (1080, 1920)
WCAG_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    " p { margin-block-end: 2em !important; }"
)


@pytest.fixture
def site(live_server: LiveServer, settings: LazySettings, tmp_path: object) -> str:
    settings.SITE_URL = live_server.url
    settings.VAR_DIR = tmp_path
    call_command("demo", stdout=StringIO())
    return str(live_server.url)


def addresses() -> dict[str, str]:
    """One address of each kind of page."""
    now = timezone.now()
    records = Record.objects.current(now)
    ended = Record.objects.ended(now).get(slug="demo-songtao-dibao-songlin")
    picture = records.get(slug="demo-yitu-gaoling-jintie")
    amended = records.get(slug="demo-gaoling-jintie-guanli-banfa")
    repealed = records.get(slug="demo-gaoling-butie-zanxing-banfa")
    table = records.get(slug="demo-songtao-tingche-banfa")
    questions = records.get(slug="demo-gaoling-jintie-shiwen")
    return {
        "home": "/",
        "places": "/places/",
        "street": "/places/songtao/",
        "community": "/places/wangchao/",
        "list": "/policies/",
        "filtered": "/policies/?theme=17&validity=in_force",
        "amended": amended.get_absolute_url(),
        "repealed": repealed.get_absolute_url(),
        "table": table.get_absolute_url(),
        "picture": picture.get_absolute_url(),
        "questions": questions.get_absolute_url(),
        "notices": "/notices/",
        "place notices": "/places/wangchao/notices/",
        "notice": records.get(slug="demo-songtao-dibao-wangchao").get_absolute_url(),
        "notice with a picture": records.get(slug="demo-lvdao-guihua-caoan").get_absolute_url(),
        "notice that is over": records.get(slug="demo-wangchao-juwu").get_absolute_url(),
        "ended notice": ended.get_absolute_url(),
        "punctuality": "/notices/punctuality/",
        "disclosure": "/disclosure/",
        "section": "/disclosure/songtao/",
        "found": "/search/?q=高龄",
        "nothing": "/search/?q=没有这样的词",
        "site map": "/site-map/",
        "help": "/help/",
        "accessibility": "/accessibility/",
        "privacy": "/privacy/",
        "missing": "/no-such-page/",
    }


def violations(page: Page) -> list[str]:
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found.response["violations"]]


@pytest.mark.parametrize("mode", ["", "/senior", "/contrast", "/senior-contrast"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(browser: Browser, site: str, mode: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()

    found = {}
    for name, address in addresses().items():
        page.goto(f"{site}{mode}{address}")
        if broken := violations(page):
            found[name] = broken
    context.close()

    assert found == {}


def test_pages_are_quiet_keep_no_cookie_and_fit_every_screen(browser: Browser, site: str) -> None:
    noise: list[str] = []
    wide: list[str] = []
    for size in (NARROW, PHONE, DESK, KIOSK):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: noise.append(str(error)))
        for name, address in addresses().items():
            for mode in ("", "/senior"):
                page.goto(f"{site}{mode}{address}")
                if page.evaluate("document.documentElement.scrollWidth") > size[0]:
                    wide.append(f"{name}{mode} at {size[0]}")
        assert context.cookies() == []
        context.close()

    # The browser itself reports the page that is missing on purpose, and the one that has gone.
    assert [line for line in noise if "404" not in line and "410" not in line] == []
    assert wide == []


def test_wider_text_spacing_loses_nothing(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, bypass_csp=True)
    page = context.new_page()
    for name, address in addresses().items():
        page.goto(site + address)
        page.add_style_tag(content=WCAG_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], name
    context.close()


def test_the_device_remembers_senior_mode_and_ones_place(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="长者版").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "senior")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24
    page.goto(f"{site}/places/wangchao/")
    expect(page.locator("html")).to_have_attribute("data-mode", "senior")
    expect(page.get_by_role("button", name="朗读")).to_be_visible()
    page.get_by_role("button", name="这是我住的地方").click()
    page.goto(site)
    page.get_by_role("link", name="望潮社区：我住的地方").click()
    page.wait_for_url("**/places/wangchao/")
    page.get_by_role("link", name="标准版").click()
    expect(page.locator("html")).not_to_have_attribute("data-mode", "senior")
    page.goto(site)
    expect(page.locator("html")).not_to_have_attribute("data-mode", "senior")
    assert context.cookies() == []
    context.close()


def test_the_keyboard_reaches_everything_beginning_with_the_skip_link(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    page = context.new_page()
    for address in ("/", "/policies/", addresses()["amended"]):
        page.goto(site + address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        # Every link and control that is on the screen can be come to, and none is skipped.
        reachable = page.evaluate(
            "[...document.querySelectorAll('a[href], button, input, summary')]"
            ".filter(element => element.offsetParent !== null && element.tabIndex < 0).length"
        )
        assert reachable == 0
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    context.close()
