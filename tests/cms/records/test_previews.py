"""A clerk sees the public page before the public does, however incomplete the draft is."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cms.clerk import Clerk, policy_form, profile_of

pytestmark = pytest.mark.django_db

UNFINISHED = [
    ("chapter", {"title": "", "level": "1"}),
    ("article", {"number": "", "text": ""}),
    ("paragraph", ""),
    ("picture", {"image": "", "alt": "", "caption": ""}),
    ("attachment", {"file": ""}),
    ("note", ""),
]


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.editors))


def preview(clerk, name, *args, data):
    accepted = clerk.post(name, *args, data=data).json()
    assert accepted["is_valid"]
    return clerk.get(name, *args, mode="")


def test_a_new_record(street, clerk):
    names = ("wagtailadmin_pages:preview_on_add", "policies", "policypage", street.pk)
    response = preview(clerk, *names, data=policy_form(title="关于防汛的通知"))
    assert response.status_code == 200
    assert "关于防汛的通知" in response.content.decode()


def test_a_record_that_is_being_changed(street, clerk):
    page = factories.policy(street)
    response = preview(clerk, "wagtailadmin_pages:preview_on_edit", page.pk, data=policy_form(title="改过的标题"))
    assert "改过的标题" in response.content.decode()
    assert page.full_url == f"http://127.0.0.1:8000{page.get_absolute_url()}"


def test_blocks_that_are_not_filled_yet(street, clerk):
    page = clerk.drafted(street, body=UNFINISHED)
    assert len(page.body) == len(UNFINISHED)
    assert clerk.get("wagtailadmin_pages:view_draft", page.pk).status_code == 200


def test_an_organisation(street, clerk):
    response = preview(clerk, "wagtailadmin_pages:preview_on_edit", street.pk, data=profile_of(street, lead="新介绍"))
    assert "新介绍" in response.content.decode()
    assert clerk.get("wagtailadmin_pages:view_draft", street.pk).status_code == 200


def test_a_preview_runs_no_script_of_the_draft_and_stands_in_no_foreign_frame(street, clerk):
    page = factories.policy(street)
    header = clerk.get("wagtailadmin_pages:view_draft", page.pk).headers["Content-Security-Policy"]
    assert "script-src 'self';" in header + ";"
    assert "'unsafe-inline'" not in header
    assert "frame-ancestors 'self'" in header
