"""What all record types share."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, PageManager
from wagtail.models.pages import PAGE_MODEL_CLASSES

from cms.basepage import plaintext
from cms.basepage.models import BasePage

from . import publishing, versions
from .blocks import BodyField, RecordBody
from .enums import INVERSE_LABELS, KIND_PATHS, Audience, RelationKind, Theme
from .forms import RecordForm
from .history import PublishedVersion, Withdrawal, WithdrawalRequest
from .permissions import RecordPermissionTester
from .querysets import RecordQuerySet
from .requirements import Requirement
from .validity import Standing, standing_of

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage


class Relation(Orderable):
    """``source`` does ``kind`` to ``target``; shown on both pages."""

    source = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField("关系", max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        BasePage, verbose_name="哪份文件", on_delete=models.PROTECT, related_name="incoming_relations"
    )
    note = models.CharField("说明", max_length=200, blank=True, default="", help_text="如“修改第六条、第九条”。")

    class Meta(Orderable.Meta):
        verbose_name = "相关文件"
        indexes = [models.Index(fields=["target", "kind"], name="relation_by_target")]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="relation_not_to_itself"),
        ]

    def clean(self) -> None:
        plaintext.refuse_hidden(self)

    @property
    def inverse_label(self) -> str:
        return INVERSE_LABELS[self.kind]


class Placement(Orderable):
    """A place that a record names explicitly."""

    record = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="placements")
    place = models.ForeignKey(
        "organisations.OrganisationPage", verbose_name="地方", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = "点名的地方"
        constraints = [models.UniqueConstraint(fields=["record", "place"], name="placement_once")]


class NumberSequence(models.Model):
    """The last index number given, for one code and year. Rows are never deleted."""

    uscc = models.CharField(max_length=18)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uscc", "year"], name="one_sequence_per_year")]


class RecordMixin:
    """Reading a record, whether it was fetched with its own columns (a page class) or without (``Record``)."""

    @property
    def publisher_organisation(self) -> OrganisationPage:
        return self.publisher.organisationpage  # type: ignore[attr-defined]

    @property
    def kind_path(self) -> str:
        return KIND_PATHS[self.kind]  # type: ignore[attr-defined]

    def get_absolute_url(self, form: str = "html") -> str:
        """The record's address for life: kind, day of first publication, id. Forms: html, json, md."""
        day = timezone.localtime(self.published_at or timezone.now())  # type: ignore[attr-defined]
        return reverse(
            "portal:record",
            args=[self.kind_path, f"{day:%Y}", f"{day:%m}", f"{day:%d}", self.pk or 0, form],  # type: ignore[attr-defined]
        )

    def standing(self, today: dt.date) -> Standing:
        """Needs the annotations of ``RecordQuerySet.with_validity``."""
        return standing_of(self, today)

    @property
    def theme_label(self) -> str:
        """综合政务＼政务公开; empty without a theme."""
        theme = self.theme  # type: ignore[attr-defined]
        if not theme:
            return ""
        parts = [str(Theme(theme).label), self.subtheme]  # type: ignore[attr-defined]
        return "＼".join(part for part in parts if part)

    @property
    def audience_label(self) -> str:
        audience = self.audience  # type: ignore[attr-defined]
        return str(Audience(audience).label) if audience else ""


class Record(RecordMixin, BasePage):
    """Any record, read through the shared columns alone."""

    objects = PageManager.from_queryset(RecordQuerySet)()
    is_creatable = False

    class Meta:
        proxy = True
        default_permissions = ()
        permissions: ClassVar[list[Any]] = []


# Wagtail lists each page class as a type to create; a proxy for reading is none.
PAGE_MODEL_CLASSES.remove(Record)


