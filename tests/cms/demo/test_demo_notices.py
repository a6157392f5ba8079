"""The demo's notices: every state on whatever day they are loaded, within the rules, gone without a trace."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from cms.archive import services as archive
from cms.archive.models import ArchiveOpening, SealedCopy, SealedOriginal
from cms.demo import content_files, large
from cms.demo.accounts import load_accounts
from cms.demo.notice_days import days_of, end_of, moment
from cms.demo.notices import NoticeLoader
from cms.demo.organisations import load_organisation
from cms.files.models import Attachment, Picture
from cms.jobs.models import OutboxEntry
from cms.notices import clearing, gate, periods
from cms.notices.enums import NoticeState
from cms.notices.models import GateDecision, NoticePage, NoticePeriod
from cms.notices.proposals import shortfall
from cms.notices.rules import rule_for
from cms.organisations.models import OrganisationPage
from cms.records import withdrawing
from cms.records.models import Record

pytestmark = pytest.mark.django_db

YEARS = [dt.date(2026, 1, 1) + dt.timedelta(days=days) for days in range(0, 730, 3)]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def demo(*words):
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def demo_notices():
    """Without documents and photographs, which take most of the time."""
    for row in content_files.organisations():
        load_organisation(row, {})
    load_accounts()
    loader = NoticeLoader(timezone.now())
    for key, row in content_files.notices():
        loader.load(key, row)
    return loader.created


def notice(key):
    return NoticePage.objects.get(slug=f"demo-{key}")


def kept_of_notices():
    models = (NoticePage, NoticePeriod, GateDecision, SealedCopy, SealedOriginal, ArchiveOpening, OutboxEntry)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    rows["OutboxEntry"] = [row for row in rows["OutboxEntry"] if row["topic"].startswith("notice.")]
    return rows


def test_on_any_day_some_end_today_some_within_a_week_some_later_and_two_wait():
    rows = [row for _, row in content_files.notices()]
    for today in YEARS:
        now = moment(today, "12:00")
        days = [days_of(row, today) for row in rows]
        running = [each.ends for each in days if each.starts < moment(today, "00:00") and each.ends and each.ends > now]
        week, later = (today + dt.timedelta(days=after) for after in (8, 40))
        borders = [now, *(moment(day, "00:00") for day in (today + dt.timedelta(days=1), week, later))]
        found = [sum(start < end <= stop for end in running) for start, stop in pairwise(borders)]
        assert all(count >= least for count, least in zip(found, (2, 6, 6), strict=True)), (today, found)
        assert sum(each.starts > moment(today, "24:00") for each in days) == 2
        assert all(each.released < min(each.starts, now) for each in days)


def test_on_any_day_every_period_is_as_long_as_its_rule_asks():
    rows = [row for _, row in content_files.notices() if rule_for(row["notice_kind"]).days]
    for today in YEARS:
        for row in rows:
            rule, days = rule_for(row["notice_kind"]), days_of(row, today)
            assert shortfall(rule, days.starts, days.ends) == "", (today, row["title"])
            for change in row.get("changes", []):
                begins = moment(today, "23:59") if "body" in change else days.starts
                assert shortfall(rule, begins, end_of(change, today)) == "", (today, row["title"])


@pytest.mark.parametrize("day", ["2026-09-30T09:00+08:00", "2027-02-06T00:00:01+08:00", "2026-12-31T23:50+08:00"])
def test_it_loads_before_a_holiday_at_midnight_and_at_the_turn_of_the_year(day):
    with time_machine.travel(dt.datetime.fromisoformat(day), tick=True):
        demo_notices()
        states = Counter(page.state(timezone.now()) for page in NoticePage.objects.all())

    assert states[NoticeState.IN_FORCE] >= 18
    assert states[NoticeState.WAITING] == 2
    assert states[NoticeState.ARCHIVED] == 2
    assert states[NoticeState.ENDED] == 4


def test_the_gate_has_nothing_against_any_of_them_and_a_person_answered_for_the_drawing():
    demo_notices()

    open_findings = {page.title: (gate.blocking(page), gate.unanswered(page)) for page in NoticePage.objects.all()}
    assert {title: found for title, found in open_findings.items() if any(found)} == {}
    decision = GateDecision.objects.get()
    assert decision.record_id == notice("lvdao-guihua-caoan").pk
    assert decision.decided_by.username == "quban"


def test_the_drawing_is_a_private_file_of_its_notice():
    demo_notices()

    drawing = notice("lvdao-guihua-caoan").photos[0]
    assert isinstance(drawing, Attachment)
    assert drawing.is_picture
    assert not Picture.objects.filter(title=drawing.title).exists()


def test_what_was_cleared_keeps_its_outcome_is_sealed_and_has_a_result():
    demo_notices()

    cleared = notice("songtao-dibao-songlin")
    result = notice("songtao-dibao-songlin-queren")
    assert not cleared.body
    assert cleared.outcome == "公示期间没有收到异议，3户按名单确认。"
    assert result.result_of == cleared
    assert Record.objects.current(timezone.now()).filter(pk=result.pk).exists()
    assert set(SealedCopy.objects.values_list("record_id", flat=True)) == {
        cleared.pk,
        notice("haiyan-linshi-haitang").pk,
    }


def test_the_third_that_ended_is_left_to_the_worker():
    demo_notices()
    left = notice("luming-gaoling-jintie")

    assert left.body
    assert clearing.clear_due(timezone.now()) == 1
    assert not notice("luming-gaoling-jintie").body


def test_changed_dates_and_a_renewal_stand_in_the_public_ledger():
    demo_notices()

    (changed,) = periods.ledger(notice("luzhou-dibao-luming"))
    (renewed,) = periods.ledger(notice("dongwei-nongji-butie"))
    assert "因便民服务中心停电两天，无法受理异议，改为" in changed.text
    assert renewed.text.startswith("因核对后更正一户的数量和金额，重新公示：")


def test_low_income_lists_are_shown_in_their_community_only():
    demo_notices()
    listed = Record.objects.current(timezone.now()).filter(noticepage__notice_kind="low-income-review")
    wangchao, songtao = (OrganisationPage.objects.get(slug=slug) for slug in ("wangchao", "songtao"))

    (shown,) = listed.shown_at(wangchao)
    assert shown.publisher_organisation == songtao
    assert not listed.shown_at(songtao).exists()
    assert not listed.district_wide().exists()


def test_loading_again_days_later_leaves_what_is_there():
    made = demo_notices()
    before = kept_of_notices()

    with time_machine.travel(timezone.now() + dt.timedelta(days=12)):
        again = demo_notices()

    assert kept_of_notices() == before
    assert (made, again) == (28, 0)


def test_a_load_that_breaks_off_before_the_clearing_is_finished_by_the_next(monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(clearing, "clear", lambda pk, now: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            demo_notices()
    assert not NoticePage.objects.filter(purged_at__isnull=False).exists()

    demo_notices()

    assert NoticePage.objects.filter(purged_at__isnull=False).count() == 2


def test_two_publishers_of_one_street_can_take_a_notice_off_and_neither_alone():
    demo_notices()
    first, second = (get_user_model().objects.get(username=name) for name in ("songtao", "songtao2"))
    page = notice("songtao-dibao-wangchao")

    withdrawing.ask(page, "名单有误，重新核对", first)
    with pytest.raises(Exception, match="另一位发布人"):
        withdrawing.decide(page, first, agree=True)
    withdrawing.decide(page, second, agree=True)

    assert not notice("songtao-dibao-wangchao").live


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_removal_takes_what_was_sealed_opened_and_handed_in(var: Path) -> None:
    before = kept_of_notices()
    demo()
    clerk, archivist = (get_user_model().objects.get(username=name) for name in ("wangchao", "dangan"))
    archive.keep_original(b"names", ".xlsx", clerk, record_id=notice("songtao-dibao-wangchao").pk)
    parts = archive.open_copy(SealedCopy.objects.earliest("pk"), archivist, "试用，核对名单")
    assert "notice.html" in parts

    demo("--remove")

    assert kept_of_notices() == before
    assert list((var / "sealed").iterdir()) == []


def test_removal_spares_what_is_sealed_of_another_record():
    demo()
    own = archive.seal(
        record_id=10**9, title="别的公示", publisher=None, period="", part=1, reason="ended", files={"a.txt": b"a"}
    )

    demo("--remove")

    assert list(SealedCopy.objects.values_list("pk", flat=True)) == [own.pk]


def test_the_large_district_has_its_share_of_notices_and_what_ended_is_cleared(monkeypatch):
    monkeypatch.setattr(large, "RECORDS", 400)

    demo("--scale", "district")

    now = timezone.now()
    made = NoticePage.objects.filter(slug__startswith="large-")
    over = [page for page in made if page.visible_until and page.visible_until <= now]
    assert Record.objects.filter(slug__startswith="large-").count() == 400
    assert made.count() == 60
    assert len({page.publisher_id for page in made} | {page.get_parent().pk for page in made}) >= 60
    assert len(over) >= 20
    assert all(not page.body and page.purged_at == page.ends_at for page in over)
    assert all(page.body for page in made if page not in over)
    assert made.earliest("visible_from").visible_from > now - dt.timedelta(days=380)
    assert not NoticePage.objects.to_clear(now).filter(slug__startswith="large-").exists()
