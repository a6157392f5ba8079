"""What a clerk sees first: what she can do now, and what is left to do."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission

from tests import factories
from tests.cms.clerk import Clerk, policy_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


def home(clerk):
    return BeautifulSoup(clerk.client.get("/cms/").content, "html.parser")


def steps(clerk):
    return {link.text.strip(): link["href"] for link in home(clerk).select(".desk__steps a")}


def drafts(clerk):
    rows = home(clerk).select(".desk__drafts li")
    return {row.a.text.strip(): [span.text.strip() for span in row.find_all("span")][:2] for row in rows}


def test_the_first_steps_are_those_of_her_own_organisation(street):
    found = steps(Clerk(factories.user_of(street.staff_groups.editors)))
    assert found["新建政策文件"] == f"/cms/pages/add/policies/policypage/{street.pk}/"
    assert found["新建政策解读"] == f"/cms/pages/add/policies/interpretationpage/{street.pk}/"
    assert found["我的机构资料"] == f"/cms/pages/{street.pk}/edit/"
    assert found["看网站上的样子"] == f"/places/{street.slug}/"


def test_each_draft_says_what_is_left(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    clerk.create(street, title="写好的", body=[("paragraph", "正文")])
    clerk.create(street, title="没写完的", summary="", theme="")
    factories.policy(street, title="已经公开的")
    assert drafts(clerk) == {"写好的": ["松涛街道", "都齐了，可以发布"], "没写完的": ["松涛街道", "还差2件事"]}


def test_an_editor_is_told_to_hand_in_and_what_she_has_handed_in(street):
    clerk = Clerk(factories.user_of(street.staff_groups.editors))
    clerk.create(street, title="写好的")
    clerk.create(street, title="交上去的", action="submit")
    assert {title: words[1] for title, words in drafts(clerk).items()} == {
        "写好的": "都齐了，可以提交审核",
        "交上去的": "已提交，等审核",
    }


def test_drafts_of_others_are_not_shown(street):
    other = factories.street(street.get_parent(), title="海晏街道")
    factories.policy_draft(other)
    assert drafts(Clerk(factories.user_of(street.staff_groups.publishers))) == {}


def test_a_draft_of_a_change_is_listed_with_its_new_title(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    page = factories.policy(street, title="原标题")
    clerk.edit(page, title="新标题")
    assert list(drafts(clerk)) == ["新标题"]


def test_an_account_without_an_organisation_is_told_whom_to_ask(street):
    user = factories.user_of(street.staff_groups.editors)
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert "还没有分到机构" in home(Clerk(user)).text


def test_the_administrator_begins_at_the_district(street):
    user = factories.user_of(street.staff_groups.editors, is_superuser=True)
    district = street.get_parent()
    assert steps(Clerk(user))["我的机构资料"] == f"/cms/pages/{district.pk}/edit/"


def test_the_to_do_list_stands_at_the_head_of_the_editor_and_follows_each_save(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    page = clerk.drafted(street, summary="", theme="")
    html = clerk.get("wagtailadmin_pages:edit", page.pk).content.decode()
    assert 'data-todo-field="summary"' in html
    assert "还有2件事没做" in html
    answer = clerk.save_page(page, policy_form(theme=""), HTTP_ACCEPT="application/json").json()
    assert "还有1件事没做" in answer["html"]
    assert 'data-todo-field="theme"' in answer["html"]


def test_dates_are_the_browser_s_own_fields(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    html = clerk.get("wagtailadmin_pages:add", "policies", "policypage", street.pk).content.decode()
    field = BeautifulSoup(html, "html.parser").find(id="id_issued_on")
    assert field["type"] == "date"
