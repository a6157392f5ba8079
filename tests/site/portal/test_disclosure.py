"""政府信息公开: five fixed parts for every organ, filled by what is published."""

from __future__ import annotations

import pytest

from cms.records.enums import Reach
from portal.disclosure import COUNTED_A_CATEGORY, ROWS_A_CATEGORY
from tests import factories
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db

PARTS = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"]


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district(), slug="songtao")


def section(place):
    return read(f"/disclosure/{place.slug}/")


def categories(page):
    return page.texts("#content ~ h3")


def test_every_organ_has_the_same_five_parts_in_order(street):
    district = street.get_parent().specific
    for organ in (district, street, factories.department(district), factories.town(district)):
        page = section(organ)
        assert page.texts(".toc a") == PARTS
        assert page.texts("article h2, main section > h2") == PARTS


def test_a_community_has_none(street):
    community = factories.community(street)
    assert section(community).status == 404
    assert "政府信息公开" not in read(community.get_absolute_url()).words("main")


def test_documents_stand_under_their_category_newest_first(street):
    old, new = (factories.policy(street, title=title, statutory_category="20-07") for title in ("旧预算", "新预算"))
    factories.policy(street, title="别的通知", statutory_category="20-15")
    page = section(street)
    assert categories(page) == ["财政预算、决算2件", "其他依法应当公开的内容1件"]
    assert page.titles[:2] == [new.title, old.title]


def test_a_category_shows_its_newest_ten_and_leads_to_the_rest(street):
    for number in range(ROWS_A_CATEGORY + 2):
        factories.policy(street, title=f"通知{number}", statutory_category="20-15")
    page = section(street)
    assert len(page.titles) == ROWS_A_CATEGORY
    assert page.titles[0] == f"通知{ROWS_A_CATEGORY + 1}"
    assert categories(page) == [f"其他依法应当公开的内容{ROWS_A_CATEGORY + 2}件"]
    [rest] = list(page.internal_hrefs("section .more"))
    assert f"共{ROWS_A_CATEGORY + 2}件" in read(rest).text or f"有{ROWS_A_CATEGORY + 2}件" in read(rest).text


def test_a_category_is_counted_no_further_than_a_hundred(street, monkeypatch):
    monkeypatch.setattr("portal.disclosure.COUNTED_A_CATEGORY", 3)
    assert COUNTED_A_CATEGORY == 100
    for _ in range(4):
        factories.policy(street)
    assert categories(section(street)) == ["其他依法应当公开的内容3件以上"]


def test_what_concerns_one_community_is_not_shown_to_everyone(street):
    factories.policy(street, title="致望潮社区居民", reach=Reach.NAMED)
    assert section(street).titles == []


def test_other_organs_documents_are_not_its_own(street):
    district = street.get_parent().specific
    factories.policy(district, title="区里的通知")
    assert section(street).titles == []
    assert "还没有在本站发布文件" in section(street).text


def test_rules_on_openness_are_listed_for_every_organ(street):
    rule = factories.policy(street.get_parent().specific, title="政务公开办法", theme="02", subtheme="政务公开")
    assert rule.get_absolute_url() in section(street).internal_hrefs("section[aria-labelledby=rules] a")


def test_an_annual_report_that_is_missing_is_owned_up_to(street):
    assert "还没有在本站发布年度报告。责任单位：澄湾新区松涛街道办事处" in section(street).text


def test_an_annual_report_that_is_there_is_listed(street):
    report = factories.policy(street, title="澄湾新区松涛街道办事处2025年政府信息公开工作年度报告")

    page = section(street)
    assert report.get_absolute_url() in page.internal_hrefs("section[aria-labelledby=annual] a")
    assert "还没有在本站发布年度报告" not in page.text


def test_anothers_rules_on_openness_are_not_this_organs(street):
    other = factories.street(street.get_parent().specific, title="海晏街道", slug="haiyan")
    rule = factories.policy(other, title="海晏街道政务公开办法", theme="02", subtheme="政务公开")

    assert rule.get_absolute_url() not in section(street).internal_hrefs("section[aria-labelledby=rules] a")
