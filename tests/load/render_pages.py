"""Renders pages of the site in HUIKETING_VAR, in turns, and prints medians and query counts as JSON.

``records``: home, place, list and record. ``notices``: the lists of notices, over the district and at one place.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import sys
import time

ROUNDS = 40
EMPTY = {"empty": "/-/live"}


def addresses(which: str) -> dict[str, str]:
    if which == "notices":
        place = "/places/wangchao/notices/"
        return {
            "list": "/notices/",
            "place list": place,
            "by place": "/notices/?place=wangchao",
            "newest": f"{place}?sort=newest",
        }
    from django.utils import timezone

    from cms.records.models import Record

    record = Record.objects.current(timezone.now()).of_kind("policy")[10]
    return {"home": "/", "place": "/places/songtao/", "list": "/policies/", "record": record.get_absolute_url()}


def main() -> None:
    sys.path[:0] = ["site", "."]
    os.environ["DJANGO_SETTINGS_MODULE"] = "huiketing.settings"
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    pages = EMPTY | addresses(sys.argv[1])
    times: dict[str, list[float]] = {name: [] for name in pages}
    queries: dict[str, int] = {}
    for name, address in pages.items():
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        queries[name] = len(captured)
    for _ in range(ROUNDS):
        for name, address in pages.items():
            start = time.perf_counter()
            client.get(address)
            times[name].append(time.perf_counter() - start)
    figures = {name: {"ms": statistics.median(times[name]) * 1000, "queries": queries[name]} for name in pages}
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
