"""A street's notice for one community, released on a Friday for Monday nine o'clock."""

from __future__ import annotations

import datetime as dt

from cms.notices.models import NoticePage
from cms.records.models import Record
from tests import factories

FRIDAY = dt.datetime(2026, 3, 6, 8, 0, tzinfo=dt.UTC)  # 16:00 in Shanghai
MONDAY_9 = dt.datetime(2026, 3, 9, 1, 0, tzinfo=dt.UTC)
END = dt.datetime(2026, 3, 16, 16, 0, tzinfo=dt.UTC)  # 24:00 of the 16th
SECOND = dt.timedelta(seconds=1)


def setup_notice(**fields):
    street = factories.street(factories.district())
    community = factories.community(street)
    return factories.notice(street, community, **{"starts_at": MONDAY_9, "ends_at": END, **fields})


def is_public(notice, at):
    return Record.objects.current(at).filter(pk=notice.pk).exists()


def republish(notice, **changes):
    page = NoticePage.objects.get(pk=notice.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save()
    return page
