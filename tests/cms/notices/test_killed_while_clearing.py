"""A process that clears ended notices is killed at any moment: each is cleared once, and no name is left anywhere."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from cms.archive import services as archive
from cms.archive.models import SealedCopy, SealedOriginal
from cms.files.models import Attachment
from cms.notices import clearing
from cms.notices.models import NoticePage
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

KILLS = 60
BATCH = 12


def ended_notices(street, count: int) -> list[str]:
    """``count`` notices, each with a name, a file and an original of its own, to be over in a moment; the names."""
    names = []
    for _ in range(count):
        name = f"司马某{random.randint(10**8, 10**9)}"  # noqa: S311 – no secret
        file = factories.attachment(street.staff_groups.collection, "附表", f"姓名 {name}".encode())
        body = [
            {"type": "paragraph", "value": f"望潮社区名单，第一位是{name}。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants(name)},
            {"type": "attachment", "value": {"file": file.pk}},
        ]
        notice = factories.notice(street, body=body, summary=f"{name}等。")
        notice.save_revision()
        archive.keep_original(f"原件 {name}".encode(), ".xlsx", None, record_id=notice.pk)
        names.append(name)
    return names


def clear(now) -> None:
    connections.close_all()
    clearing.clear_due(now)


def killed_at_random(now) -> bool:
    """A process of its own begins to clear and is killed. True if it was still at work."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=clear, args=[now])
    process.start()
    time.sleep(random.uniform(0, 0.25))  # noqa: S311 – no secret
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def written_down(var: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the var directory, the database among them, and every row of one that is elsewhere."""
    for path in var.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 – names of our own tables
                yield table, "\n".join(row for (row,) in cursor.fetchall()).encode()


def test_sixty_kills_leave_every_notice_cleared_once_and_no_name_behind(settings, tmp_path):
    files = Path(settings.VAR_DIR)
    settings.VAR_DIR = tmp_path  # the sealed store of this test alone
    street = factories.street(factories.district())
    names = ended_notices(street, BATCH)
    now = timezone.now() + dt.timedelta(days=30)
    kills = 0
    while kills < KILLS:
        if NoticePage.objects.to_clear(now).count() < BATCH // 3:
            names += ended_notices(street, BATCH)
        kills += killed_at_random(now)

    assert NoticePage.objects.to_clear(now).exists()
    call_command("housekeeping")
    while clearing.clear_due(now):
        pass
    call_command("housekeeping")

    assert NoticePage.objects.filter(purged_at__isnull=False).count() == len(names)
    assert SealedCopy.objects.count() == len(names)
    assert not Attachment.objects.exists()
    assert not SealedOriginal.objects.exists()
    archive.remove_strays(timezone.now() + dt.timedelta(hours=2))
    kept = {copy.stored_name for copy in SealedCopy.objects.all()}
    assert {path.name for path in (Path(settings.VAR_DIR) / "sealed").iterdir()} == kept
    for where, content in written_down(files):
        found = [name for name in names if name.encode() in content]
        assert not found, f"{found[0]} in {where}"
