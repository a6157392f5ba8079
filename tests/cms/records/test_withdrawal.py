"""A published record leaves the site only with a reason, and can come back as what it was."""

from __future__ import annotations

import pytest
from wagtail.models import PageLogEntry

from cms.policies.models import PolicyPage
from cms.records import withdrawing
from cms.records.models import Record
from cms.records.refusals import WithdrawalBlocked
from tests import factories
from tests.cms.clerk import Clerk, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


@pytest.fixture
def record(street):
    return factories.policy(street)


def withdraw(clerk, record, reason):
    return clerk.post("wagtailadmin_pages:unpublish", record.pk, data={"reason": reason})


def test_the_page_asks_for_a_public_reason(clerk, record):
    html = clerk.get("wagtailadmin_pages:unpublish", record.pk).content.decode()
    assert 'name="reason"' in html
    assert "向社会公开" in html


def test_with_a_reason_it_is_gone_and_says_why(clerk, record):
    response = withdraw(clerk, record, " 标准写错了，\n请看新的通知。 ")
    record.refresh_from_db()
    withdrawal = record.withdrawals.first()
    assert "已撤回" in messages_of(response)
    assert not record.live
    assert withdrawal.reason == "标准写错了， 请看新的通知。"
    assert withdrawal.withdrawn_by == clerk.user
    assert Record.objects.withdrawn().get().pk == record.pk
    assert Record.objects.get(pk=record.pk).withdrawals.first() == withdrawal
    assert not Record.objects.current(withdrawal.withdrawn_at).exists()
    assert PageLogEntry.objects.filter(page=record.pk, action="wagtail.unpublish", user=clerk.user).exists()


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_without_a_reason_it_stays(clerk, record, reason):
    response = withdraw(clerk, record, reason)
    record.refresh_from_db()
    assert record.live
    assert "请写明撤回的理由" in messages_of(response)
    assert response.url == f"/cms/pages/{record.pk}/unpublish/"


def test_many_at_once_cannot_be_withdrawn(clerk, street, record):
    other = factories.policy(street)
    address = f"/cms/bulk/basepage/basepage/unpublish/?id={record.pk}&id={other.pk}&next=/cms/pages/{street.pk}/"
    response = clerk.client.post(address)
    assert PolicyPage.objects.filter(live=True).count() == 2
    assert "请打开这份内容" in messages_of(response)


def test_code_cannot_withdraw_without_a_reason(record):
    with pytest.raises(WithdrawalBlocked):
        record.unpublish()
    with pytest.raises(WithdrawalBlocked):
        withdrawing.withdraw(record, " ", None)
    record.refresh_from_db()
    assert record.live


def test_it_comes_back_with_its_address_number_and_date(clerk, record):
    address, number, date = record.get_absolute_url(), record.index_number, record.published_at
    withdraw(clerk, record, "标准写错了。")
    clerk.edit(record, action="publish", title="更正后的通知")
    record.refresh_from_db()
    assert record.live
    assert record.title == "更正后的通知"
    assert (record.get_absolute_url(), record.index_number, record.published_at) == (address, number, date)
    assert record.withdrawals.get().restored_at is not None
    assert not Record.objects.withdrawn().exists()


def test_each_withdrawal_needs_its_own_reason(clerk, record):
    withdraw(clerk, record, "第一次的理由。")
    clerk.edit(record, action="publish")
    with pytest.raises(WithdrawalBlocked):
        PolicyPage.objects.get(pk=record.pk).unpublish()
    withdraw(clerk, record, "第二次的理由。")
    assert [withdrawal.reason for withdrawal in record.withdrawals.all()] == ["第二次的理由。", "第一次的理由。"]


def test_a_withdrawn_record_can_be_edited_but_not_deleted(clerk, record):
    withdraw(clerk, record, "标准写错了。")
    assert clerk.edit(record, summary="改过的摘要。").status_code == 302
    clerk.post("wagtailadmin_pages:delete", record.pk)
    assert PolicyPage.objects.filter(pk=record.pk).exists()


def test_drafts_are_not_withdrawn_records(street):
    factories.policy_draft(street)
    assert not Record.objects.withdrawn().exists()


def test_a_draft_saved_after_the_withdrawal_changes_nothing_for_the_public(clerk, record):
    withdraw(clerk, record, "标准写错了。")

    clerk.edit(record, title="改好的标题")

    assert Record.objects.withdrawn().get().pk == record.pk
