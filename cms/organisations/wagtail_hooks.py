from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from cms.basepage.models import BasePage

from .models import OrganisationPage
from .permissions import MANAGE, manages_organisations


@hooks.register("before_create_page")
def only_managers_create_organisations(
    request: HttpRequest, parent_page: BasePage, page_class: type
) -> HttpResponse | None:
    if not issubclass(page_class, OrganisationPage) or manages_organisations(request.user):
        return None
    messages.error(request, "新建机构由区政务公开办公室办理，请联系他们。")
    return redirect("wagtailadmin_explore", parent_page.pk)


@hooks.register("register_permissions")
def organisation_permissions() -> QuerySet[Permission]:
    app_label, codename = MANAGE.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
