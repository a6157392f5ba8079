"""iCalendar (RFC 5545): when the notices of a place begin and end. Titles hold no names; nothing of a text goes in."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage

from .countdown import countdown_of
from .notice_list import running_parts
from .notice_page import kind_name
from .shell import permanent_url

MOST_EVENTS = 300
# How often a calendar program should ask again.
REFRESH = dt.timedelta(hours=1)


def notices_of(place: OrganisationPage, now: dt.datetime) -> bytes:
    """The notices that are running at ``place`` at ``now`` (aware), an event each; what ends first comes first."""
    calendar = Calendar()
    calendar.add("prodid", "-//huiketing//notices//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", f"{place.title}公示公告")
    calendar.add("x-wr-calname", f"{place.title}公示公告")
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for notice in (row for part in running_parts(now) for row in part.shown_at(place).rows(now, MOST_EVENTS)):
        calendar.add_component(_event(notice, now))
    return bytes(calendar.to_ical())


def _event(notice: NoticePage, now: dt.datetime) -> Event:
    address = permanent_url(notice.get_absolute_url())
    period = countdown_of(notice, now)
    event = Event()
    event.add("uid", f"notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", _utc(notice.last_published_at or period.begin))
    event.add("dtstart", _utc(period.begin))
    if period.end is not None:
        event.add("dtend", _utc(period.end))
    event.add("summary", notice.title)
    publisher = notice.publisher_organisation.display_name
    event.add("description", f"{kind_name(notice)}\n发布：{publisher}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)
