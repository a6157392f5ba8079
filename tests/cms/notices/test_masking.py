"""One press masks a whole draft: its lines, its tables and its files."""

import io

import openpyxl
import pytest
from PIL import Image
from wagtail.models import PageLogEntry

from cms.archive.models import SealedOriginal
from cms.files.models import Attachment
from cms.notices import gate, masking
from cms.notices.models import NoticePage
from cms.organisations.models import Telephone
from tests import factories
from tests.cms.notices import office_list

pytestmark = pytest.mark.django_db


def draft_with(*blocks, **fields):
    street = factories.street(factories.district())
    body = [{"type": "paragraph", "value": "望潮社区名单如下。"}, *blocks]
    draft = factories.notice_draft(street, body=body, **fields)
    return draft, factories.user_of(street.staff_groups.editors)


def file_block(street_file, kind="attachment", **words):
    return {"type": kind, "value": {"file": street_file.pk, **words}}


def attached(content, title, ending):
    collection = Attachment._meta.get_field("collection").remote_field.model.get_first_root_node()
    return factories.attachment(collection, title, content, ending)


def newest(draft):
    return NoticePage.objects.get(pk=draft.pk).get_latest_revision_as_object()


def test_a_workbook_is_exchanged_for_a_clean_copy_and_its_original_is_sealed():
    people = office_list.applicants(5)
    raw = attached(office_list.workbook(people), "低保名单", "xlsx")
    draft, clerk = draft_with(file_block(raw))
    assert gate.blocking(newest(draft))

    masked = masking.mask_all(draft, clerk)

    [copy] = newest(draft).attachments
    assert copy.pk != raw.pk
    assert "原件封存" in masked.changes[-1]
    with copy.file.open("rb") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert people[0].name in text
    assert not [secret for secret in office_list.secrets_of(people) if secret in text]
    assert SealedOriginal.objects.get().record_id == draft.pk
    assert not Attachment.objects.filter(pk=raw.pk).exists()
    assert not gate.blocking(newest(draft))


def test_the_file_of_an_original_is_gone_once_the_change_is_stored(django_capture_on_commit_callbacks):
    raw = attached(office_list.workbook(office_list.applicants(2)), "低保名单", "xlsx")
    storage, name = raw.file.storage, raw.file.name
    draft, clerk = draft_with(file_block(raw))

    with django_capture_on_commit_callbacks(execute=True):
        masking.mask_all(draft, clerk)

    assert not storage.exists(name)


def test_what_a_machine_cannot_mask_is_left_to_a_person_with_what_to_do():
    raw = attached(b"%PDF-1.4\n%%EOF\n", "扫描件", "pdf")
    draft, clerk = draft_with(file_block(raw))

    masking.mask_all(draft, clerk)

    assert [file.pk for file in newest(draft).attachments] == [raw.pk]
    assert gate.findings(newest(draft))


def test_a_picture_asks_for_a_person_s_word():
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG")
    photo = attached(buffer.getvalue(), "张贴现场", "png")
    draft, _ = draft_with(file_block(photo, "photo", alt="公示栏的样子", caption=""))

    [found] = gate.unanswered(newest(draft))

    assert "审核人" in found.advice


def test_lines_and_tables_are_masked_and_what_was_done_is_on_record():
    people = office_list.applicants(2)
    rows = [["姓名", "身份证号"], *([person.name, person.identity] for person in people)]
    table = {"type": "table", "value": masking.table_from_rows(rows, f"名单，联系人{people[0].telephone}")}
    draft, clerk = draft_with(table, summary=f"有事打{people[1].telephone}。")

    masking.mask_all(draft, clerk)

    page = newest(draft)
    text = office_list.written_in_drafts(page) + str(list(page.gate_decisions.values_list()))
    assert not [secret for secret in office_list.secrets_of(people) if secret in text]
    assert page.gate_decisions.filter(action="masked").exists()
    assert gate.findings(page) == []


def test_masking_what_is_being_read_changes_nothing_for_the_public_until_it_is_published():
    street = factories.street(factories.district())
    notice = factories.notice(street)
    page = NoticePage.objects.get(pk=notice.pk)
    page.summary = "有事打13912345678。"
    page.save_revision()

    masking.mask_all(page, factories.user_of(street.staff_groups.publishers))

    assert NoticePage.objects.get(pk=notice.pk).summary == notice.summary
    assert newest(notice).summary == "有事打139****5678。"


def test_the_row_and_the_log_of_a_masked_draft_hold_none_of_it_either():
    people = office_list.applicants(1)
    draft, clerk = draft_with(title=f"公示{people[0].identity}")
    draft.save_revision(log_action=True)

    masking.mask_all(NoticePage.objects.get(pk=draft.pk), clerk)

    stored = NoticePage.objects.get(pk=draft.pk)
    kept = str([stored.title, stored.draft_title, *PageLogEntry.objects.filter(page=draft.pk).values_list("label")])
    assert people[0].identity not in kept


def test_a_file_of_an_earlier_text_stays_for_the_archive():
    raw = attached("姓名 欧阳某峰 13912345678".encode(), "附表", "txt")
    street = factories.street(factories.district())
    Telephone.objects.create(organisation=street, label="值班", number="13912345678")
    first = {"type": "paragraph", "value": "望潮社区名单。区民政局和12345也受理异议。"}
    notice = factories.notice(street, body=[first, {"type": "table", "value": factories.applicants()}, file_block(raw)])
    Telephone.objects.all().delete()

    masking.mask_all(NoticePage.objects.get(pk=notice.pk), factories.user_of(street.staff_groups.publishers))

    assert Attachment.objects.filter(pk=raw.pk).exists()
