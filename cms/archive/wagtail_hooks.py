from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .services import OPEN


class ArchiveMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(OPEN))


@hooks.register("register_admin_urls")
def archive_urls() -> list[Any]:
    return [path("archive/", include(urls))]


@hooks.register("register_admin_menu_item")
def archive_menu_item() -> MenuItem:
    return ArchiveMenuItem("档案库", reverse("archive:copies"), name="archive", icon_name="lock", order=900)


@hooks.register("register_permissions")
def archive_permissions() -> QuerySet[Permission]:
    app_label, codename = OPEN.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
