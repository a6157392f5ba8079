"""A low-income notice, from an office's spreadsheet on a phone to the sealed archive, with every worker stopped."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.archive.models import ArchiveOpening
from cms.notices.models import NoticePage
from cms.organisations import staffing
from cms.organisations.models import OrganisationPage, Telephone
from tests import factories
from tests.cms.notices import office_list

from .editor import Editor

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "a-long-test-password"
THURSDAY = timezone.make_aware(dt.datetime(2026, 3, 5, 10))
MONDAY_9 = timezone.make_aware(dt.datetime(2026, 3, 9, 9))
END = timezone.make_aware(dt.datetime(2026, 3, 17))  # 24:00 of Monday the 16th
SECOND = dt.timedelta(seconds=1)
LONGEST = 180


def test_from_a_spreadsheet_on_a_phone_to_the_sealed_archive(
    browser: Browser, live_server: LiveServer, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost"]
    with time_machine.travel(THURSDAY, tick=True):
        street = factories.street(factories.district(), slug="songtao", address="松涛街道松涛路1号")
        Telephone.objects.create(organisation=street, label="咨询", number="0000-12345610")
        community = factories.community(street, slug="wangchao")
    people = office_list.applicants(30)
    sheet = tmp_path / "望潮低保名单（内部）.xlsx"
    sheet.write_bytes(office_list.workbook(people))

    with time_machine.travel(THURSDAY, tick=True):
        begun = time.monotonic()
        _prepares(browser, live_server.url, community, sheet)
        assert time.monotonic() - begun < LONGEST
        _releases(browser, live_server.url, street)
    notice = NoticePage.objects.get()
    assert (notice.visible_from, notice.visible_until) == (MONDAY_9, END)

    resident = browser.new_context(viewport={"width": 375, "height": 812}, java_script_enabled=False, locale="zh-CN")
    _is_seen_from_monday_nine_to_its_end(resident.new_page(), live_server.url, notice, people)
    with time_machine.travel(END + 60 * SECOND, tick=True):
        call_command("housekeeping")
        _is_opened_by_the_archivist(browser, live_server.url, street, people[0].name)


def _logged_in(browser: Browser, site: str, group: object, width: int, height: int) -> Page:
    user = factories.user_of(group, password=PASSWORD)  # type: ignore[arg-type]  # a group
    screen = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN").new_page()
    screen.set_default_timeout(20_000)
    Editor(screen, site).log_in(user.username, PASSWORD)
    return screen


def _prepares(browser: Browser, site: str, community: OrganisationPage, sheet: Path) -> None:
    """The community's clerk on her phone: two screens, one press that masks, and hands it in."""
    phone = _logged_in(browser, site, community.staff_groups.editors, 375, 812)
    phone.get_by_role("link", name="从名单新建公示").first.click()
    phone.select_option("[name=kind]", "low-income-review")
    phone.set_input_files("[name=file]", sheet)
    phone.get_by_role("button", name="下一步：看一遍").click()
    expect(phone.locator("main")).to_contain_text("身份证号")
    expect(phone.get_by_role("cell", name="望潮社区").first).to_be_visible()
    phone.fill("[name=starts_at]", "3月9日9时")
    phone.fill("[name=ends_at]", "2026.3.16 24:00")
    phone.get_by_role("button", name="一次遮盖，做成草稿").click()
    expect(phone.locator("#publish-requirements")).to_contain_text("都齐了")
    phone.locator("footer [data-w-dropdown-target=toggle]").first.click()
    phone.locator("[name=action-submit]").click()
    phone.wait_for_load_state("networkidle")


def _releases(browser: Browser, site: str, street: OrganisationPage) -> None:
    desk = _logged_in(browser, site, street.staff_groups.publishers, 1280, 900)
    desk.locator("section", has_text="等您审核").get_by_role("link", name="低保审核公示").last.click()
    desk.locator("footer [data-w-dropdown-target=toggle]").first.click()
    desk.get_by_role("button", name="审核通过并发布").click()
    desk.wait_for_load_state("networkidle")


def _is_seen_from_monday_nine_to_its_end(
    phone: Page, site: str, notice: NoticePage, people: list[office_list.Applicant]
) -> None:
    address = notice.get_absolute_url()
    with time_machine.travel(MONDAY_9 - SECOND, tick=False):
        assert phone.request.get(site + address).status == 404
        assert address not in phone.request.get(f"{site}/places/wangchao/").text()
    with time_machine.travel(MONDAY_9, tick=False):
        phone.goto(f"{site}/places/wangchao/")
        phone.locator(f'main a[href="{address}"]').first.click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text("低保审核公示")
        expect(phone.locator("main")).to_contain_text("0000-12345610")
        expect(phone.get_by_role("cell", name=people[29].name)).to_be_visible()
        assert address not in phone.request.get(f"{site}/places/songtao/").text()
        text = phone.content()
        assert not [secret for secret in office_list.secrets_of(people) if secret in text]
    with time_machine.travel(END - 24 * 3600 * SECOND * 2, tick=False):
        phone.reload()
        expect(phone.locator(".countdown")).to_contain_text("还剩 1 天")
    with time_machine.travel(END - SECOND, tick=False):
        assert phone.request.get(site + address).status == 200
    with time_machine.travel(END, tick=False):
        answer = phone.request.get(site + address)
        assert answer.status == 410
        assert notice.title in answer.text()
        assert not [person.name for person in people if person.name in answer.text()]
        assert address not in phone.request.get(f"{site}/places/wangchao/").text()


def _is_opened_by_the_archivist(browser: Browser, site: str, street: OrganisationPage, name: str) -> None:
    screen = _logged_in(browser, site, staffing.archivists(street.lineage[0]), 1280, 900)
    screen.goto(f"{site}/cms/archive/")
    screen.locator("main table a").first.click()
    screen.fill("[name=purpose]", "答复信访，核对名单")
    with screen.expect_popup() as opened:
        screen.get_by_role("button", name="打开").click()
    expect(opened.value.locator("body")).to_contain_text(name)
    assert ArchiveOpening.objects.get().purpose == "答复信访，核对名单"
