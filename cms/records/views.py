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
from .models import WithdrawalRequest


@never_cache
@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on an open request; RefusalMiddleware tells what was refused."""
    page = get_object_or_404(BasePage.objects.exclude(kind=""), pk=pk).specific
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if request.method == "POST":
        decided = withdrawing.decide(page, request.user, agree="agree" in request.POST)
        messages.success(request, _word_on(decided))
        return redirect("wagtailadmin_home")
    open_request = withdrawing.open_request(page)
    if open_request is None:
        messages.success(request, "这次撤下申请已经处理过了。")
        return redirect("wagtailadmin_home")
    is_own = open_request.asked_by_id == request.user.pk
    context = {"record": page, "request_": open_request, "is_own": is_own}
    return render(request, "records/withdrawal.html", context)


def _word_on(decided: WithdrawalRequest) -> str:
    if decided.agreed:
        return "已撤下，原网址显示撤下的理由。"
    if decided.urgent:
        return "您的意见已经记下。它仍然不在网站上，改好以后可以重新发布。"
    return "申请已经了结，它还在网站上。"
