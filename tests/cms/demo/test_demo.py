"""The fictional district: deterministic, loaded once, taken away whole."""

from __future__ import annotations

import uuid
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Collection, PageLogEntry, ReferenceIndex, Revision

from cms.basepage.models import BasePage
from cms.demo import large, removal
from cms.demo.accounts import ACCOUNTS, passwords_file
from cms.files.models import Attachment, Picture
from cms.organisations.enums import GRASSROOTS, STREETS_AND_TOWNS
from cms.organisations.models import OrganisationPage
from cms.records.models import Record
from cms.records.requirements import unmet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def demo(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def contents() -> Counter[str]:
    models = (
        BasePage,
        Group,
        Collection,
        Attachment,
        Picture,
        get_user_model(),
        Revision,
        ReferenceIndex,
        PageLogEntry,
    )
    return Counter({model.__name__: model._default_manager.count() for model in models})


def test_some_sixty_records_of_every_tier_are_public_at_once() -> None:
    demo()

    records = Record.objects.current(timezone.now())
    tiers = set(records.values_list("publisher__organisationpage__organisation_kind", flat=True))
    assert records.count() >= 60
    assert {"district", "department", "street", "town", "community", "village"} <= tiers


def test_loading_twice_changes_nothing() -> None:
    demo()
    before, records = contents(), list(Record.objects.order_by("id").values_list("id", "index_number", "title"))

    said = demo()

    assert contents() == before
    assert list(Record.objects.order_by("id").values_list("id", "index_number", "title")) == records
    assert "新建 0 件" in said


def test_every_demo_record_meets_what_a_clerk_must_meet() -> None:
    """What has ended met it when it was released."""
    demo()

    records = Record.objects.exclude(kind="").exclude(noticepage__ends_at__lte=timezone.now())
    left = {record.title: unmet(record.specific) for record in records}
    assert {title: todo for title, todo in left.items() if todo} == {}


def test_removal_leaves_nothing_behind_and_files_are_gone(django_capture_on_commit_callbacks: Any) -> None:
    before = contents()
    demo()

    with django_capture_on_commit_callbacks(execute=True):
        demo("--remove")

    assert contents() == before
    assert not passwords_file().exists()


def test_removal_leaves_a_real_account_of_the_same_name_alone() -> None:
    own = get_user_model().objects.create_superuser("admin", password="Haiyan-Lu-1-hao")
    demo()

    demo("--remove")

    assert list(get_user_model().objects.values_list("pk", "username")) == [(own.pk, "admin")]


def test_a_removal_that_breaks_off_removes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    demo()
    before = contents()

    def broken(district: OrganisationPage) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(removal, "_remove_tree", broken)
    with pytest.raises(RuntimeError):
        demo("--remove")

    assert contents() == before
    assert passwords_file().exists()


def test_a_real_site_gets_no_demo_unless_it_is_asked_for_by_name(settings: LazySettings) -> None:
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="--in-production"):
        demo()
    assert not OrganisationPage.objects.exists()
    assert "没有演示内容" in demo("--remove")
    assert "新建" in demo("--in-production")


def test_passwords_are_random_printed_once_and_kept_for_the_owner_of_the_machine_only() -> None:
    first = demo()

    kept = dict(line.split("\t") for line in passwords_file().read_text("utf-8").splitlines())
    assert set(kept) == {account.username for account in ACCOUNTS}
    assert all(password in first and len(password) >= 16 for password in kept.values())
    assert passwords_file().stat().st_mode & 0o077 == 0
    assert all(password not in demo() for password in kept.values())
    for username, password in kept.items():
        assert get_user_model().objects.get(username=username).check_password(password)


def test_the_large_district_has_its_209_places_and_the_records_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "RECORDS", 30)

    demo("--scale", "district")

    kinds = Counter(OrganisationPage.objects.values_list("organisation_kind", flat=True))
    assert sum(kinds[kind] for kind in STREETS_AND_TOWNS) == 23
    assert sum(kinds[kind] for kind in GRASSROOTS) == 185
    assert kinds["district"] == 1
    assert Record.objects.filter(slug__startswith="large-").count() == 30
    before = contents()
    demo("--scale", "district")
    assert contents() == before


def test_removal_spares_what_has_the_same_number_in_another_table() -> None:
    demo()
    record = Record.objects.exclude(kind="").first()
    picture_type = ContentType.objects.get_for_model(Picture)
    row = ReferenceIndex.objects.create(
        base_content_type=picture_type,
        content_type=picture_type,
        object_id=str(record.pk),
        to_content_type=picture_type,
        to_object_id="999999",
        model_path="x",
        content_path="x",
        content_path_hash=uuid.uuid4(),
    )

    demo("--remove")

    assert ReferenceIndex.objects.filter(pk=row.pk).exists()
