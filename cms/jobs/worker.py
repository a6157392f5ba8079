"""The worker's supervisor: keeps one cluster running, and replaces it when it shows no sign of life."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import time
from collections.abc import Callable

from django import db
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from . import heartbeats, queue
from .cluster import Cluster

logger = logging.getLogger("huiketing.jobs")

FIRST_SIGN = dt.timedelta(seconds=60)
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class CannotStart(Exception):
    """One plain line for the operator."""


class Worker:
    """``run`` returns when the process has been asked to stop.

    Each pulse is a task that passes through the whole cluster (queue, pusher, worker) and drains the outbox, so that
    its sign of life is one of all of them.
    """

    def __init__(self, make: Callable[[], Cluster] = Cluster.start) -> None:
        self._make = make
        self._asked_to_stop = False
        self._pulsed_at: dt.datetime | None = None
        self._seen_at: dt.datetime | None = None
        self._has_lived = False

    def run(self) -> None:
        """Raises ``CannotStart``."""
        for number in STOPPING:
            signal.signal(number, self._stop)
        try:
            queue.ensure_schedule()
        except DatabaseError as error:
            raise CannotStart("the database is not ready; start bin/run, or type: manage.py migrate") from error
        cluster = self._start()
        try:
            while not self._asked_to_stop:
                cluster = self.look_after(cluster, timezone.now())
                self._wait(settings.JOBS_PULSE.total_seconds() / 4)
        finally:
            cluster.stop()
        logger.info("worker.stopped")

    def look_after(self, cluster: Cluster, now: dt.datetime) -> Cluster:
        """The same cluster, or the one that takes its place. Raises ``CannotStart`` if none has ever shown life."""
        self._read_sign_of_life(now)
        silent_for = now - self._since
        if not cluster.is_alive():
            return self._replace(cluster, "ended")
        if silent_for > settings.JOBS_SILENCE:
            return self._replace(cluster, "silent")
        if not self._has_lived and silent_for > FIRST_SIGN:
            raise CannotStart("the worker shows no sign of life; its messages above say why")
        self._pulse(now)
        return cluster

    def _start(self) -> Cluster:
        self._started_at = timezone.now()
        self._pulsed_at = None
        cluster = self._make()
        logger.info("worker.started pid=%s", cluster.process.pid)
        return cluster

    def _replace(self, cluster: Cluster, reason: str) -> Cluster:
        logger.error("worker.replaced reason=%s", reason)
        cluster.kill()
        if not self._has_lived:
            raise CannotStart("the worker ended at once; its messages above say why")
        self._wait(1)
        return self._start()

    @property
    def _since(self) -> dt.datetime:
        """The last sign of life of the cluster that runs now; its start, if there was none."""
        return max(self._seen_at or self._started_at, self._started_at)

    def _read_sign_of_life(self, now: dt.datetime) -> None:
        try:
            heartbeat = heartbeats.last()
        except DatabaseError:
            logger.warning("worker.database_unreachable")
            return
        finally:
            db.connections.close_all()
        if heartbeat is not None and heartbeat.beat_at >= self._started_at:
            self._seen_at = heartbeat.beat_at
            self._has_lived = True

    def _pulse(self, now: dt.datetime) -> None:
        """Not before the last one has come through: a cluster that hangs is not given more."""
        last = self._pulsed_at
        if last is not None and (self._seen_at is None or self._seen_at < last or now - last < settings.JOBS_PULSE):
            return
        self._pulsed_at = now
        queue.wake()
        db.connections.close_all()

    def _stop(self, number: int, frame: object) -> None:
        self._asked_to_stop = True

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._asked_to_stop and time.monotonic() < deadline:
            time.sleep(0.2)
