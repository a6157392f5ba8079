"""manage.py worker: runs the jobs until it is told to stop. Exit status 1 if it cannot start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.jobs.worker import CannotStart, Worker


class Command(BaseCommand):
    help = "Runs the jobs: the outbox at once, housekeeping each minute. SIGTERM stops it, leaving no process behind."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Worker().run()
        except CannotStart as problem:
            raise CommandError(str(problem)) from None
