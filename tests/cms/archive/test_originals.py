"""What an office handed in before it was masked is for whoever handed it in, and goes with its record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.archive import services, vault
from cms.archive.models import SealedOriginal
from cms.basepage.models import BasePage
from cms.organisations import staffing
from tests import factories
from tests.cms.archive.sealing import NAME, Killed, everything, kill, stored

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def clerk(district):
    return factories.user_of(factories.street(district).staff_groups.editors)


def test_the_clerk_reads_her_own_again(clerk, var):
    original = services.keep_original(NAME.encode(), ".xlsx", clerk)
    assert services.read_original(original, clerk) == NAME.encode()
    assert (original.ending, original.size) == (".xlsx", len(NAME.encode()))
    assert NAME.encode() not in everything(var)


def test_nobody_else_does(clerk, archivist, district):
    original = services.keep_original(NAME.encode(), ".xlsx", clerk)
    colleague = factories.user_of(clerk.groups.get())
    for other in (colleague, archivist, factories.user_of(clerk.groups.get(), is_superuser=True)):
        with pytest.raises(PermissionDenied):
            services.read_original(original, other)
    clerk.is_active = False
    with pytest.raises(PermissionDenied):
        services.read_original(original, clerk)


def test_a_damaged_one_says_so(clerk, caplog):
    original = services.keep_original(NAME.encode(), ".xlsx", clerk)
    vault.remove(original.stored_name)
    with pytest.raises(vault.Damaged):
        services.read_original(original, clerk)
    assert f"archive.damaged original={original.pk}" in caplog.text


def test_they_go_with_their_record(clerk):
    kept = services.keep_original(b"1", ".xlsx", clerk)
    services.bind_original(services.keep_original(b"2", ".xlsx", clerk), 41)
    services.keep_original(b"3", ".docx", clerk, record_id=41)
    assert services.destroy_originals(41) == 2
    assert services.destroy_originals(41) == 0
    assert list(SealedOriginal.objects.all()) == [kept]
    assert stored() == [kept.stored_name]


def test_those_of_no_record_go_after_a_day(clerk):
    original = services.keep_original(b"1", ".xlsx", clerk)
    bound = services.keep_original(b"2", ".xlsx", clerk, record_id=BasePage.objects.first().pk)
    now = original.uploaded_at
    assert services.destroy_abandoned(now + dt.timedelta(hours=24)) == 0
    assert services.destroy_abandoned(now + dt.timedelta(hours=24, seconds=1)) == 1
    assert stored() == [bound.stored_name]


def test_those_of_a_deleted_record_go_at_the_next_round(clerk):
    services.keep_original(b"1", ".xlsx", clerk, record_id=10**9)
    assert services.destroy_abandoned(timezone.now()) == 1
    assert stored() == []


def test_killed_while_destroying_it_is_done_the_next_time(clerk, monkeypatch):
    services.keep_original(b"1", ".xlsx", clerk, record_id=41)
    with monkeypatch.context() as patched:
        patched.setattr(SealedOriginal, "delete", kill)
        with pytest.raises(Killed):
            services.destroy_originals(41)
    assert stored() == []
    assert services.destroy_originals(41) == 1


def test_killed_while_keeping_it_leaves_a_stray_that_goes(clerk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(SealedOriginal, "save_base", kill)
        with pytest.raises(Killed):
            services.keep_original(b"1", ".xlsx", clerk)
    assert len(stored()) == 1
    assert services.remove_strays(timezone.now() + dt.timedelta(hours=2)) == 1
    assert stored() == []
