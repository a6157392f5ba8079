"""Signs of life of the worker."""

from __future__ import annotations

import datetime as dt
import os

from .models import Heartbeat

WORKER = "worker"


def beat(now: dt.datetime, detail: str = "", name: str = WORKER) -> None:
    row = Heartbeat(name=name, beat_at=now, pid=os.getpid(), detail=detail)
    Heartbeat.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["name"], update_fields=["beat_at", "pid", "detail"]
    )


def last(name: str = WORKER) -> Heartbeat | None:
    return Heartbeat.objects.filter(name=name).first()
