from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from wagtail import hooks
from wagtail.admin import messages

from cms.basepage.models import BasePage
from cms.organisations.review import may_publish_for

from . import urls
from .dashboard import NextSteps
from .middleware import message_for
from .models import RecordPage
from .refusals import PublishBlocked
from .requirements import unmet
from .viewsets import page_viewset


@hooks.register("register_admin_viewset")
def register_page_viewset() -> object:
    return page_viewset


@hooks.register("register_admin_urls")
def withdrawal_urls() -> list[Any]:
    return [path("withdrawals/", include(urls))]


@hooks.register("construct_homepage_panels")
def begin_with_the_next_steps(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's list of recent edits says less than ours of drafts."""
    panels[:] = [NextSteps(), *(panel for panel in panels if panel.name != "recent_edits")]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_of_pages(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("before_publish_page")
def blocked_until_requirements_are_met(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """The draft has been saved by now; only its publication waits."""
    if not isinstance(page, RecordPage):
        return None
    if not may_publish_for(page, request.user):
        publisher = page.publisher_organisation.title
        words = f"由{publisher}负责发布，已存为草稿。请提交审核，由{publisher}的发布人发布"
        messages.error(request, f"《{page.title}》{words}。")
        return redirect("wagtailadmin_pages:edit", page.pk)
    left = unmet(page)
    if not left:
        return None
    messages.error(request, message_for(PublishBlocked(left, page)))
    return redirect("wagtailadmin_pages:edit", page.pk)
