"""Forms of “从名单新建公示”."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from cms.basepage.plaintext import one_line
from cms.calendar.fields import MomentField
from cms.organisations.models import OrganisationPage

from . import assistant, periods
from .kinds import KINDS, choices_for


class ListForm(forms.Form):
    organisation = forms.ModelChoiceField(OrganisationPage.objects.none(), label="在哪里公示", empty_label=None)
    kind = forms.ChoiceField(label="哪一类")
    file = forms.FileField(
        label="名单（Excel）",
        help_text="单位里原来的表就行，不用先改。身份证号、电话、门牌会自动遮盖，隐藏的列和批注不会带上网。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = assistant.organisations_of(user)
        field: Any = self.fields["organisation"]
        field.queryset = OrganisationPage.objects.filter(pk__in=[place.pk for place in places]).in_tree_order()
        field.initial = places[0].pk if places else None
        kinds = {above.organisation_kind for place in places for above in place.lineage}
        kind: Any = self.fields["kind"]
        kind.choices = [("", "请选择"), *choices_for(*sorted(kinds))]

    def clean_kind(self) -> str:
        code: str = self.cleaned_data["kind"]
        refusal = KINDS[code].forbidden or KINDS[code].restricted
        if refusal:
            raise forms.ValidationError(refusal)
        return code

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise forms.ValidationError(
                f"文件超过{settings.ATTACHMENT_MAX_BYTES // 1024 // 1024} MB，请只留名单那一张表再传。"
            )
        return file


class PlanForm(forms.Form):
    title = forms.CharField(label="标题", max_length=120, help_text="不写个人姓名。")
    starts_at = MomentField(label="开始", required=False, help_text="不填就是发布后马上开始。")
    ends_at = MomentField(label="结束", required=False, is_end=True, help_text="只写日期就是当天24:00。")
    places = forms.ModelMultipleChoiceField(
        OrganisationPage.objects.none(), label="在这些地方公示", widget=forms.CheckboxSelectMultiple, required=True
    )
    mask_names = forms.BooleanField(label="姓名也遮盖（如张*国）", required=False)

    def __init__(self, *args: Any, place: OrganisationPage, suggested: assistant.Plan, **kwargs: Any) -> None:
        self.kind = suggested.kind
        offered = OrganisationPage.objects.public().descendant_of(place, inclusive=True).in_tree_order()
        places = list(offered.values_list("pk", flat=True)[:2])
        initial = {
            "title": suggested.title,
            "starts_at": suggested.starts_at,
            "ends_at": suggested.ends_at,
            "places": places[:1] if len(places) == 1 else [],
            "mask_names": KINDS[suggested.kind].mask_names,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        field: Any = self.fields["places"]
        field.queryset = offered

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "结束时间要晚于开始时间，请核对。")
        elif end and end - (start or timezone.now()) > periods.LONGEST:
            self.add_error("ends_at", f"{periods.TOO_LONG}。")
        return cleaned

    def plan(self) -> assistant.Plan:
        data = self.cleaned_data
        return assistant.Plan(
            kind=self.kind,
            title=data["title"],
            places=tuple(data["places"]),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            mask_names=data["mask_names"],
        )
