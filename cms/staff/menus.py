"""The menu of a clerk: what she needs, by the names she knows."""

from __future__ import annotations

from typing import Any

NAMES = {"explorer": "机构和内容", "images": "图片", "documents": "附件", "reports": "查记录", "settings": "设置"}
# Wagtail's help is in English; the rest of its reports speak of things this site does not have.
HIDDEN = {"help"}
REPORTS = {"site-history", "workflows", "locked-pages"}
HIDDEN_SETTINGS = {"sites", "redirects", "locales", "api-tokens"}


def tidy_menu(items: list[Any], is_administrator: bool) -> None:
    """Rename and hide entries of the main menu, in place."""
    items[:] = [item for item in items if item.name not in HIDDEN and (is_administrator or item.name != "reports")]
    for item in items:
        item.label = NAMES.get(item.name, item.label)


def keep(items: list[Any], names: set[str]) -> None:
    items[:] = [item for item in items if item.name in names]


def hide(items: list[Any], names: set[str]) -> None:
    items[:] = [item for item in items if item.name not in names]
