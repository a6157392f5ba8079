"""The CMS speaks Chinese, also where Wagtail's own translation has gaps."""

from __future__ import annotations

import gettext
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests import factories
from tests.cms.clerk import Clerk

MESSAGES = Path(settings.BASE_DIR) / "cms" / "staff" / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def compiled(domain):
    with (MESSAGES / f"{domain}.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key: value for key, value in catalogue.items() if key}


def written(domain):
    text = (MESSAGES / f"{domain}.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\n(?:msgid_plural ".*"\n)?msgstr(?:\[0\])? "(.*)"$', text, re.MULTILINE)
    return {_plain(source): _plain(target) for source, target in pairs}


def _plain(text):
    return text.replace('\\"', '"').replace("\\\\", "\\")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_compiled_is_what_is_written(domain):
    assert compiled(domain) == written(domain)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_translation_asks_for_what_the_original_does_not_give(domain):
    entries = (MESSAGES / f"{domain}.po").read_text(encoding="utf-8").split("\n\n")[1:]
    for entry in entries:
        source, target = entry.split("\nmsgstr", 1)
        assert set(PLACEHOLDER.findall(target)) <= set(PLACEHOLDER.findall(source)), source


def test_our_words_come_before_wagtail_s():
    with translation.override("zh-hans"):
        assert translation.gettext("Unpublish") == "撤回"
        assert translation.gettext("Search all pages…") == "找内容"


@pytest.mark.django_db
def test_the_words_of_the_editor_s_scripts_are_chinese_too():
    script = Client().get("/cms/jsi18n/").content.decode()
    assert "已自动保存" in script or "\\u5df2\\u81ea\\u52a8\\u4fdd\\u5b58" in script


@pytest.mark.django_db
def test_a_clerk_s_menu_has_what_she_needs():
    street = factories.street(factories.district())
    html = Clerk(factories.user_of(street.staff_groups.editors)).client.get("/cms/").content.decode()
    assert json.dumps("机构和内容")[1:-1] in html
    for foreign in ("editor guide", "Search all pages", "报告"):
        assert foreign not in html
