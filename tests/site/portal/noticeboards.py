"""A street's notice for one community, with everything a notice can carry, and every path on which it could show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import time_machine
from django.urls import reverse

from cms.files.models import Attachment
from cms.notices import gate
from cms.notices.kinds import KINDS
from cms.notices.masking import table_from_rows
from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage
from cms.records import withdrawing
from tests import factories
from tests.cms.files import samples
from tests.site.portal.reading import read

TZ = dt.timezone(dt.timedelta(hours=8))
SECOND = dt.timedelta(seconds=1)
RELEASED = dt.datetime(2026, 3, 13, 15, 0, tzinfo=TZ)
STARTS = dt.datetime(2026, 3, 16, 9, 0, tzinfo=TZ)
ENDS = dt.datetime(2026, 3, 24, 0, 0, tzinfo=TZ)
# Each with what the public may see then.
MOMENTS = {
    "a second before it begins": (STARTS - SECOND, "waiting"),
    "as it begins": (STARTS, "in force"),
    "a second after it has begun": (STARTS + SECOND, "in force"),
    "a second before it ends": (ENDS - SECOND, "in force"),
    "as it ends": (ENDS, "ended"),
    "a second after it has ended": (ENDS + SECOND, "ended"),
}
TITLE = "松涛街道望潮社区低保审核公示第七批"
WORD = "第七批"
NAMES = ("林某", "周某某", "吴某某")
FILE_TITLE = "第七批名单附表"
PICTURE_WORDS = "第七批名单照片"
EARLIER = "上一稿里写的是吴某某。"
AMOUNTS = table_from_rows([["项目", "金额"], ["道路", "1,200"], ["绿化", "300"]], "安排")


@dataclass
class Board:
    district: OrganisationPage
    street: OrganisationPage
    community: OrganisationPage
    neighbour: OrganisationPage
    far_street: OrganisationPage
    far_community: OrganisationPage

    def places(self) -> dict[str, OrganisationPage]:
        return {name: place for name, place in vars(self).items() if name != "district"}


def build() -> Board:
    factories.identity()
    district = factories.district()
    street = factories.street(district, slug="songtao")
    far_street = factories.street(district, title="海晏街道", slug="haiyan")
    return Board(
        district,
        street,
        factories.community(street, slug="wangchao"),
        factories.community(street, title="听涛社区", slug="tingtao"),
        far_street,
        factories.community(far_street, title="扬帆社区", slug="yangfan"),
    )


def release(
    publisher: OrganisationPage, *places: OrganisationPage, at: dt.datetime = RELEASED, **fields: Any
) -> NoticePage:
    values = {"title": TITLE, "starts_at": STARTS, "ends_at": ENDS, **fields}
    if _stays(values):
        values.setdefault("body", notice_body(table=AMOUNTS))
    with time_machine.travel(at, tick=False):
        return factories.notice(publisher, *places, **values)


def full_notice(publisher: OrganisationPage, *places: OrganisationPage, **fields: Any) -> NoticePage:
    """A notice with a list, a file and a picture, released ahead of its time, and with a text that it has superseded."""
    folder = publisher.staff_groups.collection
    file = factories.attachment(folder, FILE_TITLE)
    photo = factories.attachment(folder, PICTURE_WORDS, samples.png(), "png")
    body = notice_body(file, photo, table=AMOUNTS if _stays(fields) else None)
    dates = {"title": TITLE, "starts_at": STARTS, "ends_at": ENDS}
    with time_machine.travel(RELEASED, tick=False):
        first = [*body, {"type": "paragraph", "value": EARLIER}]
        page = factories.notice_draft(publisher, *places, **{**dates, "body": first, **fields})
        look_at_pictures(page)
        page.save_revision().publish()
    with time_machine.travel(RELEASED + SECOND, tick=False):
        fresh = NoticePage.objects.get(pk=page.pk)
        fresh.body = fresh._meta.get_field("body").stream_block.to_python(body)
        fresh.change_note = "删去一段。"
        fresh.save()
    return NoticePage.objects.get(pk=page.pk)


def look_at_pictures(page: NoticePage) -> None:
    """A reviewer has seen that nothing is in them."""
    fingerprints = [found.fingerprint for found in gate.unanswered(page)]
    gate.accept(page, fingerprints, "照片里没有人也没有号码", None)


def _stays(fields: dict[str, Any]) -> bool:
    """Is it of a kind that goes on being public? Such a notice lists no persons."""
    return KINDS[fields.get("notice_kind", "low-income-review")].after_end == "keep"


def notice_body(*files: Attachment, table: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """``table``: a block's value, else the list of applicants."""
    text = "现将望潮社区审核名单公示如下。区民政局和12345也受理异议。"
    blocks: list[dict[str, Any]] = [
        {"type": "paragraph", "value": text},
        {"type": "table", "value": table or factories.applicants(*NAMES[:2])},
    ]
    for file in files:
        if file.is_picture:
            photo = {"file": file.pk, "alt": PICTURE_WORDS, "caption": ""}
            blocks.append({"type": "photo", "value": photo})
        else:
            blocks.append({"type": "attachment", "value": {"file": file.pk}})
    return blocks


