"""What came of a notice stands on its page and on its stub, and names nobody."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Revision

from cms.notices import clearing
from cms.notices.models import NoticePage
from tests import factories
from tests.cms.clerk import Clerk, messages_of

pytestmark = pytest.mark.django_db

NAME = "欧阳某峰"
RESULT = "公示期间没有收到异议，已按名单发放"


def notice_and_publisher():
    street = factories.street(factories.district())
    body = [
        {"type": "paragraph", "value": "望潮社区名单。区民政局和12345也受理异议。"},
        {"type": "table", "value": factories.applicants(NAME)},
    ]
    notice = factories.notice(street, body=body)
    notice.save_revision()
    return notice, Clerk(factories.user_of(street.staff_groups.publishers))


@pytest.mark.parametrize("when", ["running", "ended", "cleared"])
def test_it_is_written_whenever_it_is_known(when):
    notice, clerk = notice_and_publisher()
    moment = timezone.now() if when == "running" else notice.visible_until + dt.timedelta(minutes=1)
    with time_machine.travel(moment, tick=False):
        if when == "cleared":
            clearing.clear_due(moment)
        fresh = Clerk(clerk.user)  # her session, at that time
        fresh.post("notices:outcome", notice.pk, data={"outcome": f" {RESULT}\n"})

        assert NoticePage.objects.get(pk=notice.pk).outcome == RESULT
        if when != "running":
            answer = fresh.client.get(notice.get_absolute_url())
            assert answer.status_code == 410
            assert RESULT in answer.content.decode()


@pytest.mark.parametrize("when", ["running", "cleared"])
@pytest.mark.parametrize("text", [f"{NAME}的异议成立", "请打13912345678", ""])
def test_it_names_nobody_also_after_the_names_are_gone(when, text):
    notice, clerk = notice_and_publisher()
    moment = timezone.now() if when == "running" else notice.visible_until
    with time_machine.travel(moment, tick=False):
        if when == "cleared":
            clearing.clear_due(moment)
        fresh = Clerk(clerk.user)
        response = fresh.post("notices:outcome", notice.pk, data={"outcome": text})

    assert "请" in messages_of(response)
    assert NoticePage.objects.get(pk=notice.pk).outcome == ""


def test_an_older_draft_does_not_take_it_back():
    notice, clerk = notice_and_publisher()
    draft = notice.save_revision()
    clerk.post("notices:outcome", notice.pk, data={"outcome": RESULT})

    Revision.objects.get(pk=draft.pk).publish()

    assert NoticePage.objects.get(pk=notice.pk).outcome == RESULT


def test_who_does_not_answer_for_the_notice_does_not_write_it():
    notice, _ = notice_and_publisher()
    stranger = Clerk(factories.user_of(factories.street(notice.get_parent().get_parent()).staff_groups.publishers))

    stranger.post("notices:outcome", notice.pk, data={"outcome": RESULT})

    assert NoticePage.objects.get(pk=notice.pk).outcome == ""
