"""bin/worker: the jobs of the site, beside bin/run or without it."""

import argparse
import os

from . import environment, site_state
from .places import PYTHON, ROOT
from .serve import DEFAULT_PORT, port_number

MANAGE_WORKER = [str(PYTHON), str(ROOT / "manage.py"), "worker"]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/worker",
        description="Runs the jobs of the site that bin/run has made: what follows a change at once, housekeeping each "
        "minute. Ctrl-C or SIGTERM stops it, with all its processes; killed, it loses nothing. bin/run runs one "
        "already; another does no harm. Exits with 1 if it cannot start.",
    )
    parser.add_argument(
        "--port",
        type=port_number,
        default=DEFAULT_PORT,
        help=f"the port of bin/run (default {DEFAULT_PORT})",
    )
    options = parser.parse_args()
    os.umask(0o027)
    with environment.preparing():
        environment.ensure()
    env = site_state.site_environment(options.port)
    site_state.refuse_misconfiguration(env)
    os.chdir(ROOT)
    os.execve(MANAGE_WORKER[0], MANAGE_WORKER, env)  # noqa: S606 – our own interpreter, in place of this one
