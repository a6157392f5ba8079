"""Sealed files tell nothing, come back whole or not at all, and need their key."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from cms.archive import ciphers, keys, packages, vault
from tests.cms.archive.sealing import everything

NAME = "ab12.sealed"
SECRET = "林某某身份证".encode()


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR, settings.ARCHIVE_KEY = tmp_path, b""
    return tmp_path


def mode(path):
    return path.stat().st_mode & 0o777


def test_what_is_sealed_comes_back(var):
    vault.store(NAME, SECRET)
    assert vault.load(NAME) == SECRET


def test_nothing_can_be_read_in_the_directory(var):
    vault.store(NAME, SECRET * 50_000)
    assert SECRET not in everything(var)


def test_files_and_key_are_for_their_owner_alone(var):
    vault.store(NAME, SECRET)
    assert mode(vault.folder()) == 0o700
    assert mode(vault.folder() / NAME) == 0o600
    assert mode(var / "archive-key") == 0o600
    assert sorted(path.name for path in var.rglob("*")) == [NAME, "archive-key", "sealed"]


def test_the_same_content_never_looks_the_same(var):
    vault.store("one.sealed", SECRET)
    vault.store("two.sealed", SECRET)
    one, two = ((vault.folder() / name).read_bytes() for name in ("one.sealed", "two.sealed"))
    assert one != two
    assert one[32:] != two[32:]


@pytest.mark.parametrize("length", [0, 1, ciphers.CHUNK - 1, ciphers.CHUNK, ciphers.CHUNK + 1, 3 * ciphers.CHUNK])
def test_every_length_comes_back_whole(length):
    content = os.urandom(length)
    vault.store(NAME, content)
    assert vault.load(NAME) == content


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(begin=st.integers(0, 3_000_000), length=st.integers(0, 1_500_000), whence=st.sampled_from([0, 1, 2]))
def test_it_is_read_in_any_order_as_a_plain_file_would_be(begin, length, whence):
    content = bytes(range(251)) * 10_000
    if not (vault.folder() / NAME).exists():
        vault.store(NAME, content)
    plain = io.BytesIO(content)
    with vault.reading(NAME) as stream:
        for file in (stream, plain):
            file.seek(begin if whence != 2 else -min(begin, len(content)), whence)
        assert stream.tell() == plain.tell()
        assert stream.read(length) == plain.read(length)


def changed(content, change):
    chunk = ciphers.CHUNK + 16
    return {
        "a bit": content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
        "its salt": bytes([content[0] ^ 1]) + content[1:],
        "cut off": content[:-1],
        "its last chunk gone": content[: 32 + 2 * chunk],
        "two chunks exchanged": content[:32] + content[32 + chunk : 32 + 2 * chunk] + content[32 : 32 + chunk],
        "something added": content + b"\0",
        "empty": b"",
        "only the salt": content[:32],
    }[change]


@pytest.mark.parametrize(
    "change",
    [
        "a bit",
        "its salt",
        "cut off",
        "its last chunk gone",
        "two chunks exchanged",
        "something added",
        "empty",
        "only the salt",
    ],
)
def test_whatever_is_changed_is_noticed(change):
    vault.store(NAME, os.urandom(2 * ciphers.CHUNK + 500))
    path = vault.folder() / NAME
    path.write_bytes(changed(path.read_bytes(), change))
    with pytest.raises(vault.Damaged, match="运维人员"):
        vault.load(NAME)


def test_a_file_under_another_name_is_not_that_file():
    vault.store(NAME, SECRET)
    (vault.folder() / NAME).rename(vault.folder() / "cd34.sealed")
    with pytest.raises(vault.Damaged):
        vault.load("cd34.sealed")
    with pytest.raises(vault.Damaged):
        vault.load(NAME)


def test_another_key_opens_nothing(settings):
    vault.store(NAME, SECRET)
    settings.ARCHIVE_KEY = bytes(range(32))
    with pytest.raises(vault.Damaged):
        vault.load(NAME)


def test_the_key_of_the_environment_is_used_and_none_is_kept(settings, var):
    settings.ARCHIVE_KEY = bytes(range(32))
    vault.store(NAME, SECRET)
    assert vault.load(NAME) == SECRET
    assert not (var / "archive-key").exists()


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"AAAA")])
def test_a_lost_key_is_not_replaced_by_a_new_one(var, damage):
    vault.store(NAME, SECRET)
    damage(var / "archive-key")
    with pytest.raises(vault.Damaged):
        vault.load(NAME)
    with pytest.raises(keys.KeyLost, match="backup"):
        vault.store("cd34.sealed", SECRET)
    assert [path.name for path in vault.folder().iterdir()] == [NAME]


def test_many_at_once_make_one_key(var):
    barrier = threading.Barrier(8)
    seen: list[bytes] = []

    def make():
        barrier.wait()
        seen.append(keys.key(sealed_before=False))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1
    assert [path.name for path in var.iterdir()] == ["archive-key"]


def test_what_fails_while_it_is_written_leaves_nothing():
    with pytest.raises(RuntimeError), vault.writing(NAME) as stream:
        stream.write(SECRET)
        raise RuntimeError
    assert list(vault.folder().iterdir()) == []


def test_a_package_is_the_same_for_the_same_parts():
    def packed(parts):
        stream = io.BytesIO()
        packages.pack(parts, stream)
        return stream.getvalue()

    assert packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})
    assert packages.unpack(io.BytesIO(packed({"a/1.txt": SECRET}))) == {"a/1.txt": SECRET}


MEASURE = """
import os, resource
import django; django.setup()
from cms.archive import packages, vault
files = {f"files/{number}.pdf": os.urandom(20 * 1024 * 1024) for number in range(10)}
name = vault.new_name()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with vault.writing(name) as stream:
    packages.pack(files, stream)
assert stream.size > 200 * 1024 * 1024
del files
with vault.reading(name) as package:
    assert packages.digest_of(package) == stream.sha256
    assert len(packages.unpack(package)) == 10
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_ten_large_files_are_sealed_and_opened_without_being_held_twice(tmp_path):
    """Their own 200 MB stand in memory when they are handed over, and again when they are handed out, never twice."""
    root = Path(__file__).resolve().parents[3]
    environment = {
        **os.environ,
        "HUIKETING_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "huiketing.settings",
        "PYTHONPATH": f"{root}{os.pathsep}{root / 'site'}",
    }
    run = subprocess.run([sys.executable, "-c", MEASURE], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[-1]) < 80
