from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .overview import health
from .views import PERMISSION, JobsView, RetryView


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("jobs/", JobsView.as_view(), name="jobs_overview"),
        path("jobs/<int:pk>/retry/", RetryView.as_view(), name="jobs_retry"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return JobsMenuItem("后台任务", reverse("jobs_overview"), name="jobs", icon_name="tasks", order=9_500)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    app_label, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)


@hooks.register("golive_obstacles")
def the_worker_does_not_run() -> Iterator[str]:
    if not health(timezone.now()).is_fresh:
        yield "后台任务没有在运行，期满的公示不会封存和清除姓名。请让运维人员运行 bin/worker。"
