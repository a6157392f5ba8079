"""The district office's own periods, where they differ from the general rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import modelform_factory
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from .kinds import choices_for
from .models import LocalRule


class LocalRuleForm(WagtailAdminModelForm):
    notice_kind = forms.ChoiceField(label="哪一类")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notice_kind"]
        field.choices = choices_for()


class LocalRules(ModelViewSet):
    model = LocalRule
    form_fields = ["notice_kind", "days", "unit", "basis"]
    list_display = [Column("kind_name", label="哪一类"), "days", "unit", "basis"]
    icon = "calendar-check"
    menu_label = "本地公示期"
    add_to_settings_menu = True
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        return modelform_factory(LocalRule, form=LocalRuleForm, fields=self.form_fields)


local_rules = LocalRules("local_rules")
