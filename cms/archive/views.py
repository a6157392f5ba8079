"""The archivist's pages: find a sealed copy, say why, read it."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from . import services, vault
from .models import ArchiveOpening, SealedCopy

PAGE_SIZE = 50
archivist = permission_required(services.OPEN, raise_exception=True)
# What was published once is read as text, whatever it says: no script, no address of ours.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@archivist
@never_cache
@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = SealedCopy.objects.all()
    if wanted:
        found = found.matching(wanted, timezone.localdate())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "archive/copies.html", {"page": page, "q": wanted})


@archivist
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened what, newest first."""
    page = Paginator(ArchiveOpening.objects.select_related("copy"), PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "archive/openings.html", {"page": page})


@archivist
@never_cache
@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SealedCopy.objects.select_related("publisher"), pk=pk)
    openings = ArchiveOpening.objects.filter(copy=found)[:PAGE_SIZE]
    return render(request, "archive/copy.html", {"copy": found, "openings": openings})


@archivist
@never_cache
@require_POST
def open_part(request: HttpRequest, pk: int) -> HttpResponse:
    """One part of the package; each opening is on record."""
    found = get_object_or_404(SealedCopy, pk=pk)
    name = request.POST.get("part", "")
    try:
        parts = services.open_copy(found, request.user, request.POST.get("purpose", ""))
        content = parts[name]
    except (ValueError, vault.Damaged) as refusal:
        messages.error(request, str(refusal))
        return redirect("archive:copy", pk=pk)
    except KeyError:
        messages.error(request, "这份副本里没有这个文件。")
        return redirect("archive:copy", pk=pk)
    is_page = name.endswith(".html")
    response = HttpResponse(content, content_type="text/html; charset=utf-8" if is_page else "application/octet-stream")
    if not is_page:
        response["Content-Disposition"] = f'attachment; filename="{name.replace("/", "-")}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
