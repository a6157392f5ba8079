from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .viewsets import local_rules


@hooks.register("register_admin_urls")
def notice_urls() -> list[Any]:
    return [path("notices/", include(urls))]


@hooks.register("register_admin_menu_item")
def notice_menu_item() -> MenuItem:
    return MenuItem("公示公告", reverse("notices:overview"), name="notices", icon_name="date", order=150)


@hooks.register("register_log_actions")
def outcome_action(actions: Any) -> None:
    actions.register_action("huiketing.outcome_written", "写公示结果", "写上了公示结果")


@hooks.register("register_admin_viewset")
def local_rule_viewset() -> Any:
    return local_rules
