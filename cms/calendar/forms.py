"""One day, or a whole holiday at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db import transaction

from .models import DayOverride

LONGEST_HOLIDAY = 15


class DayForm(forms.ModelForm):
    class Meta:
        model = DayOverride
        fields = ["date", "is_workday", "note"]
        widgets = {"is_workday": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].widget = _day_input()
        self.fields["date"].error_messages.update(required="请填日期。", invalid="请填日期，例如2027-02-06。")
        self.fields["is_workday"].error_messages.update(required="请选这一天放假还是上班。")
        note = DayOverride._meta.get_field("note")
        self.fields["note"].error_messages.update(required=note.error_messages["blank"])


class HolidayForm(DayForm):
    """Enters every day from ``date`` to ``until``: all of them or none."""

    until = forms.DateField(
        label="到哪一天（含）",
        required=False,
        help_text="只有一天的，空着。通知里写“2月6日至14日放假”的，上面填2月6日，这里填2月14日：周末也要算在里面。",
        error_messages={"invalid": "请填日期，例如2027-02-14。"},
    )
    field_order = ["date", "until", "is_workday", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget = _day_input()

    def clean_until(self) -> dt.date | None:
        first, until = self.cleaned_data.get("date"), self.cleaned_data.get("until")
        if first is None or until is None:
            return until
        if until < first:
            raise forms.ValidationError("这一天比上面的日期还早，请核对。")
        if (until - first).days >= LONGEST_HOLIDAY:
            raise forms.ValidationError(f"一次最多填{LONGEST_HOLIDAY}天，请核对日期，或者分几次填。")
        entered = sorted(DayOverride.objects.within(first, until))
        if entered:
            days = "、".join(f"{day.month}月{day.day}日" for day in entered)
            raise forms.ValidationError(f"这几天已经填过了：{days}。请先在列表里修改或删除它们。")
        return until

    def save(self, commit: bool = True) -> DayOverride:
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            first: DayOverride = super().save()
            days = range(1, ((self.cleaned_data.get("until") or first.date) - first.date).days + 1)
            DayOverride.objects.bulk_create(
                DayOverride(date=first.date + dt.timedelta(days=day), is_workday=first.is_workday, note=first.note)
                for day in days
            )
        return first


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
