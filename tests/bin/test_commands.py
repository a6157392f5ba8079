"""The commands as a person starts them, without making an environment."""

import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from _lib import gates, serve
from _lib.processes import child
from _lib.suites import Outcome, _read

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, f"bin/{arguments[0]}", *arguments[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["run", "test", "bench", "worker"])
def test_each_command_says_what_it_does(name: str) -> None:
    result = command(name, "-h")
    assert result.returncode == 0
    assert result.stdout.startswith(f"usage: bin/{name}")


def test_a_port_in_use_is_one_plain_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = command("run", "--port", str(port))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"huiketing: port {port} cannot be used (Address already in use); try bin/run --port {port + 1}\n"
    )


@pytest.mark.parametrize("name", ["run", "worker"])
@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_senseless_port_is_refused(name: str, port: str) -> None:
    assert command(name, "--port", port).returncode == 2


def test_the_site_goes_on_when_its_jobs_stop_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "LOOK_SECONDS", 0.01)
    with (
        child([sys.executable, "-c", "import time; time.sleep(1)"]) as server,
        child([sys.executable, "-c", "raise SystemExit(3)"]) as worker,
    ):
        serve._watch(server, worker)
        assert server.poll() == 0
    assert capsys.readouterr().out.splitlines() == [
        "The jobs stopped (exit status 3). The site goes on; start them with bin/worker."
    ]


def test_a_benchmark_that_does_not_exist_is_named() -> None:
    result = command("bench", "nonsense")
    assert result.returncode == 1
    assert "nonsense" in result.stderr


def test_a_child_leaves_nothing_behind_not_even_what_will_not_stop() -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
    )
    parent = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {stubborn!r}]); time.sleep(60)"
    with child([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    assert process.returncode == -signal.SIGTERM
    with process.stdout:
        readable, _, _ = select.select([process.stdout], [], [], 10)
        assert readable, "a process still holds the pipe"
        assert process.stdout.read() == ""


def test_a_skip_and_a_failure_are_counted_apart_from_what_is_expected_to_fail(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        """<testsuites><testsuite>
        <testcase classname="a" name="passes"/>
        <testcase classname="a" name="fails"><failure message="no"/></testcase>
        <testcase classname="a" name="breaks"><error message="no"/></testcase>
        <testcase classname="a" name="skips"><skipped type="pytest.skip" message="no server"/></testcase>
        <testcase classname="a" name="expected"><skipped type="pytest.xfail" message="known"/></testcase>
        </testsuite></testsuites>"""
    )
    outcome = _read("SQLite", report)
    assert outcome == Outcome(
        passed=2, failures=["SQLite: a::fails", "SQLite: a::breaks"], skips=["SQLite: a::skips: no server"]
    )
    assert outcome.closing_line() == "2 passed, 2 failed, 1 skipped"


@pytest.mark.parametrize(
    ("outcome", "strict", "status", "last_line"),
    [
        (Outcome(passed=3), True, 0, "3 passed, 0 failed"),
        (Outcome(passed=3, skips=["PostgreSQL: none"]), False, 0, "3 passed, 0 failed, 1 skipped"),
        (Outcome(passed=3, skips=["PostgreSQL: none"]), True, 1, "3 passed, 0 failed, 1 skipped"),
        (Outcome(passed=3, failures=["mypy"]), False, 1, "3 passed, 1 failed"),
    ],
)
def test_the_end_of_a_test_run_says_what_was_skipped_and_closes_with_the_count(
    outcome: Outcome, strict: bool, status: int, last_line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gates._close(outcome, strict=strict) == status
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == last_line
    assert all(line in printed for line in outcome.skips + outcome.failures)
