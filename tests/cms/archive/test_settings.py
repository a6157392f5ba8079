"""HUIKETING_ARCHIVE_KEY is a key, or the start stops with one plain line."""

from __future__ import annotations

import base64

import pytest

from tests.site.huiketing.test_environment import start

KEY = base64.urlsafe_b64encode(bytes(range(200, 232))).decode()


@pytest.mark.parametrize("value", [None, "", KEY])
def test_a_key_or_none_starts(tmp_path, value):
    assert start(tmp_path, HUIKETING_ARCHIVE_KEY=value).returncode == 0
    assert not (tmp_path / "archive-key").exists()


@pytest.mark.parametrize(
    "value",
    [
        "secret",
        KEY[:-8],
        KEY * 2,
        base64.urlsafe_b64encode(bytes(32)).decode(),
        base64.urlsafe_b64encode(b"ab" * 16).decode(),
        "密钥" * 16,
        f" {KEY}!",
    ],
)
def test_a_senseless_one_stops_the_start(tmp_path, value):
    started = start(tmp_path, HUIKETING_ARCHIVE_KEY=value)
    assert started.returncode == 78
    assert started.stderr.startswith("huiketing: HUIKETING_ARCHIVE_KEY is no random key")
    assert len(started.stderr.splitlines()) == 1
    assert value not in started.stderr
