"""Who may not publish hands in; a publisher here or above finds it and decides; never the author."""

from __future__ import annotations

import pytest
from wagtail.models import TaskState, WorkflowState

from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.clerk import Clerk, draft_of, messages_of, policy_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def community(street):
    return factories.community(street)


@pytest.fixture
def editor(community):
    return Clerk(factories.user_of(community.staff_groups.editors))


@pytest.fixture
def street_publisher(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


@pytest.fixture
def submitted(editor, community):
    editor.create(community, action="submit")
    return PolicyPage.objects.get()


def decide(clerk, page, action):
    task_state = page.current_workflow_task_state
    return clerk.post("wagtailadmin_pages:workflow_action", page.pk, action, task_state.pk, data={"comment": "改一下"})


def test_a_community_editor_submits_and_the_street_publishes(street_publisher, submitted):
    assert submitted.workflow_in_progress
    home = street_publisher.client.get("/cms/").content.decode()
    assert submitted.title in home
    assert "审核通过并发布" in home
    decide(street_publisher, submitted, "approve")
    submitted.refresh_from_db()
    assert submitted.live
    assert submitted.published_at is not None


def test_the_community_s_own_publisher_may_approve_as_well(community, submitted):
    publisher = Clerk(factories.user_of(community.staff_groups.publishers))
    decide(publisher, submitted, "approve")
    submitted.refresh_from_db()
    assert submitted.live


def test_publishers_elsewhere_do_not_see_it(street, submitted):
    other_street = factories.street(street.get_parent(), title="海晏街道")
    stranger = Clerk(factories.user_of(other_street.staff_groups.publishers))
    assert submitted.title not in stranger.client.get("/cms/").content.decode()
    decide(stranger, submitted, "approve")
    submitted.refresh_from_db()
    assert not submitted.live


def test_an_editor_cannot_approve(community, editor, submitted):
    colleague = Clerk(factories.user_of(community.staff_groups.editors))
    for clerk in (editor, colleague):
        decide(clerk, submitted, "approve")
    submitted.refresh_from_db()
    assert not submitted.live


@pytest.mark.parametrize("superuser", [False, True])
def test_the_author_cannot_approve_her_own_submission(street, community, superuser):
    author = factories.user_of(street.staff_groups.publishers, is_superuser=superuser)
    clerk = Clerk(author)
    clerk.create(community, action="submit")
    page = PolicyPage.objects.get()
    assert "审核通过并发布" not in clerk.client.get("/cms/").content.decode()
    response = decide(clerk, page, "approve")
    assert response.status_code in (302, 403)
    page.refresh_from_db()
    assert not page.live
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
    decide(Clerk(factories.user_of(street.staff_groups.publishers)), page, "approve")
    page.refresh_from_db()
    assert page.live


def test_whoever_hands_in_for_an_absent_author_does_not_let_the_author_approve(street, community, editor):
    author = Clerk(factories.user_of(street.staff_groups.publishers))
    author.create(community)
    page = PolicyPage.objects.get()
    editor.edit(page, action="submit")
    decide(author, page, "approve")
    page.refresh_from_db()
    assert not page.live


def test_it_can_be_sent_back_and_handed_in_again(editor, street_publisher, submitted):
    decide(street_publisher, submitted, "reject")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
    editor.edit(submitted, action="submit", title="改好的标题")
    decide(street_publisher, PolicyPage.objects.get(), "approve")
    submitted.refresh_from_db()
    assert (submitted.live, submitted.title) == (True, "改好的标题")


def test_what_is_incomplete_is_not_handed_in(editor, community):
    response = editor.create(community, action="submit", summary="")
    page = PolicyPage.objects.get()
    assert "写一句话摘要" in messages_of(response)
    assert response.url == f"/cms/pages/{page.pk}/edit/"
    assert not WorkflowState.objects.exists()


def test_approval_of_what_has_become_incomplete_is_refused_with_a_message(street, street_publisher, submitted):
    Clerk(factories.user_of(street.staff_groups.publishers)).edit(submitted, summary="")
    page = draft_of(submitted)
    response = decide(street_publisher, page, "approve")
    submitted.refresh_from_db()
    assert not submitted.live
    assert "写一句话摘要" in messages_of(response)
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_the_refusal_reaches_the_dialog_of_the_dashboard_too(street, street_publisher, submitted):
    Clerk(factories.user_of(street.staff_groups.publishers)).edit(submitted, summary="")
    task_state = submitted.current_workflow_task_state
    response = street_publisher.post(
        "wagtailadmin_pages:workflow_action",
        submitted.pk,
        "approve",
        task_state.pk,
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert response.json() == {"step": "success", "redirect": f"/cms/pages/{submitted.pk}/edit/"}


def test_the_author_cannot_change_it_while_it_is_being_reviewed(editor, submitted):
    response = editor.save_page(submitted, policy_form(title="偷偷改"))
    assert response.status_code == 200
    assert draft_of(submitted).title != "偷偷改"


def test_a_change_of_a_public_record_goes_the_same_way(editor, street_publisher, community):
    page = factories.policy(community, title="原标题", body="请各居民小组做好准备。")
    editor.edit(page, action="submit", title="新标题", change_note="改正名称", issued_on="2026-03-02")
    decide(street_publisher, PolicyPage.objects.get(), "approve")
    page.refresh_from_db()
    assert page.title == "新标题"
    assert page.published_versions.get().change_note == "改正名称"


def test_after_a_move_the_new_parent_reviews(street, community, editor):
    other_street = factories.street(street.get_parent(), title="海晏街道")
    community.move(other_street, pos="last-child")
    editor.create(community, action="submit")
    page = PolicyPage.objects.get()
    decide(Clerk(factories.user_of(street.staff_groups.publishers)), page, "approve")
    page.refresh_from_db()
    assert not page.live
    decide(Clerk(factories.user_of(other_street.staff_groups.publishers)), page, "approve")
    page.refresh_from_db()
    assert page.live
