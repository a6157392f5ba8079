"""Policy documents and their interpretations."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.records.blocks import BodyField, InterpretationBody
from cms.records.enums import (
    DisclosureMethod,
    RecordKind,
    StatutoryCategory,
    WithholdingReason,
)
from cms.records.models import RecordPage

from .enums import DocumentClass, DocumentType, InterpretationForm
from .forms import PolicyForm
from .panels import INTERPRETATION_PANELS, POLICY_PANELS, RECORD_SETTINGS
from .requirements import INTERPRETATION_REQUIREMENTS, POLICY_REQUIREMENTS


class PolicyPage(RecordPage):
    """政策文件, normative or other."""

    record_kind = RecordKind.POLICY
    publish_requirements = POLICY_REQUIREMENTS
    substance = (*RecordPage.substance, "repealed_on", "document_class", "addressee", "signature")

    document_class = models.CharField("体裁", max_length=30, choices=DocumentClass.choices, default=DocumentClass.OTHER)
    document_type = models.CharField("文种", max_length=15, choices=DocumentType.choices, blank=True, default="")
    registration_number = models.CharField(
        "登记号", max_length=40, blank=True, default="", help_text="规范性文件“三统一”的登记号。"
    )
    original_issuer = models.CharField(
        "原发文机关", max_length=120, blank=True, default="", help_text="转发上级文件时填。"
    )
    region = models.CharField("适用地区", max_length=20, blank=True, default="")
    addressee = models.CharField("主送", max_length=255, blank=True, default="")
    signature = models.CharField("落款", max_length=255, blank=True, default="")
    disclosure_method = models.CharField(
        "公开方式", max_length=12, choices=DisclosureMethod.choices, default=DisclosureMethod.PROACTIVE
    )
    withholding_reason = models.CharField(
        "不公开的理由", max_length=15, choices=WithholdingReason.choices, blank=True, default=""
    )
    statutory_category = models.CharField(
        "法定公开类别", max_length=5, choices=StatutoryCategory.choices, blank=True, default="", db_index=True
    )
    import_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    exclude_fields_in_copy = [*RecordPage.exclude_fields_in_copy, "import_key"]

    base_form_class = PolicyForm
    content_panels = POLICY_PANELS
    settings_panels = RECORD_SETTINGS
    page_description = "规范性文件和其他政策文件。"

    class Meta:
        verbose_name = "政策文件"
        verbose_name_plural = "政策文件"

    @property
    def is_normative(self) -> bool:
        return self.document_class == DocumentClass.NORMATIVE

    def clean(self) -> None:
        super().clean()
        organisation = self.publisher_organisation if self.publisher_id else None
        if self.is_normative and organisation is not None and not organisation.can.normative:
            raise ValidationError(
                {"document_class": "社区和村不能制定行政规范性文件。请改成“其他政策文件”，或者请街道、镇来发。"}
            )


class JointIssuer(Orderable):
    """联合发文: the first issuer is the publisher itself (牵头)."""

    policy = ParentalKey(PolicyPage, on_delete=models.CASCADE, related_name="joint_issuers")
    organisation = models.ForeignKey(
        "organisations.OrganisationPage", verbose_name="机构", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = "联合发文机关"
        constraints = [models.UniqueConstraint(fields=["policy", "organisation"], name="joint_issuer_once")]


class InterpretationPage(RecordPage):
    """政策解读: in words, in one picture (with its full text) or as questions and answers."""

    record_kind = RecordKind.INTERPRETATION
    publish_requirements = INTERPRETATION_REQUIREMENTS
    substance = (*RecordPage.substance, "contact", "picture_id")

    form = models.CharField("形式", max_length=10, choices=InterpretationForm.choices, default=InterpretationForm.TEXT)
    picture = models.ForeignKey(
        "files.Picture", verbose_name="一图读懂", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField("图的替代文字", max_length=255, blank=True, default="")
    contact = models.CharField("解读单位和电话", max_length=120, blank=True, default="")
    body = BodyField(InterpretationBody(), verbose_name="正文", blank=True)

    content_panels = INTERPRETATION_PANELS
    settings_panels = RECORD_SETTINGS
    page_description = "文字解读、一图读懂、问答。"

    class Meta:
        verbose_name = "政策解读"
        verbose_name_plural = "政策解读"
