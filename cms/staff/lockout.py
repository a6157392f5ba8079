"""When the login is closed: for a name at an address, and for an address from which many names are tried."""

from __future__ import annotations

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class LockoutHandler(AxesDatabaseHandler):
    """Counts as axes does, and every failure of an address besides. An office shares one: its limit is higher."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        if _failures_of_address(request) >= settings.LOGIN_FAILURES_PER_ADDRESS:
            return int(settings.LOGIN_FAILURES_PER_ADDRESS)
        return int(super().get_failures(request, credentials))


def _failures_of_address(request: Any) -> int:
    recent = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    return recent.aggregate(Sum("failures_since_start"))["failures_since_start__sum"] or 0
