"""Pages of Wagtail's that stand here in a stricter form. To be included before Wagtail's own, under the same prefix."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import reports
from wagtail.admin.views.account import LogoutView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.organisations.permissions import manages_organisations

from . import choosing
from .menus import REPORTS

View = Callable[..., Any]


def _as_in_the_menu(view: View) -> View:
    """A report that the menu does not offer is for system administrators."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        match = request.resolver_match
        name = (match.url_name or "").removesuffix("_results").replace("_", "-") if match else ""
        offered = name.replace("workflow-tasks", "workflow").replace("workflow", "workflows") in REPORTS
        user: Any = request.user
        if not (user.is_superuser or (offered and manages_organisations(user))):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


decorate_urlpatterns(reports.urlpatterns, _as_in_the_menu)

urlpatterns = [
    path("choose-page/<int:parent_page_id>/", choosing.BrowsePages.as_view()),
    path("choose-page/chosen-multiple/", choosing.ChosenPages.as_view()),
    path("tag-autocomplete/", choosing.keywords),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", lambda request, **of: choosing.keywords(request)),
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
# Wagtail's own forgets the session's cookie at a GET, too.
urlpatterns += [path("logout/", require_POST(LogoutView.as_view()))]
