"""The operators' page in a browser: readable, accessible, within the screen, quiet."""

from __future__ import annotations

import datetime as dt
import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from cms.jobs import heartbeats, housekeeping
from cms.jobs.models import OutboxEntry
from cms.organisations import staffing
from tests import factories
from tests.cms.jobs.handling import ask, notebook

from .editor import Editor

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "Haiyan-Lu-1-hao"
SIZES: list[ViewportSize] = [{"width": 375, "height": 812}, {"width": 1280, "height": 900}]


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_an_operator_finds_what_failed_and_has_it_tried_again(
    browser: Browser,
    live_server: LiveServer,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    size: ViewportSize,
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    notebook(monkeypatch).failing["17"] = ValueError("no such template")
    now = timezone.now()
    ask(17, due_at=now - dt.timedelta(minutes=9))
    housekeeping.housekeep(now)
    heartbeats.beat(now - dt.timedelta(minutes=5))
    office = factories.user_of(staffing.district_office(factories.district()), password=PASSWORD)
    complaints: list[str] = []
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    Editor(page, live_server.url).log_in(office.username, PASSWORD)
    page.goto(f"{live_server.url}/cms/jobs/")
    page.wait_for_load_state("networkidle")

    expect(page.get_by_text("后台任务已有5分钟没有运行")).to_be_visible()
    findings = [finding["id"] for finding in Axe().run(page, context="main").response["violations"]]
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/jobs-{size['width']}.png", full_page=True)
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_text("已经安排重试")).to_be_visible()
    assert OutboxEntry.objects.get(key="17").retry_at is None
    assert complaints == []
