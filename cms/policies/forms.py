"""The editor of policy documents."""

from __future__ import annotations

from typing import Any

from cms.records.forms import RecordForm

from .enums import DocumentClass


class PolicyForm(RecordForm):
    """Offers 行政规范性文件 only where the law lets one be issued."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("document_class")
        organisation = self.organisation
        if field is not None and organisation is not None and not organisation.can.normative:
            field.choices = [choice for choice in field.choices if choice[0] != DocumentClass.NORMATIVE]
            field.help_text = "社区和村不能制定行政规范性文件。"
