"""A record's other forms say what its page says."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from cms.records.enums import RelationKind
from tests import factories
from tests.site.portal import worlds
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    factories.identity()
    street = factories.street(factories.district(), slug="songtao")
    page = factories.policy(
        street,
        title="松涛街道停车办法",
        document_number="澄松发〔2026〕7号",
        issued_on=dt.date(2026, 1, 4),
        valid_until=dt.date(2026, 1, 31),
        keywords="停车、收费",
        body=worlds.LONG_BODY,
    )
    worlds.attach(page, factories.attachment(street.staff_groups.collection, "停车申请表"))
    worlds.relate(page, RelationKind.IMPLEMENTS, factories.policy(street, title="上位办法"), note="落实第三条")
    return page


def test_json_is_the_page_as_data(record):
    page = read(record.get_absolute_url("json"))
    assert page.response["Content-Type"] == "application/json"
    data = page.response.json()
    assert data["url"] == settings.SITE_URL + record.get_absolute_url()
    assert data["title"] == "松涛街道停车办法"
    assert data["document_number"] == "澄松发〔2026〕7号"
    assert data["publisher_code"] == "songtao"
    assert (data["issued_on"], data["effective_on"], data["valid_until"]) == ("2026-01-04", None, "2026-01-31")
    assert data["validity"] == "expired"
    assert data["keywords"] == ["停车", "收费"]
    assert "（一）先到先停；" in data["text"]
    [file] = data["attachments"]
    assert read(file["url"].removeprefix(settings.SITE_URL)).status == 200
    [relation] = data["relations"]
    assert (relation["kind"], relation["title"], relation["note"]) == ("implements", "上位办法", "落实第三条")
    assert dt.datetime.fromisoformat(data["published_at"]) == record.published_at
    assert "松涛街道停车办法" in page.text  # readable as it stands, without \\u escapes


def test_markdown_is_the_page_as_plain_text(record):
    page = read(record.get_absolute_url("md"))
    assert page.response["Content-Type"] == "text/markdown; charset=utf-8"
    assert page.text.startswith("# 松涛街道停车办法\n")
    for line in ("- 发文字号：澄松发〔2026〕7号", "- 有效性：已失效", "## 第一章　总则", "| 时段 | 每小时 |"):
        assert f"\n{line}\n" in page.text
    assert f"永久网址：{settings.SITE_URL}{record.get_absolute_url()}" in page.text


def test_the_page_names_its_data(record):
    page = read(record.get_absolute_url())
    assert record.get_absolute_url("json") in page.internal_hrefs("link[rel=alternate]")
    assert record.get_absolute_url("md") in page.internal_hrefs(".files a")
