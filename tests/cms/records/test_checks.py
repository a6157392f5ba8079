"""Forgetting a convention fails at start-up."""

from __future__ import annotations

import pytest

from cms.notices.models import NoticePage
from cms.organisations import checks as organisation_checks
from cms.organisations.enums import CAPABILITIES, OrganisationKind
from cms.policies.models import InterpretationPage, PolicyPage
from cms.records import checks
from cms.records.enums import KIND_PATHS
from cms.records.requirements import filled


def ids(model=PolicyPage):
    return [message.id for message in checks.check_record_type(model)]


def test_the_record_types_of_this_site_are_complete():
    assert set(checks.record_types()) == {PolicyPage, InterpretationPage, NoticePage}
    assert checks.record_types_are_complete(None) == []
    assert organisation_checks.kinds_have_capabilities(None) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("record_kind", "", ["huiketing.E001"]),
        ("record_kind", "poem", ["huiketing.E001"]),
        ("publish_requirements", (), ["huiketing.E002"]),
        ("substance", (), ["huiketing.E004"]),
        ("substance", (*PolicyPage.substance, "rhyme"), ["huiketing.E004"]),
        ("publish_requirements", (filled("rhyme", "rhyme", "押韵"),), ["huiketing.E005"]),
    ],
)
def test_each_convention_is_checked(monkeypatch, name, value, expected):
    monkeypatch.setattr(PolicyPage, name, value)
    assert ids() == expected


def test_a_kind_without_an_address(monkeypatch):
    monkeypatch.delitem(KIND_PATHS, PolicyPage.record_kind)
    assert ids() == ["huiketing.E003"]


def test_a_kind_without_a_page(settings):
    templates = [dict(engine, DIRS=[], APP_DIRS=True) for engine in settings.TEMPLATES]
    settings.TEMPLATES = templates
    assert ids() == ["huiketing.W006"]


def test_a_kind_of_organisation_without_a_legal_basis(monkeypatch):
    monkeypatch.delitem(CAPABILITIES, OrganisationKind.TOWN)
    assert [message.id for message in organisation_checks.kinds_have_capabilities(None)] == ["huiketing.E010"]
