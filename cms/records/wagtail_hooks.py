from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from cms.basepage.models import BasePage

from .models import RecordPage
from .requirements import unmet


@hooks.register("before_publish_page")
def blocked_until_requirements_are_met(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """The draft has been saved by now; only its publication waits."""
    if not isinstance(page, RecordPage):
        return None
    left = unmet(page)
    if not left:
        return None
    todo = "；".join(requirement.message for requirement in left)
    messages.error(request, f"还不能发布，已存为草稿。请先：{todo}。")
    return redirect("wagtailadmin_pages:edit", page.pk)
