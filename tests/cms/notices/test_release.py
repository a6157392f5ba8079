"""Who may release a notice, and what happens when two do."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.notices.models import NoticePage
from cms.organisations.models import Telephone
from tests import factories
from tests.cms.clerk import Clerk, draft_of, messages_of, notice_form
from tests.cms.notices import office_list

pytestmark = pytest.mark.django_db


def organisations():
    street = factories.street(factories.district())
    return street, factories.community(street)


def publisher_of(organisation):
    return Clerk(factories.user_of(organisation.staff_groups.publishers))


def submitted(community):
    """A community's draft of a street's notice, handed in by its editor."""
    editor = Clerk(factories.user_of(community.staff_groups.editors))
    draft = factories.notice_draft(community, community)
    editor.save_page(draft, notice_form(draft_of(draft)), "submit")
    return NoticePage.objects.get(pk=draft.pk)


def decide(clerk, page, action):
    state = page.current_workflow_task_state
    return clerk.post("wagtailadmin_pages:workflow_action", page.pk, action, state.pk, data={"comment": ""})


def test_the_street_s_publisher_releases_what_the_community_prepared():
    street, community = organisations()
    page = submitted(community)
    assert page.workflow_in_progress

    decide(publisher_of(street), page, "approve")

    page.refresh_from_db()
    assert page.live
    assert page.publisher_organisation == street


def test_the_community_s_own_publisher_cannot_release_a_street_s_notice():
    _, community = organisations()
    page = submitted(community)
    clerk = publisher_of(community)

    decide(clerk, page, "approve")
    clerk.save_page(page, notice_form(draft_of(page)), "publish")

    page.refresh_from_db()
    assert not page.live


def test_of_two_who_publish_at_once_the_first_wins_and_the_second_is_told():
    street, community = organisations()
    notice = factories.notice(street, community)
    notice.save_revision()
    first, second = publisher_of(street), publisher_of(street)
    opened = draft_of(notice)
    loaded = {
        "loaded_revision_id": str(opened.latest_revision_id),
        "loaded_revision_created_at": opened.latest_revision_created_at.isoformat(),
    }
    by_first = {**notice_form(opened, summary="第一位改的摘要。"), **loaded}
    by_second = {**notice_form(opened, summary="第二位改的摘要。"), **loaded}

    first.save_page(notice, by_first, "publish")
    response = second.save_page(notice, by_second, "publish")

    assert NoticePage.objects.get(pk=notice.pk).summary == "第一位改的摘要。"
    assert "又保存过这份内容" in messages_of(response)


def test_of_two_whose_texts_cross_between_saving_and_publishing_the_newer_text_stands():
    street, community = organisations()
    draft = factories.notice_draft(street, community)
    older = draft.save_revision(user=factories.user_of(street.staff_groups.publishers))
    page = draft_of(draft)
    page.summary = "更新的摘要。"
    newer = page.save_revision(user=factories.user_of(street.staff_groups.publishers))

    with pytest.raises(Exception, match="另一位同事刚刚存了更新的内容"):
        older.publish()
    newer.publish()

    assert NoticePage.objects.get(pk=draft.pk).summary == "更新的摘要。"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026.3.9 9:00", dt.datetime(2026, 3, 9, 9)),
        ("二〇二六年三月九日上午9时", dt.datetime(2026, 3, 9, 9)),
    ],
)
def test_dates_are_read_as_offices_type_them(typed, stored, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), tick=False)
    street, community = organisations()
    draft = factories.notice_draft(street, community)

    publisher_of(street).save_page(draft, notice_form(draft_of(draft), starts_at=typed, ends_at="2026年3月16日24:00"))

    page = draft_of(draft)
    assert timezone.localtime(page.starts_at).replace(tzinfo=None) == stored
    assert timezone.localtime(page.ends_at).replace(tzinfo=None) == dt.datetime(2026, 3, 17)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_at": "2月30日"}, "没有"),
        ({"starts_at": "下周一"}, "写"),
        ({"starts_at": "2026-02-01 09:00"}, "不能倒填"),
        ({"starts_at": "2026-03-20", "ends_at": "2026-03-10"}, "结束时间要晚于开始时间"),
    ],
)
def test_senseless_dates_are_refused_with_what_to_do_and_nothing_is_stored(fields, message, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), tick=False)
    street, community = organisations()
    draft = factories.notice_draft(street, community)
    before = draft.latest_revision_id

    response = publisher_of(street).save_page(draft, notice_form(draft_of(draft), **fields), "publish")

    draft.refresh_from_db()
    assert message in response.content.decode()
    assert draft.latest_revision_id == before
    assert not draft.live


def test_a_place_outside_the_publisher_s_tree_is_refused():
    street, _ = organisations()
    other = factories.community(factories.street(street.get_parent(), title="海晏街道"))
    draft = factories.notice_draft(street, other)

    publisher_of(street).save_page(draft, notice_form(draft_of(draft)), "publish")

    assert not NoticePage.objects.get(pk=draft.pk).live


def test_a_pasted_table_with_numbers_cannot_be_handed_in_and_one_press_masks_it():
    _, community = organisations()
    people = office_list.applicants(5)
    draft = factories.notice_draft(community, community)
    page = draft_of(draft)
    rows = [[str(n), person.name, person.identity, person.telephone, person.address] for n, person in enumerate(people)]
    page.body[1].value["data"] = [["序号", "申请人姓名", "身份证号", "联系电话", "住址"], *rows]
    page.save_revision()
    editor = Clerk(factories.user_of(community.staff_groups.editors))

    editor.save_page(draft, notice_form(draft_of(draft)), "submit")
    assert not NoticePage.objects.get(pk=draft.pk).workflow_in_progress
    shown = editor.get("notices:personal_data", draft.pk).content.decode()
    assert "身份证号" in shown
    assert not [secret for secret in office_list.secrets_of(people) if secret in shown]
    editor.post("notices:personal_data", draft.pk, data={"mask": "1"})

    text = office_list.written_in_drafts(draft)
    assert people[0].name in text
    assert not [secret for secret in office_list.secrets_of(people) if secret in text]
    editor.save_page(draft, notice_form(draft_of(draft), content_reason="金额另行核定"), "submit")
    assert NoticePage.objects.get(pk=draft.pk).workflow_in_progress


def test_a_reviewer_may_let_a_telephone_stand_with_a_reason_and_the_author_may_not():
    street, community = organisations()
    draft = factories.notice_draft(community, community, summary="有异议请打13912345678。")
    editor = Clerk(factories.user_of(community.staff_groups.editors))
    editor.save_page(draft, notice_form(draft_of(draft)), "submit")
    page = NoticePage.objects.get(pk=draft.pk)
    reviewer = publisher_of(street)
    decide(reviewer, page, "approve")
    assert not NoticePage.objects.get(pk=draft.pk).live
    shown = reviewer.get("notices:personal_data", draft.pk).content.decode()
    fingerprint = shown.partition('name="finding" value="')[2].partition('"')[0]
    answer = {"accept": "1", "finding": fingerprint, "reason": "这是值班手机，社区公示栏上也有"}

    assert 'name="accept"' not in editor.get("notices:personal_data", draft.pk).content.decode()
    editor.post("notices:personal_data", draft.pk, data=answer)
    assert not page.gate_decisions.exists()
    reviewer.post("notices:personal_data", draft.pk, data={**answer, "reason": "打13912345678"})
    assert not page.gate_decisions.exists()
    reviewer.post("notices:personal_data", draft.pk, data=answer)
    decide(reviewer, page, "approve")

    assert NoticePage.objects.get(pk=draft.pk).live
    assert page.gate_decisions.get().reason == answer["reason"]


def test_an_office_telephone_on_the_organisation_s_list_passes():
    street, community = organisations()
    Telephone.objects.create(organisation=street, label="值班", number="13912345678")

    assert factories.notice(community, community, summary="有异议请打13912345678。").live


def test_a_name_of_the_list_cannot_stand_in_the_title():
    street, _ = organisations()
    draft = factories.notice_draft(street, title="关于林某低保审核的公示")

    response = publisher_of(street).save_page(draft, notice_form(draft_of(draft)), "publish")

    assert not NoticePage.objects.get(pk=draft.pk).live
    assert "标题里写了名单上的姓名" in messages_of(response)
