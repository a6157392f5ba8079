"""What is thrown away or replaced in the editor is gone from the disk, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.files.models import Attachment, Picture
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.files.samples import docx, png

# Wagtail leaves its temporary files to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Files go when the transaction has ended."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.editors))


@pytest.fixture
def attachment(street):
    content = ContentFile(docx(), "a.docx")
    return Attachment.objects.create(title="表", file=content, collection=street.staff_groups.collection)


@pytest.fixture
def picture(street):
    cache.clear()  # of smaller forms made in other tests, under the same ids
    content = ContentFile(png(), "a.png")
    return Picture.objects.create(title="图", file=content, collection=street.staff_groups.collection)


def test_a_deleted_attachment_leaves_no_row_and_no_file(clerk, attachment, committed):
    path = Path(attachment.file.path)
    with committed():
        assert clerk.post("wagtaildocs:delete", attachment.pk).status_code == 302
    assert not Attachment.objects.exists()
    assert not path.exists()


def test_a_deleted_picture_leaves_no_row_no_file_and_no_smaller_form(clerk, picture, committed):
    smaller = picture.get_rendition("width-20")
    paths = [Path(picture.file.path), Path(smaller.file.path)]
    assert all(path.exists() for path in paths)
    with committed():
        assert clerk.post("wagtailimages:delete", picture.pk).status_code == 302
    assert not Picture.objects.exists()
    assert not any(path.exists() for path in paths)


def test_a_replaced_attachment_leaves_only_the_new_file(clerk, attachment, committed):
    old = Path(attachment.file.path)
    new = SimpleUploadedFile("b.docx", docx({"word/new.xml": b"new"}))
    data = {"title": "表", "collection": attachment.collection_id, "tags": "", "file": new}
    with committed():
        assert clerk.post("wagtaildocs:edit", attachment.pk, data=data).status_code == 302
    attachment.refresh_from_db()
    assert Path(attachment.file.path).exists()
    assert not old.exists()


def test_a_replaced_picture_leaves_only_the_new_file(clerk, picture, committed):
    old = Path(picture.file.path)
    new = SimpleUploadedFile("b.png", png((50, 40)))
    data = {"title": "图", "description": "", "collection": picture.collection_id, "tags": "", "file": new}
    with committed():
        assert clerk.post("wagtailimages:edit", picture.pk, data=data).status_code == 302
    picture.refresh_from_db()
    assert Path(picture.file.path).exists()
    assert not old.exists()
