"""What one person must not be able to do alone, or ever."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.admin.models import FormState

from cms.files.models import Attachment
from cms.notices import clearing, gate, masking, revisions
from cms.notices.models import LocalRule, NoticePage
from cms.organisations import staffing
from cms.records.models import PublishedVersion, Record
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, notice_form
from tests.cms.notices import office_list
from tests.cms.notices.timeline import END, FRIDAY, MONDAY_9, republish, setup_notice

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY_9 + dt.timedelta(days=1)


def running():
    with time_machine.travel(FRIDAY, tick=False):
        return setup_notice()


def is_public(notice, at):
    return Record.objects.current(at).filter(pk=notice.pk).exists()


def test_a_community_does_not_publish_in_its_street_s_name_by_changing_the_kind():
    street = factories.street(factories.district())
    community = factories.community(street)
    draft = factories.notice_draft(community, community, notice_kind="other")
    assert NoticePage.objects.get(pk=draft.pk).publisher_organisation == community
    clerk = Clerk(factories.user_of(community.staff_groups.publishers))

    clerk.save_page(draft, notice_form(draft_of(draft), notice_kind="low-income-review"), "publish")

    assert not NoticePage.objects.get(pk=draft.pk).live


def test_a_list_that_leaves_never_becomes_one_that_stays():
    notice = running()
    body = notice.body.stream_block.to_python([{"type": "paragraph", "value": "通知如下。"}])

    with time_machine.travel(TUESDAY, tick=False), pytest.raises(PublishBlocked, match="不能改成长期公开"):
        republish(notice, notice_kind="announcement", body=body, ends_at=None, change_note="换类别")

    assert not PublishedVersion.objects.readable().exists()


def test_a_running_notice_is_not_hidden_by_renewing_it_into_the_future():
    notice = running()
    with time_machine.travel(TUESDAY, tick=False):
        later = TUESDAY + dt.timedelta(days=300)
        republish(notice, title="换个标题", change_note="改", starts_at=later, ends_at=later + dt.timedelta(days=20))

        assert is_public(notice, timezone.now())
        assert NoticePage.objects.get(pk=notice.pk).withdrawn_by_two


def test_a_running_notice_is_not_ended_early_by_one():
    notice = running()

    with time_machine.travel(TUESDAY, tick=False), pytest.raises(PublishBlocked, match="不能提前结束"):
        republish(notice, ends_at=TUESDAY + dt.timedelta(minutes=1), date_reason="调整", period_reason="调整")


@pytest.mark.parametrize("released_by", ["publishing", "approving"])
def test_what_has_ended_does_not_come_back(released_by):
    notice = running()
    with time_machine.travel(TUESDAY, tick=False):
        page = NoticePage.objects.get(pk=notice.pk)
        page.ends_at, page.date_reason = END + dt.timedelta(days=5), "推迟"
        revision = page.save_revision()
    with time_machine.travel(END + dt.timedelta(minutes=1), tick=False):
        clerk = Clerk(factories.user_of(notice.publisher_organisation.staff_groups.publishers))
        if released_by == "approving":
            with pytest.raises(PublishBlocked, match="已经期满"):
                revision.publish()
        else:
            clerk.save_page(notice, notice_form(draft_of(notice)), "publish")

        assert not is_public(notice, timezone.now())


def test_a_slip_in_a_draft_locks_nobody_out():
    notice = running()
    with time_machine.travel(TUESDAY, tick=False):
        page = NoticePage.objects.get(pk=notice.pk)
        page.ends_at = FRIDAY
        page.save_revision()
        clerk = Clerk(factories.user_of(notice.publisher_organisation.staff_groups.publishers))

        assert clerk.get("wagtailadmin_pages:edit", notice.pk).status_code == 200


def test_more_readers_are_a_new_matter_with_a_word_to_the_public():
    notice = running()

    with time_machine.travel(TUESDAY, tick=False):
        with pytest.raises(PublishBlocked, match="改动"):
            republish(notice, reach="district", ends_at=END + dt.timedelta(days=3))
        page = republish(notice, reach="district", ends_at=END + dt.timedelta(days=3), change_note="扩大公示范围")

    assert page.periods.count() == 2


def test_a_word_for_one_person_s_illness_is_none_for_another_s():
    street = factories.street(factories.district())
    rows = [["姓名", "备注"], ["林某", "肺癌"]]
    draft = factories.notice_draft(street, body=[{"type": "table", "value": masking.table_from_rows(rows, "名单")}])
    reviewer = factories.user_of(street.staff_groups.publishers)
    page = draft_of(draft)
    gate.accept(page, [found.fingerprint for found in gate.unanswered(page)], "本人书面同意公开", reviewer)
    assert not gate.unanswered(draft_of(draft))

    rows += [["周某", "肺癌"]]
    page.body = page.body.stream_block.to_python([{"type": "table", "value": masking.table_from_rows(rows, "名单")}])
    page.save_revision()

    assert len(gate.unanswered(draft_of(draft))) == 1


def test_a_number_that_is_broken_over_a_line_is_found():
    street = factories.street(factories.district())
    number = office_list.identity("37021119700825560")
    body = [{"type": "paragraph", "value": f"林某，身份证号{number[:8]}\n{number[8:]}。"}]
    with_break = factories.notice_draft(street, body=body)

    assert gate.blocking(draft_of(with_break))


def test_names_in_a_kind_that_stays_are_refused():
    district = factories.district()
    body = [{"type": "table", "value": masking.table_from_rows([["姓名", "金额"], ["张建国", "5"]], "名单")}]

    with pytest.raises(PublishBlocked, match="却会长期公开"):
        factories.notice(district, notice_kind="announcement", body=body, ends_at=None)


def test_what_was_taken_off_and_given_up_is_cleared_whatever_its_dates():
    notice = running()
    with time_machine.travel(TUESDAY, tick=False):
        page = NoticePage.objects.get(pk=notice.pk)
        page.save_revision()
        clerk = Clerk(factories.user_of(notice.publisher_organisation.staff_groups.publishers))
        clerk.post("wagtailadmin_pages:unpublish", notice.pk, data={"reason": "名单要核对", "urgent": "on"})

    assert clearing.clear_due(TUESDAY + dt.timedelta(days=29)) == 0
    assert clearing.clear_due(TUESDAY + dt.timedelta(days=31)) == 1


def test_a_preview_keeps_nothing_of_what_was_masked():
    street = factories.street(factories.district())
    draft = factories.notice_draft(street)
    clerk = Clerk(factories.user_of(street.staff_groups.editors))
    form = notice_form(draft_of(draft), summary="请打13912345678。")
    clerk.post("wagtailadmin_pages:preview_on_edit", draft.pk, data=form)
    assert "13912345678" in FormState.objects.get().data

    masking.mask_all(NoticePage.objects.get(pk=draft.pk), clerk.user)

    assert not FormState.objects.exists()


def test_who_wrote_a_text_does_not_answer_for_it_after_a_colleague_has_saved():
    street = factories.street(factories.district())
    draft = factories.notice_draft(street, summary="请打13912345678。")
    writer, colleague = (factories.user_of(street.staff_groups.publishers) for _ in range(2))
    draft.save_revision(user=writer)
    draft.save_revision(user=colleague)

    assert not gate.may_answer(NoticePage.objects.get(pk=draft.pk), writer)
    assert gate.may_answer(NoticePage.objects.get(pk=draft.pk), factories.user_of(street.staff_groups.publishers))


@pytest.mark.parametrize("cell", ["张　国庆", "张国庆（户主）", "李秀英、张国庆"])
def test_a_listed_name_is_found_in_the_title_however_the_list_writes_it(cell):
    street = factories.street(factories.district())
    table = {"type": "table", "value": factories.applicants(cell)}

    with pytest.raises(PublishBlocked, match="写了名单上的姓名"):
        factories.notice(street, title="关于张国庆的公示", body=[table], content_reason="无")


def test_a_local_rule_is_chosen_from_the_list_and_changes_nothing_that_was_published():
    district = factories.district()
    notice = factories.notice(factories.street(district))
    before = NoticePage.objects.get(pk=notice.pk).basis_text
    office = Clerk(factories.user_of(staffing.district_office(district)))
    row = {"days": "10", "unit": "working", "basis": "澄新民发〔2026〕9号"}

    office.post("local_rules:add", data={**row, "notice_kind": "低保"})
    assert not LocalRule.objects.exists()
    office.post("local_rules:add", data={**row, "notice_kind": "low-income-review"})

    assert LocalRule.objects.get().days == 10
    assert NoticePage.objects.get(pk=notice.pk).basis_text == before
    assert "没有规定天数" not in before


def test_a_raw_list_that_was_exchanged_by_hand_goes_when_the_notice_is_released():
    street = factories.street(factories.district())
    raw = factories.attachment(street.staff_groups.collection, "原表", b"13912345678")
    draft = factories.notice_draft(street)
    blocks = draft.body.get_prep_value()
    page = draft_of(draft)
    page.body = page.body.stream_block.to_python([*blocks, {"type": "attachment", "value": {"file": raw.pk}}])
    page.save_revision()
    page.body = page.body.stream_block.to_python(blocks)
    page.save_revision().publish()

    revisions.trim(draft.pk)

    assert not Attachment.objects.filter(pk=raw.pk).exists()
