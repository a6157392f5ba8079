"""What every public page has around its matter: metas, navigation, reading mode, footer, one instant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render
from django.urls import reverse
from django.utils import timezone

from cms.identity.models import SiteIdentity
from cms.records.enums import KIND_PATHS, RecordKind
from cms.records.models import Record
from cms.records.querysets import RecordQuerySet

from . import modes


@dataclass(frozen=True)
class Column:
    """Metas of a column page (发展指引 附件; domain.md section 4.2). type is one of the annex's names."""

    name: str
    type: str
    description: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    extra: bool
    current: bool


KIND_COLUMNS: dict[str, Column] = {
    RecordKind.POLICY: Column(
        "政策文件",
        "政策文件",
        "行政规范性文件和其他政策文件，按主题、年份、有效性查找",
        "政策文件,规范性文件,文号,有效性",
    ),
    RecordKind.INTERPRETATION: Column(
        "政策解读", "政策解读", "政策文件的文字解读、一图读懂和问答", "政策解读,一图读懂,政策问答"
    ),
    RecordKind.NOTICE: Column(
        "公示公告",
        "工作动态",
        "正在公示的事项，还剩几天、对它有意见找谁",
        "公示,公告,公示期,异议",
    ),
}


def now_of(request: HttpRequest) -> dt.datetime:
    """One instant a request: what a page decides at its head still holds at its foot."""
    if not hasattr(request, "now"):
        request.now = timezone.now()  # type: ignore[attr-defined]
    return request.now  # type: ignore[attr-defined]


def identity_of(request: HttpRequest) -> SiteIdentity:
    return SiteIdentity.load(request_or_site=request)  # cached on the request


def permanent_url(path: str) -> str:
    """The full address for life, whatever the reading mode."""
    return f"{settings.SITE_URL}{modes.plain(path)}"


def public_since(record: Any) -> dt.datetime | None:
    """When the public could see it: a notice may be published ahead of its period."""
    return record.visible_from or record.published_at if record.kind == RecordKind.NOTICE else record.published_at


def present_kinds(records: RecordQuerySet) -> list[str]:
    """Kinds with at least one of ``records``: what may have a column."""
    return [kind for kind in KIND_PATHS if records.of_kind(kind).exists()]


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Columns are views: one without a single public record does not exist."""
    here = getattr(request, "plain_path", request.path)
    kinds = present_kinds(Record.objects.current(now_of(request)).district_wide())
    items = [
        (KIND_COLUMNS[kind].name, reverse("portal:kind", args=[KIND_PATHS[kind]]), kind == RecordKind.INTERPRETATION)
        for kind in kinds
    ]
    items.append(("街道社区", reverse("portal:places"), False))
    items.append(("信息公开", reverse("portal:disclosure"), False))
    return [NavigationItem(label, url, extra, here.startswith(modes.plain(url))) for label, url, extra in items]


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    column: Column,
    status: int = 200,
    is_column: bool = True,
) -> HttpResponse:
    """Render a public page. ``is_column``: carries the four column metas in full (a list, a place, the home page)."""
    mode = getattr(request, "reading_mode", modes.STANDARD)
    path = getattr(request, "plain_path", request.path)
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query else ""
    now = now_of(request)
    return django_render(
        request,
        template,
        {
            "identity": identity_of(request),
            "navigation": navigation(request),
            "column": column,
            "is_column": is_column,
            "mode": mode,
            "senior_switch": modes.address(path, _switched(mode, senior=True)) + suffix,
            "contrast_switch": modes.address(path, _switched(mode, high_contrast=True)) + suffix,
            "now": now,
            "today": timezone.localdate(now),
            "permanent_url": f"{settings.SITE_URL}{path}",
            **context,
        },
        status=status,
    )


def _switched(mode: modes.ReadingMode, *, senior: bool = False, high_contrast: bool = False) -> modes.ReadingMode:
    return modes.find(senior=mode.senior ^ senior, high_contrast=mode.high_contrast ^ high_contrast)
