"""The office enters the State Council's arrangement in the CMS, and is told in time that it must."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection

from cms.calendar import checks, workdays
from cms.calendar.models import DayOverride
from cms.identity.golive import obstacles
from cms.organisations import staffing
from tests import factories
from tests.cms.calendar.test_workdays import enter_whole
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
ADD = "working-calendar:add"


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def office(district):
    return Clerk(factories.user_of(staffing.district_office(district)))


def form(**fields):
    return {"date": "2027-02-06", "until": "", "is_workday": "False", "note": "国办发明电〔2026〕7号", **fields}


def entered():
    return dict(DayOverride.objects.values_list("date", "is_workday"))


def test_the_office_enters_one_day(office):
    office.post(ADD, data=form(date="2027-02-20", is_workday="True"))
    assert entered() == {dt.date(2027, 2, 20): True}
    listed = office.get("working-calendar:index").content.decode()
    assert "国办发明电〔2026〕7号" in listed
    assert "上班" in listed


def test_the_office_enters_a_whole_holiday_at_once(office):
    office.post(ADD, data=form(until="2027-02-14"))
    assert entered() == {dt.date(2027, 2, day): False for day in range(6, 15)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note": ""}, "请写明依据"),
        ({"note": " 通知 "}, "请写清楚是哪份通知"),
        ({"date": ""}, "请填日期"),
        ({"is_workday": ""}, "请选这一天放假还是上班"),
        ({"until": "2027-02-05"}, "比上面的日期还早"),
        ({"until": "2027-03-06"}, "一次最多填15天"),
        ({"date": "2027-02-09"}, "这一天已经填过了"),
        ({"until": "2027-02-14"}, "已经填过了：2月9日"),
        ({"note": "国办发明电\u202e〔2026〕7号"}, "看不见的特殊字符"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_nothing_is_stored(office, fields, words):
    DayOverride.objects.create(date=dt.date(2027, 2, 9), is_workday=False, note="本地")
    assert words in office.post(ADD, data=form(**fields)).content.decode()
    assert DayOverride.objects.count() == 1


def test_the_office_corrects_and_deletes_a_day(office):
    day = DayOverride.objects.create(date=dt.date(2027, 2, 6), is_workday=True, note="本地通知")
    office.post("working-calendar:edit", day.pk, data=form())
    assert entered() == {dt.date(2027, 2, 6): False}
    office.post("working-calendar:delete", day.pk)
    assert entered() == {}


def test_editors_and_publishers_neither_see_nor_change_it(district):
    street = factories.street(district)
    for group in (street.staff_groups.editors, street.staff_groups.publishers, district.staff_groups.publishers):
        clerk = Clerk(factories.user_of(group))
        clerk.post(ADD, data=form())
        assert clerk.get("working-calendar:index").status_code == 302
        assert "工作日历" not in clerk.client.get("/cms/").content.decode().encode().decode("unicode-escape", "ignore")
    assert entered() == {}


def ids(today):
    return [message.id for message in checks.calendar_reaches_far_enough(None, today=today)]


@pytest.mark.parametrize(
    ("days_left", "expected"), [(61, []), (60, ["huiketing.W020"]), (59, ["huiketing.W020"]), (-1, ["huiketing.W020"])]
)
def test_the_warning_begins_sixty_days_before_the_data_ends(days_left, expected):
    assert ids(workdays.data_ends_on() - days_left * DAY) == expected


def test_the_warning_says_what_to_do_and_whether_it_is_too_late():
    ends = workdays.data_ends_on()
    assert "快要用完" in checks.warning(ends)
    late = checks.warning(ends + DAY)
    assert "已经用完" in late
    assert f"{ends.year + 1}年" in late
    assert "chinesecalendar" in late
    assert "“工作日历”" in late


def test_the_warning_goes_when_the_office_has_entered_the_year():
    ends = workdays.data_ends_on()
    enter_whole(ends.year + 1)
    assert ids(ends + 100 * DAY) == []
    assert ids(dt.date(ends.year + 1, 12, 1)) == ["huiketing.W020"]


def test_the_warning_waits_for_the_tables(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert ids(workdays.data_ends_on() + DAY) == []


def test_who_wants_to_go_live_is_told_too():
    with time_machine.travel(workdays.data_ends_on() - 30 * DAY):
        assert [line for line in obstacles() if "工作日历快要用完" in line]
    with time_machine.travel(workdays.data_ends_on() - 90 * DAY):
        assert not [line for line in obstacles() if "工作日历" in line]
