"""What a clerk may see of other people's work when she chooses a page, a file or a keyword."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.authentication import SessionAuthentication  # type: ignore[import-untyped]
from taggit.models import Tag, TaggedItem
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

from cms.basepage.models import BasePage
from cms.files.models import Attachment, Picture

_MOST_KEYWORDS = 10


def visible_pages(user: Any, pages: QuerySet[BasePage]) -> QuerySet[BasePage]:
    """Her own part of the tree, and what is public. Wagtail shows titles as they stand in the newest draft: a public
    page elsewhere is left out while its title is being changed."""
    own = policy_registry.get_by_type(BasePage).explorable_instances(user)
    now = timezone.now()
    shown = Q(visible_from__isnull=True) | Q(visible_from__lte=now)  # an organisation has no such moment
    public = Q(shown, live=True, draft_title=F("title"))
    visible = public | Q(pk__in=own.values("pk")) | Q(depth=1)
    return pages.filter(pk__in=BasePage.objects.filter(visible).values("pk"))  # all that a search can filter by


def files_to_choose(user: Any, model: type[Model]) -> Any:
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["choose", "change"])


class BrowsePages(BrowseView):
    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is not None:
            parent = get_object_or_404(BasePage, pk=parent_page_id)
            if not parent.live and not visible_pages(request.user, BasePage.objects.filter(pk=parent.pk)).exists():
                raise Http404
        return super().get(request, parent_page_id)


class ChosenPages(ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        asked = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
        found = visible_pages(request.user, BasePage.objects.filter(pk__in=asked))
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in found.values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]
        return super().get(request)


def keywords(request: HttpRequest) -> JsonResponse:
    """Tags of the files that she may choose, which begin with ``term``; at most ten."""
    term = request.GET.get("term", "")
    if not term:
        return JsonResponse([], safe=False)
    of_files = Q()
    for model in (Attachment, Picture):
        files = files_to_choose(request.user, model).values("pk")
        of_files |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=files)
    used = TaggedItem.objects.filter(of_files).values("tag")
    found = Tag.objects.filter(pk__in=used, name__istartswith=term).order_by("name")
    return JsonResponse(list(found.values_list("name", flat=True)[:_MOST_KEYWORDS]), safe=False)


class ChoosablePictures(ImagesAdminAPIViewSet):
    authentication_classes = [SessionAuthentication]

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=files_to_choose(self.request.user, Picture).values("pk"))


class ChoosableAttachments(DocumentsAdminAPIViewSet):
    authentication_classes = [SessionAuthentication]

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=files_to_choose(self.request.user, Attachment).values("pk"))
