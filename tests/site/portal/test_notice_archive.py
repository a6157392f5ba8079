"""What the archive keeps of a page: all of it, as the public saw it last, in one file that leads nowhere."""

from __future__ import annotations

import base64
import re

import pytest
import time_machine
from django.conf import settings
from django.utils.module_loading import import_string

from cms.notices import sealing
from tests.cms.files import samples
from tests.site.portal import noticeboards
from tests.site.portal.noticeboards import ENDS, NAMES, STARTS, TITLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    board = noticeboards.build()
    return noticeboards.full_notice(board.street, board.community)


def archived(notice, moment=ENDS):
    return import_string(settings.ARCHIVE_RENDERER)(notice, moment)


def test_it_holds_what_was_to_be_seen(notice):
    html = archived(notice)
    for expected in (TITLE, *NAMES[:2], notice.summary, "0000-12345610", "望潮社区", notice.get_absolute_url()):
        assert expected in html
    assert "公示期满" not in html
    assert "今天" in html


def test_it_needs_nothing_else(notice):
    html = archived(notice)
    assert re.findall(r"<(?:link|script|iframe)\b", html) == []
    assert re.findall(r"\bhref=", html) == []
    assert all(source.startswith("data:image/") for source in re.findall(r'\bsrc="([^"]*)"', html))
    assert "url(" not in html
    assert "--ink" in html


def test_its_pictures_are_inside(notice):
    [source] = re.findall(r'src="data:image/png;base64,([^"]+)"', archived(notice))
    assert base64.b64decode(source) == samples.png()


def test_it_is_what_a_seal_contains(notice):
    with time_machine.travel(ENDS, tick=False):
        parts = sealing.package(notice, ENDS)
    assert TITLE in parts["notice.html"].decode()


def test_a_notice_that_was_taken_off_is_kept_as_it_was_then(notice):
    assert "还剩" in archived(notice, STARTS)
