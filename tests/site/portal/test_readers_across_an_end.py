"""Two hundred people read while a notice ends: nobody reads it after its second."""

from __future__ import annotations

import datetime as dt
import http.client
import threading
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

READERS = 200
BEFORE = 6.0
NAME = "司马某九"


@dataclass(frozen=True)
class Read:
    """asked_at: by the site's clock, when the request was sent."""

    asked_at: dt.datetime
    path: str
    status: int
    has_name: bool


def read(site: str, path: str) -> Read:
    parts = urlsplit(site)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    asked_at = timezone.now()
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return Read(asked_at, path, answer.status, NAME.encode() in body)


def reader(site: str, paths: list[str], end: dt.datetime, reads: list[Read]) -> None:
    """Reads one after the other until the end, and once more after it."""
    for path in cycle(paths):
        over = timezone.now() >= end
        try:
            reads.append(read(site, path))
        except OSError:  # the test's server takes ten callers at once and turns others away
            continue
        if over:
            return


def test_nobody_reads_it_after_its_second(live_server, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    start = timezone.make_aware(dt.datetime(2026, 3, 2, 9))
    end = timezone.make_aware(dt.datetime(2026, 3, 17))
    with time_machine.travel(start, tick=True):
        street = factories.street(factories.district())
        community = factories.community(street, slug="wangchao")
        file = factories.attachment(street.staff_groups.collection, "附表", f"姓名 {NAME}".encode())
        body = [
            {"type": "paragraph", "value": "望潮社区名单。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants(NAME)},
            {"type": "attachment", "value": {"file": file.pk}},
        ]
        notice = factories.notice(street, community, body=body, ends_at=end)
    page, place = notice.get_absolute_url(), "/places/wangchao/notices/"
    paths = [page, notice.get_absolute_url("json"), notice.get_absolute_url("md"), file.get_public_url(), place]
    reads: list[Read] = []
    with time_machine.travel(end - dt.timedelta(seconds=BEFORE), tick=True):
        crowd = [
            threading.Thread(target=reader, args=(live_server.url, paths[n % 5 :] + paths[: n % 5], end, reads))
            for n in range(READERS)
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()

    before = [read for read in reads if read.asked_at < end]
    after = [read for read in reads if read.asked_at >= end]
    assert len(after) >= READERS
    assert len({read.path for read in after}) == len(paths)
    assert any(read.has_name for read in before)
    assert not [read for read in after if read.has_name]
    assert {read.status for read in after if read.path == page} == {410}
    assert {read.status for read in reads} <= {200, 404, 410}
    assert not [read for read in reads if read.path == place and read.has_name]
