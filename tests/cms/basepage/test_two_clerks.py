"""Two clerks on one page: the second is told, loses nothing, and decides."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cms.clerk import Clerk, draft_of, policy_form, profile_of

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def first(street):
    return Clerk(factories.user_of(street.staff_groups.editors, last_name="李", first_name="平"))


@pytest.fixture
def second(street):
    return Clerk(factories.user_of(street.staff_groups.editors, last_name="王", first_name="芳"))


@pytest.fixture
def page(first, street):
    return first.drafted(street)


def opened(clerk, page):
    """What the hidden inputs of the editor hold when ``clerk`` opens it."""
    html = clerk.get("wagtailadmin_pages:edit", page.pk).content.decode()
    return _hidden(html)


def _hidden(html):
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: soup.find("input", {"name": name})["value"] for name in names}


def test_the_second_is_told_and_her_text_stays(first, second, page):
    seen_by_second = opened(second, page)
    first.save_page(page, {**policy_form(title="李平的标题"), **opened(first, page)})
    response = second.save_page(page, {**policy_form(title="王芳的标题"), **seen_by_second})
    html = response.content.decode()
    assert response.status_code == 200
    assert "李平又保存过这份内容" in html
    assert 'value="王芳的标题"' in html
    assert draft_of(page).title == "李平的标题"


def test_her_second_save_wins_and_the_other_text_is_in_the_history(first, second, page):
    seen_by_second = opened(second, page)
    first.save_page(page, {**policy_form(title="李平的标题"), **opened(first, page)})
    told = second.save_page(page, {**policy_form(title="王芳的标题"), **seen_by_second})
    response = second.save_page(page, {**policy_form(title="王芳的标题"), **_hidden(told.content.decode())})
    assert response.status_code == 302
    assert draft_of(page).title == "王芳的标题"
    titles = [revision.content["title"] for revision in page.revisions.order_by("created_at")]
    assert titles[-2:] == ["李平的标题", "王芳的标题"]


def test_publishing_over_a_colleague_is_refused_as_well(street, first, page):
    publisher = Clerk(factories.user_of(street.staff_groups.publishers))
    seen = opened(publisher, page)
    first.save_page(page, policy_form(title="李平的标题"))
    response = publisher.save_page(page, {**policy_form(), **seen}, action="publish")
    page.refresh_from_db()
    assert response.status_code == 200
    assert not page.live


def test_an_autosave_over_a_colleague_is_refused(first, second, page):
    seen_by_second = opened(second, page)
    first.save_page(page, policy_form(title="李平的标题"))
    response = second.save_page(page, {**policy_form(title="王芳的标题"), **seen_by_second}, **JSON)
    assert response.status_code == 400
    assert response.json()["error_code"] == "invalid_revision"
    assert draft_of(page).title == "李平的标题"


def test_her_own_autosaves_are_no_conflict(first, page):
    autosaved = first.save_page(page, {**policy_form(title="写了一半"), **opened(first, page)}, **JSON).json()
    mine = {"overwrite_revision_id": str(autosaved["revision_id"])}
    again = first.save_page(page, {**policy_form(title="又写了些"), **mine}, **JSON)
    assert again.json()["success"]
    response = first.save_page(page, {**policy_form(title="写完了"), **mine})
    assert response.status_code == 302
    assert draft_of(page).title == "写完了"


def test_a_colleagues_autosave_over_the_loaded_revision_is_noticed(first, second, page):
    started = first.save_page(page, {**policy_form(title="开头"), **opened(first, page)}, **JSON).json()
    seen_by_second = opened(second, page)
    mine = {"overwrite_revision_id": str(started["revision_id"])}
    first.save_page(page, {**policy_form(title="开头和结尾"), **mine}, **JSON)
    response = second.save_page(page, {**policy_form(title="王芳的标题"), **seen_by_second})
    assert response.status_code == 200
    assert "又保存过这份内容" in response.content.decode()


def test_her_own_save_from_elsewhere_is_no_conflict_and_stays_in_the_history(first, page):
    seen = opened(first, page)
    first.save_page(page, policy_form(title="还在路上的自动保存"))
    html = first.save_page(page, {**policy_form(title="她按下的那一版"), **seen}).content.decode()
    assert "又保存过这份内容" not in html
    assert draft_of(page).title == "她按下的那一版"
    assert "还在路上的自动保存" in [revision.content["title"] for revision in page.revisions.all()]


def test_an_organisations_profile_is_guarded_in_the_same_way(street, first, second):
    first.save_page(street, profile_of(street, lead="一"))
    seen_by_second = opened(second, street)
    first.save_page(street, profile_of(street, lead="二"))
    response = second.save_page(street, {**profile_of(street, lead="三"), **seen_by_second})
    assert "又保存过这份内容" in response.content.decode()
    assert draft_of(street).lead == "二"
