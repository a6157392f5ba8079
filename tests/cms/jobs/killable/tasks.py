"""Work with two effects, a line in a file and a row in the database, each made only if it is not there."""

from __future__ import annotations

import os
import time

from django.conf import settings
from django.db import connection, transaction

from cms.jobs.models import OutboxEntry
from cms.jobs.registry import handles

TOPIC = "tests.effect"
BEGUN, LINES = settings.VAR_DIR / "begun.txt", settings.VAR_DIR / "lines.txt"
PAUSE_SECONDS = 0.002


def append(path: os.PathLike[str], line: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


@handles(TOPIC)
def have_effect(entry: OutboxEntry) -> None:
    append(BEGUN, entry.key)
    time.sleep(entry.payload.get("seconds", PAUSE_SECONDS))
    if not LINES.exists() or entry.key not in LINES.read_text().split():
        append(LINES, entry.key)
    time.sleep(PAUSE_SECONDS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM effects WHERE name = %s", [entry.key])
        if cursor.fetchone() is None:
            cursor.execute("INSERT INTO effects VALUES (%s)", [entry.key])
    time.sleep(PAUSE_SECONDS)
