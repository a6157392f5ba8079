"""What a reader holds in the hand, and what 长者版 folds away."""

from __future__ import annotations

import io
import itertools
import unicodedata

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, ViewportSize, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from cms.records.models import Record

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PHONE, DESK = ViewportSize(width=375, height=812), ViewportSize(width=1280, height=900)
# Words of the screen that have no use on paper.
SCREEN_ONLY = (
    "长者版",
    "标准版",
    "高对比",
    "朗读",
    "首页",
    "街道社区",
    "网站地图",
    "下载和打印",
    "看改了什么",
    "文件信息",
)


@pytest.fixture
def site(live_server: LiveServer, settings: LazySettings, tmp_path: object) -> str:
    settings.SITE_URL = live_server.url
    settings.VAR_DIR = tmp_path
    call_command("demo", stdout=io.StringIO())
    return str(live_server.url)


def record(slug: str) -> Record:
    found: Record = Record.objects.current(timezone.now()).get(slug=f"demo-{slug}")
    return found


def words(text: str) -> str:
    """Without breaks; a PDF's fonts may write 高 as the radical ⾼."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_paper_holds_the_record_its_address_and_nothing_else(browser: Browser, site: str, scripted: bool) -> None:
    policy = record("gaoling-jintie-guanli-banfa")
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripted, locale="zh-CN")
    page = context.new_page()
    expected = [
        policy.title,
        policy.document_number,
        str(policy.index_number),
        "第十五条",
        "有效，部分修改",
        "历次变动",
    ]
    expected.append(f"永久网址：{site}{policy.get_absolute_url()}")
    for mode in ("", "/senior", "/contrast"):
        page.goto(f"{site}{mode}{policy.get_absolute_url()}")
        document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        printed = words("".join(sheet.extract_text() for sheet in document.pages))
        page.emulate_media(media="print")
        expect(page.locator(".qr svg")).to_be_visible()
        page.emulate_media(media="null")

        sheet = document.pages[0].mediabox
        assert (round(float(sheet.width)), round(float(sheet.height))) == (595, 842)
        assert [text for text in expected if words(text) not in printed] == [], mode
        assert [text for text in SCREEN_ONLY if words(text) in printed] == [], mode
    context.close()


def test_whatever_is_folded_can_be_unfolded(browser: Browser, site: str) -> None:
    addresses = ("/", "/policies/", record("gaoling-jintie-guanli-banfa").get_absolute_url())
    for size, scripted in itertools.product((PHONE, DESK), (True, False)):
        context = browser.new_context(viewport=size, java_script_enabled=scripted)
        page = context.new_page()
        for mode, address in itertools.product(("", "/senior"), addresses):
            page.goto(f"{site}{mode}{address}")
            folds = page.locator("main .folded")
            assert folds.count() > 0
            for index in range(folds.count()):
                fold = folds.nth(index)
                if not fold.is_visible():
                    fold.locator("xpath=preceding-sibling::details[1]/summary").click(timeout=3_000)
                expect(fold).to_be_visible()
        context.close()
