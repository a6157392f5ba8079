"""What the public was once told stays readable; each change of substance is explained."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.files.models import Attachment, Picture
from cms.policies.models import PolicyPage
from cms.records import markup, versions
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, messages_of
from tests.cms.files.samples import docx, png

pytestmark = pytest.mark.django_db

OLD = [("article", {"number": "第一条", "text": "每人每月一百元。"})]
NEW = [("article", {"number": "第一条", "text": "每人每月二百元。"})]


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


@pytest.fixture
def record(street, clerk):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        Clerk(clerk.user).create(street, action="publish", body=OLD)
    return PolicyPage.objects.get()


def republish(clerk, record, note, at="2026-04-01 09:00+08:00", **fields):
    with time_machine.travel(at, tick=False):  # another day, another session
        response = Clerk(clerk.user).edit(record, action="publish", change_note=note, **{"body": NEW, **fields})
    record.refresh_from_db()
    return response


def test_a_change_of_substance_needs_a_note_and_keeps_the_old_text(clerk, record):
    assert "这次改了什么" in messages_of(republish(clerk, record, note=""))
    assert not record.published_versions.exists()
    republish(clerk, record, note="提高标准")
    version = record.published_versions.get()
    assert (version.number, version.change_note) == (1, "提高标准")
    assert version.published_at == record.published_at
    assert version.superseded_at == dt.datetime(2026, 4, 1, 1, tzinfo=dt.UTC)
    assert versions.body_of(version, record)[0].value["text"] == "每人每月一百元。"
    assert version.get_absolute_url() == f"/policies/2026/03/02/{record.pk}/2026-03-02-1.html"


def test_the_next_change_needs_a_note_of_its_own(clerk, record):
    republish(clerk, record, note="提高标准")
    response = republish(clerk, record, note="提高标准", at="2026-05-01", body=OLD)
    assert "不能照抄" in messages_of(response)
    assert record.published_versions.count() == 1
    republish(clerk, record, note="恢复原标准", at="2026-05-02 08:00+08:00", body=OLD)
    newest = record.published_versions.first()
    assert (newest.number, newest.change_note) == (2, "恢复原标准")
    assert newest.published_at == dt.datetime(2026, 4, 1, 1, tzinfo=dt.UTC)


def test_the_note_is_used_up_and_does_not_stand_in_the_next_draft(clerk, record):
    republish(clerk, record, note="提高标准")
    form = clerk.get("wagtailadmin_pages:edit", record.pk).context["form"]
    assert form["change_note"].value() == ""


def test_the_note_does_not_come_back_with_an_old_revision(clerk, record):
    republish(clerk, record, note="提高标准")
    with_note = record.latest_revision
    assert with_note.content["change_note"] == "提高标准"
    form = clerk.get("wagtailadmin_pages:revisions_revert", record.pk, with_note.pk).context["form"]
    assert form["change_note"].value() == ""


def test_a_note_on_the_first_publication_does_not_explain_a_later_change(street, clerk):
    clerk.create(street, action="publish", change_note="首次发布")
    record = PolicyPage.objects.get()
    with pytest.raises(PublishBlocked, match="这次改了什么"):
        draft = draft_of(record)
        draft.title = "另一件事"
        draft.save()


@pytest.mark.parametrize(
    "fields",
    [{"body": OLD}, {"body": OLD, "keywords": "防汛、值班"}, {"body": OLD, "summary": "换一种说法。"}],
    ids=["nothing", "keywords", "summary"],
)
def test_what_changes_no_substance_needs_no_note_and_keeps_no_version(clerk, record, fields):
    republish(clerk, record, note="", **fields)
    assert record.has_unpublished_changes is False
    assert not record.published_versions.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "关于做好秋季防汛工作的通知"},
        {"document_number": "澄松发〔2026〕9号"},
        {"issued_on": "2026-06-02"},
        {"effective_on": "2026-07-01"},
        {"valid_until": "2031-06-30"},
        {"repealed_on": "2026-12-01"},
        {"addressee": "各社区："},
        {"signature": "澄湾新区松涛街道办事处"},
        {"document_class": "forwarded"},
        {"body": NEW},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_counts_as_substance(clerk, record, fields):
    assert "这次改了什么" in messages_of(republish(clerk, record, note="", **{"body": OLD, **fields}))


def test_drafts_in_between_are_no_versions(clerk, record):
    clerk.edit(record, body=NEW)
    clerk.edit(record, body=[("paragraph", "又改了一遍")])
    republish(clerk, record, note="提高标准")
    assert [version.number for version in record.published_versions.all()] == [1]


def test_a_withdrawn_text_does_not_come_back_as_an_old_version(clerk, record):
    clerk.post("wagtailadmin_pages:unpublish", record.pk, data={"reason": "含有个人信息"})
    republish(clerk, record, note="", at="2026-04-01 09:00+08:00")
    assert record.live
    assert not record.published_versions.exists()
    republish(clerk, record, note="恢复原标准", at="2026-05-01 09:00+08:00", body=OLD)
    version = record.published_versions.get()
    assert version.published_at == dt.datetime(2026, 4, 1, 1, tzinfo=dt.UTC)


def test_tables_pictures_and_attachments_are_kept_and_compared(street):
    picture = Picture.objects.create(title="示意图", file=ContentFile(png(), "a.png"))
    form_a, form_b = (_attachment(title) for title in ("申请表", "新申请表"))
    table = "表：标准（元）\n| 年龄 | 每月 |\n|---|---|\n| 80至89周岁 | 100 |"
    record = factories.policy(street, body=table)
    record.body = [*record.body.raw_data, _block("picture", image=picture.pk, alt="门前有坡道", caption="示意")]
    record.body = [*record.body.raw_data, _block("attachment", file=form_a.pk)]
    _publish(record, "加上图和表")
    record.body = [
        *markup.parse(table.replace("100", "200")),
        _block("attachment", file=form_b.pk),
    ]
    _publish(record, "换成新表")
    version = record.published_versions.first()
    assert list(version.attachments.all()) == [form_a]
    old_body = versions.body_of(version, record)
    assert old_body[1].value["image"] == picture
    assert old_body[2].value["file"] == form_a
    changes = list(versions.compare(old_body, record.body))
    assert [change.text for change in changes if change.op == "same"] == ["标准（元）", "年龄 每月"]
    assert _words(changes, "removed") >= {"1", "示意", "门前有坡道"}
    assert "200" in "".join(text for change in changes for op, text in change.runs if op in ("same", "added"))


def test_what_the_table_editor_adds_by_itself_is_no_change(street):
    record = factories.policy(street, body="| 年龄 | 每月 |\n|---|---|\n| 80 | |")
    raw = record.body.raw_data[0]
    raw["value"] |= {"mergeCells": [], "cell": [], "hidden": [], "table_header_choice": "both"}
    raw["value"]["data"][1][1] = None
    record.body = [raw]
    assert not versions.differs_from_published(record)


def _publish(record, note):
    record.change_note = note
    record.save_revision().publish()
    record.refresh_from_db()


def _block(kind, **value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _attachment(title):
    collection = Collection.get_first_root_node()
    return Attachment.objects.create(title=title, file=ContentFile(docx(), "a.docx"), collection=collection)


def _words(changes, op):
    texts = {change.text for change in changes if change.op == op}
    return texts | {text for change in changes for kind, text in change.runs if kind == op}
