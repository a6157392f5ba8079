"""Attachments and pictures of notices: asked for anew each time, kept by nobody."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.files.storage import storages
from django.urls import reverse

from cms.records.enums import Reach
from tests import factories
from tests.cms.files import samples
from tests.site.portal import noticeboards, worlds
from tests.site.portal.noticeboards import ENDS, TZ
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 18, 10, 0, tzinfo=TZ)
KEPT = ("no-store", "noindex, noarchive")


@pytest.fixture
def board():
    with time_machine.travel(NOW, tick=False):
        yield noticeboards.build()


@pytest.fixture
def notice(board):
    return noticeboards.full_notice(board.street, board.community)


def headers(page):
    return page.response.get("Cache-Control"), page.response.get("X-Robots-Tag")


def test_a_picture_is_seen_in_the_page(notice):
    [photo] = notice.photos
    [shown] = read(notice.get_absolute_url()).soup.select("article img")
    assert shown["src"] == photo.get_inline_url()
    assert shown["alt"] == noticeboards.PICTURE_WORDS


def test_a_picture_is_sent_as_one_and_can_do_nothing(notice):
    [photo] = notice.photos
    page = read(photo.get_inline_url())
    assert page.status == 200
    assert page.response["Content-Type"] == "image/png"
    assert page.response["X-Content-Type-Options"] == "nosniff"
    assert page.response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert page.response["Content-Disposition"].startswith("inline")
    assert page.content.startswith(b"\x89PNG")


def test_nobody_keeps_the_files_of_a_notice_that_leaves(notice):
    [file], [photo] = notice.attachments, notice.photos
    for address in (file.get_public_url(), photo.get_public_url(), photo.get_inline_url()):
        assert headers(read(address)) == KEPT


def test_a_file_that_a_lasting_record_carries_too_is_still_not_kept_and_goes_on_being_there(board, notice):
    [file] = notice.attachments
    policy = factories.policy(board.street)
    worlds.attach(policy, file)
    assert headers(read(file.get_public_url())) == KEPT
    with time_machine.travel(ENDS, tick=False):
        assert headers(read(file.get_public_url())) == ("no-cache", None)


def test_the_files_of_a_plan_are_kept_like_those_of_a_policy(board):
    plan = noticeboards.full_notice(
        board.district, notice_kind="plan-draft", reach=Reach.DISTRICT, content_reason="从简", period_reason="从简"
    )
    assert headers(read(plan.photos[0].get_inline_url())) == ("no-cache", None)


def test_only_pictures_are_shown_inline(notice):
    [file] = notice.attachments
    assert read(reverse("portal:inline", args=[file.pk, file.filename])).status == 404


def test_another_name_leads_to_the_right_one(notice):
    [photo] = notice.photos
    page = read(reverse("portal:inline", args=[photo.pk, "old.png"]))
    assert (page.status, page.response["Location"]) == (301, photo.get_inline_url())


def test_a_picture_of_a_draft_is_nobodys(board):
    photo = factories.attachment(board.street.staff_groups.collection, "照片", samples.png(), "png")
    body = noticeboards.notice_body(photo)
    factories.notice_draft(board.street, board.community, body=body)
    assert read(photo.get_inline_url()).status == 404


def test_a_picture_that_is_missing_on_disk_is_not_found(notice):
    [photo] = notice.photos
    storages["private"].delete(photo.file.name)
    assert read(photo.get_inline_url()).status == 404
    assert read(notice.get_absolute_url()).status == 200


def test_a_picture_has_no_lasting_address(notice):
    """Neither a media address nor a rendition: nothing that a web server would serve past the end."""
    [photo] = notice.photos
    page = read(notice.get_absolute_url())
    assert "/media/" not in page.text
    assert read(f"/media/{photo.file.name}").status == 404
