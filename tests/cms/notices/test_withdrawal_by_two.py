"""A notice that is being read leaves the site on the word of two."""

import datetime as dt
import threading

import pytest
from django.db import connections
from django.utils import timezone

from cms.notices.models import NoticePage
from cms.records import withdrawing
from cms.records.models import Record, WithdrawalRequest
from cms.records.refusals import RecordRefused
from tests import factories
from tests.cms.clerk import Clerk, messages_of

pytestmark = pytest.mark.django_db

REASON = "名单要重新核对"


def notice_and_publishers(**fields):
    street = factories.street(factories.district())
    notice = factories.notice(street, **fields)
    return notice, *(Clerk(factories.user_of(street.staff_groups.publishers)) for _ in range(2))


def is_public(notice):
    return Record.objects.current(timezone.now()).filter(pk=notice.pk).exists()


def test_one_asks_and_it_stays_until_another_agrees():
    notice, one, other = notice_and_publishers()

    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON})
    assert is_public(notice)
    assert notice.title in other.client.get("/cms/").content.decode()
    one.post("records:withdrawal", notice.pk, data={"agree": "1"})
    assert is_public(notice)
    other.post("records:withdrawal", notice.pk, data={"agree": "1"})

    assert not is_public(notice)
    request = WithdrawalRequest.objects.get()
    assert (request.asked_by, request.decided_by, request.agreed) == (one.user, other.user, True)
    assert notice.withdrawals.get().reason == REASON


def test_who_disagrees_ends_the_matter():
    notice, one, other = notice_and_publishers()
    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON})

    other.post("records:withdrawal", notice.pk, data={"disagree": "1"})

    assert is_public(notice)
    assert withdrawing.open_request(notice) is None


def test_a_leak_is_taken_off_at_once_and_looked_at_afterwards():
    notice, one, other = notice_and_publishers()

    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON, "urgent": "on"})
    assert not is_public(notice)
    one.post("records:withdrawal", notice.pk, data={"disagree": "1"})
    assert withdrawing.open_request(notice) is not None
    other.post("records:withdrawal", notice.pk, data={"agree": "1"})

    assert withdrawing.open_request(notice) is None


def test_the_second_of_two_who_decide_at_once_is_told():
    notice, one, other = notice_and_publishers()
    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON})
    other.post("records:withdrawal", notice.pk, data={"agree": "1"})

    response = other.post("records:withdrawal", notice.pk, data={"agree": "1"})

    assert "已经有人处理了" in messages_of(response)


def test_nobody_asks_twice_or_for_a_foreign_notice():
    notice, one, other = notice_and_publishers()
    stranger = Clerk(factories.user_of(factories.street(notice.get_parent().get_parent()).staff_groups.publishers))
    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON})

    with pytest.raises(RecordRefused, match="已经有同事提出"):
        withdrawing.ask(NoticePage.objects.get(pk=notice.pk), REASON, other.user)
    stranger.post("records:withdrawal", notice.pk, data={"agree": "1"})

    assert is_public(notice)


def test_one_may_stop_what_nobody_has_seen_yet_and_it_leaves_no_trace():
    start = timezone.now() + dt.timedelta(days=2)
    notice, one, _ = notice_and_publishers(starts_at=start)

    one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": REASON})

    assert not NoticePage.objects.get(pk=notice.pk).live
    assert not Record.objects.withdrawn().filter(pk=notice.pk).exists()


@pytest.mark.parametrize("reason", ["林某的身份证号写错了", "请打13912345678"])
def test_the_reason_that_the_public_reads_names_nobody(reason):
    notice, one, _ = notice_and_publishers()

    response = one.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": reason})

    assert "个人信息" in messages_of(response)
    assert withdrawing.open_request(notice) is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_decide_at_the_same_moment_one_is_told():
    notice, one, other = notice_and_publishers()
    third = factories.user_of(notice.publisher_organisation.staff_groups.publishers)
    withdrawing.ask(NoticePage.objects.get(pk=notice.pk), REASON, one.user)
    start, told = threading.Barrier(2), []

    def decide(user):
        page = NoticePage.objects.get(pk=notice.pk)
        start.wait()
        try:
            withdrawing.decide(page, user, agree=True)
        except RecordRefused as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=decide, args=[user]) for user in (other.user, third)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()

    assert len(told) == 1
    assert "已经有人处理了" in told[0]
    assert notice.withdrawals.count() == 1
