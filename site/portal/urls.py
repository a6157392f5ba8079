from django.urls import path, re_path, register_converter

from .converters import KindPathConverter
from .feeds import DistrictFeed, KindFeed, PlaceFeed
from .views import disclosure, files, home, lists, machine, notices, pages, places, records, search

register_converter(KindPathConverter, "kind")

app_name = "portal"

_DAY = r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"
_RECORD = rf"^(?P<kind>[a-z]+)/{_DAY}/(?P<pk>\d{{1,18}})"

urlpatterns = [
    path("", home.home, name="home"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("places/<slug:slug>/feed.xml", PlaceFeed.as_view(), name="place_feed"),
    path("places/<slug:slug>/notices.ics", notices.place_calendar, name="place_calendar"),
    path("places/<slug:slug>/<kind:kind>/", lists.place_kind_list, name="place_kind"),
    path("disclosure/", disclosure.organs, name="disclosure"),
    path("disclosure/<slug:slug>/", disclosure.section, name="disclosure_section"),
    path("search/", search.search, name="search"),
    path("site-map/", pages.site_map, name="site_map"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("leaving/<str:token>/", pages.leaving, name="leaving"),
    path("files/<int:pk>/inline/<str:name>", files.inline, name="inline"),
    path("files/<int:pk>/<path:name>", files.attachment, name="file"),
    path("feed.xml", DistrictFeed.as_view(), name="feed"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("robots.txt", machine.robots, name="robots"),
    path("-/live", machine.live, name="live"),
    path("-/ready", machine.ready, name="ready"),
    path("media/<path:name>", files.media, name="media"),
    path("notices/punctuality/", notices.punctual, name="punctuality"),
    path("<kind:kind>/", lists.kind_list, name="kind"),
    path("<kind:kind>/feed.xml", KindFeed.as_view(), name="kind_feed"),
    re_path(rf"{_RECORD}\.(?P<form>html|json|md|pdf)$", records.record, name="record"),
    re_path(
        rf"{_RECORD}/(?P<version>\d{{4}}-\d{{2}}-\d{{2}}-\d{{1,4}})\.html$", records.version, name="record_version"
    ),
]
