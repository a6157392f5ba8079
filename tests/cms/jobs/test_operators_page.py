"""Operators see whether the jobs run, what waits and what failed, and can have it tried again."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.jobs import heartbeats, housekeeping, services
from cms.jobs.models import OutboxEntry
from cms.organisations import staffing
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.jobs.handling import MINUTE, NOW, ask, chore, notebook

pytestmark = pytest.mark.django_db
PAGE = "/cms/jobs/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def office(district):
    return Clerk(factories.user_of(staffing.district_office(district))).client


def soup_of(client):
    response = client.get(PAGE)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(client):
    return "".join(soup_of(client).main.get_text().split())


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(minutes=3), "后台任务在运行，最近一次是3月2日08:57:00。"),
        (dt.timedelta(minutes=5), "后台任务已有5分钟没有运行，最近一次是2026年3月2日08:55。"),
        (dt.timedelta(hours=3), "后台任务已有3小时没有运行，"),
        (dt.timedelta(days=3), "后台任务已有3天没有运行，"),
    ],
)
def test_the_page_says_in_one_sentence_whether_the_jobs_run(office, ago, words):
    heartbeats.beat(NOW - ago)
    text = words_of(office)
    assert words in text
    assert ("请让运维人员运行bin/worker" in text) == (ago > dt.timedelta(minutes=3))


def test_it_says_so_when_they_never_ran(office):
    assert "后台任务还没有运行过。" in words_of(office)


def test_it_counts_what_is_due_and_what_waits_for_its_time(office, monkeypatch):
    notebook(monkeypatch)
    assert "该做的都做完了。" in words_of(office)
    ask(1, due_at=NOW - 7 * MINUTE)
    ask(2, due_at=NOW)
    ask(3, due_at=NOW + MINUTE)
    text = words_of(office)
    assert "现在该做的有2件，其中最早的已经等了7分钟（2026年3月2日08:53）。" in text
    assert "到了时间才做的还有1件。" in text


def test_a_failure_is_listed_and_can_be_tried_again(office, monkeypatch):
    done = notebook(monkeypatch)
    done.failing["17"] = ValueError("no such template")
    ask(17)
    services.drain(NOW)
    row = soup_of(office).select_one("table form").find_parent("tr")
    assert [cell.get_text(strip=True) for cell in row.select("td")][:3] == ["17", "2026年3月2日09:00", "1次"]
    assert "no such template" in row.get_text()
    form = row.form
    assert (form["method"], form.select_one("[name=csrfmiddlewaretoken]") is not None) == ("post", True)
    done.failing.clear()
    response = office.post(form["action"], follow=True)
    assert "已经安排重试，后台任务恢复运行以后就会做。" in response.content.decode()
    assert services.drain(NOW).done == 1
    assert soup_of(office).select_one("table form") is None


def test_work_that_was_cut_off_twice_is_listed_without_a_reason(office, monkeypatch, settings):
    notebook(monkeypatch)
    ask(17)
    for now in (NOW - 2 * settings.JOBS_LEASE, NOW - settings.JOBS_LEASE):
        OutboxEntry.objects.update(due_at=now)
        OutboxEntry.objects.claim(now, settings.JOBS_LEASE)
    assert "做到一半停了" in words_of(office)


def test_each_housekeeping_function_is_listed_with_its_last_run_and_error(office, monkeypatch):
    def broken(now):
        raise ValueError("no such folder")

    chore(monkeypatch, "tests.count", lambda now: 7)
    chore(monkeypatch, "tests.broken", broken)
    housekeeping.housekeep(NOW)
    rows = {
        row.th.get_text(): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in soup_of(office).select("table")[-1].select("tbody tr")
    }
    assert rows["tests.count"] == ["3月2日09:00:00", "7件", "没有"]
    assert rows["tests.broken"][:2] == ["还没有", ""]
    assert "no such folder" in rows["tests.broken"][2]
    assert "删除七天前做完的任务" in rows


def test_the_tables_are_accessible(office, monkeypatch):
    notebook(monkeypatch).failing["17"] = ValueError()
    ask(17)
    services.drain(NOW)
    tables = soup_of(office).select("main table")
    assert len(tables) == 2
    for table in tables:
        assert table.caption.get_text(strip=True)
        assert {cell.get("scope") for cell in table.select("thead th")} == {"col"}
        assert all(row.th["scope"] == "row" for row in table.select("tbody tr"))


def test_only_operators_see_the_page_and_may_retry(district, monkeypatch):
    done = notebook(monkeypatch)
    done.failing["17"] = ValueError()
    entry = ask(17)
    services.drain(NOW)
    retry = reverse("jobs_retry", args=[entry.pk])
    groups = district.staff_groups
    for group in (groups.editors, groups.publishers):
        client = Clerk(factories.user_of(group)).client
        assert client.get(PAGE).status_code == 302
        assert client.post(retry).status_code == 302
        assert PAGE not in client.get("/cms/").content.decode()
    entry.refresh_from_db()
    assert entry.retry_at is not None
    administrator = Clerk(factories.user_of(groups.editors, is_superuser=True)).client
    assert PAGE in administrator.get("/cms/").content.decode()
    assert administrator.get(retry).status_code == 405
    assert administrator.post(retry).status_code == 302
    entry.refresh_from_db()
    assert entry.retry_at is None
    assert administrator.post(reverse("jobs_retry", args=[10**6])).status_code == 404


def test_the_district_office_has_the_page_in_its_menu(office):
    assert PAGE in office.get("/cms/").content.decode()
