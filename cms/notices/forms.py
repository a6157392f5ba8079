"""The notice editor's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cms.basepage.plaintext import one_line
from cms.calendar.fields import MomentField
from cms.records.enums import Reach
from cms.records.forms import RecordForm

from . import periods
from .kinds import choices_for

_LINES = (
    "basis",
    "period_reason",
    "content_reason",
    "date_reason",
    "objection_telephone",
    "objection_hours",
    "objection_address",
)


class NoticeForm(RecordForm):
    """Kinds that this organisation may publish; moments as an office types them; few readers by default."""

    notice_kind = forms.ChoiceField(label="哪一类", required=False)
    starts_at = MomentField(
        label="开始", required=False, help_text="如“2026-03-09 09:00”或“3月9日9时”。不填就是发布后马上开始。"
    )
    ends_at = MomentField(label="结束", required=False, is_end=True, help_text="只写日期就是当天24:00。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not getattr(kwargs.get("instance"), "reach", ""):
            kwargs["initial"] = {"reach": Reach.NAMED, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("notice_kind")) is not None:
            lineage = self.organisation.lineage if self.organisation is not None else []
            field.choices = [("", "请选择"), *choices_for(*(above.organisation_kind for above in lineage))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in _LINES:
            if isinstance(cleaned.get(name), str):
                cleaned[name] = one_line(cleaned[name])
        original, own = cleaned.get("result_of"), self.organisation
        if original is not None and own is not None and not own.lineage_has(original.publisher):
            self.add_error("result_of", "只能选本机构发过的公示，请重新选。")
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "结束时间要晚于开始时间，请核对。")
        elif end and end - (start or timezone.now()) > periods.LONGEST:
            self.add_error("ends_at", f"{periods.TOO_LONG}。")
        if end and end <= timezone.now() and "ends_at" in self.changed_data:
            self.add_error("ends_at", "结束时间已经过去，请改到以后。")
        if start and "starts_at" in self.changed_data and self._is_past(start):
            self.add_error("starts_at", "开始时间已经过去，不能倒填。请改成以后的时间；不填就是发布后马上开始。")
        return cleaned

    def _is_past(self, start: Any) -> bool:
        last = periods.latest(self.instance)
        return start < timezone.now() and (last is None or start != last.starts_at)
