from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from cms.basepage.models import BasePage

from .middleware import message_for
from .models import RecordPage
from .refusals import PublishBlocked
from .requirements import unmet
from .viewsets import page_viewset


@hooks.register("register_admin_viewset")
def register_page_viewset() -> object:
    return page_viewset


@hooks.register("before_publish_page")
def blocked_until_requirements_are_met(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """The draft has been saved by now; only its publication waits."""
    left = unmet(page) if isinstance(page, RecordPage) else []
    if not left:
        return None
    messages.error(request, message_for(PublishBlocked(left, page)))
    return redirect("wagtailadmin_pages:edit", page.pk)
