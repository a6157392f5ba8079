"""bin/run: from a bare checkout to a site that answers."""

import argparse
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Mapping

from . import environment, site_state, system
from .places import PYTHON, ROOT, shown
from .processes import Failed, child, say

HOST = "127.0.0.1"
DEMO_PLACE = "songtao"
DEFAULT_PORT = 8000
# One process keeps one page store and one SQLite writer; four threads keep two cores busy while one waits for disk.
GRANIAN = [
    "--interface=wsgi",
    "--workers=1",
    "--blocking-threads=4",
    "--log-level=warning",
    "huiketing.wsgi:application",
]
START_SECONDS = 60
LOOK_SECONDS = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Makes what is missing (packages, database, static files, demo district) and serves the site on "
        f"{HOST}, with its jobs beside it. Ctrl-C stops both. What it writes is in var/ (or HUIKETING_VAR) and .venv/.",
    )
    parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, help=f"port (default {DEFAULT_PORT})")
    parser.add_argument("--no-demo", action="store_true", help="start without the fictional demo district")
    options = parser.parse_args()
    os.umask(0o027)
    _refuse_used_port(options.port)
    _ensure_font()
    with environment.preparing():
        environment.ensure()
        env = site_state.site_environment(options.port)
        site_state.refuse_misconfiguration(env)
        site_state.migrate(env)
        site_state.collect_static(env)
        demo = env["HUIKETING_ENV"] == "demo" and not options.no_demo
        if demo:
            site_state.load_demo(env)
    return _serve(options.port, env, demo=demo)


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a number from 1 to 65535")
    return int(text)


def _refuse_used_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failed(f"port {port} cannot be used ({error.strerror}); try bin/run --port {port + 1}") from error


def _ensure_font() -> None:
    packages = ("fontconfig", "fonts-noto-cjk")
    if not system.ensure(system.has_chinese_font, *packages):
        say(f"No Chinese font was found. As root, type: {system.apt_line(*packages)}")


def _serve(port: int, env: Mapping[str, str], *, demo: bool) -> int:
    with child([str(PYTHON), "-m", "granian", "--host", HOST, "--port", str(port), *GRANIAN], env) as server:
        _await_answer(server, port)
        say(_welcome(port, env, demo=demo))
        with child([str(PYTHON), str(ROOT / "manage.py"), "worker"], env) as worker:
            _watch(server, worker)
        raise Failed(f"the server stopped by itself (exit status {server.wait()}); its message above says why")


def _watch(server: subprocess.Popen[str], worker: subprocess.Popen[str]) -> None:
    """Until the server ends. The site is right without its jobs, so it goes on when these end."""
    told = False
    while server.poll() is None:
        if not told and worker.poll() is not None:
            say(f"The jobs stopped (exit status {worker.returncode}). The site goes on; start them with bin/worker.")
            told = True
        time.sleep(LOOK_SECONDS)


def _await_answer(server: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Failed(f"the server did not start (exit status {server.returncode}); its message above says why")
        connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/-/live")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Failed(f"the server gave no answer within {START_SECONDS} seconds")


def _welcome(port: int, env: Mapping[str, str], *, demo: bool) -> str:
    site = f"http://{HOST}:{port}"
    place = f"{site}/places/{DEMO_PLACE}/" if demo else f"{site}/places/"
    lines = ["", f"  site   {site}/", f"  place  {place}", f"  CMS    {site}/cms/", ""]
    if demo:
        lines.append(f"The demo passwords are in {shown(site_state.var_dir() / 'demo-passwords.txt')}.")
    else:
        key = shown(site_state.var_dir() / "secret-key")
        var = f"HUIKETING_VAR={env['HUIKETING_VAR']} " if os.environ.get("HUIKETING_VAR") else ""
        lines += [
            "To make the first account, type in another terminal:",
            f'  {var}HUIKETING_ENV={env["HUIKETING_ENV"]} SECRET_KEY="$(cat {key})" \\',
            f"  {shown(PYTHON)} manage.py createsuperuser",
        ]
    return "\n".join([*lines, "Ctrl-C stops the site."])
