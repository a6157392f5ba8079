"""Forms in which files are chosen: only those that the user may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from wagtail.fields import StreamField
from wagtail.permissions import policy_registry

from .models import Attachment, Picture

if TYPE_CHECKING:
    from wagtail.admin.forms import WagtailAdminModelForm as FormBase
else:
    FormBase = forms.BaseForm

File = tuple[type[models.Model], int]
REFUSAL = "这里有文件或图片不在您能用的文件夹里。请换成本机构文件夹里的，或者重新上传一份。"


class OwnFilesForm(FormBase):
    """Refuses attachments and pictures that are new to the page and that the user may not choose.

    An id that is not on offer in the chooser is easily sent; a published page would then open the file to everyone.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.for_user is None or self.for_user.is_superuser:
            return cleaned
        columns = {field.name: field for field in self.instance._meta.concrete_fields}
        taken = {name: _files_in(columns[name], value) for name, value in cleaned.items() if name in columns}
        known = self._known_files() if any(taken.values()) else set()
        for name, files in taken.items():
            if any(not _may_choose(self.for_user, file) for file in files - known):
                self.add_error(name, REFUSAL)
        return cleaned

    def _known_files(self) -> set[File]:
        """In the newest draft, which the form was opened with, or in the stored page."""
        stored = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        return {
            file
            for page in (self.instance, stored)
            if page is not None
            for field in page._meta.concrete_fields
            for file in _files_in(field, getattr(page, field.attname, None))
        }


def _files_in(field: Any, value: Any) -> set[File]:
    if isinstance(field, StreamField):
        references = field.extract_references(value) if value else ()
        return {(model, int(pk)) for model, pk, *_ in references if model in (Attachment, Picture)}
    if isinstance(field, models.ForeignKey) and field.related_model in (Attachment, Picture) and value:
        return {(field.related_model, int(getattr(value, "pk", value)))}
    return set()


def _may_choose(user: Any, file: File) -> bool:
    model, pk = file
    choosable = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "choose")
    return bool(choosable.filter(pk=pk).exists())
