"""The pages on which accounts are looked after."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic import UsageView
from wagtail.users.views.users import CreateView, DeleteView, EditView, HistoryView, IndexView, UserViewSet

from .forms import StaffCreationForm, StaffEditForm
from .rights import accounts_of, looks_after


class _OwnAccountsOnly:
    """Refuses the account of a system administrator, or of staff elsewhere, before anything of it is shown."""

    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        user = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not looks_after(self.request.user, user):
            raise PermissionDenied
        return user


class _ForActor:
    """Tells the form who fills it in."""

    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]


class StaffIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(pk__in=accounts_of(self.request.user).values("pk"))


class StaffCreateView(_ForActor, CreateView):
    pass


class StaffEditView(_ForActor, _OwnAccountsOnly, EditView):
    pass


class StaffDeleteView(_OwnAccountsOnly, DeleteView):
    pass


class StaffHistoryView(_OwnAccountsOnly, HistoryView):
    pass


class StaffUsageView(_OwnAccountsOnly, UsageView):
    pass


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    delete_view_class = StaffDeleteView
    history_view_class = StaffHistoryView
    usage_view_class = StaffUsageView
    # Its form is bound to the account that is copied, and Wagtail saves to that account.
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm
