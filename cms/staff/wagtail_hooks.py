from __future__ import annotations

from typing import Any

from axes.utils import reset
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.organisations.permissions import manages_organisations

from . import bulk, choosing, menus


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


for action in bulk.ACTIONS:
    hooks.register("register_bulk_action", action, order=1)  # in the place of Wagtail's own


@hooks.register("after_edit_user")
def unlock(request: HttpRequest, user: Any) -> None:
    """Whoever has been given a new password need not wait for the lock to open; nobody opens her own."""
    if user != request.user and request.POST.get("password1"):
        reset(username=user.get_username())


@hooks.register("construct_admin_api", order=1)
def files_of_ones_own_folders(router: Any) -> None:
    router.register_endpoint("images", choosing.ChoosablePictures)
    router.register_endpoint("documents", choosing.ChoosableAttachments)


@hooks.register("construct_page_chooser_queryset")
def pages_to_choose(pages: Any, request: HttpRequest) -> Any:
    return choosing.visible_pages(request.user, pages)
