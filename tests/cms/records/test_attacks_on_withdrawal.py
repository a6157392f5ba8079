"""What was withdrawn stays off the site, whatever is published afterwards."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from cms.policies.models import PolicyPage
from cms.records import attachments, withdrawing
from tests import factories
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db


def test_earlier_texts_and_their_files_do_not_come_back_with_the_record():
    street = factories.street(factories.district())
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    factories.identity()
    file = factories.attachment(street.staff_groups.collection)
    record = factories.policy(street, body=[{"type": "attachment", "value": {"file": file.pk}}])
    clerk.edit(record, action="publish", change_note="换了表格")
    old = record.published_versions.get()
    assert Client().get(old.get_absolute_url()).status_code == 200
    assert attachments.public_carriers(file, timezone.now()).exists()

    withdrawing.withdraw(PolicyPage.objects.get(pk=record.pk), "附表里有个人信息。", None)
    assert Client().get(old.get_absolute_url()).status_code == 410
    clerk.edit(record, action="publish", title="重新发布的通知")

    record.refresh_from_db()
    assert record.live
    assert Client().get(old.get_absolute_url()).status_code == 404
    html = Client().get(record.get_absolute_url()).content.decode()
    assert "换了表格" in html
    assert old.get_absolute_url() not in html
    assert not attachments.public_carriers(file, timezone.now()).exists()
    assert not attachments.is_in_use(file)


def test_texts_superseded_after_the_return_are_kept_again():
    street = factories.street(factories.district())
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    factories.identity()
    record = factories.policy(street)
    withdrawing.withdraw(record, "标准写错了。", None)
    clerk.edit(record, action="publish")
    clerk.edit(record, action="publish", title="改过的通知", change_note="改了标题")
    assert Client().get(record.published_versions.get().get_absolute_url()).status_code == 200
