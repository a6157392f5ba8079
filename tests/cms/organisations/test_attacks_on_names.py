"""What an organisation is called, and who passes a text, is not for the person who profits."""

from __future__ import annotations

import pytest

from cms.organisations.staffing import district_office
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.clerk import Clerk, policy_form, profile_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def street(district):
    return factories.street(district)


def test_a_street_reads_its_names_but_does_not_change_them(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    html = clerk.get("wagtailadmin_pages:edit", street.pk).content.decode()
    assert street.legal_name in html
    assert 'name="legal_name"' not in html
    assert 'name="title"' not in html
    data = profile_of(street, title="区政府", legal_name="澄湾新区管理委员会", lead="为居民办事。")
    assert clerk.save_page(street, data, "publish").status_code == 302
    street.refresh_from_db()
    assert (street.title, street.legal_name, street.lead) == ("松涛街道", "澄湾新区松涛街道办事处", "为居民办事。")


def test_the_district_office_changes_them(district, street):
    office = Clerk(factories.user_of(district_office(district)))
    office.save_page(street, profile_of(street, title="新松街道", legal_name="澄湾新区新松街道办事处"), "publish")
    street.refresh_from_db()
    assert (street.title, street.legal_name) == ("新松街道", "澄湾新区新松街道办事处")


def test_a_reviewer_who_rewrote_the_text_sends_it_back_or_leaves_it_to_another(street):
    community = factories.community(street)
    Clerk(factories.user_of(community.staff_groups.editors)).create(community, action="submit")
    page = PolicyPage.objects.get()
    rewriter, other = (Clerk(factories.user_of(street.staff_groups.publishers)) for _ in range(2))
    rewriter.save_page(page, policy_form(title="改写的标题"))
    decide(rewriter, "approve")
    assert not PolicyPage.objects.get().live
    assert "审核通过并发布" not in rewriter.client.get("/cms/").content.decode()
    decide(other, "approve")
    assert PolicyPage.objects.get().live


def decide(clerk, action):
    page = PolicyPage.objects.get()
    task_state = page.current_workflow_task_state
    return clerk.post("wagtailadmin_pages:workflow_action", page.pk, action, task_state.pk, data={"comment": "改一下"})


def test_a_rewriter_may_still_send_it_back(street):
    community = factories.community(street)
    Clerk(factories.user_of(community.staff_groups.editors)).create(community, action="submit")
    rewriter = Clerk(factories.user_of(street.staff_groups.publishers))
    rewriter.save_page(PolicyPage.objects.get(), policy_form(title="改写的标题"))
    decide(rewriter, "reject")
    assert PolicyPage.objects.get().current_workflow_state.status == "needs_changes"
