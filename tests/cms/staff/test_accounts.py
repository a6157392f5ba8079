"""The district office looks after accounts, but gives nobody more than it has."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from cms.organisations import staffing
from tests import factories
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db

PASSWORD = "Haiyan-Lu-1-hao"


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def office(district):
    return Clerk(factories.user_of(staffing.district_office(district)))


@pytest.fixture
def administrator(district):
    return factories.user_of(district.staff_groups.editors, is_superuser=True, last_name="系统", first_name="管理员")


def account(group, **fields):
    names = {"first_name": "芳", "last_name": "王", "email": "", "password1": PASSWORD, "password2": PASSWORD}
    return {"username": "wangfang", "groups": [group.pk], "is_active": "on", **names, **fields}


def test_the_office_makes_an_account_for_a_street(district, office):
    street = factories.street(district)
    office.client.post("/cms/users/new/", account(street.staff_groups.editors))
    user = get_user_model().objects.get(username="wangfang")
    assert user.get_full_name() == "王芳"
    assert list(user.groups.all()) == [street.staff_groups.editors]
    assert user.check_password(PASSWORD)


def test_it_makes_no_administrator(district, office):
    office.client.post("/cms/users/new/", account(district.staff_groups.editors, is_superuser="on"))
    user = get_user_model().objects.get(username="wangfang")
    assert not user.is_superuser
    data = account(district.staff_groups.editors, is_superuser="on", password1="", password2="")
    office.client.post(f"/cms/users/edit/{user.pk}/", data)
    user.refresh_from_db()
    assert not user.is_superuser


def test_a_weak_password_is_refused(district, office):
    data = account(district.staff_groups.editors, password1="abc", password2="abc")
    assert "密码" in office.client.post("/cms/users/new/", data).content.decode()
    assert not get_user_model().objects.filter(username="wangfang").exists()


def test_it_neither_sees_nor_touches_administrators(district, office, administrator):
    assert administrator.username not in office.client.get("/cms/users/").content.decode()
    data = account(district.staff_groups.editors, username=administrator.username)
    office.client.post(f"/cms/users/edit/{administrator.pk}/", data)
    for action in ("set_active_state", "assign_role", "delete"):
        address = f"/cms/bulk/staff/user/{action}/?id={administrator.pk}&next=/cms/users/"
        office.client.post(address, {"mark_as_active": "", "role": district.staff_groups.publishers.pk})
    office.client.post(f"/cms/users/delete/{administrator.pk}/")
    administrator.refresh_from_db()
    assert administrator.is_active
    assert not administrator.check_password(PASSWORD)
    assert list(administrator.groups.all()) == [district.staff_groups.editors]


def test_an_administrator_may(district, administrator):
    other = factories.user_of(district.staff_groups.editors, is_superuser=True)
    client = Clerk(administrator).client
    assert other.username in client.get("/cms/users/").content.decode()
    data = account(district.staff_groups.editors, username=other.username, is_superuser="on")
    client.post(f"/cms/users/edit/{other.pk}/", data)
    other.refresh_from_db()
    assert other.check_password(PASSWORD)
    assert other.is_superuser


def test_a_street_s_publisher_looks_after_no_accounts(district):
    street = factories.street(district)
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    clerk.client.post("/cms/users/new/", account(street.staff_groups.editors))
    assert not get_user_model().objects.filter(username="wangfang").exists()
