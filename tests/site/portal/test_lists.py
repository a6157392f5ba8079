"""Lists: order, filters, pages."""

from __future__ import annotations

import datetime as dt

import pytest

from cms.records.creation import bulk_creation
from portal import paging
from tests import factories
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    factories.identity()
    return factories.street(factories.district(), slug="songtao")


def at(year, month=1, day=1):
    return dt.datetime(year, month, day, 4, tzinfo=dt.UTC)


def test_a_list_is_ordered_by_publication_and_can_be_ordered_by_the_documents_date(street):
    factories.policy(street, title="甲", published_at=at(2024), issued_on=dt.date(2020, 1, 1))
    factories.policy(street, title="乙", published_at=at(2023), issued_on=dt.date(2022, 1, 1))
    law = {"document_class": "law", "issued_on": None, "document_type": ""}
    factories.policy(street, title="丙", published_at=at(2022), **law)
    assert read("/policies/").titles == ["甲", "乙", "丙"]
    assert read("/policies/?sort=issued").titles == ["乙", "甲", "丙"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("year=2023", ["乙"]),
        ("theme=17", ["甲"]),
        ("audience=older", ["甲"]),
        ("validity=expired", ["乙"]),
        ("validity=in_force", ["甲"]),
        ("publisher=songtao", ["甲", "乙"]),
        ("publisher=nobody", []),
        ("theme=17&year=2023", []),
        ("theme=99", ["甲", "乙"]),
        ("year=1948", ["甲", "乙"]),
    ],
)
def test_filters_narrow_a_list(street, query, titles):
    older = {"theme": "17", "audience": "older"}
    factories.policy(street, title="甲", published_at=at(2024), issued_on=dt.date(2020, 1, 1), **older)
    past = {"issued_on": dt.date(2022, 1, 1), "valid_until": dt.date(2022, 12, 31)}
    factories.policy(street, title="乙", published_at=at(2023), **past)
    assert read(f"/policies/?{query}").titles == titles


def test_a_year_ends_at_midnight_in_china(street):
    factories.policy(
        street, published_at=dt.datetime(2025, 12, 31, 16, 0, tzinfo=dt.UTC), issued_on=dt.date(2025, 1, 1)
    )
    assert len(read("/policies/?year=2026").titles) == 1
    assert read("/policies/?year=2025").titles == []


def test_pages_follow_each_other_and_keep_the_filter(street):
    with bulk_creation() as bulk, bulk.batch():
        for number in range(45):
            factories.policy(
                street, title=f"通知{number}", theme="17", published_at=at(2024) + dt.timedelta(hours=number)
            )
    first = read("/policies/?theme=17")
    assert (len(first.titles), first.titles[0]) == (paging.PAGE_SIZE, "通知44")
    assert first.soup.select_one("[rel=next]")["href"] == "?theme=17&page=2"
    last = read("/policies/?theme=17&page=3")
    assert last.titles == [f"通知{number}" for number in range(4, -1, -1)]
    assert last.soup.select_one("[rel=next]") is None
    assert read("/policies/?page=1").soup.select_one("[rel=next]")["href"] == "?page=2"
    assert read("/policies/?theme=17&page=4").status == 404
    assert "共45件" in read("/policies/").text
    assert "符合条件的有45件" in first.text


def test_beyond_the_last_page_a_list_says_how_to_go_on(street, monkeypatch):
    monkeypatch.setattr(paging, "LAST_PAGE", 1)
    with bulk_creation() as bulk, bulk.batch():
        for _ in range(paging.PAGE_SIZE + 1):
            factories.policy(street)
    page = read("/policies/")
    assert "共20件以上" in page.text
    assert "请在筛选里选发布年份" in page.text


def test_a_row_says_number_publisher_date_and_validity(street):
    factories.policy(
        street,
        title="松涛街道停车办法",
        document_number="澄松发〔2026〕7号",
        published_at=at(2026, 3, 2),
        issued_on=dt.date(2026, 3, 1),
        valid_until=dt.date(2026, 3, 31),
    )
    [row] = read("/policies/").texts(".rows li")
    assert row == "2026-03-02松涛街道停车办法澄松发〔2026〕7号澄湾新区松涛街道办事处2026-03-01成文已失效"
