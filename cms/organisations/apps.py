from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "cms.organisations"
    label = "organisations"
    verbose_name = "机构"

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401 – they register themselves
