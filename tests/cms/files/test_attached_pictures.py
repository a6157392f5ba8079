"""A picture as an attachment: shown as it is stored, so it is cleaned and made small when it comes in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from cms.files.models import Attachment, Picture
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.files import samples
from tests.cms.files.test_uploads import WAYS, upload

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.editors))


def stored():
    return Image.open(Path(Attachment.objects.get().file.path))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "image_format"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.webp", "WEBP")]
)
def test_pictures_are_accepted_without_what_the_camera_wrote(clerk, street, way, name, image_format):
    exif = Image.Exif()
    exif[0x010E] = "GPSTEST 36.0012,120.0035"
    content = samples.picture(image_format, exif=exif)
    assert b"GPSTEST" in content
    upload(clerk, street, name, content, way)
    attachment = Attachment.objects.get()
    kept = Path(attachment.file.path).read_bytes()
    assert b"GPSTEST" not in kept
    assert attachment.get_file_size() == len(kept)
    assert attachment.is_picture
    with stored() as picture:
        assert (picture.format, picture.size) == (image_format, (40, 30))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("size", "stored_size"),
    [((4_000, 1_000), (2_000, 500)), ((1_000, 3_000), (667, 2_000)), ((2_000, 90), (2_000, 90))],
)
def test_a_large_one_is_scaled_down(clerk, street, way, size, stored_size):
    upload(clerk, street, "a.png", samples.png(size), way)
    with stored() as picture:
        assert picture.size == stored_size


def test_one_that_lay_on_its_side_is_upright_before_it_is_scaled(clerk, street):
    exif = Image.Exif()
    exif[0x0112] = 6
    upload(clerk, street, "a.jpg", samples.picture("JPEG", (3_000, 1_500), exif=exif))
    with stored() as picture:
        assert picture.size == (1_000, 2_000)


def test_colours_from_a_palette_are_scaled_and_stay_see_through(clerk, street):
    buffer = io.BytesIO()
    drawn = Image.new("P", (3_000, 30), 0)
    drawn.putpalette([200, 30, 30, 0, 0, 0])
    drawn.save(buffer, "PNG", transparency=1)
    upload(clerk, street, "a.png", buffer.getvalue())
    with stored() as picture:
        assert picture.size == (2_000, 20)
        assert picture.convert("RGBA").getpixel((5, 5)) == (200, 30, 30, 255)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", samples.picture("JPEG"), "内容和扩展名对不上"),
        ("a.jpg", b"<svg/>", "不是一张图片"),
        ("a.png", samples.docx(), "不是一张图片"),
        ("a.jpg", samples.picture("JPEG")[:200], "打不开"),
        ("a.gif", samples.picture("GIF"), "gif"),
        ("a.docx", samples.png(), "内容和扩展名对不上"),
    ],
    ids=["jpeg as png", "svg as jpg", "package as png", "torn", "gif", "png as docx"],
)
def test_what_is_no_picture_is_refused_with_a_reason(clerk, street, way, name, content, reason):
    response = upload(clerk, street, name, content, way)
    assert not Attachment.objects.exists()
    assert reason in (response.content.decode() if way == "form" else str(response.json()))


def test_too_many_pixels_or_bytes_are_refused(clerk, street, settings):
    settings.PICTURE_MAX_PIXELS = 1_000
    assert "像素太多" in upload(clerk, street, "a.png", samples.png((40, 30))).content.decode()
    settings.PICTURE_MAX_BYTES = 50
    assert "请缩小后再传" in upload(clerk, street, "a.png", samples.png((4, 3))).content.decode()
    assert not Attachment.objects.exists()


def test_the_sites_own_pictures_are_not_scaled(clerk, street):
    upload(clerk, street, "a.png", samples.png((2_400, 30)), kind="images")
    assert Picture.objects.get().width == 2_400


def test_the_clerk_is_told_what_may_be_uploaded(clerk, street):
    page = upload(clerk, street, "a.exe", b"MZ").content.decode()
    assert all(ending in page for ending in settings.WAGTAILDOCS_EXTENSIONS)
