"""Characters that nobody sees: they break feeds and addresses, or turn the order of what is read."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

HIDDEN_MESSAGE = "这里有看不见的特殊字符（如换行符、控制符），请删掉，或者重新输入，不要直接粘贴。"
# C0 and C1 controls, and the overrides of Unicode's bidirectional algorithm.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HIDDEN_IN_LINES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def has_hidden(text: str, *, lines: bool = False) -> bool:
    """With ``lines``, line breaks and tabs are what they seem."""
    return bool((_HIDDEN_IN_LINES if lines else _HIDDEN).search(text))


def has_hidden_within(value: Any) -> bool:
    """In any string of a nest of lists and dicts, each of which may have lines."""
    if isinstance(value, str):
        return has_hidden(value, lines=True)
    if isinstance(value, dict):
        return any(map(has_hidden_within, value.values()))
    return isinstance(value, list | tuple) and any(map(has_hidden_within, value))


def without_hidden(text: str, *, lines: bool = False) -> str:
    """With ``lines``, whatever breaks a line becomes a line feed."""
    if lines:
        text = _LINE_BREAK.sub("\n", text)
    return (_HIDDEN_IN_LINES if lines else _HIDDEN).sub("", text)


def one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def refuse_hidden(instance: models.Model) -> None:
    """Raise ValidationError for each text column of ``instance`` with hidden characters; a TextField may have lines."""
    errors: dict[str, str] = {}
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        lines = isinstance(field, models.TextField)
        if isinstance(value, str) and has_hidden(value, lines=lines):
            errors[field.name] = HIDDEN_MESSAGE
    if errors:
        raise ValidationError(errors)
