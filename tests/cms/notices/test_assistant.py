"""From an office's list to a masked draft."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.archive.models import SealedOriginal
from cms.notices import assistant, gate
from cms.notices.models import GateDecision, NoticePage
from cms.personaldata.lists import ListRefused
from cms.records.requirements import unmet
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.notices import office_list

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 5, 2, 0, tzinfo=dt.UTC)


def community_and_clerk():
    street = factories.street(factories.district())
    community = factories.community(street)
    return community, factories.user_of(community.staff_groups.editors)


def made(people, **changes):
    community, clerk = community_and_clerk()
    original = assistant.receive(office_list.workbook(people), "低保名单.xlsx", clerk)
    plan = assistant.suggestion(community, "low-income-review", NOW)
    return assistant.make(original, community, plan, clerk)


def everything_in(page):
    return " ".join([page.title, page.summary, str(page.body.get_prep_value()), office_list.written_in_drafts(page)])


def test_the_draft_tells_names_and_amounts_and_no_number_or_door():
    people = office_list.applicants()

    page = made(people)

    text = everything_in(page)
    assert all(person.name in text for person in people)
    assert not [secret for secret in office_list.secrets_of(people) if secret in text]
    assert gate.findings(page) == []


def test_the_draft_needs_nothing_more_than_a_review():
    page = made(office_list.applicants())

    with time_machine.travel(NOW, tick=False):
        assert [item.message for item in unmet(page) if item.code not in ("objection", "must_contain")] == []


def test_dates_are_proposed_by_the_rule_and_the_calendar():
    community, _ = community_and_clerk()

    plan = assistant.suggestion(community, "low-income-review", NOW)

    assert timezone.localtime(plan.starts_at) == timezone.make_aware(dt.datetime(2026, 3, 6, 9))
    assert timezone.localtime(plan.ends_at) == timezone.make_aware(dt.datetime(2026, 3, 14))  # 24:00 of Friday the 13th


def test_what_was_masked_is_on_record_without_the_values():
    people = office_list.applicants()

    page = made(people)

    decisions = GateDecision.objects.filter(record_id=page.pk)
    assert decisions.count() >= 90
    kept = " ".join(str(row) for row in decisions.values_list())
    assert not [secret for secret in office_list.secrets_of(people) if secret in kept]


def test_the_original_is_sealed_and_bound_to_the_draft():
    page = made(office_list.applicants())

    assert SealedOriginal.objects.get().record_id == page.pk


def test_a_list_nobody_made_a_notice_of_is_destroyed_after_a_day():
    _, clerk = community_and_clerk()
    assistant.receive(office_list.workbook(office_list.applicants(3)), "a.xlsx", clerk)

    assert assistant.forget_abandoned(timezone.now() + dt.timedelta(hours=23)) == 0
    assert assistant.forget_abandoned(timezone.now() + dt.timedelta(hours=25)) == 1


def test_what_is_no_list_is_refused_and_nothing_is_kept():
    _, clerk = community_and_clerk()

    with pytest.raises(ListRefused):
        assistant.receive(b"no workbook", "a.xlsx", clerk)

    assert not SealedOriginal.objects.exists()


def test_nobody_else_reads_the_original_or_makes_a_draft_at_a_foreign_place():
    community, clerk = community_and_clerk()
    stranger = factories.user_of(factories.community(community.get_parent()).staff_groups.editors)
    original = assistant.receive(office_list.workbook(office_list.applicants(3)), "a.xlsx", clerk)
    plan = assistant.suggestion(community, "low-income-review", NOW)

    with pytest.raises(PermissionDenied):
        assistant.make(original, community, plan, stranger)
    assert not NoticePage.objects.exists()


def test_nobody_is_left_out_of_the_longest_list_that_fits():
    people = office_list.applicants(500)

    page = made(people)

    assert len(page.body[1].value["data"]) == 501
    assert page.body[1].value["data"][-1][2] == people[-1].name


def test_a_second_press_leads_to_the_draft_that_was_made():
    community, user = community_and_clerk()
    original = assistant.receive(office_list.workbook(office_list.applicants(3)), "a.xlsx", user)
    clerk = Clerk(user)
    address = ("notices:confirm", original.token, community.pk, "low-income-review")
    data = {"title": "低保审核公示", "starts_at": "", "ends_at": "", "places": [community.pk]}

    clerk.post(*address, data=data)
    again = clerk.post(*address, data=data)

    assert NoticePage.objects.count() == 1
    assert again.url.endswith(f"/{NoticePage.objects.get().pk}/edit/")


def test_a_street_chooses_the_communities_itself():
    street = factories.street(factories.district())
    factories.community(street)
    user = factories.user_of(street.staff_groups.publishers)
    original = assistant.receive(office_list.workbook(office_list.applicants(3)), "a.xlsx", user)

    shown = Clerk(user).get("notices:confirm", original.token, street.pk, "low-income-review").content.decode()

    assert "望潮社区" in shown
    assert 'name="places" value' in shown
    assert not [line for line in shown.split("<input") if 'name="places"' in line and "checked" in line]
