"""What is laid down for each kind of notice is complete, honest about its source, and offered to the right offices."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cms.notices import kinds
from cms.notices.kinds import KINDS, KindsUnreadable, choices_for, effective, local_problem, parse
from cms.organisations.enums import OrganisationKind

# Period and after-life as the table of the field has them: days, unit, what is left.
TABLE = {
    "low-income-review": (7, "calendar", "remove"),
    "low-income-list": (None, "calendar", "remove"),
    "extreme-poverty-review": (7, "calendar", "remove"),
    "farm-subsidies": (7, "working", "remove"),
    "land-pre-notice": (10, "working", "keep"),
    "land-compensation": (30, "calendar", "keep"),
    "land-expropriation": (None, "calendar", "keep"),
    "house-plan": (30, "calendar", "keep"),
    "house-decision": (5, "calendar", "keep"),
    "house-valuation": (5, "calendar", "remove"),
    "house-priority": (10, "calendar", "remove"),
    "plan-draft": (30, "calendar", "keep"),
    "decision-draft": (30, "calendar", "keep"),
    "enterprise-draft": (30, "calendar", "keep"),
    "cadre-appointment": (5, "working", "remove"),
    "civil-servant": (5, "working", "remove"),
    "public-institution": (7, "working", "remove"),
    "conscription": (5, "working", "remove"),
    "bid-candidates": (3, "calendar", "keep"),
    "village-election": (20, "calendar", "remove"),
    "village-affairs": (5, "calendar", "keep"),
    "homestead": (None, "calendar", "remove"),
}
KIND = """
[[kind]]
code = "poems"
name = "诗歌公示"
group = "其他"
publishers = ["village"]
shown_in = "本村"
basis = "村规民约"
certainty = "unverified"
after_end = "keep"
names = false
"""


@dataclass
class Local:
    days: int
    unit: str = "calendar"
    basis: str = "澄新民发〔2026〕5号"


@pytest.mark.parametrize("code", TABLE)
def test_periods_are_those_of_the_table(code):
    kind = KINDS[code]
    assert (kind.days, kind.unit, kind.after_end) == TABLE[code]


def test_orphans_can_never_be_published_and_say_what_to_do():
    assert "不得公示" in KINDS["orphan"].forbidden
    assert [code for code, kind in KINDS.items() if kind.forbidden] == ["orphan"]


def test_what_only_those_concerned_may_see_says_where_it_belongs():
    restricted = {code: kind.restricted for code, kind in KINDS.items() if kind.restricted}
    assert set(restricted) == {"house-valuation", "house-priority"}
    assert all("不能放到网站上" in reason and "张贴" in reason for reason in restricted.values())


def test_lists_of_persons_never_stay():
    assert [code for code, kind in KINDS.items() if kind.names and kind.after_end != "remove"] == []


def test_a_list_without_an_end_is_renewed_every_month():
    assert [code for code, kind in KINDS.items() if kind.open_ended and kind.names] == ["low-income-list"]
    assert KINDS["low-income-list"].refresh_days == 31


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_tells_the_editor_its_source(kind):
    assert kind.basis
    assert kind.certainty_label in kinds.CERTAINTIES.values()
    if kind.certainty == "law" and not kind.forbidden:
        assert "《" in kind.basis
    if kind.certainty == "unverified":
        assert kind.days is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_can_be_asked_for_by_some_office(kind):
    for publisher in kind.publishers:
        offered = {code for _, group in choices_for(publisher) for code, _ in group}
        assert kind.code in offered


def test_an_office_is_offered_only_what_it_may_publish():
    def offered(*organisations):
        return {code for _, group in choices_for(*organisations) for code, _ in group}

    assert "low-income-review" in offered("street")
    assert "low-income-review" not in offered("community")
    assert "village-election" not in offered("community")
    assert "land-pre-notice" not in offered("street")
    assert offered("community", "street") == offered("community") | offered("street")
    assert offered() == offered("") == set(KINDS)
    assert all({"other", "announcement"} <= offered(one) for one in OrganisationKind.values)


def test_choices_come_in_groups():
    groups = [group for group, _ in choices_for()]
    assert groups == list(kinds.GROUPS)
    assert dict(choices_for("village"))["其他"] == [("other", "其他公示"), ("announcement", "通知公告")]


def test_a_period_in_words():
    assert KINDS["low-income-review"].period_text == "7天"
    assert KINDS["civil-servant"].period_text == "5个工作日"
    assert KINDS["other"].period_text == ""


def test_an_unknown_kind_has_no_rule():
    with pytest.raises(KeyError):
        effective("poems")


def test_a_local_rule_takes_the_place_of_a_usual_one():
    kind = effective("low-income-review", Local(7, "working"))
    assert (kind.days, kind.unit, kind.basis, kind.certainty_label) == (7, "working", "澄新民发〔2026〕5号", "本地规定")
    assert kind.alternative == ""
    assert kind.must_contain == KINDS["low-income-review"].must_contain
    assert effective("age-allowance", Local(5)).days == 5
    assert effective("low-income-review") is KINDS["low-income-review"]


@pytest.mark.parametrize(
    ("code", "local", "holds"),
    [
        ("plan-draft", Local(20), False),
        ("plan-draft", Local(45), True),
        ("plan-draft", Local(30, "working"), True),
        ("civil-servant", Local(7), False),
        ("civil-servant", Local(7, "working"), True),
        ("low-income-review", Local(5), True),
        ("announcement", Local(5), False),
        ("low-income-review", Local(0), False),
        ("low-income-review", Local(5, "weeks"), False),
    ],
)
def test_a_local_rule_does_not_shorten_what_a_law_lays_down(code, local, holds):
    assert bool(local_problem(KINDS[code], local.days, local.unit)) is not holds
    assert (effective(code, local).certainty == "local") is holds


def test_words_are_generous_enough_for_how_offices_write():
    words = {item.label: item.words for item in KINDS["low-income-review"].must_contain}
    assert {"姓名", "户主"} <= set(words["申请人姓名"])
    assert any(word in "拟月保障金（元）" for word in words["拟保障金额或类别"])


def test_a_kind_is_read():
    assert parse(KIND)["poems"].publishers == ("village",)


@pytest.mark.parametrize(
    ("written", "instead", "words"),
    [
        ("names = false", 'names = false\nrhyme = "a"', "unknown keys ['rhyme']"),
        ('basis = "村规民约"', "", "missing keys ['basis']"),
        ("names = false", 'names = "no"', "wrong type: names"),
        ("names = false", 'names = false\ndays = "7"', "wrong type: days"),
        ("names = false", "names = false\ndays = 0", "days must be from 1 to 365"),
        ("names = false", "names = false\ndays = 7\nopen_ended = true", "has no days"),
        ("names = false", 'names = false\nunit = "weeks"', "unit is none of"),
        ("names = false", "names = true", "does not keep them"),
        ("names = false", 'names = false\nmust_contain = ["韵脚"]', "wants a label and words"),
        ("names = false", 'names = false\nmust_contain = [{label = "韵脚", words = []}]', "wants a label and words"),
        ('["village"]', '["palace"]', "no kinds of organisations"),
        ('["village"]', "[]", "no kinds of organisations"),
        ('"其他"', '"诗歌"', "group is none of"),
        ('"unverified"', '"sure"', "certainty is none of"),
        ('"keep"', '"burn"', "after_end is none of"),
        ('"poems"', '"Poems!"', "no slug"),
        ('"村规民约"', '""', "must say something"),
        ("[[kind]]", "[[kind", "no TOML"),
    ],
)
def test_a_wrong_file_says_where_and_how(written, instead, words):
    with pytest.raises(KindsUnreadable) as refused:
        parse(KIND.replace(written, instead))
    assert words in str(refused.value)


def test_a_code_stands_for_one_kind():
    with pytest.raises(KindsUnreadable, match="twice"):
        parse(KIND + KIND)
