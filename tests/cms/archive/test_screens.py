"""档案库 in the CMS: for archivists, and each look inside is on record."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from cms.archive import vault
from cms.archive.models import ArchiveOpening, SealedCopy
from cms.organisations import staffing
from tests import factories
from tests.cms.archive.sealing import NAME, PARTS, sealed
from tests.cms.clerk import Clerk, messages_of

pytestmark = pytest.mark.django_db

PURPOSE = "答复信访件，核对名单"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR, settings.ARCHIVE_KEY = tmp_path, b""


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def archivist(district):
    return Clerk(factories.user_of(staffing.archivists(district)))


def text_of(response):
    return response.content.decode()


def open_part(clerk, copy, part="notice.html", purpose=PURPOSE):
    return clerk.post("archive:open", copy.pk, data={"part": part, "purpose": purpose})


def test_the_archivist_reads_the_page_as_it_was(archivist):
    response = open_part(archivist, sealed())
    assert response.content == PARTS["notice.html"]
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert ArchiveOpening.objects.get().purpose == PURPOSE


def test_the_page_can_run_nothing_and_is_kept_nowhere(archivist):
    response = open_part(archivist, sealed())
    assert "sandbox" in response["Content-Security-Policy"].replace(";", "").split()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_files_are_downloads(archivist):
    response = open_part(archivist, sealed(), "files/7.xlsx")
    assert response.content == PARTS["files/7.xlsx"]
    assert response["Content-Disposition"] == 'attachment; filename="files-7.xlsx"'
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["archive:copies", "archive:openings", "archive:copy"])
def test_no_page_of_the_archive_is_stored(archivist, name):
    copy = sealed()
    response = archivist.get(name, *([copy.pk] if name == "archive:copy" else []))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_copy_shows_its_parts_and_who_opened_it_but_not_what_it_says(archivist):
    copy = sealed()
    open_part(archivist, copy)
    page = text_of(archivist.get("archive:copy", copy.pk))
    for shown in ("files/7.xlsx", "期满", archivist.user.username, PURPOSE, copy.sha256):
        assert shown in page
    assert NAME not in page


def test_all_openings_stand_in_one_list(archivist):
    for number in (41, 42):
        open_part(archivist, sealed(number, title=f"第{number}号公示"))
    page = text_of(archivist.get("archive:openings"))
    assert "第41号公示" in page
    assert "第42号公示" in page
    assert page.count(PURPOSE) == 2


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("低保", [41]),
        ("42", [42]),
        ("2026-03-17", [41]),
        ("3月18日", [42]),
        ("2026年3月19日", []),
        ("", [41, 42]),
        ("没有", []),
        ("9" * 40, []),
        ("'; --", []),
        ("a\x00b", []),
    ],
)
def test_a_copy_is_found_by_title_number_or_day(archivist, time_machine, q, found):
    time_machine.move_to("2026-03-20 09:00+08:00")
    for number, title in ((41, "松涛街道低保审核公示"), (42, "海晏街道临时救助公示")):
        copy = sealed(number, title=title)
        SealedCopy.objects.filter(pk=copy.pk).update(
            sealed_at=dt.datetime(2026, 3, number - 24, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        )
    archivist.user.refresh_from_db()
    archivist = Clerk(archivist.user)
    page = text_of(archivist.get("archive:copies", q=q))
    titles = {41: "松涛街道低保审核公示", 42: "海晏街道临时救助公示"}
    assert [number for number, title in titles.items() if title in page] == found


@pytest.mark.parametrize("purpose", ["", "看看"])
def test_without_a_purpose_nothing_is_shown(archivist, purpose):
    response = open_part(archivist, sealed(), purpose=purpose)
    assert response.status_code == 302
    assert "请写明为什么打开" in messages_of(response)
    assert not ArchiveOpening.objects.exists()


@pytest.mark.parametrize("part", ["", "../archive-key", "notice", "files/8.xlsx"])
def test_a_part_that_is_not_there_is_refused(archivist, part):
    response = open_part(archivist, sealed(), part)
    assert response.status_code == 302
    assert "没有这个文件" in messages_of(response)


def test_a_damaged_copy_says_what_to_do(archivist):
    copy = sealed()
    vault.remove(copy.stored_name)
    assert "请找运维人员从备份恢复" in messages_of(open_part(archivist, copy))
    assert ArchiveOpening.objects.count() == 1


def test_a_look_inside_is_asked_for_by_post_only(archivist):
    copy = sealed()
    assert archivist.client.get(reverse("archive:open", args=[copy.pk]), {"part": "notice.html"}).status_code == 405
    assert not ArchiveOpening.objects.exists()


def roles(district):
    street = factories.street(district)
    return {
        "editor": street.staff_groups.editors,
        "publisher": street.staff_groups.publishers,
        "district publisher": district.staff_groups.publishers,
        "district office": staffing.district_office(district),
    }


@pytest.mark.parametrize("role", ["editor", "publisher", "district publisher", "district office"])
def test_nobody_else_sees_anything_of_it(district, role):
    copy = sealed()
    clerk = Clerk(factories.user_of(roles(district)[role]))
    answers = [
        clerk.get("archive:copies"),
        clerk.get("archive:openings"),
        clerk.get("archive:copy", copy.pk),
        open_part(clerk, copy),
    ]
    for answer in answers:
        assert answer.status_code in (302, 403)
        assert copy.record_title not in text_of(answer)
    assert "/cms/archive/" not in text_of(clerk.client.get("/cms/"))
    assert not ArchiveOpening.objects.exists()


def test_the_archivist_has_it_in_her_menu_and_nothing_else(archivist):
    assert "/cms/archive/" in text_of(archivist.client.get("/cms/"))
    assert archivist.client.get("/cms/users/").status_code == 302
    assert not archivist.user.has_perm("organisations.manage_organisations")


def test_a_system_administrator_sees_the_log(district):
    administrator = Clerk(factories.user_of(district.staff_groups.editors, is_superuser=True))
    assert administrator.get("archive:openings").status_code == 200


def test_whoever_is_not_logged_in_is_sent_to_the_login():
    copy = sealed()
    for address in (reverse("archive:copies"), reverse("archive:copy", args=[copy.pk])):
        response = Client().get(address)
        assert response.status_code == 302
        assert "/cms/login/" in response["Location"]
    assert Client().post(reverse("archive:open", args=[copy.pk]), {"part": "notice.html"}).status_code == 302
    assert not ArchiveOpening.objects.exists()


def test_the_district_office_puts_people_into_the_group_and_others_cannot(district):
    group = staffing.archivists(district)
    office = Clerk(factories.user_of(staffing.district_office(district)))
    assert f'value="{group.pk}"' in text_of(office.client.get("/cms/users/new/"))
    publisher = Clerk(factories.user_of(district.staff_groups.publishers))
    assert f'value="{group.pk}"' not in text_of(publisher.client.get("/cms/users/new/"))


def test_a_sealed_file_is_no_package_to_whoever_copies_it():
    copy = sealed()
    assert not zipfile.is_zipfile(io.BytesIO((vault.folder() / copy.stored_name).read_bytes()))
