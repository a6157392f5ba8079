"""The operators' page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import overview, services
from .models import OutboxEntry

PERMISSION = "jobs.view_outboxentry"


class OperatorsOnly(PermissionRequiredMixin):
    permission_required = PERMISSION
    raise_exception = True


class JobsView(OperatorsOnly, WagtailAdminTemplateMixin, TemplateView):
    page_title = "后台任务"
    header_icon = "tasks"
    template_name = "jobs/overview.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse_lazy("jobs_overview"), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        health = overview.health(now)
        failures = overview.failures()
        return super().get_context_data(
            health=health,
            silent_for=overview.in_words(now - health.beat_at) if health.beat_at else "",
            oldest=overview.in_words(now - health.oldest) if health.oldest else "",
            later=OutboxEntry.objects.later(now).count(),
            failures=failures,
            chores=overview.chores(),
            **kwargs,
        )


class RetryView(OperatorsOnly, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        services.retry(get_object_or_404(OutboxEntry.objects.undone(), pk=pk))
        fresh = overview.health(timezone.now()).is_fresh
        when = "几秒后刷新本页，看看做成没有。" if fresh else "后台任务恢复运行以后就会做。"
        messages.success(request, f"已经安排重试，{when}")
        return redirect("jobs_overview")
