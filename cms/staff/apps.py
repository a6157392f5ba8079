from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    name = "cms.staff"
    label = "staff"
    verbose_name = "工作人员"
    default = True


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, over our user model."""

    default = False
