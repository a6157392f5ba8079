"""The queue that wakes the worker. It holds nothing that the outbox does not: without it, work is only done later."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

logger = logging.getLogger("huiketing.jobs")

DRAIN = "cms.jobs.tasks.drain"
HOUSEKEEPING = "cms.jobs.tasks.housekeeping"
SCHEDULE = "housekeeping"


def wake_on_commit() -> None:
    """Asks the worker for a drain when the transaction commits, once a transaction."""
    if settings.JOBS_WAKE_WORKER and not any(row[1] is wake for row in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """One task that waits will see all that was posted before it began. A broken queue never breaks the change."""
    try:
        if not OrmQ.objects.filter(key=Conf.CLUSTER_NAME, lock__lte=timezone.now()).exists():
            async_task(DRAIN, save=False)
    except DatabaseError as error:
        logger.warning("queue.unreachable error=%s", type(error).__name__)


def ensure_schedule() -> None:
    """Housekeeping every minute; running it twice changes nothing."""
    wanted = {
        "func": HOUSEKEEPING,
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
        "repeats": -1,
        "kwargs": "{'q_options': {'save': False}}",
    }
    with transaction.atomic():
        schedules = Schedule.objects.filter(name=SCHEDULE).order_by("pk")
        if first := schedules.first():
            schedules.exclude(pk=first.pk).delete()
            Schedule.objects.filter(pk=first.pk).update(**wanted)
        else:
            Schedule.objects.create(name=SCHEDULE, **wanted)
