"""A form field for a moment that is typed as offices type it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from .describe import moment_short
from .typed import UnreadableDate, parse_moment


class MomentInput(forms.TextInput):
    """Plain text: a browser's own field knows no 24:00 and no pasting. Phones show their full keyboard."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "text", "autocomplete": "off", "spellcheck": "false", **(attrs or {})})


class MomentField(forms.CharField):
    """Cleans to an aware datetime, or None for nothing. ``is_end``: a day without an hour means its 24:00."""

    widget = MomentInput
    default_error_messages = {"required": "请填写日期和时间，例如2026-03-09 09:00。"}

    def __init__(
        self, *, is_end: bool = False, today: Callable[[], dt.date] = timezone.localdate, **kwargs: Any
    ) -> None:
        self.is_end, self.today = is_end, today
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        example = "2026-03-16 24:00" if self.is_end else "2026-03-09 09:00"
        return {**super().widget_attrs(widget), "placeholder": f"例如 {example}"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return value
        written = str(value or "").strip()
        if not written:
            return None
        try:
            return parse_moment(written, self.today(), is_end=self.is_end).at
        except UnreadableDate as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return moment_short(value, is_end=self.is_end) if isinstance(value, dt.datetime) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))
        except ValidationError:
            return True
