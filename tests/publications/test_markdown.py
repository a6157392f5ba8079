"""Markdown in which text stays text."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from cms.records.models import Record
from publications.markdown import escape, record_markdown
from tests import factories


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*强调* _下划_ `代码`", r"\*强调\* \_下划\_ \`代码\`"),
        ("# 不是标题", r"\# 不是标题"),
        ("- 不是列表", r"\- 不是列表"),
        ("+ 不是列表", r"\+ 不是列表"),
        ("1. 不是编号", r"1\. 不是编号"),
        ("2) 不是编号", r"2\) 不是编号"),
        ("> 不是引用", r"\> 不是引用"),
        ("<b>标签</b>", r"\<b\>标签\</b\>"),
        ("&lt;b&gt; & 其他", r"\&lt;b\&gt; \& 其他"),
        ("[链接](javascript:alert(1))", r"\[链接\](javascript:alert(1))"),
        ("![图](x)", r"!\[图\](x)"),
        ("~~~", r"\~\~\~"),
        ("===", r"\==="),
        ("---", r"\---"),
        ("C:\\路径", r"C:\\路径"),
        ("两行\n# 第二行", r"两行 \# 第二行"),
        ("2026年1.5万元", "2026年1.5万元"),
        ("第一条　总则（一）", "第一条　总则（一）"),
    ],
)
def test_special_characters_are_escaped(text, written):
    assert escape(text) == written


@pytest.mark.django_db
def test_every_kind_of_block_is_written():
    street = factories.street(factories.district())
    body = "## 第一章　总则\n\n第一条　首款\n\n（一）一项；\n\n一段话。\n\n表：标准\n\n| 项 | 元 |\n|---|---|\n| 甲 | 2 |\n\n> 注：说明"
    page = factories.policy(street, title="停车*办法*", body=body, issued_on=dt.date(2026, 1, 4))
    today = timezone.localdate()
    read = Record.objects.current(timezone.now()).with_validity(timezone.now()).get(pk=page.pk)
    page.ended_by_relation_on, page.amended_by_relation_on = read.ended_by_relation_on, read.amended_by_relation_on
    text = record_markdown(page, "http://example.test/1.html", today)
    assert text.startswith("# 停车\\*办法\\*\n\n- 索引号：")
    expected = [
        "## 第一章　总则",
        "**第一条**　首款",
        "（一）一项；",
        "一段话。",
        "表：标准",
        "| 项 | 元 |\n|---|---|",
        "> 注：说明",
    ]
    positions = [text.index(f"\n{block}\n") for block in expected]
    assert positions == sorted(positions)
    assert text.endswith(f"{today:%Y-%m-%d} 导出，以正式文件为准。\n")
    assert "\n\n\n" not in text


@pytest.mark.django_db
def test_a_question_and_its_answer_are_told_apart():
    street = factories.street(factories.district())
    policy = factories.policy(street)
    body = [{"type": "question", "value": {"question": "多少钱？", "answer": "每小时2元。\n夜间1元。"}}]
    page = factories.interpretation(policy, form="qa", body=body)
    page.ended_by_relation_on = page.amended_by_relation_on = None
    text = record_markdown(page, "http://example.test/1.html", timezone.localdate())
    assert "**问：多少钱？**\n\n答：每小时2元。\n\n夜间1元。\n" in text
