"""What was decided about a period is kept and told; a change of substance begins a new one."""

import datetime as dt

import pytest
import time_machine

from cms.notices import periods
from cms.notices.models import NoticePage
from cms.records import withdrawing
from cms.records.models import PublishedVersion
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, notice_form
from tests.cms.notices.timeline import END, FRIDAY, MONDAY_9, republish, setup_notice

pytestmark = pytest.mark.django_db


def test_dates_changed_before_it_began_leave_no_trace_in_the_ledger():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
        republish(notice, starts_at=MONDAY_9 + dt.timedelta(days=1), ends_at=END + dt.timedelta(days=2))

    page = NoticePage.objects.get(pk=notice.pk)
    assert list(periods.ledger(page)) == []
    assert page.visible_from == MONDAY_9 + dt.timedelta(days=1)


def test_a_new_end_while_it_is_being_read_needs_a_reason_and_stands_in_the_ledger():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
    with time_machine.travel(MONDAY_9 + dt.timedelta(days=1), tick=False):
        with pytest.raises(PublishBlocked, match="写明原因"):
            republish(notice, ends_at=END + dt.timedelta(days=2))
        republish(notice, ends_at=END + dt.timedelta(days=2), date_reason="停电两天，无法受理异议")

    page = NoticePage.objects.get(pk=notice.pk)
    [entry] = periods.ledger(page)
    assert entry.text == (
        "原定2026年3月9日9:00至2026年3月16日24:00，因停电两天，无法受理异议，改为2026年3月9日9:00至2026年3月18日24:00。"
    )
    assert page.visible_until == END + dt.timedelta(days=2)
    assert page.date_reason == ""


def test_the_start_cannot_be_moved_once_it_has_begun():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
    with (
        time_machine.travel(MONDAY_9 + dt.timedelta(days=1), tick=False),
        pytest.raises(PublishBlocked, match="已经开始"),
    ):
        republish(notice, starts_at=MONDAY_9 + dt.timedelta(days=2), date_reason="改期")


def test_another_list_begins_a_new_period_and_the_old_text_is_nowhere_to_be_read():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
    later = MONDAY_9 + dt.timedelta(days=2)
    body = notice.body.stream_block.to_python(
        [
            {"type": "paragraph", "value": "望潮社区名单有更正。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants("魏某")},
        ]
    )
    with time_machine.travel(later, tick=False):
        with pytest.raises(PublishBlocked, match="至少公示7天"):
            republish(notice, body=body, change_note="漏列一户")
        page = republish(notice, body=body, change_note="漏列一户", ends_at=END + dt.timedelta(days=3))

    assert [row.number for row in page.periods.all()] == [1, 2]
    assert page.periods.last().began_at == later
    assert page.visible_from == later
    [entry] = periods.ledger(page)
    assert entry.text == "因漏列一户，重新公示：2026年3月11日9:00至2026年3月19日24:00。"
    assert PublishedVersion.objects.filter(record_id=page.pk).count() == 1
    assert not PublishedVersion.objects.readable().filter(record_id=page.pk).exists()


def test_what_was_taken_off_and_comes_back_begins_anew():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
        street, community = notice.publisher_organisation, notice.placements.first().place
    publishers = street.staff_groups.publishers
    asking, deciding = factories.user_of(publishers), factories.user_of(publishers)
    with time_machine.travel(MONDAY_9 + dt.timedelta(days=1), tick=False):
        page = NoticePage.objects.get(pk=notice.pk)
        withdrawing.ask(page, "名单要重新核对", asking)
        withdrawing.decide(page, deciding, agree=True)
    with time_machine.travel(MONDAY_9 + dt.timedelta(days=2), tick=False):
        page = republish(notice, live=True, ends_at=END + dt.timedelta(days=4), date_reason="核对完毕")

    assert page.periods.count() == 2
    assert page.visible_from == MONDAY_9 + dt.timedelta(days=2)
    assert community.pk in {row.place_id for row in page.placements.all()}


def test_a_correction_after_a_renewal_needs_no_new_period():
    """The clock is never at a whole second when somebody publishes."""
    ragged = dt.timedelta(microseconds=123456)
    with time_machine.travel(FRIDAY + ragged, tick=False):
        notice = setup_notice(starts_at=None, ends_at=END)
    body = notice.body.stream_block.to_python(
        [
            {"type": "paragraph", "value": "望潮社区名单有更正。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants("魏某")},
        ]
    )
    with time_machine.travel(MONDAY_9 + ragged, tick=False):
        page = republish(notice, body=body, change_note="漏列一户", ends_at=END + dt.timedelta(days=3))
        assert page.starts_at == MONDAY_9
        clerk = Clerk(factories.user_of(notice.publisher_organisation.staff_groups.publishers))
        clerk.save_page(page, notice_form(draft_of(page), summary="改一个错字。"), "publish")

    page = NoticePage.objects.get(pk=notice.pk)
    assert page.summary == "改一个错字。"
    assert page.periods.count() == 2


def test_a_reason_that_names_somebody_of_the_old_list_cannot_go_into_the_ledger():
    with time_machine.travel(FRIDAY, tick=False):
        street = factories.street(factories.district())
        body = [
            {"type": "paragraph", "value": "望潮社区名单。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants("欧阳某峰")},
        ]
        notice = factories.notice(street, body=body, starts_at=MONDAY_9, ends_at=END)
    fewer = notice.body.stream_block.to_python([body[0], {"type": "table", "value": factories.applicants("魏某")}])
    changes = {"body": fewer, "ends_at": END + dt.timedelta(days=3)}
    with time_machine.travel(MONDAY_9 + dt.timedelta(days=1), tick=False):
        with pytest.raises(PublishBlocked, match="写了名单上的姓名"):
            republish(notice, **changes, change_note="去掉欧阳某峰")
        assert republish(notice, **changes, change_note="去掉一户").periods.count() == 2
