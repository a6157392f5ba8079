"""What must hold before a record is public, whichever way it is published."""

from __future__ import annotations

import pytest

from cms.policies.models import PolicyPage
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def publisher(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


def test_a_complete_record_is_created_and_published_in_one_go(street, publisher):
    response = publisher.create(street, action="publish")
    page = PolicyPage.objects.get()
    assert response.status_code == 302
    assert page.live
    assert page.published_at is not None
    assert page.index_number == f"{street.uscc}/{page.published_at.year}-00001"
    assert page.publisher_organisation == street


def test_an_incomplete_new_record_becomes_a_draft_with_a_kind_message(street, publisher):
    response = publisher.create(street, action="publish", summary="", theme="")
    page = PolicyPage.objects.get()
    assert not page.live
    assert (page.published_at, page.index_number) == (None, None)
    assert response.url.endswith(f"/pages/{page.pk}/edit/")
    assert "写一句话摘要" in messages_of(response)
    assert "选主题分类" in messages_of(response)


def test_an_incomplete_change_of_a_public_record_stays_a_draft(street, publisher):
    page = factories.policy(street, title="原来的标题")
    response = publisher.edit(page, action="publish", title="新标题", summary="")
    page.refresh_from_db()
    assert "写一句话摘要" in messages_of(response)
    assert page.live
    assert page.title == "原来的标题"
    assert draft_of(page).title == "新标题"


@pytest.mark.parametrize("live", [False, True])
def test_drafts_may_be_incomplete(street, publisher, live):
    page = factories.policy(street) if live else publisher.drafted(street)
    response = publisher.edit(page, summary="", theme="", body=[])
    assert response.status_code == 302
    assert draft_of(page).summary == ""


def test_bulk_publication_of_an_incomplete_record_is_refused_with_a_message(street, publisher):
    complete, incomplete = publisher.drafted(street), publisher.drafted(street, summary="")
    address = "/cms/bulk/basepage/basepage/publish/"
    query = f"?id={complete.pk}&id={incomplete.pk}&next=/cms/pages/{street.pk}/"
    response = publisher.client.post(address + query)
    assert response.url == f"/cms/pages/{street.pk}/"
    assert "写一句话摘要" in messages_of(response)
    assert not PolicyPage.objects.filter(live=True).exists()


def test_code_that_publishes_is_held_to_the_same_rules(street, publisher):
    page = publisher.drafted(street, theme="")
    with pytest.raises(PublishBlocked, match="选主题分类"):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    page.live = True
    with pytest.raises(PublishBlocked):
        page.save()
    with pytest.raises(PublishBlocked):
        page.save(update_fields=["live"])
    assert not PolicyPage.objects.filter(live=True).exists()


def test_an_editor_cannot_publish(street):
    editor = Clerk(factories.user_of(street.staff_groups.editors))
    editor.create(street, action="publish")
    assert not PolicyPage.objects.get().live


def test_the_form_offers_closed_lists_with_sensible_defaults(street, publisher):
    html = publisher.get("wagtailadmin_pages:add", "policies", "policypage", street.pk).content.decode()
    form = _form_of(publisher.get("wagtailadmin_pages:add", "policies", "policypage", street.pk))
    assert form["reach"].value() == "district"
    assert form["audience"].value() == "everyone"
    assert dict(form.fields["theme"].choices)["17"] == "民政、扶贫、救灾"
    groups = dict(choice for choice in form.fields["subtheme"].choices if isinstance(choice[1], list))
    assert ("社会福利", "社会福利") in groups["民政、扶贫、救灾"]
    assert '<html lang="zh-hans"' in html


def test_a_value_outside_a_closed_list_is_refused(street, publisher):
    response = publisher.create(street, theme="99")
    assert response.status_code == 200
    assert not PolicyPage.objects.exists()


def test_a_subtheme_of_another_theme_blocks_publication(street, publisher):
    response = publisher.create(street, action="publish", theme="17", subtheme="税务")
    assert "主题二级" in messages_of(response)


def test_nobody_publishes_under_a_closed_organisation(street, publisher):
    page = publisher.drafted(street)
    successor = factories.street(street.get_parent(), title="海晏街道")
    close(street, successor)
    response = publisher.edit(page, action="publish")
    assert "本机构已撤销或合并" in messages_of(response)
    assert not PolicyPage.can_create_at(street)


def test_a_record_needs_a_publisher_with_a_code_for_its_index_number(street, publisher):
    type(street).objects.filter(pk=street.pk).update(uscc="")
    response = publisher.create(street, action="publish")
    assert "统一社会信用代码" in messages_of(response)


def test_a_document_number_is_written_in_one_way_and_used_once(street, publisher):
    publisher.create(street, action="publish", document_number="澄松发[2026]第005号")
    assert PolicyPage.objects.get().document_number == "澄松发〔2026〕5号"
    response = publisher.create(street, action="publish", document_number="澄松发〔2026〕5号")
    assert "已经有文件在用" in messages_of(response)


def close(organisation, successor):
    organisation.refresh_from_db()
    organisation.status, organisation.closed_on, organisation.successor = "closed", "2026-01-01", successor
    organisation.full_clean()
    organisation.save()


def _form_of(response):
    return response.context["form"]
