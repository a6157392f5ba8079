from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.organisations.permissions import manages_organisations

from . import menus


@hooks.register("insert_global_admin_css")
def house_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/cms.css"))


@hooks.register("insert_global_admin_js")
def to_do_links() -> str:
    return format_html('<script src="{}"></script>', static("cms/cms.js"))


@hooks.register("construct_main_menu")
def tidy_main_menu(request: HttpRequest, menu_items: list[Any]) -> None:
    menus.tidy_menu(menu_items, manages_organisations(request.user))


@hooks.register("construct_reports_menu")
def tidy_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    menus.keep(menu_items, menus.REPORTS)


@hooks.register("construct_settings_menu")
def tidy_settings(request: HttpRequest, menu_items: list[Any]) -> None:
    menus.hide(menu_items, menus.HIDDEN_SETTINGS)


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def administrators_look_after_their_own(request: HttpRequest, user: Any) -> None:
    if user.is_superuser and not _is_administrator(request):
        raise PermissionDenied


@hooks.register("after_edit_user")
def unlock(request: HttpRequest, user: Any) -> None:
    """Whoever has been given a new password need not wait for the lock to open."""
    reset(username=user.get_username())


@hooks.register("before_bulk_action")
def many_administrators_too(request: HttpRequest, action_type: str, objects: Iterable[Any], view: Any) -> None:
    if issubclass(view.model, get_user_model()):
        for user in objects:
            administrators_look_after_their_own(request, user)


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
