"""Days on which the office works or rests otherwise than the built-in calendar says."""

from __future__ import annotations

import datetime as dt

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, Min, Q

from cms.basepage import plaintext

# 元旦 1, 春节 4, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3 days: 全国年节及纪念日放假办法 art. 2 (国务院令第795号).
STATUTORY_HOLIDAYS = 13
_NATIONAL_DAY = Q(date__month=10, date__day=1)


class DayOverrideQuerySet(models.QuerySet["DayOverride"]):
    def within(self, first: dt.date, last: dt.date) -> dict[dt.date, bool]:
        """Is it a working day? For each day from ``first`` to ``last`` (both included) that has been entered."""
        return dict(self.filter(date__range=(first, last)).values_list("date", "is_workday"))

    def whole_years(self, after: int) -> set[int]:
        """Years after ``after`` whose holidays have been entered from New Year to National Day, all of them.

        A year is whole if its 1 January and 1 October are days off and it has at least as many days off as the law
        gives it holidays.
        """
        rests = self.filter(is_workday=False, date__year__gt=after)
        years = rests.values("date__year").annotate(
            days=Count("pk"), first=Min("date"), fixed=Count("pk", filter=_NATIONAL_DAY)
        )
        return {
            row["date__year"]
            for row in years.order_by()
            if row["days"] >= STATUTORY_HOLIDAYS and row["fixed"] and row["first"] == dt.date(row["date__year"], 1, 1)
        }


class DayOverride(models.Model):
    """One day; the staff's entry wins over the built-in calendar."""

    date = models.DateField(
        "日期",
        unique=True,
        error_messages={"unique": "这一天已经填过了。请在列表里点开它，直接修改。"},
    )
    is_workday = models.BooleanField(
        "这一天",
        choices=[(False, "放假"), (True, "上班")],
        help_text="周末调成上班的，选“上班”；平时或周末放假的，选“放假”。",
    )
    note = models.CharField(
        "依据",
        max_length=80,
        validators=[MinLengthValidator(4, "请写清楚是哪份通知，例如：国办发明电〔2026〕7号。")],
        help_text="哪份通知定的，例如：国办发明电〔2026〕7号。",
        error_messages={"blank": "请写明依据：是哪份通知定的，例如：国办发明电〔2026〕7号。"},
    )

    objects = DayOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = "放假调休日"
        verbose_name_plural = "工作日历"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date}（{self.get_is_workday_display()}）"

    def clean(self) -> None:
        super().clean()
        self.note = self.note.strip()
        plaintext.refuse_hidden(self)
