"""When an organisation is open and whom to call."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.basepage.plaintext import refuse_hidden

from .enums import TelephonePurpose, Weekdays

OWNER = "organisations.OrganisationPage"


class OpeningHours(Orderable):
    organisation = ParentalKey(OWNER, on_delete=models.CASCADE, related_name="opening_hours")
    days = models.CharField("哪些天", max_length=10, choices=Weekdays.choices, default=Weekdays.WEEKDAYS)
    opens = models.TimeField("开门")
    closes = models.TimeField("关门")

    class Meta(Orderable.Meta):
        verbose_name = "开门时间"

    def clean(self) -> None:
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError({"closes": "关门时间要晚于开门时间。"})


class HoursException(Orderable):
    organisation = ParentalKey(OWNER, on_delete=models.CASCADE, related_name="hours_exceptions")
    date_from = models.DateField("从")
    date_to = models.DateField("到")
    closed = models.BooleanField("不开门", default=True)
    opens = models.TimeField("开门", null=True, blank=True)
    closes = models.TimeField("关门", null=True, blank=True)
    reason = models.CharField("原因", max_length=40, help_text="如“春节”“系统升级”。")

    class Meta(Orderable.Meta):
        verbose_name = "时间调整"

    def clean(self) -> None:
        refuse_hidden(self)
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValidationError({"date_to": "结束日期不能早于开始日期。"})
        if not self.closed and not (self.opens and self.closes):
            raise ValidationError({"opens": "这几天要开门的话，请写明开门和关门时间。"})


class Telephone(Orderable):
    organisation = ParentalKey(OWNER, on_delete=models.CASCADE, related_name="telephones")
    label = models.CharField("名称", max_length=20, help_text="如“咨询”“监督”。")
    number = models.CharField("号码", max_length=30)
    purpose = models.CharField(
        "用途", max_length=12, choices=TelephonePurpose.choices, default=TelephonePurpose.ENQUIRY
    )

    class Meta(Orderable.Meta):
        verbose_name = "电话"

    def clean(self) -> None:
        refuse_hidden(self)
