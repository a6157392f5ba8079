"""A save that the rules refuse, wherever in the CMS: a message and the way back, never an error page."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .refusals import RecordRefused

CMS_PREFIX = "/cms/"


class RefusalMiddleware:
    """Review, bulk actions and whatever Wagtail adds reach a page's rules through its ``save``; see there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RecordRefused | ValidationError) or not request.path.startswith(CMS_PREFIX):
            return None
        messages.error(request, message_for(exception))
        target = way_back(request, exception)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": target})
        return redirect(target)


def message_for(refusal: RecordRefused | ValidationError) -> str:
    if isinstance(refusal, ValidationError):
        return f"没有办成：{''.join(refusal.messages)}"
    name = f"《{refusal.page.title}》" if refusal.page is not None and refusal.page.title else "这份内容"
    return f"{name}{refusal.lead}{refusal}。"


def way_back(request: HttpRequest, refusal: Exception) -> str:
    """Bulk actions return to their list, everything else to the record's editor."""
    if next_url := get_valid_next_url_from_request(request):
        return str(next_url)
    page = getattr(refusal, "page", None)
    if page is not None and page.pk:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("wagtailadmin_home")
