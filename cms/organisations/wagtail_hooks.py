from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks

from cms.basepage.models import BasePage

from .models import OrganisationPage
from .permissions import MANAGE


@hooks.register("before_create_page")
def only_managers_create_organisations(request: HttpRequest, parent_page: BasePage, page_class: type) -> None:
    if issubclass(page_class, OrganisationPage) and not request.user.has_perm(MANAGE):
        raise PermissionDenied("新建机构请联系区政务公开办公室。")


@hooks.register("register_permissions")
def organisation_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="manage_organisations")


@hooks.register("construct_main_menu")
def hide_reports_of_locales(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in ("help",)]
