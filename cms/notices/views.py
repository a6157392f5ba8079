"""The clerk's pages beside the editor: from a list to a draft, the gate, the overview, the outcome."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.archive.models import SealedOriginal
from cms.personaldata.lists import ListRefused

from . import assistant, gate, masking, outcomes
from .enums import NoticeState
from .kinds import KINDS
from .list_forms import ListForm, PlanForm
from .models import NoticePage
from .states import state_of

PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def from_list(request: HttpRequest) -> HttpResponse:
    """First step: whose notice, which kind, which spreadsheet."""
    form = ListForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            original = assistant.receive(file.read(), file.name, request.user)
        except ListRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            organisation, kind = form.cleaned_data["organisation"], form.cleaned_data["kind"]
            return redirect("notices:confirm", token=original.token, organisation=organisation.pk, kind=kind)
    return render(request, "notices/from_list.html", {"form": form, "page_title": "从名单新建公示"})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: Any, organisation: int, kind: str) -> HttpResponse:
    """Second step: the masked table, the proposed dates; one press makes the draft."""
    original = get_object_or_404(SealedOriginal.objects.filter(uploaded_by=request.user.pk), token=token)
    if original.record_id is not None:  # pressed twice
        return redirect("wagtailadmin_pages:edit", original.record_id)
    if kind not in KINDS or KINDS[kind].forbidden or KINDS[kind].restricted:
        raise Http404
    place = next((place for place in assistant.organisations_of(request.user) if place.pk == organisation), None)
    if place is None:
        raise PermissionDenied
    suggested = assistant.suggestion(place, kind, timezone.now())
    form = PlanForm(request.POST or None, place=place, suggested=suggested)
    if request.method == "POST" and form.is_valid():
        page = assistant.make(original, place, form.plan(), request.user)
        messages.success(request, "草稿做好了，个人信息已经遮盖，原件已经封存。请看一遍，再提交审核。")
        return redirect("wagtailadmin_pages:edit", page.pk)
    mask_names = request.POST.get("mask_names") == "on" if request.method == "POST" else form["mask_names"].initial
    context = {
        "form": form,
        "place": place,
        "preview": assistant.preview(original, place, request.user, mask_names=bool(mask_names)),
        "page_title": "看一遍，做成草稿",
    }
    return render(request, "notices/confirm.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def personal_data(request: HttpRequest, pk: int) -> HttpResponse:
    """What the gate found in the newest draft; mask it, or answer for it as the reviewer."""
    notice = get_object_or_404(NoticePage, pk=pk)
    rights = notice.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    draft = notice.get_latest_revision_as_object()
    may_answer = gate.may_answer(notice, request.user)
    if request.method == "POST" and "mask" in request.POST and rights.can_edit():
        masked = masking.mask_all(notice, request.user, mask_names="mask_names" in request.POST)
        for change in masked.changes or ["没有机器能遮盖的内容。"]:
            messages.success(request, change)
        for left in masked.left:
            messages.warning(request, left)
        return redirect("notices:personal_data", pk=pk)
    if request.method == "POST" and "accept" in request.POST and may_answer:
        try:
            count = gate.accept(draft, request.POST.getlist("finding"), request.POST.get("reason", ""), request.user)
        except ValueError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已记下{count}处的理由。")
        return redirect("notices:personal_data", pk=pk)
    context = {
        "notice": notice,
        "blocking": gate.blocking(draft),
        "unanswered": gate.unanswered(draft),
        "files": draft.carried_files,
        "decisions": notice.gate_decisions.select_related("decided_by")[:PAGE_SIZE],
        "may_mask": rights.can_edit(),
        "may_answer": may_answer,
        "page_title": "检查个人信息",
    }
    return render(request, "notices/personal_data.html", context)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All notices of the user's part of the tree, by state."""
    now = timezone.now()
    state = request.GET.get("state", "")
    notices = NoticePage.objects.for_staff(request.user).for_lists(now).order_by("-latest_revision_created_at", "-pk")
    notices = notices.prefetch_workflow_states()
    if state in NoticeState.values:
        notices = notices.in_state(state, now)
    page = Paginator(notices, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "rows": [(notice, state_of(notice, now)) for notice in page],
        "page": page,
        "states": NoticeState.choices,
        "state": state,
        "over": (NoticeState.ENDED, NoticeState.ARCHIVED),
        "page_title": "公示公告",
    }
    return render(request, "notices/overview.html", context)


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a notice; also after it has left the site."""
    notice = get_object_or_404(NoticePage, pk=pk)
    if not outcomes.may_write(notice, request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            outcomes.write(notice, request.POST.get("outcome", ""), request.user)
        except ValueError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "结果已经写上，群众在原来的网址能看到。")
            return redirect("notices:overview")
    return render(request, "notices/outcome.html", {"notice": notice, "page_title": "写公示结果"})
