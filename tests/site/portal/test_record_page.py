"""What a record's page says of itself."""

from __future__ import annotations

import datetime as dt

import pytest
import segno
import time_machine
from django.conf import settings

from cms.records.enums import RelationKind
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 7, 1, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district())


def other(street, day, title="松涛街道新停车办法"):
    """A document that takes effect on ``day``."""
    return factories.policy(street, title=title, issued_on=dt.date(2026, 1, 1), effective_on=day)


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({}, "有效"),
        ({"valid_until": dt.date(2026, 7, 1)}, "有效有效期至2026年7月1日。"),
        ({"valid_until": dt.date(2026, 6, 30)}, "已失效有效期已于2026年6月30日届满，不再作为办事依据。"),
        ({"effective_on": dt.date(2026, 7, 1)}, "有效"),
        ({"effective_on": dt.date(2026, 7, 2)}, "尚未施行2026年7月2日起施行，还有1天。"),
        ({"repealed_on": dt.date(2026, 7, 1)}, "已废止2026年7月1日起废止，不再作为办事依据。原文保留，供查考。"),
        ({"repealed_on": dt.date(2026, 7, 2)}, "有效"),
    ],
)
def test_the_validity_is_said_in_a_sentence(street, dates, sentence):
    record = factories.policy(street, issued_on=dt.date(2024, 1, 1), **dates)
    assert read(record.get_absolute_url()).words(".standing") == sentence


@pytest.mark.parametrize(("kind", "word"), [(RelationKind.REPLACES, "代替"), (RelationKind.REPEALS, "废止")])
def test_both_pages_show_a_repeal(street, kind, word):
    old = factories.policy(street, title="松涛街道停车办法")
    new = other(street, dt.date(2026, 6, 1))
    worlds.relate(new, kind, old)
    page = read(old.get_absolute_url())
    assert page.words(".standing").startswith(f"已废止2026年6月1日起被松涛街道新停车办法{word}，")
    assert page.soup.select_one(".standing.warn a")["href"] == new.get_absolute_url()
    there = read(new.get_absolute_url()).soup.select_one("#relations").parent
    assert there.select_one("a")["href"] == old.get_absolute_url()
    assert there.get_text().count("已废止") == 1


def test_a_repeal_to_come_is_announced_while_the_document_still_holds(street):
    old = factories.policy(street)
    worlds.relate(other(street, dt.date(2026, 8, 1)), RelationKind.REPLACES, old)
    assert read(old.get_absolute_url()).words(".standing") == "有效2026年8月1日起被松涛街道新停车办法代替。"


def test_an_own_repeal_is_not_put_down_to_a_later_document(street):
    old = factories.policy(street, repealed_on=dt.date(2026, 5, 1))
    worlds.relate(other(street, dt.date(2026, 8, 1)), RelationKind.REPLACES, old)
    assert "2026年5月1日起废止" in read(old.get_absolute_url()).words(".standing")


def test_an_amendment_is_named_with_what_and_when(street):
    old = factories.policy(street)
    new = other(street, dt.date(2026, 6, 1), title="松涛街道关于修改停车办法的决定")
    worlds.relate(new, RelationKind.AMENDS, old, note="修改第六条")
    page = read(old.get_absolute_url())
    assert "2026年6月1日起被松涛街道关于修改停车办法的决定修改：修改第六条。" in page.words(".standing")
    assert "修改第六条松涛街道关于修改停车办法的决定" in page.texts(".log p")


def test_an_unpublished_document_repeals_nothing(street):
    old = factories.policy(street)
    draft = factories.policy_draft(street)
    worlds.relate(draft, RelationKind.REPEALS, old)
    page = read(old.get_absolute_url())
    assert page.words(".standing") == "有效"
    assert draft.title not in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        "/policies/2001/01/01/{pk}.{form}",
        "/interpretations/2026/07/01/{pk}.{form}",
        "/policies/2026/13/45/{pk}.{form}",
        "/policies/２０２６/07/01/{pk}.{form}",
    ],
)
@pytest.mark.parametrize("form", ["html", "json", "md"])
def test_a_wrong_day_or_kind_leads_to_the_right_address(street, wrong, form):
    record = factories.policy(street)
    page = read(wrong.format(pk=record.pk, form=form))
    assert (page.status, page.response["Location"]) == (301, record.get_absolute_url(form))


