"""工作日历 in the menu of whoever may change it (the district office)."""

from __future__ import annotations

from wagtail.admin.viewsets.model import ModelViewSet

from .forms import DayForm, HolidayForm
from .models import DayOverride


class WorkingCalendar(ModelViewSet):
    model = DayOverride
    name = "working-calendar"
    icon = "calendar-alt"
    menu_label = "工作日历"
    menu_order = 800
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["date", "is_workday", "note"]
    list_display = ["date", "get_is_workday_display", "note"]
    list_filter = ["is_workday"]
    search_fields = ["note"]
    list_per_page = 50
    ordering = ["-date"]

    def get_form_class(self, for_update: bool = False) -> type[DayForm]:
        return DayForm if for_update else HolidayForm


working_calendar = WorkingCalendar()
