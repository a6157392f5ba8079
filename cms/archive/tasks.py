from __future__ import annotations

import datetime as dt

from cms.jobs.registry import housekeeping

from . import services


@housekeeping("archive.strays", every=dt.timedelta(hours=1), label="清理没有存完的封存文件")
def remove_strays(now: dt.datetime) -> int:
    return services.remove_strays(now)