def test_the_log_tells_all_changes_newest_first(street):
    with time_machine.travel(dt.datetime(2026, 1, 5, tzinfo=dt.UTC), tick=False):
        record = factories.policy(street, issued_on=dt.date(2026, 1, 4), effective_on=dt.date(2026, 2, 1))
    with time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), tick=False):
        worlds.revise(record, body="第一条　新的条文。", change_note="改了第一条。")
    worlds.relate(other(street, dt.date(2026, 6, 1)), RelationKind.AMENDS, record)
    page = read(record.get_absolute_url())
    assert page.texts(".log time") == ["2026-06-01", "2026-03-01", "2026-02-01", "2026-01-05"]
    assert "改了第一条。" in page.texts(".log p")[1]


def test_a_superseded_text_stays_readable_with_what_changed(street):
    record = factories.policy(street, title="停车办法", body="第一条　先到先停。\n\n第二条　每小时2元。")
    worlds.revise(record, body="第一条　先到先停。\n\n第二条　每小时3元。", change_note="改了收费。")
    version = record.published_versions.get()
    assert version.get_absolute_url() in read(record.get_absolute_url()).internal_hrefs(".log a")
    page = read(version.get_absolute_url())
    assert page.status == 200
    assert page.texts(".diff del") == ["2"]
    assert page.texts(".diff ins") == ["3"]
    assert page.texts(".diff p") == ["第二条　每小时23元。"]
    assert "每小时2元" in page.words(".doc")
    assert "每小时3元" not in page.words(".doc")
    assert page.meta("robots") == "noindex"
    assert record.get_absolute_url() in page.internal_hrefs(".standing a")


def test_a_version_that_never_was_does_not_exist(street):
    record = factories.policy(street)
    worlds.revise(record, title="新标题", change_note="改了标题。")
    address = record.published_versions.get().get_absolute_url()
    assert read(address.replace("-1.html", "-7.html")).status == 404
    assert read(address.replace("/2026-", "/2001-")).status == 301


def test_the_code_on_the_page_is_the_permanent_address(street):
    record = factories.policy(street)
    address = settings.SITE_URL + record.get_absolute_url()
    drawn = read(f"/senior{record.get_absolute_url()}").soup.select_one(".qr svg path")["d"]
    expected = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True)
    assert f'd="{drawn}"' in expected


def test_markup_in_a_text_stays_text(street):
    title = '<b>停车</b> & "收费" <script>alert(1)</script> {{ title }}'
    record = factories.policy(street, title=title, summary=title[:60], body=f"第一条　{title}")
    for path in (
        record.get_absolute_url(),
        street.get_absolute_url(),
        "/",
        "/policies/",
        "/search/?q=停车",
        "/feed.xml",
    ):
        page = read(path)
        assert "<script>alert" not in page.text, path
        assert "<b>停车" not in page.text, path
    assert read(record.get_absolute_url()).texts("h1") == [title]
    assert read(record.get_absolute_url("json")).response.json()["title"] == title


def test_a_control_character_in_a_title_breaks_no_feed(street):
    record = factories.policy(street, title="停车\x0b办法")
    assert record.get_absolute_url() in read("/feed.xml").text


def test_joint_issuers_are_all_named(street):
    from cms.policies.models import JointIssuer

    record = factories.policy(street)
    JointIssuer.objects.create(policy=record, organisation=factories.department(street.get_parent().specific))
    assert "澄湾新区松涛街道办事处、澄湾新区民政局" in read(record.get_absolute_url()).text


def test_an_interpretation_shows_its_documents_metadata(street):
    policy = factories.policy(
        street, title="停车办法", document_number="澄松发〔2026〕7号", valid_until=dt.date(2026, 6, 30)
    )
    page = read(factories.interpretation(policy).get_absolute_url())
    facts = page.words("article .facts")
    for word in ("停车办法", "澄松发〔2026〕7号", "澄湾新区松涛街道办事处", "已失效"):
        assert word in facts
    assert "解读" in read(policy.get_absolute_url()).words("main")
