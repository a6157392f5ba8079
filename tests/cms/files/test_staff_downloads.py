"""Below /cms/files/ a file is for staff with rights in its folder; and what the public reads is not thrown away."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.files.models import Attachment
from tests import factories
from tests.cms.clerk import Clerk, messages_of
from tests.cms.files.samples import docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def attachment(street):
    collection = street.staff_groups.collection
    return Attachment.objects.create(title="申请表", file=ContentFile(docx(), "a.docx"), collection=collection)


@pytest.fixture
def address(attachment):
    return reverse("wagtaildocs_serve", args=[attachment.pk, attachment.filename])


def test_a_stranger_is_sent_to_the_login(address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response.url.startswith("/cms/login/?next=/cms/files/")


def test_staff_of_the_folder_get_it_as_a_download(street, address):
    with closing(Clerk(factories.user_of(street.staff_groups.editors)).client.get(address)) as response:
        assert b"".join(response.streaming_content) == docx()
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_staff_of_the_level_above_get_it_too(street, address):
    district = street.get_parent().organisationpage
    with closing(Clerk(factories.user_of(district.staff_groups.editors)).client.get(address)) as response:
        assert response.status_code == 200


def test_staff_elsewhere_do_not(street, address):
    other = factories.street(street.get_parent(), title="海晏街道")
    assert Clerk(factories.user_of(other.staff_groups.publishers)).client.get(address).status_code == 403


@pytest.fixture
def record(street, attachment):
    page = factories.policy(street)
    page.body = [{"type": "attachment", "value": {"file": attachment.pk}}]
    page.change_note = "补上附件"
    page.save_revision().publish()
    return page


def test_a_file_of_a_public_record_cannot_be_exchanged_in_place(street, attachment, record):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    fields = {"title": "申请表", "collection": attachment.collection_id, "tags": ""}
    file = SimpleUploadedFile("b.docx", docx({"word/new.xml": b"new"}))
    response = clerk.post("wagtaildocs:edit", attachment.pk, data={**fields, "file": file})
    assert "不能直接换文件" in response.content.decode()
    attachment.refresh_from_db()
    assert Path(attachment.file.path).read_bytes() == docx()
    response = clerk.post("wagtaildocs:edit", attachment.pk, data={**fields, "title": "新名称"})
    assert "不能改名" in response.content.decode()
    assert clerk.post("wagtaildocs:edit", attachment.pk, data={**fields, "tags": "津贴"}).status_code == 302
    attachment.refresh_from_db()
    assert attachment.title == "申请表"


def test_a_file_of_a_public_record_cannot_be_deleted(street, attachment, record):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    response = clerk.post("wagtaildocs:delete", attachment.pk)
    assert "正在网站上用着" in messages_of(response)
    assert Attachment.objects.exists()
    clerk.post("wagtailadmin_pages:unpublish", record.pk, data={"reason": "附件有误。"})
    clerk.post("wagtaildocs:delete", attachment.pk)
    assert not Attachment.objects.exists()


def test_a_file_that_nothing_needs_can_be_deleted(street, attachment):
    Clerk(factories.user_of(street.staff_groups.editors)).post("wagtaildocs:delete", attachment.pk)
    assert not Attachment.objects.exists()
