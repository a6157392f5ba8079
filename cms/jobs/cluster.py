"""The Django-Q2 cluster as a child in a session of its own, of which nothing is left when its parent ends.

Three traits of it are worked around. A signal to all its processes, or at an unlucky moment to the first, hangs it
(upstream issue 346): only the first is asked to stop, by a mark that its main loop reads. Its processes outlive a
killed parent: each asks the kernel to be killed with its parent (Linux). A process killed while it waits for work can
leave the queue locked for ever (upstream issue 23): the supervisor watches for signs of life.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from multiprocessing import get_context
from typing import TYPE_CHECKING

from django import db

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

STOP_SECONDS = 6
_PR_SET_PDEATHSIG = 1
_parent = 0


class Cluster:
    """One running cluster."""

    def __init__(self, process: ForkProcess) -> None:
        self.process = process
        self._is_gone = False

    @classmethod
    def start(cls) -> Cluster:
        """To be called from the main thread: the child lives no longer than the thread that made it."""
        db.connections.close_all()
        sys.stdout.flush()
        process = get_context("fork").Process(target=_serve, args=(os.getpid(),), name="cluster")
        process.start()
        return cls(process)

    def is_alive(self) -> bool:
        return self.process.is_alive()

    def stop(self) -> None:
        """What is being done may end within some seconds; then nothing of the session is left."""
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Once only: afterwards the number may be another process's."""
        if self._is_gone or self.process.pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self._is_gone = True


def _serve(parent: int) -> None:
    """The first process of the cluster."""
    from django_q.cluster import Cluster as Upstream

    global _parent
    os.setsid()
    _parent = parent
    _die_with_parent()
    os.register_at_fork(before=_remember_parent, after_in_child=_die_with_parent)

    asked: list[int] = []
    cluster = Upstream()
    signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    cluster.start()
    while not asked and cluster.sentinel.is_alive():
        time.sleep(0.2)
    cluster.stop()


def _remember_parent() -> None:
    global _parent
    _parent = os.getpid()


def _die_with_parent() -> None:
    """The parent may have ended before the kernel was asked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != _parent:
            os._exit(1)
