"""The pages on which accounts are looked after."""

from __future__ import annotations

from typing import Any

from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from .forms import StaffCreationForm, StaffEditForm


class StaffIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        users = super().get_base_queryset()
        return users if self.request.user.is_superuser else users.filter(is_superuser=False)


class StaffCreateView(CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class StaffEditView(EditView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm
