"""公示 and 公告: notices that begin and end to the second."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageManager

from cms.basepage import plaintext
from cms.basepage.models import BasePage
from cms.records.blocks import BodyField
from cms.records.enums import RecordKind
from cms.records.models import RecordPage

from . import afterwork, hints, outcomes, periods
from .blocks import NoticeBody
from .contact import Objection, objection_of
from .enums import GateAction, NoticeState
from .forms import NoticeForm
from .kinds import KINDS, UNITS, NoticeKind, local_problem
from .panels import NOTICE_PANELS
from .permissions import NoticePermissionTester
from .querysets import NoticeQuerySet
from .requirements import NOTICE_REQUIREMENTS
from .rules import rule_for
from .states import state_of


class NoticePage(RecordPage):
    """公示公告. Its publisher is answerable for it; where it shows is another question (``placements``, ``reach``)."""

    record_kind = RecordKind.NOTICE
    SYSTEM_COLUMNS = (*RecordPage.SYSTEM_COLUMNS, "outcome", "listed", "purged_at")
    publish_requirements = NOTICE_REQUIREMENTS
    # Whom it is told is of its substance: a list that more people read, or other people, is a new matter.
    substance = (*RecordPage.substance, "notice_kind", "reach", "place_ids")

    notice_kind = models.CharField("哪一类", max_length=40, blank=True, default="", db_index=True)
    starts_at = models.DateTimeField("开始", null=True, blank=True)
    ends_at = models.DateTimeField("结束", null=True, blank=True, db_index=True)
    basis = models.CharField("依据", max_length=300, blank=True, default="", help_text="不填就写这一类公示的规定依据。")
    period_reason = models.CharField(
        "公示期短于规定的理由", max_length=200, blank=True, default="", help_text="会向社会公开。够长就不用填。"
    )
    content_reason = models.CharField(
        "缺少规定内容的理由", max_length=200, blank=True, default="", help_text="会向社会公开。不缺就不用填。"
    )
    date_reason = models.CharField(
        "为什么改日期",
        max_length=200,
        blank=True,
        default="",
        help_text="公示开始以后改日期，或者重新公示，要向社会说明。如“国庆假期无法受理异议”。",
    )
    objection_telephone = models.CharField("异议电话", max_length=100, blank=True, default="")
    objection_hours = models.CharField("受理时间", max_length=100, blank=True, default="")
    objection_address = models.CharField("受理地址", max_length=200, blank=True, default="")
    objection_email = models.EmailField("电子邮箱", blank=True, default="")
    result_of = models.ForeignKey(
        "self",
        verbose_name="哪份公示的结果",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="results",
    )
    outcome = models.CharField("结果", max_length=200, blank=True, default="", editable=False)
    listed = models.JSONField("名单上姓名的指纹", default=list, editable=False)
    purged_at = models.DateTimeField("清除姓名的时间", null=True, blank=True, editable=False)
    body = BodyField(NoticeBody(), verbose_name="正文", blank=True)

    objects = PageManager.from_queryset(NoticeQuerySet)()

    base_form_class = NoticeForm
    content_panels = NOTICE_PANELS
    settings_panels: list[Any] = []
    page_description = "低保、征收、录用、村务等公示，到点自动开始和结束。"
    exclude_fields_in_copy = [*RecordPage.exclude_fields_in_copy, "outcome", "listed", "purged_at"]

    class Meta:
        verbose_name = "公示公告"
        verbose_name_plural = "公示公告"
        indexes = [
            models.Index(fields=["ends_at"], condition=models.Q(purged_at__isnull=True), name="notice_to_clear"),
            models.Index(fields=["notice_kind", "ends_at"], name="notice_by_kind_and_end"),
        ]

    @classmethod
    def first_steps(cls, place: BasePage) -> list[tuple[str, str]]:
        return [*super().first_steps(place), ("从名单新建公示", reverse("notices:from_list"))]

    @property
    def rule(self) -> NoticeKind | None:
        """What is laid down for its kind, with the local rule in place; None until a kind is chosen."""
        known: tuple[str, NoticeKind | None] | None = self.__dict__.get("_rule")
        if known is None or known[0] != self.notice_kind:
            known = self.__dict__["_rule"] = (self.notice_kind, rule_for(self.notice_kind))
        return known[1]

    @property
    def leaves(self) -> bool:
        """Does it vanish at its end? Lists of persons do, plans and land matters stay."""
        kind = KINDS.get(self.notice_kind)
        return kind is None or kind.after_end == "remove"

    @property
    def earlier_texts_stay_public(self) -> bool:
        return not self.leaves

    @property
    def withdrawn_by_two(self) -> bool:
        """Once the public has seen it."""
        return bool(self.pk) and self.periods.filter(began_at__lte=timezone.now()).exists()

    @property
    def basis_text(self) -> str:
        return self.basis or (self.rule.public_basis if self.rule else "")

    @property
    def photos(self) -> list[Any]:
        """Picture files of the body, in order."""
        return [block.value["file"] for block in self.body if block.block_type == "photo" and block.value["file"]]

    def publisher_below(self, parent: BasePage) -> BasePage:
        """The nearest organisation upwards that may publish this kind: a community prepares its street's notice."""
        kind = KINDS.get(self.notice_kind)
        lineage = reversed(parent.specific.lineage)
        able = (above for above in lineage if kind is None or above.organisation_kind in kind.publishers)
        return next(able, parent)

    def state(self, now: dt.datetime) -> NoticeState:
        return state_of(self, now)

    def objection(self) -> Objection:
        """Where to object: what the notice says, else its publisher's own contacts."""
        return objection_of(self)

    @property
    def carried_files(self) -> list[Any]:
        return [*self.attachments, *self.photos]

    @property
    def place_ids(self) -> list[int]:
        return sorted(row.place_id for row in self.placements.all() if row.place_id)

    def panel_context(self) -> dict[str, Any]:
        context = {"hint": hints.hint_of(self), "gate": hints.gate_summary(self)}
        return {"panel_partials": "notices/panel_partials.html", **context}

    def problem_in_public(self, text: str) -> str:
        return outcomes.problem(self, text)

    def set_window(self, now: dt.datetime) -> None:
        self.basis = self.basis_text  # what it was published on, whatever rule is made later
        self._decision = periods.decide(self, now)
        self.starts_at = self._decision.starts_at
        self.visible_from = self._decision.began_at
        self.visible_until = self.ends_at if self.leaves else None

    def after_publication(self) -> None:
        periods.enter(self, self._decision)
        afterwork.announce(self)

    def clear_used_notes(self) -> None:
        super().clear_used_notes()
        self.date_reason = ""

    def permissions_for_user(self, user: Any) -> NoticePermissionTester:
        return NoticePermissionTester(user, self)


