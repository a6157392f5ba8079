"""The district office looks after accounts, but gives nobody more than it has."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

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


def whole_of(user):
    user.refresh_from_db()
    return (
        user.username,
        user.password,
        user.is_superuser,
        user.is_active,
        set(user.groups.values_list("pk", flat=True)),
    )


@pytest.fixture
def stranger(district):
    """Of a group that stands outside the district's part of the tree."""
    return factories.user_of(Group.objects.create(name="全站"), last_name="站外")


@pytest.mark.parametrize("whose", ["administrator", "stranger"])
@pytest.mark.parametrize("page", ["copy", "edit", "delete", "history", "history-results", "usage"])
def test_no_page_of_another_s_account_opens_or_changes_it(district, office, request, whose, page):
    target = request.getfixturevalue(whose)
    before = whole_of(target)
    address = f"/cms/users/{page}/{target.pk}/"
    seen = office.client.get(address)
    assert seen.status_code in (302, 403, 404)
    answer = office.client.post(address, account(district.staff_groups.editors))
    assert answer.status_code in (302, 403, 404, 405)
    assert whole_of(target) == before
    assert not get_user_model().objects.filter(username="wangfang").exists()


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
@pytest.mark.parametrize("whose", ["administrator", "stranger"])
def test_nor_does_a_page_for_many_accounts(district, office, request, whose, action):
    target = request.getfixturevalue(whose)
    before = whole_of(target)
    address = f"/cms/bulk/staff/user/{action}/?id={target.pk}&next=/cms/users/"
    assert target.last_name not in office.client.get(address).content.decode()
    office.client.post(address, {"mark_as_active": "", "role": district.staff_groups.publishers.pk})
    assert whole_of(target) == before


def test_the_office_gives_no_group_from_outside_its_own_part_of_the_tree(district, office, stranger):
    outside = stranger.groups.get()
    office.client.post("/cms/users/new/", account(outside))
    assert not get_user_model().objects.filter(username="wangfang").exists()
    clerk = factories.user_of(district.staff_groups.editors)
    office.client.post(f"/cms/users/edit/{clerk.pk}/", account(outside, username=clerk.username))
    address = f"/cms/bulk/staff/user/assign_role/?id={clerk.pk}&next=/cms/users/"
    office.client.post(address, {"role": outside.pk})
    assert list(clerk.groups.all()) == [district.staff_groups.editors]
    assert stranger.username not in office.client.get("/cms/users/").content.decode()


def test_the_office_moves_many_accounts_of_its_own_at_once(district, office, administrator):
    street = factories.street(district)
    clerk = factories.user_of(street.staff_groups.editors)
    address = "/cms/bulk/staff/user/assign_role/?id=all&next=/cms/users/"
    office.client.post(address, {"role": street.staff_groups.publishers.pk})
    assert street.staff_groups.publishers in clerk.groups.all()
    assert street.staff_groups.publishers not in administrator.groups.all()
