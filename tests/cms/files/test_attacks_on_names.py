"""The title of a file is its public name: plain, and steady while the public reads it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.files.models import Attachment
from tests import factories
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


def rename(clerk, file, title):
    data = {"title": title, "collection": file.collection_id, "tags": ""}
    return clerk.post("wagtaildocs:edit", file.pk, data=data)


def test_a_file_on_the_site_keeps_its_name(clerk, street):
    file = factories.attachment(street.staff_groups.collection, title="申请表")
    factories.policy(street, body=[{"type": "attachment", "value": {"file": file.pk}}])
    response = rename(clerk, file, "作废")
    assert "另传一份" in str(response.context["form"].errors)
    file.refresh_from_db()
    assert file.title == "申请表"


def test_a_file_that_nobody_sees_may_be_renamed(clerk, street):
    file = factories.attachment(street.staff_groups.collection)
    rename(clerk, file, "新表")
    file.refresh_from_db()
    assert file.title == "新表"


@pytest.mark.parametrize("title", ["申请\n表", "申请\x0b表", "申请\u202e表"])
def test_titles_have_no_unseen_characters(street, title):
    file = factories.attachment(street.staff_groups.collection)
    file.title = title
    with pytest.raises(ValidationError, match="看不见"):
        file.full_clean()
    picture = factories.picture(street.staff_groups.collection)
    picture.title = title
    with pytest.raises(ValidationError, match="看不见"):
        picture.full_clean()


def test_the_name_of_a_download_is_safe_whatever_the_title():
    file = Attachment(pk=7, title="申请\r\n/..\\表\x0b\u202e", file="attachments/x.docx")
    assert file.filename == "申请 .. 表.docx"
    assert file.get_public_url() == reverse("portal:file", args=[7, "申请 .. 表.docx"])
