"""The tree: district → departments, streets, towns → communities, villages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import PageManager
from wagtail.search import index

from cms.basepage.models import BasePage

from . import staffing
from .contacts import HoursException, OpeningHours, Telephone
from .enums import CAPABILITIES, Capabilities, OrganisationKind, OrganisationStatus, TelephonePurpose
from .forms import OrganisationForm
from .panels import ORGANISATION_PANELS
from .permissions import OrganisationPermissionTester
from .querysets import OrganisationQuerySet
from .review import PublisherApproval
from .validation import clean_identity, clean_organisation


class OrganisationPage(BasePage):
    """One office, street, town, community or village: its profile, and the place its records stand under."""

    organisation_kind = models.CharField("类型", max_length=12, choices=OrganisationKind.choices)
    legal_name = models.CharField("全称", max_length=120, help_text="公文落款用的全称，如“澄湾新区松涛街道办事处”。")
    former_names = models.CharField("曾用名", max_length=255, blank=True, default="", help_text="多个用顿号隔开。")
    document_code = models.CharField("机关代字", max_length=20, blank=True, default="", help_text="如“澄松发”。")
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, default="")
    area_code = models.CharField(
        "区划代码", max_length=12, blank=True, default="", help_text="6位行政区划代码，社区和村填12位统计用代码。"
    )
    lead = models.CharField("一句话介绍", max_length=120, blank=True, default="")
    functions = models.TextField("机构职能", blank=True, default="")
    head = models.CharField("负责人", max_length=120, blank=True, default="", help_text="姓名和职务。")
    address = models.CharField("地址", max_length=200, blank=True, default="")
    directions = models.CharField("怎么去", max_length=300, blank=True, default="")
    latitude = models.DecimalField(
        "纬度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(54)],
    )
    longitude = models.DecimalField(
        "经度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(73), MaxValueValidator(136)],
    )
    facilities = models.TextField("设施", blank=True, default="", help_text="一行一项，如“自助查询机1台”。")
    photo = models.ForeignKey(
        "files.Picture", verbose_name="照片", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    photo_alt = models.CharField("照片的替代文字", max_length=200, blank=True, default="")
    disclosure_request_url = models.URLField("依申请公开网址", blank=True, default="")
    status = models.CharField(
        "状态", max_length=8, choices=OrganisationStatus.choices, default=OrganisationStatus.ACTIVE
    )
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="承接机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )

    objects = PageManager.from_queryset(OrganisationQuerySet)()

    base_form_class = OrganisationForm
    content_panels = ORGANISATION_PANELS
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    parent_page_types = ["basepage.BasePage", "organisations.OrganisationPage"]
    private_page_options: list[str] = []
    admin_default_ordering = "-latest_revision_created_at"
    search_fields = [*BasePage.search_fields, index.SearchField("legal_name")]
    page_description = "区、部门、街道、镇、社区、村的资料。建好以后自动有编辑组和发布组。"

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"

    @property
    def can(self) -> Capabilities:
        return CAPABILITIES[self.organisation_kind]

    @property
    def tier(self) -> str:
        return self.can.tier

    @property
    def is_district(self) -> bool:
        return self.organisation_kind == OrganisationKind.DISTRICT

    @property
    def is_organ(self) -> bool:
        """Has a statutory 政府信息公开 section: an organ of state, not a 居委会 or 村委会."""
        return self.can.disclosure_request

    @property
    def is_closed(self) -> bool:
        return self.status == OrganisationStatus.CLOSED

    @property
    def display_name(self) -> str:
        """The name on records: a closed organisation is named as 原××."""
        return f"原{self.legal_name}" if self.is_closed else self.legal_name

    @property
    def facility_list(self) -> list[str]:
        return [line.strip() for line in self.facilities.splitlines() if line.strip()]

    @property
    def enquiry_telephone(self) -> Telephone | None:
        return self._telephone_for(TelephonePurpose.ENQUIRY)

    @property
    def disclosure_telephone(self) -> Telephone | None:
        return self._telephone_for(TelephonePurpose.DISCLOSURE) or self.enquiry_telephone

    def _telephone_for(self, purpose: str) -> Telephone | None:
        return next((telephone for telephone in self.telephones.all() if telephone.purpose == purpose), None)

    def coming_exceptions(self, today: dt.date) -> models.QuerySet[HoursException]:
        return self.hours_exceptions.filter(date_to__gte=today, date_from__lte=today + dt.timedelta(days=30))

    @cached_property
    def lineage(self) -> list[OrganisationPage]:
        """The district, …, the parent, itself."""
        return list(OrganisationPage.objects.lineage(self))

    def own_and_predecessor_ids(self) -> list[int]:
        """Itself and the organisations it has taken over from: their records are read under its page."""
        return [self.pk, *self._predecessor_ids]

    def addressing_ids(self) -> list[int]:
        """Whose records may be addressed downwards to this place."""
        return self._addressing_ids

    def governs(self, other: BasePage) -> bool:
        """Is ``other`` this organisation, one below it in the tree, or one that it has taken over from?"""
        return other.path.startswith(self.path) or other.pk in self._predecessor_ids

    def lineage_has(self, other: BasePage | None) -> bool:
        """Is ``other`` this organisation or one above it?"""
        return other is not None and self.path.startswith(other.path)

    def may_name(self, place: BasePage) -> bool:
        """May its records be shown at ``place``? The district and its departments speak to every place."""
        speaks_to_all = self.organisation_kind in (OrganisationKind.DISTRICT, OrganisationKind.DEPARTMENT)
        return speaks_to_all or place.path.startswith(self.path)

    @cached_property
    def _predecessor_ids(self) -> list[int]:
        return _predecessors_of([self.pk])

    @cached_property
    def _addressing_ids(self) -> list[int]:
        ids = list(OrganisationPage.objects.addressing(self).values_list("pk", flat=True))
        return [*ids, *_predecessors_of(ids)]

    def final_successor(self) -> OrganisationPage:
        """Who answers for this organisation today; itself while it is active. Chains are short and never circular."""
        organisation = self
        for _ in range(10):
            if organisation.successor is None:
                return organisation
            organisation = organisation.successor
        return organisation

    def get_absolute_url(self) -> str:
        if self.is_district:
            return reverse("portal:home")
        return reverse("portal:place", args=[self.slug])

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request) if self.pk else None
        return (parts[0], settings.SITE_URL, self.get_absolute_url()) if parts else None

    def permissions_for_user(self, user: Any) -> OrganisationPermissionTester:
        return OrganisationPermissionTester(user, self)

    def clean(self) -> None:
        super().clean()
        clean_organisation(self)

    def minimal_clean(self) -> None:
        """Also a draft has an address of its own, for life: its groups and folder carry it."""
        super().minimal_clean()
        clean_identity(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                staffing.arrange(self)

    @classmethod
    def can_create_at(cls, parent: BasePage) -> bool:
        """Below the root (a district) or below an organisation that something may stand under."""
        if not super().can_create_at(parent):
            return False
        if parent.depth == 1:
            return not cls.objects.of_kind(OrganisationKind.DISTRICT).exists()
        specific = parent.specific
        if not isinstance(specific, OrganisationPage) or specific.is_closed:
            return False
        return bool(allowed_child_kinds(specific.organisation_kind))

    def can_move_to(self, parent: BasePage) -> bool:
        if not super().can_move_to(parent):
            return False
        specific = parent.specific
        if not isinstance(specific, OrganisationPage) or specific.is_closed:
            return False
        return specific.organisation_kind in self.can.parents


def _predecessors_of(ids: list[int]) -> list[int]:
    """Closed organisations whose duties have come to ``ids``, over any number of steps."""
    found: list[int] = []
    layer = ids
    while layer:
        closed = OrganisationPage.objects.filter(successor_id__in=layer, status=OrganisationStatus.CLOSED)
        layer = list(closed.exclude(pk__in=[*ids, *found]).values_list("pk", flat=True))
        found.extend(layer)
    return found


def allowed_child_kinds(parent_kind: str | None) -> list[str]:
    """Kinds that may stand below ``parent_kind`` (None: below the root)."""
    if parent_kind is None:
        return [OrganisationKind.DISTRICT]
    return [kind for kind, can in CAPABILITIES.items() if parent_kind in can.parents]


class StaffGroups(models.Model):
    """What was set up for an organisation: two groups, a folder for files and a way of review."""

    organisation = models.OneToOneField(OrganisationPage, on_delete=models.CASCADE, related_name="staff_groups")
    editors = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    publishers = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.PROTECT, related_name="+")
    workflow = models.OneToOneField("wagtailcore.Workflow", on_delete=models.PROTECT, related_name="+")
    approval = models.OneToOneField(PublisherApproval, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "机构用户组"
        permissions = [("manage_organisations", "可以新建、撤并、移动机构")]


__all__ = ["HoursException", "OpeningHours", "OrganisationPage", "PublisherApproval", "StaffGroups", "Telephone"]
