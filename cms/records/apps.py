from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "cms.records"
    label = "records"
    verbose_name = "公开内容"

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401 – they register themselves
