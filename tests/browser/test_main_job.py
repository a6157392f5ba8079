"""A clerk of a street publishes a policy; a resident on a phone, without JavaScript, finds it, reads it and prints it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from docx import Document
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.organisations.models import OrganisationPage
from cms.records.models import Record
from tests import factories

from .editor import Editor

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Uploads that the server's thread still holds when the test ends.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TITLE = "松涛街道办事处关于开放街道图书室的通知"
NUMBER = "澄松发〔2026〕21号"


def picture(folder: Path) -> Path:
    path = folder / "reading-room.png"
    Image.new("RGB", (640, 360), "#0d4c57").save(path)
    return path


def word_file(folder: Path) -> Path:
    path = folder / "借书证申请表.docx"
    document = Document()
    document.add_paragraph("姓名")
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def write_policy(editor: Editor, street: OrganisationPage, folder: Path) -> None:
    editor.new_policy(street.pk)
    editor.fill(
        title=TITLE,
        summary="街道图书室每天开门，凭身份证就能办借书证。",
        document_type="notice",
        document_number="澄松发[2026]021号",
        issued_on="2026-03-02",
        effective_on="2026-03-10",
        valid_until="2031-03-09",
        theme="12",
        audience="residents",
        statutory_category="20-11",
        signature="澄湾新区松涛街道办事处",
    )
    editor.add_article("第一条", "街道图书室每天上午9时至下午5时开放。\n（一）成人阅览；\n（二）儿童阅览。")
    editor.add_table([["证件", "可借册数"], ["借书证", "五册"]])
    editor.add_picture(picture(folder), "图书室平面示意：东边是成人阅览，西边是儿童阅览。")
    editor.add_attachment(word_file(folder))
    editor.publish()


def test_from_the_editor_to_a_resident_on_a_phone(
    browser: Browser, live_server: LiveServer, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost"]
    district = factories.district()
    street = factories.street(district, slug="songtao")
    community = factories.community(street, slug="wangchao")
    other = factories.street(district, slug="haiyan", title="海晏街道")
    clerk = factories.user_of(street.staff_groups.publishers, password="a-long-test-password")

    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN").new_page()
    desk.set_default_timeout(20_000)
    editor = Editor(desk, live_server.url)
    editor.log_in(clerk.username, "a-long-test-password")
    write_policy(editor, street, tmp_path)

    record = Record.objects.get(title=TITLE)
    assert record.live
    assert record.document_number == NUMBER
    phone = browser.new_context(
        viewport={"width": 375, "height": 812}, java_script_enabled=False, locale="zh-CN"
    ).new_page()
    _is_listed_at_once(phone, live_server.url, record, community, other)
    _is_found_and_read(phone, live_server.url, record)
    _prints(phone)


def _is_listed_at_once(
    phone: Page, site: str, record: Record, community: OrganisationPage, other: OrganisationPage
) -> None:
    address = record.get_absolute_url()
    for path in ("/", "/places/songtao/", f"/places/{community.slug}/", "/policies/", "/places/songtao/policies/"):
        phone.goto(site + path)
        expect(phone.locator(f'main a[href="{address}"]')).to_have_count(1)
    phone.goto(f"{site}/places/{other.slug}/")
    expect(phone.locator(f'a[href="{address}"]')).to_have_count(0)
    for path in ("/sitemap.xml", "/feed.xml", "/policies/feed.xml", "/places/songtao/feed.xml"):
        assert address in phone.request.get(site + path).text(), path


def _is_found_and_read(phone: Page, site: str, record: Record) -> None:
    address = f"**{record.get_absolute_url()}"
    # under its street
    phone.goto(site)
    phone.get_by_text("选街道、镇").click()
    phone.get_by_role("link", name="松涛街道", exact=True).click()
    phone.get_by_role("link", name=TITLE).click()
    phone.wait_for_url(address)
    # under its topic
    phone.goto(site)
    phone.get_by_text("选主题").click()
    phone.get_by_role("link", name="文化、广电、新闻出版").click()
    phone.get_by_role("link", name=TITLE).click()
    phone.wait_for_url(address)
    # under its number, as it is written on paper
    phone.goto(f"{site}/search/")
    phone.fill("main input[name=q]", "澄松发（2026）21号")
    phone.get_by_role("button", name="搜索").click()
    phone.get_by_role("link", name=TITLE).click()
    phone.wait_for_url(address)
    # and reads it
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(phone.locator(".standing")).to_contain_text("有效期至2031年3月9日")
    expect(phone.locator("#a1")).to_contain_text("街道图书室每天上午9时至下午5时开放")
    expect(phone.get_by_role("cell", name="五册")).to_be_visible()
    expect(phone.locator(".doc tbody tr")).to_have_count(1)
    expect(phone.get_by_role("columnheader")).to_have_count(2)
    expect(phone.get_by_role("img", name="图书室平面示意：东边是成人阅览，西边是儿童阅览。")).to_be_visible()
    assert phone.locator(".figure img").evaluate("image => image.naturalWidth") > 0
    attachment = phone.locator(".attachment a")
    answer = phone.request.get(site + str(attachment.get_attribute("href")))
    assert answer.status == 200
    assert answer.body()[:2] == b"PK"
    assert phone.context.cookies() == []


def _prints(phone: Page) -> None:
    phone.emulate_media(media="print")
    expect(phone.locator(".doc")).to_be_visible()
    expect(phone.locator(".facts").first).to_be_visible()
    expect(phone.locator(".permanent")).to_be_visible()
    expect(phone.locator(".qr svg")).to_be_visible()
    for hidden in (".nav", ".strip", ".crumbs", ".toc", ".foot-links"):
        expect(phone.locator(hidden)).to_be_hidden()
    assert phone.pdf(format="A4").startswith(b"%PDF")
