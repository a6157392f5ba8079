"""manage.py golive: what keeps this site from going live, in plain words. Exit status 1 if anything does."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cms.identity.golive import obstacles


class Command(BaseCommand):
    help = "Says in plain Chinese what keeps this site from going live; exits with 1 if anything does."

    def handle(self, *args: Any, **options: Any) -> None:
        found = obstacles()
        if not found:
            self.stdout.write("没有发现妨碍上线的问题。")
            return
        self.stdout.write(f"上线前还有{len(found)}件事：")
        for number, line in enumerate(found, 1):
            self.stdout.write(f"{number}. {line}")
        sys.exit(1)
