"""A question as a person types it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.records.enums import Reach
from search.lookup import LONGEST_QUERY, MOST_WORDS, Lookup
from tests import factories

NUMBER = "澄松发〔2026〕7号"


@pytest.mark.parametrize(
    "typed",
    [NUMBER, "澄松发[2026]7号", "澄松发(2026)7号", "澄松发（2026）第007号", " 澄松发 【2026】 7 号 "],
)
def test_a_document_number_is_known_however_it_is_written(typed):
    assert Lookup.read(typed).number == NUMBER


def test_an_index_number_is_known_in_either_case():
    assert Lookup.read("11379900ma12345678/2026-00001").number == "11379900MA12345678/2026-00001"


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=300))
def test_any_text_is_a_question(text):
    question = Lookup.read(text)
    assert len(question.text) <= LONGEST_QUERY
    assert len(question.words) <= MOST_WORDS
    assert "\x00" not in "".join((question.text, question.number, *question.words))


@pytest.fixture
def street(db):
    return factories.street(factories.district())


def titles(typed):
    return [record.title for record in Lookup.read(typed).find(timezone.now())]


def test_a_number_finds_its_document_and_then_what_mentions_it(street):
    record = factories.policy(street, title="停车办法", document_number=NUMBER)
    factories.policy(street, title=f"关于废止{NUMBER}的通知")
    factories.policy(street, title="另一份", document_number="澄松发〔2026〕17号")
    assert titles("澄松发[2026]7号") == ["停车办法", f"关于废止{NUMBER}的通知"]
    assert titles(f"请问{NUMBER}在哪里看") == ["停车办法"]
    assert titles(record.index_number.lower()) == ["停车办法"]


def test_the_equal_title_comes_first_then_titles_then_summaries(street):
    factories.policy(street, title="停车")
    factories.policy(street, title="路边停车办法")
    factories.policy(street, title="便民措施", summary="含停车的优惠。")
    factories.policy(street, title="生活服务", keywords="停车、收费")
    assert titles("停车") == ["停车", "路边停车办法", "生活服务", "便民措施"]


def test_every_word_must_occur(street):
    factories.policy(street, title="停车办法", summary="收费标准。")
    factories.policy(street, title="停车通知", summary="时间。")
    assert titles("停车 收费") == ["停车办法"]
    assert titles("停车 月球") == []


def test_interpretations_are_found_too(street):
    factories.interpretation(factories.policy(street, title="甲"), title="停车怎么收费")
    assert titles("停车") == ["停车怎么收费"]


def test_what_is_not_for_the_whole_district_is_not_found_there(street):
    factories.policy(street, title="停车办法", reach=Reach.OWN)
    factories.policy_draft(street, title="停车草稿")
    assert titles("停车") == []


def test_an_empty_question_finds_nothing(street):
    factories.policy(street)
    assert titles("  \x00 ") == []


def test_a_place_is_found_by_the_name_people_use_and_by_its_full_name(street):
    factories.community(street, title="望潮社区")
    closed = factories.street(street.get_parent().specific, title="望潮街道", slug="wangchao-old")
    closed.unpublish()

    assert [place.title for place in Lookup.read("望潮").places()] == ["望潮社区"]
    assert street.title in [place.title for place in Lookup.read(street.legal_name).places()]
    assert list(Lookup.read("澄新管规〔2024〕3号").places()) == []
    assert list(Lookup.read("").places()) == []
