"""410: what stands at the address of a record that has left the site. Nothing of its text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.notices.models import NoticePage
from cms.records.enums import RecordKind
from cms.records.models import Record
from publications.markdown import stub_markdown

from ..notice_page import elsewhere, facts_of, over_sentence, results_of, stub_context
from ..opendata import notice_stub
from ..shell import KIND_COLUMNS, now_of, permanent_url, render
from ..transient import unkept

GONE = 410


def gone(request: HttpRequest, pk: str, form: str = "html") -> HttpResponseBase:
    """The reason of a withdrawal, or the stub of an ended notice. Http404 for what was never public."""
    withdrawn = Record.objects.withdrawn().filter(pk=int(pk)).first()
    if withdrawn is not None:
        answer = _withdrawn(request, withdrawn, form)
        return unkept(answer) if withdrawn.kind == RecordKind.NOTICE else answer
    ended = Record.objects.ended(now_of(request)).of_kind(RecordKind.NOTICE)
    found = get_object_or_404(ended.select_related("publisher__organisationpage"), pk=int(pk))
    page = found.specific
    page.publisher = found.publisher
    return unkept(_ended(request, page, form))


def _withdrawn(request: HttpRequest, record: Record, form: str) -> HttpResponse:
    withdrawal = record.withdrawals.first()
    publisher = record.publisher_organisation.display_name
    if form == "json":
        data = {
            "id": record.pk,
            "kind": record.kind,
            "state": "withdrawn",
            "index_number": record.index_number,
            "publisher": publisher,
            "withdrawn_at": timezone.localtime(withdrawal.withdrawn_at).isoformat() if withdrawal else None,
            "reason": withdrawal.reason if withdrawal else "",
        }
        return _json(data)
    if form == "md":
        reason = f"原因：{withdrawal.reason}" if withdrawal else ""
        facts = [("索引号", record.index_number or ""), ("发布机构", publisher)]
        return _text(stub_markdown("这份内容已经撤回", [reason] if reason else [], facts))
    context = {"record": record, "withdrawal": withdrawal}
    return _page(request, "portal/withdrawn.html", context, record.kind)


def _ended(request: HttpRequest, page: NoticePage, form: str) -> HttpResponse:
    now = now_of(request)
    if form == "json":
        return _json(notice_stub(page, now))
    if form == "md":
        results = [("结果公告", permanent_url(result.get_absolute_url())) for result in results_of(page, now)]
        address = ("永久网址", permanent_url(page.get_absolute_url()))
        return _text(stub_markdown(page.title, [over_sentence(page)], [*facts_of(page), *results, address]))
    context = {**stub_context(page, now), "elsewhere": elsewhere(page, now)}
    return _page(request, "portal/ended.html", context, page.kind)


def _page(request: HttpRequest, template: str, context: dict[str, Any], kind: str) -> HttpResponse:
    return render(request, template, context, column=KIND_COLUMNS[kind], is_column=False, status=GONE)


def _json(data: dict[str, Any]) -> JsonResponse:
    return JsonResponse(data, status=GONE, json_dumps_params={"ensure_ascii": False})


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, status=GONE, content_type="text/markdown; charset=utf-8")
