"""An attachment is public exactly while a public record carries it."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages

from tests import factories
from tests.cms.files import samples
from tests.site.portal import worlds
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district())


@pytest.fixture
def file(street):
    return factories.attachment(street.staff_groups.collection, "停车申请表", samples.docx(), "docx")


@pytest.fixture
def record(street, file):
    page = factories.policy(street)
    worlds.attach(page, file)
    return page


def test_it_is_saved_under_its_title_and_never_run(record, file):
    page = read(file.get_public_url())
    assert page.status == 200
    assert page.content == samples.docx()
    assert page.response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%81%9C%E8%BD%A6%E7%94%B3%E8%AF%B7%E8%A1%A8.docx"
    )
    assert page.response["X-Content-Type-Options"] == "nosniff"
    assert page.response["Content-Type"] not in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml")
    assert "Set-Cookie" not in page.response.headers


def test_the_page_says_format_and_size(record, file):
    [line] = [text for text in read(record.get_absolute_url()).texts(".files li") if "停车申请表" in text]
    assert line == "停车申请表Word，1 KB"


def test_another_name_leads_to_the_right_one(record, file):
    page = read(f"/files/{file.pk}/old-name.docx")
    assert (page.status, page.response["Location"]) == (301, file.get_public_url())


def test_nobody_gets_a_file_that_no_record_carries(street, file):
    assert read(file.get_public_url()).status == 404


def test_nobody_gets_the_file_of_a_draft(street, file):
    draft = factories.policy_draft(street)
    draft.body = draft._meta.get_field("body").stream_block.to_python(
        [{"type": "attachment", "value": {"file": file.pk}}]
    )
    draft.save()
    assert read(file.get_public_url()).status == 404


def test_it_goes_when_its_record_goes_and_another_one_keeps_it(street, record, file):
    second = factories.policy(street)
    worlds.attach(second, file)
    worlds.withdraw(record, "金额写错。")
    assert read(file.get_public_url()).status == 200
    worlds.withdraw(second, "金额写错。")
    assert read(file.get_public_url()).status == 404


def test_a_superseded_text_keeps_its_files(record, file):
    worlds.revise(record, body="第一条　新的条文。", change_note="去掉附件。")
    assert read(record.published_versions.get().get_absolute_url()).status == 200
    assert read(file.get_public_url()).status == 200


def test_a_title_may_hold_what_a_path_may_not(street, record, file):
    file.title = "2026/2027学年 #1 ?申请表%20"
    file.save()
    page = read(record.get_absolute_url())
    [link] = page.hrefs(".files a[href*='/files/']")
    assert read(link).status == 200


def test_a_file_that_is_missing_on_disk_is_not_found(record, file):
    storages["private"].delete(file.file.name)
    assert read(file.get_public_url()).status == 404