class RecordPage(RecordMixin, BasePage):
    """Base of the record types. Subclasses set ``record_kind`` and ``publish_requirements``."""

    record_kind: ClassVar[str] = ""
    publish_requirements: ClassVar[tuple[Requirement, ...]] = ()
    # Fields whose change the public must be told of (with the body).
    substance: ClassVar[tuple[str, ...]] = ("title", "document_number", "issued_on", "effective_on", "valid_until")

    summary = models.CharField(
        "摘要", max_length=120, blank=True, default="", help_text="一句平常话：谁能得到什么、怎么办。"
    )
    keywords = models.CharField("关键词", max_length=120, blank=True, default="", help_text="用顿号隔开。")
    body = BodyField(RecordBody(), verbose_name="正文", blank=True)
    change_note = models.CharField(
        "这次改了什么",
        max_length=300,
        blank=True,
        default="",
        help_text="已经发布的内容有实质改动时必填，会公开在“历次变动”里。",
    )

    base_form_class = RecordForm
    parent_page_types = ["organisations.OrganisationPage"]
    subpage_types: list[str] = []
    promote_panels: list[Any] = []
    private_page_options: list[str] = []

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises RecordRefused when a rule of publication is broken; nothing is written then."""
        fields = kwargs.get("update_fields")
        if fields is not None and "live" not in fields:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            publishing.prepare_save(self)
            super().save(*args, **{**kwargs, "update_fields": None})
            if self.live:
                self.after_publication()

    def publisher_below(self, parent: BasePage) -> BasePage:
        """Who answers for a record that stands under ``parent``: the organisation it stands under."""
        return parent

    def panel_context(self) -> dict[str, Any]:
        """What panels of its editor show anew after each autosave; ``panel_partials`` names the template."""
        return {}

    def problem_in_public(self, text: str) -> str:
        """Why ``text`` must not stand where the record stood; empty if it may."""
        return ""

    def set_window(self, now: dt.datetime) -> None:
        """Decide at publication when the public sees it: from the first one on, without an end."""
        if self.visible_from is None:
            self.visible_from = self.published_at

    def after_publication(self) -> None:
        """In the transaction of the publication, once the record has its id."""

    def clear_used_notes(self) -> None:
        """What was said about this publication is no word on the next one."""
        self.change_note = ""

    @property
    def withdrawn_by_two(self) -> bool:
        """Does its way off the site take two people?"""
        return False

    @property
    def earlier_texts_stay_public(self) -> bool:
        """May the public go on reading what a new text has superseded?"""
        return True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._fill_slug()
        super().minimal_clean()

    def _fill_slug(self) -> None:
        """Addresses are made of the day and the id; the tree's own name is never seen."""
        self.slug: str = self.slug or f"{self.record_kind}-{uuid.uuid4().hex[:16]}"

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A note on an earlier change is no note on the next one, although the revision still holds it."""
        page = super().with_content_json(content)
        if page.change_note and versions.is_used_note(page.pk, page.change_note.strip()):
            page.change_note = ""
        return page

    @classmethod
    def first_steps(cls, place: BasePage) -> list[tuple[str, str]]:
        """Ways to begin one below ``place``: what the clerk's button says, and its address."""
        add = reverse("wagtailadmin_pages:add", args=[cls._meta.app_label, cls._meta.model_name, place.pk])
        return [(f"新建{cls.get_verbose_name()}", add)]

    @classmethod
    def can_create_at(cls, parent: BasePage) -> bool:
        """A closed organisation's successor goes on."""
        return super().can_create_at(parent) and not getattr(parent.specific, "is_closed", False)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request) if self.pk else None
        return (parts[0], settings.SITE_URL, self.get_absolute_url()) if parts else None

    def permissions_for_user(self, user: Any) -> RecordPermissionTester:
        return RecordPermissionTester(user, self)

    @property
    def keyword_list(self) -> list[str]:
        return [word.strip() for word in self.keywords.replace("，", "、").split("、") if word.strip()]

    @property
    def carried_files(self) -> list[Any]:
        """All files of the body."""
        return self.attachments

    @property
    def attachments(self) -> list[Any]:
        """Attachments of the body, in order, each once."""
        found: dict[int, Any] = {}
        for block in self.body:
            if block.block_type == "attachment" and block.value.get("file"):
                found.setdefault(block.value["file"].pk, block.value["file"])
        return list(found.values())


__all__ = [
    "NumberSequence",
    "Placement",
    "PublishedVersion",
    "Record",
    "RecordPage",
    "Relation",
    "Withdrawal",
    "WithdrawalRequest",
]
