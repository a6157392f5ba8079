"""Comparing old and new texts costs little, whatever the texts are."""

from types import SimpleNamespace

from cms.records.versions import compare


def body(*paragraphs):
    return [SimpleNamespace(block_type="paragraph", value=text) for text in paragraphs]


def test_a_changed_paragraph_is_compared_character_by_character():
    (change,) = compare(body("每人每月八十元。"), body("每人每月一百元。"))

    assert change.op == "changed"
    assert ("removed", "八十") in change.runs
    assert ("added", "一百") in change.runs


def test_very_long_paragraphs_are_shown_as_replaced_whole():
    changes = list(compare(body("一" * 2_000), body("一" * 1_999 + "二")))

    assert [change.op for change in changes] == ["removed", "added"]


def test_a_page_has_a_budget_for_fine_comparison():
    old = body(*("一" * 590 for _ in range(120)))
    new = body(*(f"{'一' * 589}{number:03d}" for number in range(120)))

    assert {change.op for change in compare(old, new)} == {"removed", "added"}


def test_thousands_of_equal_lines_are_told_apart_from_new_ones():
    changes = list(compare(body(*["同样的一行"] * 2_500), body(*["同样的一行"] * 2_500, "新的一行")))

    assert [change.text for change in changes if change.op != "same"] == ["新的一行"]
