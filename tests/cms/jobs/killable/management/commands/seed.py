"""manage.py seed FIRST COUNT [SECONDS]: posts numbered work; SECONDS is how long each takes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from cms.jobs.services import post
from tests.cms.jobs.killable.tasks import TOPIC


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=int)
        parser.add_argument("count", type=int)
        parser.add_argument("seconds", type=float, nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        payload = {} if options["seconds"] is None else {"seconds": options["seconds"]}
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE IF NOT EXISTS effects (name text)")
            for number in range(options["first"], options["first"] + options["count"]):
                post(TOPIC, number, payload=payload)
