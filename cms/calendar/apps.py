from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "cms.calendar"
    label = "workcalendar"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from . import checks  # noqa: F401 – they register themselves
