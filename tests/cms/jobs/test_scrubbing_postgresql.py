"""PostgreSQL clears its files itself."""

from __future__ import annotations

import pytest
from django.db import connection

from cms.jobs import scrubbing
from cms.jobs.housekeeping import housekeep
from cms.jobs.models import OutboxEntry
from tests.cms.jobs.handling import NOW

__test__ = connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_postgresql_is_asked_for_nothing():
    scrubbing.ask()
    assert not OutboxEntry.objects.exists()
    scrubbing.scrub(NOW)
    assert housekeep(NOW).done["jobs.log"] == 0
