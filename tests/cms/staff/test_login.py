"""The way into the CMS: locked after five wrong passwords, in plain words, without keeping a password."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests import factories
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db

PASSWORD = "Haiyan-Lu-1-hao"
WRONG = "Songtao-Lu-2-hao"
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def clerk():
    street = factories.street(factories.district())
    user = factories.user_of(street.staff_groups.editors)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(username, password, address="203.0.113.7"):
    client = Client(REMOTE_ADDR=address)
    return client.post("/cms/login/", {"username": username, "password": password, "next": "/cms/"})


def fail(username, times=5):
    return [log_in(username, WRONG) for _ in range(times)][-1]


def test_the_login_is_in_chinese(clerk):
    html = Client().get("/cms/login/").content.decode()
    for words in ("登录会客厅编辑后台", "用户名", "密码"):
        assert words in html
    assert "Wagtail" not in html.split("<main", 1)[1]
    assert log_in(clerk.username, PASSWORD).url == "/cms/"


def test_four_wrong_passwords_are_forgiven(clerk):
    fail(clerk.username, 4)
    assert log_in(clerk.username, PASSWORD).status_code == 302


def test_five_lock_the_name_and_the_page_says_for_how_long(clerk):
    response = fail(clerk.username)
    html = response.content.decode()
    assert response.status_code == 429
    assert "连续输错了5次密码" in html
    assert "20分钟" in html
    assert log_in(clerk.username, PASSWORD).status_code == 429


def test_after_twenty_minutes_the_right_password_works_again(clerk):
    with time_machine.travel(START, tick=False):
        fail(clerk.username)
    with time_machine.travel(START + dt.timedelta(minutes=19), tick=False):
        assert log_in(clerk.username, PASSWORD).status_code == 429
    with time_machine.travel(START + dt.timedelta(minutes=41), tick=False):
        assert log_in(clerk.username, PASSWORD).status_code == 302


def test_a_new_password_from_the_office_opens_the_lock(clerk):
    fail(clerk.username)
    office = Clerk(factories.user_of(clerk.groups.get(), is_superuser=True))
    data = {"username": clerk.username, "first_name": "芳", "last_name": "王", "email": "", "is_active": "on"}
    data |= {"groups": [clerk.groups.get().pk], "password1": "Baisha-Lu-3-hao", "password2": "Baisha-Lu-3-hao"}
    office.client.post(f"/cms/users/edit/{clerk.pk}/", data)
    assert log_in(clerk.username, "Baisha-Lu-3-hao").status_code == 302


def test_nothing_else_that_is_changed_in_a_form_opens_it(clerk):
    fail(clerk.username)
    office = Clerk(factories.user_of(clerk.groups.get(), is_superuser=True))
    data = {"username": clerk.username, "first_name": "芳", "last_name": "李", "email": "", "is_active": "on"}
    office.client.post(f"/cms/users/edit/{clerk.pk}/", {**data, "groups": [clerk.groups.get().pk]})
    clerk.refresh_from_db()
    assert clerk.last_name == "李"
    assert log_in(clerk.username, PASSWORD).status_code == 429


def test_nobody_opens_her_own(clerk):
    office = factories.user_of(clerk.groups.get(), is_superuser=True)
    inside = Clerk(office)
    fail(office.username)
    data = {"username": office.username, "first_name": "芳", "last_name": "李", "email": ""}
    data |= {"groups": [clerk.groups.get().pk], "password1": "Baisha-Lu-3-hao", "password2": "Baisha-Lu-3-hao"}
    inside.client.post(f"/cms/users/edit/{office.pk}/", data)
    office.refresh_from_db()
    assert office.check_password("Baisha-Lu-3-hao")
    assert log_in(office.username, "Baisha-Lu-3-hao").status_code == 429


def test_others_are_not_affected(clerk):
    colleague = get_user_model().objects.create_user("colleague", password=PASSWORD)
    colleague.groups.set(clerk.groups.all())
    fail(clerk.username)
    assert log_in("colleague", PASSWORD).status_code == 302


def test_names_that_do_not_exist_lock_just_the_same(clerk):
    assert fail("nobody").status_code == 429


def test_one_address_cannot_try_a_few_passwords_on_every_name(clerk, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 12
    for number in range(12):
        fail(f"nobody{number}", 1)
    assert log_in(clerk.username, PASSWORD).status_code == 429
    assert log_in(clerk.username, PASSWORD, "203.0.113.8").status_code == 302


def test_a_whole_office_may_mistype_behind_one_address(clerk):
    for number in range(20):
        fail(f"colleague{number}", 2)
    assert log_in(clerk.username, PASSWORD).status_code == 302


def test_a_link_to_the_way_out_ends_no_session(clerk):
    client = Client()
    client.post("/cms/login/", {"username": clerk.username, "password": PASSWORD, "next": "/cms/"})
    answer = client.get("/cms/logout/")
    assert answer.status_code == 405
    assert "sessionid" not in answer.cookies
    assert client.get("/cms/").status_code == 200
    assert client.post("/cms/logout/").status_code == 302
    assert client.get("/cms/").status_code == 302


def test_what_the_editor_says_to_a_clerk_is_in_no_cookie(clerk):
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/cms/users/edit/{clerk.pk}/")
    assert answer.status_code == 302
    assert "messages" not in answer.cookies


def test_no_password_is_kept(clerk):
    fail(clerk.username)
    log_in("other", PASSWORD)
    rows = [row for model in (AccessAttempt, AccessFailureLog, AccessLog) for row in model.objects.values_list()]
    assert rows
    assert WRONG not in str(rows)
    assert PASSWORD not in str(rows)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Ab1-short", "10"),
        ("alllowercaseletters", "三类"),
        ("lowercase2026", "三类"),
        ("31415926535897", "数字"),
        ("Password123", "常见"),
    ],
)
def test_weak_passwords_are_refused_with_a_reason_in_chinese(password, reason):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert reason in "".join(refusal.value.messages)


@pytest.mark.parametrize("password", ["Haiyan-Lu-hao", "haiyan-lu-1-hao", "HaiyanLu1hao"])
def test_three_of_four_kinds_suffice(password):
    validate_password(password)
