"""Wagtail's page views, where ours must say or ask more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.create import AddSubpageView, CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.organisations.models import OrganisationPage
from cms.organisations.permissions import manages_organisations

from . import withdrawing
from .models import RecordPage
from .requirements import unmet


class ChooseTypeView(AddSubpageView):
    """Offers only what this user may create here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not manages_organisations(self.request.user):
            organisation = (OrganisationPage._meta.app_label, OrganisationPage._meta.model_name)
            context["page_types"] = [row for row in context["page_types"] if row[1:3] != organisation]
        return context


class QuietPanels:
    """Without Wagtail's checks of content: their measures of words and reading are made for European languages."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        return MediaContainer([panel for panel in panels if not isinstance(panel, ChecksSidePanel)])


class RecordCreateView(QuietPanels, CreateView):
    pass


class RecordEditView(QuietPanels, EditView):
    """Each autosave brings the to-do list up to date."""

    partials_template_name = "records/edit_partials.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if isinstance(self.page, RecordPage):
            context.update(shows_requirements=True, requirements=unmet(self.page), **self.page.panel_context())
        return context


class WithdrawView(UnpublishView):
    """Asks for the reason that the public will read."""

    def get_template_names(self) -> list[str]:
        return ["records/withdraw.html"] if isinstance(self.object, RecordPage) else super().get_template_names()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.object, RecordPage) and withdrawing.open_request(self.object) is not None:
            return redirect("records:withdrawal", self.object.pk)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        takes_two = isinstance(self.object, RecordPage) and self.object.withdrawn_by_two
        return {**super().get_context_data(**kwargs), "takes_two": takes_two}

    def unpublish(self) -> HttpResponse | None:
        if not isinstance(self.object, RecordPage):
            return super().unpublish()
        if self.object.withdrawn_by_two:
            return self._by_two(self.object)
        reason = self.request.POST.get("reason", "")
        if not reason.strip():
            messages.error(self.request, "请写明撤回的理由。群众打开原来的网址，会看到这句话。")
            return redirect(self.get_unpublish_url())
        withdrawing.withdraw(self.object, reason, self.request.user)
        messages.success(self.request, f"《{self.object.title}》已撤回，原网址显示您写的理由。改好以后可以重新发布。")
        return redirect(self.get_next_url())

    def _by_two(self, page: RecordPage) -> HttpResponse:
        """One publisher asks, another one decides; RefusalMiddleware tells what was refused."""
        urgent = "urgent" in self.request.POST
        withdrawing.ask(page, self.request.POST.get("reason", ""), self.request.user, urgent=urgent)
        word = "已先撤下，请另一位发布人复核" if urgent else "已提出撤下，另一位发布人确认以后才会撤下"
        messages.success(self.request, f"《{page.title}》{word}。")
        return redirect(self.get_next_url())


class HuiketingPageViewSet(PageViewSet):
    add_view_class = RecordCreateView
    add_subpage_view_class = ChooseTypeView
    edit_view_class = RecordEditView
    unpublish_view_class = WithdrawView


page_viewset = HuiketingPageViewSet()
