"""The clerk's pages beside Wagtail's own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.basepage.models import BasePage

from . import withdrawing


@never_cache
@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on an open request; RefusalMiddleware tells what was refused."""
    page = get_object_or_404(BasePage.objects.exclude(kind=""), pk=pk).specific
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if request.method == "POST":
        agreed = withdrawing.decide(page, request.user, agree="agree" in request.POST).agreed
        messages.success(request, "已撤下，原网址显示撤下的理由。" if agreed else "申请已经了结，没有因此撤下。")
        return redirect("wagtailadmin_home")
    open_request = withdrawing.open_request(page)
    if open_request is None:
        messages.success(request, "这次撤下申请已经处理过了。")
        return redirect("wagtailadmin_home")
    is_own = open_request.asked_by_id == request.user.pk
    context = {"record": page, "request_": open_request, "is_own": is_own}
    return render(request, "records/withdrawal.html", context)
