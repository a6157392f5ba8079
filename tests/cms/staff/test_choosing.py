"""What staff of one street see of another's files and drafts: nothing."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from cms.files.models import Picture
from cms.organisations import staffing
from tests import factories
from tests.cms.clerk import Clerk
from tests.cms.files.samples import png

# Wagtail leaves its temporary files to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

SECRET = "拆迁补偿方案"


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def own(district):
    return factories.street(district, title="海晏街道")


@pytest.fixture
def other(district):
    return factories.street(district)


@pytest.fixture
def clerk(own):
    return Clerk(factories.user_of(own.staff_groups.editors))


def files_of(street, title):
    collection = street.staff_groups.collection
    attachment = factories.attachment(collection, title)
    attachment.tags.add(f"{title}词")
    return attachment, Picture.objects.create(title=title, collection=collection, file=ContentFile(png(), "a.png"))


@pytest.mark.parametrize("kind", ["documents", "images"])
def test_files_of_another_folder_are_not_listed(clerk, own, other, kind):
    mine, theirs = files_of(own, "值班表"), files_of(other, SECRET)
    listed = clerk.client.get(f"/cms/api/main/{kind}/").json()["items"]
    assert [row["title"] for row in listed] == ["值班表"]
    which = 0 if kind == "documents" else 1
    assert clerk.client.get(f"/cms/api/main/{kind}/{mine[which].pk}/").status_code == 200
    assert clerk.client.get(f"/cms/api/main/{kind}/{theirs[which].pk}/").status_code == 404


@pytest.mark.parametrize("address", ["", "taggit/tag/"])
def test_nor_are_their_keywords(clerk, own, other, address):
    files_of(own, "值班表")
    files_of(other, SECRET)
    assert clerk.client.get(f"/cms/tag-autocomplete/{address}", {"term": SECRET[:2]}).json() == []
    assert clerk.client.get(f"/cms/tag-autocomplete/{address}", {"term": "值"}).json() == ["值班表词"]


def test_a_draft_of_another_street_is_in_no_chooser(clerk, own, other):
    draft = factories.policy_draft(other, title=SECRET)
    mine = factories.policy_draft(own, title="我的草稿")
    public = factories.policy(other, title="公开的通知")
    kind = {"page_type": "policies.PolicyPage"}
    below = clerk.client.get(f"/cms/choose-page/{other.pk}/", kind).json()["html"]
    assert "公开的通知" in below
    assert SECRET not in below
    assert "我的草稿" in clerk.client.get(f"/cms/choose-page/{own.pk}/", kind).json()["html"]
    assert clerk.client.get(f"/cms/choose-page/{draft.pk}/", kind).status_code == 404
    assert SECRET not in clerk.client.get("/cms/choose-page/search/", {**kind, "q": SECRET}).content.decode()
    chosen = clerk.client.get("/cms/choose-page/chosen-multiple/", {"id": [draft.pk, mine.pk, public.pk]}).json()
    assert {row["id"] for row in chosen["result"]} == {mine.pk, public.pk}


def test_nor_is_the_new_title_of_a_public_page_before_it_is_published(clerk, other):
    public = factories.policy(other, title="公开的通知")
    public.title = SECRET
    public.save_revision()
    assert SECRET not in clerk.client.get(f"/cms/choose-page/{other.pk}/").json()["html"]
    assert SECRET not in clerk.client.get("/cms/choose-page/chosen-multiple/", {"id": public.pk}).content.decode()


REPORTS = ["page-types-usage/", "page-types-usage/results/", "aging-pages/", "site-history/", "workflow/", "locked/"]


@pytest.mark.parametrize("report", REPORTS)
def test_reports_are_no_way_round(clerk, district, own, report):
    assert clerk.client.get(f"/cms/reports/{report}").status_code in (302, 403)
    administrator = Clerk(factories.user_of(own.staff_groups.editors, is_superuser=True))
    assert administrator.client.get(f"/cms/reports/{report}").status_code == 200
    office = Clerk(factories.user_of(staffing.district_office(district)))
    offered = report in ("site-history/", "workflow/")
    assert (office.client.get(f"/cms/reports/{report}").status_code == 200) == offered
