"""The editor in a browser: it obeys its content security policy, its to-do list leads to the fields, it is accessible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from cms.organisations import staffing
from cms.organisations.models import OrganisationPage
from tests import factories

from .editor import Editor

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "Haiyan-Lu-1-hao"
PHONE: ViewportSize = {"width": 375, "height": 812}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture
def street(settings: LazySettings, live_server: LiveServer) -> OrganisationPage:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SITE_URL = live_server.url
    return factories.street(factories.district())


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console says of errors, policies that were broken first of all."""
    return []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def screen(request: pytest.FixtureRequest, browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


def log_in(screen: Page, site: str, group: Group) -> Editor:
    clerk = factories.user_of(group, password=PASSWORD)
    editor = Editor(screen, site)
    editor.log_in(clerk.username, PASSWORD)
    return editor


def barriers(page: Page) -> list[str]:
    """Serious findings on our own parts of the page."""
    found = Axe().run(page).response["violations"]
    return [finding["id"] for finding in found if finding["impact"] in ("serious", "critical")]


def test_the_to_do_list_follows_the_autosave_and_leads_to_the_fields(
    screen: Page, live_server: LiveServer, street: OrganisationPage, complaints: list[str]
) -> None:
    editor = log_in(screen, live_server.url, street.staff_groups.publishers)
    editor.new_policy(street.pk)
    editor.fill(title="关于做好春节值班工作的通知")
    screen.locator("#id_summary").press_sequentially("有事打值班电话，整个春节都有人接。", delay=200)
    todo = screen.locator("#publish-requirements")
    expect(todo.locator("[data-todo-field=theme]")).to_be_visible(timeout=20_000)
    expect(todo.locator("[data-todo-field=summary]")).to_have_count(0, timeout=20_000)
    for field in ("theme", "issued_on", "statutory_category"):
        todo.locator(f"[data-todo-field={field}]").click()
        expect(screen.locator(f"#id_{field}")).to_be_focused()
    screen.fill("#id_pasted_text", "第一条　值班时间为8时30分至17时30分。\n第二条　值班电话是0000-12345678。")
    expect(todo.locator("[data-todo-field=body]")).to_have_count(0, timeout=20_000)
    assert complaints == []


def test_no_page_of_the_editor_breaks_its_policy_or_bars_anyone(
    screen: Page, live_server: LiveServer, street: OrganisationPage, complaints: list[str]
) -> None:
    record = factories.policy(street)
    log_in(screen, live_server.url, staffing.district_office(street.get_parent().organisationpage))
    ours = [
        "/cms/",
        f"/cms/pages/{street.pk}/",
        f"/cms/pages/{record.pk}/edit/",
        f"/cms/pages/{record.pk}/unpublish/",
        f"/cms/pages/{street.pk}/edit/",
        f"/cms/pages/add/organisations/organisationpage/{street.pk}/",
        "/cms/settings/identity/siteidentity/",
    ]
    wagtails = ["/cms/users/new/", "/cms/images/multiple/add/", "/cms/documents/multiple/add/"]
    for address in [*ours, *wagtails]:
        screen.goto(live_server.url + address)
        screen.wait_for_load_state("networkidle")
        assert complaints == [], address
        assert address in wagtails or barriers(screen) == [], address


def test_the_preview_beside_the_form_shows_the_draft(
    browser: Browser, live_server: LiveServer, street: OrganisationPage
) -> None:
    page = browser.new_context(viewport=DESK, locale="zh-CN").new_page()
    record = factories.policy(street, title="关于防汛的通知")
    log_in(page, live_server.url, street.staff_groups.publishers)
    page.goto(f"{live_server.url}/cms/pages/{record.pk}/edit/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="预览").first.click()
    expect(page.frame_locator("iframe[id*=preview]").get_by_role("heading", level=1)).to_have_text("关于防汛的通知")
