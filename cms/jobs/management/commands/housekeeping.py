"""manage.py housekeeping: one round of what is due. Exit status 1 if part of it failed."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cms.jobs.housekeeping import housekeep


class Command(BaseCommand):
    help = "Does what is due now, as the worker does each minute; exits with 1 if part of it failed. Safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = housekeep()
        for name, count in outcome.done.items():
            self.stdout.write(f"{name} {count}")
        for name in outcome.failed:
            self.stderr.write(f"{name} failed")
        if outcome.failed:
            sys.exit(1)
