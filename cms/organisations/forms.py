"""The one form that makes or changes an organisation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from cms.basepage.forms import BasePageForm
from cms.basepage.plaintext import one_line
from cms.files.choosing import OwnFilesForm

from .enums import CAPABILITIES, OrganisationKind


class OrganisationForm(OwnFilesForm, BasePageForm):
    """Offers only the kinds that may stand where the page is being made, and only what the law gives that kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = self._allowed_kinds()
        kind = self.fields.get("organisation_kind")
        if kind is not None:
            kind.choices = [choice for choice in OrganisationKind.choices if choice[0] in allowed]
        possible = [self.instance.organisation_kind] if self.instance.pk else allowed
        if not any(CAPABILITIES[name].disclosure_request for name in possible if name in CAPABILITIES):
            self.fields.pop("disclosure_request_url", None)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = "定了就不能改：群众手里的网址和二维码都靠它。"

    def _allowed_kinds(self) -> list[str]:
        from .models import OrganisationPage, allowed_child_kinds

        parent = self.parent_page.specific if self.parent_page else None
        return allowed_child_kinds(parent.organisation_kind if isinstance(parent, OrganisationPage) else None)

    def clean_directions(self) -> str:
        return one_line(self.cleaned_data["directions"])

    def clean_organisation_kind(self) -> str:
        value: str = self.cleaned_data["organisation_kind"]
        if value not in self._allowed_kinds():
            raise ValidationError("这个类型不能建在这里。请到正确的上级机构下面新建。")
        return value
