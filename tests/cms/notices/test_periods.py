"""A notice begins and ends when it was said it would, and every change of that is told."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cms.notices.enums import NoticeState
from cms.notices.models import NoticePage
from cms.organisations import staffing
from cms.records.models import Record
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, notice_form
from tests.cms.notices.timeline import END, FRIDAY, MONDAY_9, SECOND, is_public, setup_notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("at", "seen"), [(-1, False), (0, True), (1, True)])
def test_a_notice_released_on_friday_for_monday_appears_at_that_second(at, seen):
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()

    assert is_public(notice, MONDAY_9 + at * SECOND) is seen


@pytest.mark.parametrize(("at", "seen"), [(-1, True), (0, False), (1, False)])
def test_it_is_gone_at_the_second_of_its_end(at, seen):
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()

    assert is_public(notice, END + at * SECOND) is seen


def test_states_are_worked_out_and_the_list_by_state_agrees():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice()
        draft = factories.notice_draft(notice.publisher_organisation)
    moments = {
        MONDAY_9 - SECOND: NoticeState.WAITING,
        MONDAY_9: NoticeState.IN_FORCE,
        END - SECOND: NoticeState.IN_FORCE,
        END: NoticeState.ENDED,
    }

    for moment, state in moments.items():
        assert NoticePage.objects.get(pk=notice.pk).state(moment) == state
        for each in NoticeState.values:
            found = set(NoticePage.objects.in_state(each, moment).values_list("pk", flat=True))
            assert (notice.pk in found) is (each == state)
            assert (draft.pk in found) is (each == NoticeState.DRAFT)


def test_a_plan_that_stays_is_public_after_its_period():
    with time_machine.travel(FRIDAY, tick=False):
        district = factories.district()
        notice = factories.notice(
            district,
            notice_kind="plan-draft",
            starts_at=MONDAY_9,
            ends_at=END + dt.timedelta(days=60),
            reach="district",
            body=[
                {
                    "type": "paragraph",
                    "value": "规划草案：范围、内容、图纸见附件。意见请寄到规划局地址，电话、邮箱都可以。",
                }
            ],
            content_reason="图纸另行公布",
        )
    after = END + dt.timedelta(days=61)

    assert is_public(notice, after)
    assert NoticePage.objects.get(pk=notice.pk).state(after) == NoticeState.ENDED
    assert not NoticePage.objects.running(after).exists()
    assert NoticePage.objects.over(after).get().pk == notice.pk


def test_a_notice_released_after_its_planned_start_begins_when_it_is_released():
    with time_machine.travel(MONDAY_9 + dt.timedelta(minutes=20), tick=False):
        notice = setup_notice(ends_at=END + dt.timedelta(days=3))

    assert notice.starts_at == MONDAY_9
    assert notice.visible_from == MONDAY_9 + dt.timedelta(minutes=20)
    assert notice.periods.get().began_at == notice.visible_from


def test_a_release_so_late_that_the_period_becomes_too_short_is_refused():
    with (
        time_machine.travel(MONDAY_9 + dt.timedelta(days=2), tick=False),
        pytest.raises(PublishBlocked, match="至少公示7天"),
    ):
        setup_notice()


def test_a_shorter_period_needs_a_reason_that_is_published():
    with time_machine.travel(FRIDAY, tick=False):
        street = factories.street(factories.district())
        short = {"starts_at": MONDAY_9, "ends_at": MONDAY_9 + dt.timedelta(days=3)}
        with pytest.raises(PublishBlocked, match="缩短的理由"):
            factories.notice(street, **short)
        notice = factories.notice(street, **short, period_reason="汛期转移安置，三天内要发放")

    assert notice.live


def test_without_a_start_it_begins_with_its_release():
    with time_machine.travel(FRIDAY, tick=False):
        notice = setup_notice(starts_at=None)

    assert notice.visible_from == notice.starts_at == FRIDAY


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_at": MONDAY_9 - SECOND}, "结束时间要晚于开始时间"),
        ({"starts_at": FRIDAY - dt.timedelta(days=30), "ends_at": FRIDAY - dt.timedelta(days=1)}, "结束时间已经过去"),
        ({"ends_at": None}, "填结束时间"),
        ({"notice_kind": ""}, "选公示的类别"),
        ({"notice_kind": "orphan"}, "不得公示"),
        ({"notice_kind": "house-valuation"}, "只能给被征收人看"),
        ({"notice_kind": "village-affairs"}, "请换一类"),
        ({"reach": "named"}, None),
    ],
)
def test_what_a_notice_must_have(fields, message):
    with time_machine.travel(FRIDAY, tick=False):
        if message is None:
            assert setup_notice(**fields).pk
        else:
            with pytest.raises(PublishBlocked, match=message):
                setup_notice(**fields)


def test_named_places_must_be_named():
    street = factories.street(factories.district())

    with pytest.raises(PublishBlocked, match="选在哪些社区"):
        factories.notice(street, reach="named")


def test_prescribed_contents_are_asked_for_or_explained():
    street = factories.street(factories.district())
    body = [{"type": "paragraph", "value": "公示如下。"}]

    with pytest.raises(PublishBlocked, match="申请人姓名"):
        factories.notice(street, title="公示", summary="公示。", body=body)
    assert factories.notice(street, title="公示", summary="公示。", body=body, content_reason="本批没有申请人").pk


def test_a_community_prepares_the_notice_and_its_street_is_the_publisher():
    street = factories.street(factories.district())
    community = factories.community(street)

    notice = factories.notice(community, community)

    assert notice.publisher_organisation == street
    assert notice.get_parent().pk == community.pk
    assert notice.index_number.startswith(street.uscc)
    assert Record.objects.current(timezone.now()).shown_at(community).filter(pk=notice.pk).exists()
    assert not Record.objects.current(timezone.now()).shown_at(street).filter(pk=notice.pk).exists()


def test_an_end_in_another_century_is_refused_and_the_draft_still_opens():
    street = factories.street(factories.district())
    draft = factories.notice_draft(street)
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))

    refused = clerk.save_page(draft, notice_form(draft_of(draft), ends_at="2066-03-16"), "publish")

    assert "请核对年份" in refused.content.decode()
    assert clerk.get("wagtailadmin_pages:edit", draft.pk).status_code == 200


def test_the_result_of_another_office_s_notice_cannot_be_claimed():
    district = factories.district()
    street, other = factories.street(district), factories.street(district, title="海晏街道")
    foreign, own = factories.notice(other), factories.notice(street)

    with pytest.raises(PublishBlocked, match="只能选本机构"):
        factories.notice(street, result_of=foreign)
    assert factories.notice(street, result_of=own).live


def test_a_draft_that_is_moved_belongs_to_the_street_it_stands_under_now():
    district = factories.district()
    street, other = factories.street(district), factories.street(district, title="海晏街道")
    community = factories.community(other)
    draft = factories.notice_draft(street)
    admin = Clerk(factories.user_of(staffing.district_office(district)))

    admin.post("wagtailadmin_pages:move_confirm", draft.pk, community.pk)

    assert NoticePage.objects.get(pk=draft.pk).publisher_organisation == other
