"""Text and tables that were made to break pages: refused where they come in, harmless where they are stored."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from cms.policies.models import PolicyPage
from cms.records import markup, numbering, outline, versions
from cms.records.blocks import RecordBody
from cms.records.numerals import to_int
from cms.records.outline import plain_paragraphs
from cms.records.tables import EMPTY_TABLE
from tests import factories
from tests.cms.clerk import Clerk, policy_form, profile_of

TABLE = RecordBody().child_blocks["table"]
MISSHAPEN = [
    [],
    "x",
    7,
    {},
    {"data": "x"},
    {"data": ["ab"]},
    {"data": [["a"], ["b", "c"]]},
    {"data": [[{}]]},
    {"data": [["a\x00"]]},
    {"data": [["\ud800"]]},
    {"data": [["a"]], "table_caption": ["x"]},
    {"data": [["a"]] * 502},
    {"data": [["a"] * 51]},
    {"data": [[float("nan")]]},
]


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


@pytest.mark.parametrize("value", MISSHAPEN, ids=lambda value: repr(value)[:20])
def test_a_misshapen_table_is_refused_and_read_as_empty(value):
    with pytest.raises(ValidationError, match="表格"):
        TABLE.clean(value)
    stored = RecordBody().to_python([{"type": "table", "value": value}])
    assert stored[0].value["data"] == [[""]]
    assert not any(plain_paragraphs(stored))
    RecordBody().get_searchable_content(stored)


@pytest.mark.parametrize("typed", ["", "{", "null", "[" * 100_000, '{"data": [["\\ud800"]]}'])
def test_what_is_no_table_at_all_is_refused_in_the_form(typed):
    with pytest.raises(ValidationError):
        TABLE.clean(TABLE.value_from_datadict({"t": typed}, {}, "t"))


def test_a_table_is_kept_as_typed():
    value = {**EMPTY_TABLE, "data": [["证件", None], ["借书证", 5]], "table_caption": "册数"}
    assert TABLE.clean(json.loads(json.dumps(value))) == value
    assert TABLE.to_python(json.loads(json.dumps(value))) == value


@pytest.mark.django_db
def test_a_misshapen_table_in_a_draft_locks_nobody_out(street, clerk):
    page = factories.policy_draft(street)
    revision = Revision.objects.get(object_id=str(page.pk))
    revision.content["body"] = json.dumps([{"type": "table", "value": {"data": "x"}}, {"type": "table", "value": []}])
    revision.save()
    assert clerk.get("wagtailadmin_pages:edit", page.pk).status_code == 200
    assert page.title in clerk.client.get("/cms/").content.decode()
    assert versions.content_of(revision.as_object())["body"][0]["value"]["data"] == [[""]]
    assert clerk.edit(page).status_code == 302


@pytest.mark.django_db
def test_one_unreadable_draft_leaves_the_others_on_the_desk(street, clerk):
    good, bad = factories.policy_draft(street), factories.policy_draft(street)
    revision = Revision.objects.get(object_id=str(bad.pk))
    revision.content["body"] = json.dumps([{"type": "chapter", "value": 5}])
    revision.save()
    html = clerk.client.get("/cms/").content.decode()
    assert good.title in html
    assert bad.title in html


@pytest.mark.django_db
@pytest.mark.parametrize("character", ["\x0b", "\x1b", "\x85", "\u202e", "\u2066"])
def test_unseen_characters_are_refused_in_every_field_of_a_page(street, clerk, character):
    text = f"停车{character}办法"
    for fields in ({"title": text}, {"keywords": text}, {"body": [("paragraph", text)]}):
        response = clerk.create(street, **fields)
        assert "看不见" in str(response.context["form"].errors)
    assert not PolicyPage.objects.exists()
    assert clerk.save_page(street, profile_of(street, lead=text)).status_code == 200
    target = factories.policy(street)
    data = policy_form(relations=[{"kind": "based_on", "target": target.pk, "note": text}])
    assert clerk.create_page("policies", "policypage", street, data).status_code == 200


@pytest.mark.django_db
def test_lines_belong_into_long_texts_only(street, clerk):
    assert clerk.create(street, keywords="停车\n办法").status_code == 200
    assert clerk.create(street, body=[("paragraph", "一\n\n二\t三")]).status_code == 302
    assert clerk.save_page(street, profile_of(street, functions="一\n二", directions="一\n二")).status_code == 302


@pytest.mark.django_db
def test_what_word_breaks_lines_with_is_a_line_break(street, clerk):
    response = clerk.create(street, body=[], pasted_text="请各小组\x0b做好\x1f准备。")
    assert response.status_code == 302
    assert list(plain_paragraphs(PolicyPage.objects.get().body)) == ["请各小组", "做好准备。"]


def test_an_endless_numeral_is_no_number():
    endless = "九" * 5_000
    assert to_int(endless) is None
    assert to_int("九千九百九十九") == 9999
    assert outline.article_anchor(f"第{endless}条") == "a0"
    assert [block["type"] for block in markup.parse(f"第{endless}条　都要遵守。")] == ["paragraph"]
    with pytest.raises(ValidationError):
        RecordBody().child_blocks["article"].clean({"number": f"第{endless}条", "text": "都要遵守。"})


@pytest.mark.parametrize("typed", ["澄松发〔２０２６〕７号", "澄松发［２０２６］第００７号", "澄松发(2026)7号"])
def test_wide_digits_are_written_narrow(typed):
    assert numbering.normalise_document_number(typed) == "澄松发〔2026〕7号"


def test_digits_of_other_scripts_are_no_document_number():
    assert not numbering.is_document_number("澄松发〔٢٠٢٦〕7号")
