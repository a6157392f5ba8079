"""A whole text, pasted from a word processor, becomes chapters, articles, paragraphs and tables."""

from __future__ import annotations

import pytest

from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.clerk import Clerk, draft_of

pytestmark = pytest.mark.django_db

TEXT = """各社区居民委员会：
第一章　总则
第一条　高龄津贴按月发放。
（一）80周岁起每月100元；
年龄\t每月
80至89周岁\t100元
第二条　本办法自2026年7月1日起施行。"""


@pytest.fixture
def street():
    return factories.street(factories.district())


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


def kinds(page):
    return [block.block_type for block in draft_of(page).body]


def test_it_is_split_and_can_be_published_at_once(street, clerk):
    clerk.create(street, action="publish", body=[], pasted_text=TEXT)
    page = PolicyPage.objects.get()
    assert page.live
    assert kinds(page) == ["paragraph", "chapter", "article", "table", "article"]
    assert page.body[2].value["text"] == "高龄津贴按月发放。\n（一）80周岁起每月100元；"
    assert page.body[3].value["data"] == [["年龄", "每月"], ["80至89周岁", "100元"]]


def test_it_is_added_to_what_is_there(street, clerk):
    page = clerk.drafted(street)
    clerk.edit(page, pasted_text="第一条　试行。")
    assert kinds(page) == ["paragraph", "article"]


def test_autosaving_it_twice_does_not_double_it(street, clerk):
    page = clerk.drafted(street, body=[])
    for _ in range(2):
        clerk.edit(page, body=[], pasted_text=TEXT)
    assert kinds(page) == ["paragraph", "chapter", "article", "table", "article"]


def test_the_field_is_empty_afterwards(street, clerk):
    page = clerk.drafted(street, pasted_text=TEXT)
    form = clerk.get("wagtailadmin_pages:edit", page.pk).context["form"]
    assert not form["pasted_text"].value()


def test_page_code_is_refused(street, clerk):
    response = clerk.create(street, pasted_text="<p onclick=x>通知</p>")
    assert "网页代码" in response.content.decode()
    assert not PolicyPage.objects.exists()
