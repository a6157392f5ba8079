"""A sealed copy is made once, whatever happens; opening it leaves a trace; originals go with their record."""

from __future__ import annotations

import datetime as dt
import os
import threading
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.utils import timezone

from cms.archive import packages, services, vault
from cms.archive.ciphers import Locking
from cms.archive.models import ArchiveOpening, SealedCopy
from cms.organisations import staffing
from tests import factories
from tests.cms.archive.sealing import NAME, PARTS, Killed, everything, kill, sealed, stored

pytestmark = pytest.mark.django_db

PURPOSE = "答复信访件，核对名单"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR, settings.ARCHIVE_KEY = tmp_path, b""
    return tmp_path


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def archivist(district):
    return factories.user_of(staffing.archivists(district))


def test_what_is_sealed_is_listed_without_what_it_says(var):
    copy = sealed()
    assert [part["name"] for part in copy.manifest] == ["data.json", "files/7.xlsx", "notice.html"]
    assert copy.manifest[2] == {
        "name": "notice.html",
        "bytes": len(PARTS["notice.html"]),
        "sha256": packages.digest(PARTS["notice.html"]),
    }
    assert NAME not in str(copy.manifest)
    assert NAME.encode() not in everything(var)


def test_sealing_twice_keeps_the_first():
    first = sealed()
    assert sealed(files={"notice.html": b"other"}) == first
    assert stored() == [first.stored_name]


def test_a_renewed_period_is_a_part_of_its_own():
    assert sealed(part=2).pk != sealed(part=1).pk
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (vault, "writing"),
        (packages, "pack"),
        (Locking, "finish"),
        (os, "fsync"),
        (Path, "rename"),
        (vault, "_bring_to_disk"),
        (SealedCopy, "save_base"),
        (packages, "manifest"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_killed_at_any_step_and_run_again_there_is_one_copy(monkeypatch, owner, name, archivist):
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, kill)
        patched.setattr(Path, "unlink", kill)  # whoever is killed does not tidy up
        with pytest.raises(Killed):
            sealed()
    assert not SealedCopy.objects.exists()
    copy = sealed()
    services.remove_strays(timezone.now() + dt.timedelta(hours=2))
    assert stored() == [copy.stored_name]
    assert services.open_copy(copy, archivist, PURPOSE) == PARTS


def test_a_second_worker_that_comes_too_late_gets_the_first_one_s_copy(monkeypatch):
    first = sealed()
    answers = iter([None, first])
    monkeypatch.setattr(services, "find", lambda *args: next(answers))
    assert sealed() == first
    assert stored() == [first.stored_name]


def test_another_refusal_of_the_database_is_not_taken_for_that(monkeypatch):
    def refuse(**fields):
        raise IntegrityError

    monkeypatch.setattr(SealedCopy.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        sealed()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_workers_at_once_make_one_copy(var):
    barrier, made = threading.Barrier(8), []

    def work():
        barrier.wait()
        try:
            made.append(sealed().pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert set(made) == {SealedCopy.objects.get().pk}
    assert stored() == [SealedCopy.objects.get().stored_name]


def test_strays_are_removed_only_when_they_are_old_and_nobody_s():
    copy = sealed()
    for name in ("abandoned.sealed", "half.sealed.part"):
        (vault.folder() / name).write_bytes(b"x")
    assert services.remove_strays(timezone.now()) == 0
    assert services.remove_strays(timezone.now() + dt.timedelta(minutes=61)) == 2
    assert stored() == [copy.stored_name]


def test_the_archivist_opens_it_and_leaves_a_trace(archivist):
    copy = sealed()
    assert services.open_copy(copy, archivist, f"  {PURPOSE}\n") == PARTS
    opening = ArchiveOpening.objects.get()
    assert (opening.copy, opening.user, opening.purpose) == (copy, archivist, PURPOSE)
    assert opening.username == archivist.username
    assert timezone.now() - opening.opened_at < dt.timedelta(minutes=1)


def test_the_trace_is_there_before_anything_is_read(archivist, monkeypatch):
    copy = sealed()
    monkeypatch.setattr(services, "_parts", kill)
    with pytest.raises(Killed):
        services.open_copy(copy, archivist, PURPOSE)
    assert ArchiveOpening.objects.count() == 1


def test_the_trace_outlives_the_account(archivist):
    services.open_copy(sealed(), archivist, PURPOSE)
    name = archivist.username
    archivist.delete()
    assert ArchiveOpening.objects.get().username == name


@pytest.mark.parametrize("purpose", ["", "   ", "看看", "a\u202e\u202e\x00b"])
def test_without_a_purpose_it_stays_closed(archivist, purpose):
    with pytest.raises(ValueError, match="请写明为什么打开"):
        services.open_copy(sealed(), archivist, purpose)
    assert not ArchiveOpening.objects.exists()


def test_nobody_else_opens_it(district):
    street = factories.street(district)
    copy = sealed()
    for group in (
        street.staff_groups.editors,
        street.staff_groups.publishers,
        district.staff_groups.publishers,
        staffing.district_office(district),
    ):
        with pytest.raises(PermissionDenied):
            services.open_copy(copy, factories.user_of(group), PURPOSE)
    with pytest.raises(PermissionDenied):
        services.open_copy(copy, factories.user_of(staffing.archivists(district), is_active=False), PURPOSE)
    assert not ArchiveOpening.objects.exists()


def spoil_file(copy):
    path = vault.folder() / copy.stored_name
    content = bytearray(path.read_bytes())
    content[60] ^= 1
    path.write_bytes(content)


def spoil_row(copy):
    copy.sha256 = "0" * 64


def spoil_manifest(copy):
    copy.manifest[0]["sha256"] = "0" * 64


def put_another_in_its_place(copy):
    vault.store(copy.stored_name, b"no package at all")


@pytest.mark.parametrize(
    "spoil",
    [spoil_file, spoil_row, spoil_manifest, put_another_in_its_place, lambda copy: vault.remove(copy.stored_name)],
)
def test_a_damaged_copy_says_what_to_do_and_tells_the_operator(archivist, caplog, spoil):
    copy = sealed()
    spoil(copy)
    with pytest.raises(vault.Damaged, match="请找运维人员从备份恢复"):
        services.open_copy(copy, archivist, PURPOSE)
    assert f"archive.damaged copy={copy.pk} record=41" in caplog.text
    assert NAME not in caplog.text
    assert ArchiveOpening.objects.count() == 1


def test_openings_are_logged_without_the_purpose(archivist, caplog):
    caplog.set_level("INFO", "huiketing.archive")
    copy = sealed()
    services.open_copy(copy, archivist, PURPOSE)
    assert f"archive.sealed record=41 part=1 copy={copy.pk}" in caplog.text
    assert f"archive.opened copy={copy.pk} record=41 user={archivist.pk}" in caplog.text
    assert PURPOSE not in caplog.text
