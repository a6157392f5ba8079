"""A refused publication or withdrawal, from whatever page of the CMS: a message and the way back, never an error page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .refusals import PublishBlocked, RecordRefused

CMS_PREFIX = "/cms/"


class RecordRefusedMiddleware:
    """Review, bulk actions and whatever Wagtail adds reach a record's rules through its ``save``; see there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RecordRefused) or not request.path.startswith(CMS_PREFIX):
            return None
        messages.error(request, message_for(exception))
        target = way_back(request, exception)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": target})
        return redirect(target)


def message_for(refusal: RecordRefused) -> str:
    name = f"《{refusal.page.title}》" if refusal.page is not None and refusal.page.title else "这份内容"
    if isinstance(refusal, PublishBlocked):
        return f"{name}还不能发布，内容已存为草稿。请先：{refusal}。"
    return f"{name}没有撤回。{refusal}。"


def way_back(request: HttpRequest, refusal: RecordRefused) -> str:
    """Bulk actions return to their list, everything else to the record's editor."""
    if next_url := get_valid_next_url_from_request(request):
        return next_url
    if refusal.page is not None and refusal.page.pk:
        return reverse("wagtailadmin_pages:edit", args=[refusal.page.pk])
    return reverse("wagtailadmin_home")
