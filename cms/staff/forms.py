"""Accounts, as whoever is no system administrator may look after them."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm


class _NoRightsToGive:
    """Only a system administrator makes system administrators."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for_user = kwargs.pop("for_user", None)
        super().__init__(*args, **kwargs)
        administrator = self.fields.get("is_superuser")
        if administrator is not None and (for_user is None or not for_user.is_superuser):
            administrator.disabled = True  # what is posted is not read
            administrator.help_text = "只有系统管理员能指定系统管理员。"
        self.fields["email"].required = False
        self.fields["first_name"].label, self.fields["last_name"].label = "名", "姓"


class StaffCreationForm(_NoRightsToGive, UserCreationForm):
    pass


class StaffEditForm(_NoRightsToGive, UserEditForm):
    pass
