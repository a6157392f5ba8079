"""A picture leaves its public address together with the last public record that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from cms.files.models import Picture
from cms.records.withdrawing import withdraw
from tests import factories
from tests.cms.files.samples import png

# Wagtail leaves its temporary files to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def picture(street):
    cache.clear()  # of smaller forms made in other tests, under the same ids
    content = ContentFile(png(), "a.png")
    return Picture.objects.create(title="图", file=content, collection=street.staff_groups.collection)


def showing(picture, street):
    body = [{"type": "picture", "value": {"image": picture.pk, "alt": "路线图", "caption": ""}}]
    return factories.policy(street, body=body)


def smaller_form_of(picture):
    """Where its file rests, below the public directory."""
    return Path(picture.get_rendition("width-20").file.path)


def test_a_withdrawn_record_takes_its_pictures_along(street, picture, django_capture_on_commit_callbacks):
    record = showing(picture, street)
    path = smaller_form_of(picture)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(record, "有误", None)
    assert not path.exists()
    assert not picture.renditions.exists()
    assert Picture.objects.exists()


def test_a_picture_that_another_public_record_shows_stays(street, picture, django_capture_on_commit_callbacks):
    record, other = showing(picture, street), showing(picture, street)
    path = smaller_form_of(picture)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(record, "有误", None)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(other, "也有误", None)
    assert not path.exists()