class NoticePeriod(models.Model):
    """One decision about a notice's period. Rows are the public ledger: they are added, not changed.

    ``number`` counts periods: a renewed notice has a second one. ``began_at``: when the public saw it first in it.
    """

    notice = models.ForeignKey(NoticePage, on_delete=models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(db_index=True)
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, default="")
    renewed = models.BooleanField(default=False)

    class Meta:
        ordering = ["decided_at", "id"]


class LocalRule(models.Model):
    """What this district lays down for one kind, where it differs from what the law or the ministry says."""

    notice_kind = models.CharField("哪一类", max_length=40, unique=True)
    days = models.PositiveSmallIntegerField("天数")
    unit = models.CharField("单位", max_length=8, choices=list(UNITS.items()))
    basis = models.CharField("依据", max_length=300, help_text="文件名称、文号和条款。")

    class Meta:
        verbose_name = "本地公示期"
        verbose_name_plural = "本地公示期"

    def __str__(self) -> str:
        return self.kind_name

    @property
    def kind_name(self) -> str:
        kind = KINDS.get(self.notice_kind)
        return kind.name if kind else self.notice_kind

    def clean(self) -> None:
        plaintext.refuse_hidden(self)
        kind = KINDS.get(self.notice_kind)
        if kind is None:
            raise ValidationError({"notice_kind": "没有这一类，请从列表里选。"})
        if problem := local_problem(kind, self.days, self.unit):
            raise ValidationError({"days": problem})


class GateDecision(models.Model):
    """Somebody answered for a finding of the gate: the reviewer let it stand, or it was masked. No value is kept."""

    record = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="gate_decisions")
    # Who answered for the record then: another publisher looks for herself.
    publisher = models.ForeignKey(BasePage, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=32)
    kind = models.CharField("种类", max_length=30)
    place = models.CharField("位置", max_length=200)
    action = models.CharField("处理", max_length=10, choices=GateAction.choices)
    reason = models.CharField("理由", max_length=200, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-decided_at", "-id"]
        indexes = [models.Index(fields=["record", "fingerprint"], name="gate_decision_by_finding")]


class ScannedFile(models.Model):
    """What the gate found in an attachment, so that it is read once, not at each save."""

    attachment = models.OneToOneField("files.Attachment", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    result = models.JSONField()


__all__ = ["GateDecision", "LocalRule", "NoticePage", "NoticePeriod", "ScannedFile"]
