"""What a clerk may upload: the content decides, on every page that takes a file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from cms.files.models import Attachment, Picture
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.files import samples

# Wagtail leaves its temporary files to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MB = 1024 * 1024


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.editors))


def upload(clerk, street, name, content, way="form", kind="docs"):
    """Ways: the form, the page for many files, the dialog inside the editor. Returns the answer."""
    file = SimpleUploadedFile(name, content)
    collection = street.staff_groups.collection_id
    if way == "many":
        data = {"files[]": file, "title": "表", "collection": collection}
        return clerk.post(f"wagtail{kind}:add_multiple", data=data, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    if way == "dialog":
        prefix = "document" if kind == "docs" else "image"
        chooser = f"wagtail{kind}_chooser:create"
        data = {f"{prefix}-chooser-upload-{field}": value for field, value in _fields(file, collection).items()}
        return clerk.post(chooser, data=data)
    return clerk.post(f"wagtail{kind}:add", data=_fields(file, collection))


def _fields(file, collection):
    return {"title": "表", "file": file, "collection": collection, "description": "", "tags": ""}


WAYS = ["form", "many", "dialog"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", samples.docx()),
        ("a.DOCX", samples.docx()),
        ("a.xlsx", samples.package({"xl/workbook.xml": b"<x/>"})),
        ("a.pptx", samples.package({"ppt/presentation.xml": b"<x/>"})),
        ("a.ofd", samples.package({"OFD.xml": b"<x/>"})),
        ("a.wps", OLE2 + b"WPS text"),
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.csv", "姓名,年龄\n".encode()),
        ("a.txt", b"\xef\xbb\xbf" + "通知".encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_offices_use_is_accepted(clerk, street, way, name, content):
    upload(clerk, street, name, content, way)
    attachment = Attachment.objects.get()
    assert Path(attachment.file.path).read_bytes() == content
    assert attachment.collection == street.staff_groups.collection


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"%PDF-1.7", "内容和扩展名对不上"),
        ("a.docx", samples.package({"xl/workbook.xml": b""}), "内容和扩展名对不上"),
        ("a.docx", samples.docx({"word/vbaProject.bin": b"macro"}), "带有宏"),
        ("a.xlsx", samples.package({"xl/workbook.xml": b"", "xl/VBAPROJECT.BIN": b""}), "带有宏"),
        ("a.wps", OLE2 + "_VBA_PROJECT".encode("utf-16-le"), "带有宏"),
        ("a.pdf", b"MZ\x90\x00 program", "内容和扩展名对不上"),
        ("a.txt", b"<!DOCTYPE html><html>", "内容和扩展名对不上"),
        ("a.txt", b"\xef\xbb\xbf  <script>alert(1)</script>", "内容和扩展名对不上"),
        ("a.csv", b"name\n<svg onload=alert(1)>", "内容和扩展名对不上"),
        ("a.txt", b"\x00\x01binary", "内容和扩展名对不上"),
        ("a.txt", b"#!/bin/sh\nrm", "内容和扩展名对不上"),
        ("a.svg", b"<svg/>", "svg"),
        ("a.html", b"<html/>", "html"),
        ("a.exe", b"MZ", "exe"),
        ("a.docm", samples.docx(), "docm"),
        ("a.txt", b"", "空"),
        ("a.docx", b"MZ\x90\x00" + samples.docx(), "内容和扩展名对不上"),
        ("a.docx", samples.docx({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled"}), "带有宏"),
        ("a.xlsx", samples.package({"xl/workbook.xml": b"", "xl/macrosheets/sheet1.xml": b""}), "带有宏"),
        (
            "a.xlsx",
            samples.package({"xl/workbook.xml": b"", "[Content_Types].xml": "vbaPro&#106;ect".encode("utf-16")}),
            "带有宏",
        ),
        ("a.csv", b"name\n" * 2_000 + b"<script>alert(1)</script>", "内容和扩展名对不上"),
        ("a.txt", b"a" * 5_000 + b"\x00", "内容和扩展名对不上"),
        ("a.pdf", b"%PDF-1.7\n<< /S /JavaScript /JS (app.alert) >>", "脚本"),
        ("a.pdf", b"%PDF-1.7\n<< /S /L#61unch /F (cmd.exe) >>", "启动程序"),
        ("a.pdf", b"%PDF-1.7\n<< /Type /EmbeddedFile >>", "夹带"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_what_it_says_is_refused_with_a_reason(clerk, street, way, name, content, reason):
    response = upload(clerk, street, name, content, way)
    assert not Attachment.objects.exists()
    assert reason in (response.content.decode() if way == "form" else str(response.json()))


@pytest.mark.parametrize("way", WAYS)
def test_a_file_over_the_limit_is_refused(clerk, street, settings, way):
    settings.ATTACHMENT_MAX_BYTES = 1 * MB
    upload(clerk, street, "a.txt", b"a" * (MB + 1), way)
    assert not Attachment.objects.exists()
    upload(clerk, street, "a.txt", b"a" * MB, way)
    assert Attachment.objects.count() == 1


def test_a_bomb_is_counted_and_refused_without_being_unpacked(clerk, street, monkeypatch):
    many = samples.package({"word/document.xml": b"", **{f"word/{n}": b"" for n in range(6_000)}})
    large = _declaring(samples.docx(), 0xF0000000)
    monkeypatch.setattr(zipfile.ZipFile, "open", _never)
    assert "多得不正常" in upload(clerk, street, "a.docx", many).content.decode()
    assert "大得不正常" in upload(clerk, street, "a.docx", large).content.decode()
    assert not Attachment.objects.exists()


def test_a_directory_is_measured_before_it_is_listed(clerk, street, monkeypatch):
    """The end record may state fewer entries than the directory holds."""
    many = samples.package({"word/document.xml": b"", **{f"word/{n}": b"" for n in range(6_000)}})
    position = many.rfind(b"PK\x05\x06")
    lying = many[: position + 8] + b"\x02\x00\x02\x00" + many[position + 12 :]
    monkeypatch.setattr(zipfile.ZipFile, "infolist", _never)
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", _never)
    assert "多得不正常" in upload(clerk, street, "a.docx", lying).content.decode()
    assert not Attachment.objects.exists()


def test_a_picture_of_more_than_24_million_pixels_is_refused_before_it_is_decoded(clerk, street, monkeypatch):
    buffer = io.BytesIO()
    Image.new("1", (5_000, 5_000)).save(buffer, "PNG")
    monkeypatch.setattr(ImageFile.ImageFile, "load", _never)
    upload(clerk, street, "a.png", buffer.getvalue(), kind="images")
    assert not Picture.objects.exists()


def _never(*args, **kwargs):
    raise AssertionError("an uploaded package was unpacked")


def _declaring(package, size):
    """The package with a false unpacked size in its directory."""
    position = package.rfind(b"PK\x01\x02")
    return package[: position + 24] + size.to_bytes(4, "little") + package[position + 28 :]


def test_the_stored_name_says_nothing_and_is_out_of_the_web_root(clerk, street):
    upload(clerk, street, "张三37010119900101001X.docx", samples.docx())
    path = Path(Attachment.objects.get().file.path)
    assert path.is_relative_to(settings.VAR_DIR / "private" / "attachments")
    assert path.suffix == ".docx"
    assert "张三" not in path.name
    assert clerk.client.get(Attachment.objects.get().file.url).status_code == 404


def test_the_reader_saves_it_under_its_title(clerk, street):
    upload(clerk, street, "a.docx", samples.docx())
    attachment = Attachment.objects.get()
    assert attachment.filename == "表.docx"
    assert attachment.format_name == "Word"
    assert attachment.get_public_url() == f"/files/{attachment.pk}/%E8%A1%A8.docx"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_into_a_picture_is_gone(clerk, street, way, image_format):
    content = samples.picture(image_format, exif=_exif())
    assert b"GPSTEST" in content
    name = f"张三.{image_format.lower()}"
    upload(clerk, street, name, content, way, kind="images")
    picture = Picture.objects.get()
    assert b"GPSTEST" not in Path(picture.file.path).read_bytes()
    with Image.open(picture.file.path) as opened:
        assert not dict(opened.getexif())
        assert opened.size == (picture.width, picture.height)
    assert "张三" not in picture.file.name
    assert picture.file_size == Path(picture.file.path).stat().st_size


def test_a_picture_that_lay_on_its_side_is_set_upright(clerk, street):
    exif = Image.Exif()
    exif[0x0112] = 6
    upload(clerk, street, "a.jpg", samples.picture("JPEG", (40, 30), exif=exif), kind="images")
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (30, 40)


def _exif():
    exif = Image.Exif()
    exif[0x010E] = "GPSTEST 36.0012,120.0035"
    return exif


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"<svg/>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.gif", samples.picture("GIF")),
        ("a.png", samples.picture("JPEG")),
        ("a.jpg", samples.picture("JPEG")[:200]),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ],
    ids=["svg as png", "svg", "gif", "jpeg as png", "torn", "empty webp"],
)
def test_what_is_no_picture_is_refused(clerk, street, way, name, content):
    upload(clerk, street, name, content, way, kind="images")
    assert not Picture.objects.exists()


def test_too_many_pixels_are_refused(clerk, street, settings):
    settings.PICTURE_MAX_PIXELS = 1_000
    response = upload(clerk, street, "a.png", samples.png((40, 30)), kind="images")
    assert "像素太多" in response.content.decode()


def test_transparency_survives(clerk, street):
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(buffer, "PNG")
    upload(clerk, street, "a.png", buffer.getvalue(), kind="images")
    with Image.open(Picture.objects.get().file.path) as opened:
        assert opened.getpixel((0, 0))[3] == 0


def test_the_limits_are_those_that_wagtail_announces():
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == settings.PICTURE_MAX_BYTES
