"""The worker: Django-Q2 on the site's own database. What must be done stands in the outbox, not in this queue."""

import datetime as dt
from typing import Any

# A task is killed after JOBS_TIMEOUT; only then may another take up its outbox entry, or the queue give it out again.
JOBS_TIMEOUT = 150
JOBS_LEASE = dt.timedelta(seconds=JOBS_TIMEOUT + 90)
JOBS_DRAIN_SECONDS = 30
JOBS_WAKE_WORKER = True
# The worker shows life at each pulse; silent for longer, it is replaced, and operators are told.
JOBS_PULSE = dt.timedelta(seconds=20)
JOBS_SILENCE = dt.timedelta(minutes=3)

Q_CLUSTER: dict[str, Any] = {
    "name": "huiketing",
    "orm": "default",
    "workers": 2,
    "timeout": JOBS_TIMEOUT,
    "retry": JOBS_TIMEOUT + 30,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 50,
    "recycle": 200,
    "poll": 1,
    "label": "后台任务",
}
