from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    name = "cms.staff"
    label = "staff"
    verbose_name = "工作人员"
    default = True

    def ready(self) -> None:
        from .widgets import use_in_the_editor

        use_in_the_editor()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, over our user model."""

    default = False
    user_viewset = "cms.staff.viewsets.StaffViewSet"
