"""After the end no name is left in what is live, and the archive has what was shown."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.archive import services as archive
from cms.archive.models import ArchiveOpening, SealedCopy, SealedOriginal
from cms.files.models import Attachment
from cms.notices import clearing
from cms.notices.enums import NoticeState
from cms.notices.models import NoticePage
from cms.organisations import staffing
from cms.records import withdrawing
from cms.records.models import PublishedVersion
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = ("欧阳某峰", "诸葛某兰")


def ended(**fields):
    """A notice with a file, whose period is over; and the moment at which it is."""
    street = factories.street(factories.district())
    file = factories.attachment(street.staff_groups.collection, "名单附表", f"{NAMES[0]} 680".encode())
    body = [
        {"type": "paragraph", "value": "望潮社区名单。区民政局和12345也受理异议。"},
        {"type": "table", "value": factories.applicants(*NAMES)},
        {"type": "attachment", "value": {"file": file.pk}},
    ]
    notice = factories.notice(street, body=body, **fields)
    notice.save_revision()
    return notice, file, notice.visible_until


def test_names_leave_every_row_and_file_and_the_stub_keeps_title_and_period():
    notice, file, end = ended()
    path = Path(file.file.path)

    assert clearing.clear_due(end) == 1

    page = NoticePage.objects.get(pk=notice.pk)
    assert (page.title, page.ends_at) == (notice.title, notice.ends_at)
    assert page.purged_at == end
    assert page.state(end) == NoticeState.ARCHIVED
    assert not page.body
    assert not Attachment.objects.filter(pk=file.pk).exists()
    assert not path.exists()
    assert not [name for name in NAMES if name in str(list(page.revisions.values_list("content")))]
    assert page.get_latest_revision_as_object().title == notice.title


@pytest.mark.parametrize(("at", "cleared"), [(-1, 0), (0, 1)])
def test_nothing_is_cleared_before_its_second(at, cleared):
    _, _, end = ended()

    assert clearing.clear_due(end + at * dt.timedelta(seconds=1)) == cleared


def test_it_is_done_once_however_often_it_runs():
    _, _, end = ended()

    assert [clearing.clear_due(end) for _ in range(3)] == [1, 0, 0]
    assert SealedCopy.objects.count() == 1


def test_the_archivist_opens_the_copy_and_the_opening_is_on_record():
    notice, file, end = ended()
    clearing.clear_due(end)
    archivist = factories.user_of(staffing.archivists(notice.publisher_organisation.lineage[0]))

    parts = archive.open_copy(SealedCopy.objects.get(), archivist, "答复信访，核对名单")

    assert NAMES[0] in parts["notice.html"].decode()
    assert NAMES[1] in parts["data.json"].decode()
    assert parts[f"files/{file.pk}.txt"] == f"{NAMES[0]} 680".encode()
    assert ArchiveOpening.objects.get().username == archivist.get_username()


def test_a_plan_that_stays_is_never_cleared():
    district = factories.district()
    body = [{"type": "paragraph", "value": "规划草案的范围、内容。意见寄到规划局地址，电话、邮箱都可以。图纸在附件。"}]
    factories.notice(
        district,
        notice_kind="plan-draft",
        ends_at=timezone.now() + dt.timedelta(days=40),
        body=body,
        content_reason="图纸另行公布",
    )

    assert clearing.clear_due(timezone.now() + dt.timedelta(days=4000)) == 0


def test_an_end_that_was_put_off_is_the_end():
    notice, _, end = ended()
    page = NoticePage.objects.get(pk=notice.pk)
    page.ends_at, page.date_reason = end + dt.timedelta(days=3), "停电两天"
    page.save()

    assert clearing.clear_due(end) == 0
    assert clearing.clear_due(end + dt.timedelta(days=3)) == 1


def test_superseded_texts_go_with_it_and_rest_in_the_archive():
    notice, _, _ = ended()
    page = NoticePage.objects.get(pk=notice.pk)
    page.body = page.body.stream_block.to_python(
        [
            {"type": "paragraph", "value": "望潮社区名单有更正。区民政局和12345也受理异议。"},
            {"type": "table", "value": factories.applicants("魏某")},
        ]
    )
    page.change_note, page.ends_at = "更正", timezone.now() + dt.timedelta(days=20)
    page.save()

    clearing.clear_due(page.visible_until)

    assert not PublishedVersion.objects.exists()
    assert not Attachment.objects.exists()
    admin = factories.user_of(staffing.archivists(notice.publisher_organisation.lineage[0]))
    parts = archive.open_copy(SealedCopy.objects.get(), admin, "核对更正")
    assert NAMES[0] in parts["earlier/1.json"].decode()


def test_a_file_that_another_record_carries_stays():
    notice, file, end = ended()
    policy = factories.policy(notice.publisher_organisation, body=[{"type": "attachment", "value": {"file": file.pk}}])

    clearing.clear_due(end)

    assert Attachment.objects.filter(pk=file.pk).exists()
    assert [kept.pk for kept in policy.attachments] == [file.pk]


@pytest.mark.parametrize("step", ["seal", "destroy_originals", "_empty"])
def test_killed_at_any_step_the_next_run_ends_in_the_same_state(step, monkeypatch):
    notice, file, end = ended()
    archive.keep_original(b"raw", ".xlsx", None, record_id=notice.pk)
    whole = {"seal": clearing.sealing, "destroy_originals": clearing, "_empty": clearing}[step]
    real = getattr(whole, step)

    def dies(*args, **kwargs):
        real(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(whole, step, dies)
        with pytest.raises(KeyboardInterrupt):
            clearing.clear_due(end)
    assert clearing.clear_due(end) == 1

    assert SealedCopy.objects.count() == 1
    assert not SealedOriginal.objects.exists()
    assert not Attachment.objects.filter(pk=file.pk).exists()
    sealed = list((settings.VAR_DIR / "sealed").iterdir())
    assert SealedCopy.objects.get().stored_name in {path.name for path in sealed}


def test_one_that_cannot_be_cleared_does_not_keep_the_others(monkeypatch):
    first, _, end = ended()
    second = factories.notice(first.publisher_organisation)
    real = clearing.sealing.seal

    def fails(page, now):
        if page.pk == first.pk:
            raise OSError("disk full")
        return real(page, now)

    monkeypatch.setattr(clearing.sealing, "seal", fails)
    with pytest.raises(OSError, match="disk full"):
        clearing.clear_due(max(end, second.visible_until))

    assert NoticePage.objects.get(pk=second.pk).purged_at is not None


def test_the_drafts_of_a_released_notice_are_reduced_to_the_newest():
    from cms.notices import revisions

    with time_machine.travel(timezone.now(), tick=False):
        street = factories.street(factories.district())
        draft = factories.notice_draft(street)
        for _ in range(3):
            draft.save_revision()
    newest = draft.save_revision()
    newest.publish()

    assert revisions.trim(draft.pk) == 4
    assert list(draft.revisions.values_list("pk", flat=True)) == [newest.pk]


def test_a_file_that_is_missing_is_a_gap_in_the_archive_and_no_reason_to_keep_the_names():
    notice, file, end = ended()
    file.file.storage.delete(file.file.name)

    assert clearing.clear_due(end) == 1

    archivist = factories.user_of(staffing.archivists(notice.publisher_organisation.lineage[0]))
    parts = archive.open_copy(SealedCopy.objects.get(), archivist, "核对名单")
    assert f'"missing_files": [\n  {file.pk}' in parts["data.json"].decode()


def test_a_request_to_take_it_off_is_closed_with_the_end():
    notice, _, end = ended()
    page = NoticePage.objects.get(pk=notice.pk)
    withdrawing.ask(page, "重新核对", factories.user_of(page.publisher_organisation.staff_groups.publishers))

    clearing.clear_due(end)

    assert withdrawing.open_request(page) is None


def test_what_was_taken_off_and_is_being_corrected_is_left_alone_for_a_month():
    notice, _, end = ended()
    page = NoticePage.objects.get(pk=notice.pk)
    publishers = page.publisher_organisation.staff_groups.publishers
    withdrawing.ask(page, "重新核对", factories.user_of(publishers), urgent=True)
    with time_machine.travel(end - dt.timedelta(days=1), tick=False):
        page = NoticePage.objects.get(pk=notice.pk)
        page.save()
        page.save_revision()

    assert clearing.clear_due(end + dt.timedelta(days=20)) == 0
    assert clearing.clear_due(end + dt.timedelta(days=31)) == 1


def test_a_former_title_is_in_no_log():
    notice, _, _ = ended(title=f"关于{NAMES[0][:2]}等人的公示")
    page = NoticePage.objects.get(pk=notice.pk)
    page.title = "最低生活保障审核公示"
    page.change_note, page.ends_at = "标题改短", timezone.now() + dt.timedelta(days=20)
    page.save_revision(log_action=True).publish()

    clearing.clear_due(NoticePage.objects.get(pk=notice.pk).visible_until)

    kept = str(list(PageLogEntry.objects.filter(page=notice.pk).values_list("label", "data")))
    assert NAMES[0][:2] not in kept


def test_the_originals_of_a_plan_that_stays_go_with_its_period():
    district = factories.district()
    body = [{"type": "paragraph", "value": "规划草案的范围、内容。意见寄到规划局地址，电话、邮箱都可以。"}]
    plan = {"notice_kind": "plan-draft", "body": body, "content_reason": "图纸另行公布"}
    notice = factories.notice(district, **plan, ends_at=timezone.now() + dt.timedelta(days=40))
    archive.keep_original(b"raw", ".xlsx", None, record_id=notice.pk)

    clearing.clear_due(notice.ends_at)

    assert not SealedOriginal.objects.exists()
