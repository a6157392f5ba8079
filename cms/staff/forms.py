"""Accounts, as whoever is no system administrator may look after them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from wagtail.users.forms import UserCreationForm, UserEditForm

from .rights import groups_to_give, looks_after


class _NoRightsToGive:
    """Only a system administrator makes system administrators; nobody gives a group beyond her own part of the tree."""

    fields: dict[str, forms.Field]
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._actor = kwargs.pop("for_user", None)
        super().__init__(*args, **kwargs)
        administrator = self.fields.get("is_superuser")
        if administrator is not None and not self._by_administrator:
            administrator.disabled = True  # what is posted is not read
            administrator.help_text = "只有系统管理员能指定系统管理员。"
        groups: Any = self.fields["groups"]
        groups.queryset = groups_to_give(self._actor)
        self.fields["email"].required = False
        self.fields["first_name"].label, self.fields["last_name"].label = "名", "姓"

    @property
    def _by_administrator(self) -> bool:
        return bool(self._actor is not None and self._actor.is_superuser)

    def clean(self) -> Any:
        """Whatever page the form stands on: raise PermissionDenied for an account that is not the actor's to change."""
        if self.instance.pk and (self._actor is None or not looks_after(self._actor, self.instance)):
            raise PermissionDenied
        return super().clean()  # type: ignore[misc]


class StaffCreationForm(_NoRightsToGive, UserCreationForm):
    pass


class StaffEditForm(_NoRightsToGive, UserEditForm):
    pass
