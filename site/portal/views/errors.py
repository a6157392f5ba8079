"""Friendly error pages with their right status; they must work when little else does."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ..shell import Column, render

logger = logging.getLogger("huiketing.portal")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "portal/errors/404.html", 404, "没有这个页面")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain("portal/errors/plain.html", 400, "这个网址写得不对", "请检查网址，或者从首页重新开始。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "portal/errors/403.html", 403, "没有权限")


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain("portal/errors/plain.html", 500, "网站出了点问题", "不是您的问题。我们正在处理，请过几分钟再试。")


def _page(request: HttpRequest, template: str, status: int, name: str) -> HttpResponse:
    try:
        return render(request, template, {}, column=Column(name, "概况信息"), is_column=False, status=status)
    except DatabaseError:
        logger.exception("error_page.degraded status=%s", status)
        return _plain("portal/errors/plain.html", status, name, "请从首页重新开始。")


def _plain(template: str, status: int, title: str, text: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "text": text}
    return HttpResponse(render_to_string(template, context), status=status)
