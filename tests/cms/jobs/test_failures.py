"""What is kept of an exception says where it happened, never whom it concerns."""

from __future__ import annotations

import json

import pytest

from cms.jobs.failures import LONGEST, describe
from tests.cms.jobs.handling import NOW, ask, notebook


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            ValueError("invalid literal for int() with base 10: '110101199003070038'"),
            "invalid literal for int… with base …",
        ),
        (KeyError("王芳"), "…"),
        (ValueError("not a number: 13800138000"), "not a number: …"),
        (ValueError("申请人王芳不在名单里"), "…"),
        (ValueError("wang.fang@example.cn has no mailbox"), "… has no mailbox"),
        (RuntimeError("duplicate key\nDETAIL: Key (name)=(Wang Fang) already exists."), "duplicate key"),
        (OSError(28, "No space left on device", "/x/王芳.docx"), "No space left on device: …"),
    ],
)
def test_values_are_left_out(error, words):
    described = describe(raised(error))
    assert described.startswith(f"{type(error).__name__} at tests/cms/jobs/test_failures.py:")
    assert words in described
    for value in ("110101", "13800138000", "王芳", "wang.fang", "Wang Fang"):
        assert value not in described


def test_a_failure_inside_a_library_is_told_by_our_own_line():
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads("{")
    assert "tests/cms/jobs/test_failures.py" in describe(caught.value)


def test_it_is_short():
    assert len(describe(raised(ValueError("word " * 500)))) <= LONGEST


@pytest.mark.django_db
def test_neither_the_entry_nor_the_log_names_anybody(monkeypatch, caplog):
    from cms.jobs.services import drain

    notebook(monkeypatch).failing["1"] = ValueError("没有“王芳”的档案 110101199003070038")
    entry = ask()
    drain(NOW)
    entry.refresh_from_db()
    for text in (entry.last_error, caplog.text):
        assert "ValueError" in text
        assert "王芳" not in text
        assert "110101" not in text