def shelves(board: Board) -> dict[str, str]:
    """Paths on which a notice may stand, by name."""
    notices = reverse("portal:kind", args=["notices"])
    found = {
        "home": reverse("portal:home"),
        "senior home": "/senior/",
        "district list": notices,
        "district list, newest": f"{notices}?sort=newest",
        "district list, of its kind": f"{notices}?type=low-income-review",
        "district list, ending soon": f"{notices}?ending=7",
        "district feed": reverse("portal:feed"),
        "kind feed": reverse("portal:kind_feed", args=["notices"]),
        "district calendar": reverse("portal:place_calendar", args=[board.district.slug]),
        "sitemap": reverse("portal:sitemap"),
        "site map": reverse("portal:site_map"),
        "places": reverse("portal:places"),
        "search": f"{reverse('portal:search')}?q={quote(WORD)}",
        "search by title": f"{reverse('portal:search')}?q={quote(TITLE[:-1])}",
        "punctuality": reverse("portal:punctuality"),
    }
    for name, place in board.places().items():
        listed = reverse("portal:place_kind", args=[place.slug, "notices"])
        found |= {
            f"{name}: page": place.get_absolute_url(),
            f"{name}: list": listed,
            f"{name}: list, newest": f"{listed}?sort=newest",
            f"{name}: list, of its kind": f"{listed}?type=low-income-review",
            f"{name}: chosen in the district list": f"{notices}?place={place.slug}",
            f"{name}: feed": reverse("portal:place_feed", args=[place.slug]),
            f"{name}: calendar": reverse("portal:place_calendar", args=[place.slug]),
        }
    return found


def forms(page: NoticePage) -> dict[str, str]:
    """Addresses of the notice itself, by name."""
    file, photo = page.attachments[0], page.photos[0]
    return {
        **{form: page.get_absolute_url(form) for form in ("html", "json", "md", "pdf")},
        "senior": f"/senior{page.get_absolute_url()}",
        "version": page.published_versions.get().get_absolute_url(),
        "attachment": file.get_public_url(),
        "picture as attachment": photo.get_public_url(),
        "picture": photo.get_inline_url(),
    }


def says(path: str, *words: str) -> bool:
    """Does the answer hold any of these words? Folded lines are read as one."""
    content = read(path).content.replace(b"\r\n ", b"")
    return any(word.encode() in content for word in words)


def shown_on(board: Board, page: NoticePage) -> set[str]:
    """Names of the shelves that show the notice by title or address."""
    address = page.get_absolute_url()
    traces = (page.title, address, address.removesuffix("html"), f"-{page.pk}@")
    return {name for name, path in shelves(board).items() if says(path, *traces)}


def withdraw(page: NoticePage, street: OrganisationPage, reason: str) -> None:
    """By two publishers of the street."""
    first, second = (factories.user_of(street.staff_groups.publishers) for _ in range(2))
    withdrawing.ask(NoticePage.objects.get(pk=page.pk), reason, first)
    withdrawing.decide(NoticePage.objects.get(pk=page.pk), second, agree=True)
