from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.permissions import policy_registry

from .models import Attachment


@hooks.register("before_serve_document")
def staff_only(document: Attachment, request: HttpRequest) -> HttpResponse | None:
    """Below /cms/ a file is for staff with rights in its folder; the public gets it from the record's page."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    if not _may_open(user, document):
        raise PermissionDenied
    return None


def _may_open(user: Any, document: Attachment) -> bool:
    policy = policy_registry.get_by_type(Attachment)
    return bool(policy.user_has_any_permission_for_instance(user, ["add", "change", "choose"], document))
