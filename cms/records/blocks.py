"""Blocks of a record's body. Plain text throughout: nothing lets HTML through."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from . import tables

_TABLE_MENU = {
    "row_above": "在上面加一行",
    "row_below": "在下面加一行",
    "col_left": "在左边加一列",
    "col_right": "在右边加一列",
    "remove_row": "删除这一行",
    "remove_col": "删除这一列",
    "undo": "撤销",
    "redo": "重做",
}
TABLE_OPTIONS = {
    "startRows": 4,
    "startCols": 3,
    "contextMenu": {"items": {key: {"name": name} for key, name in _TABLE_MENU.items()}},
    "language": "en-US",  # the only one it ships with; every word of its menu is ours
    "minSpareRows": 0,
    "renderer": "text",
}


class BodyField(StreamField):
    """Keeps block definitions out of migrations: a new block is no change of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class ChapterBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", max_length=120, help_text="如“第一章　总则”。")
    level = blocks.ChoiceBlock(label="层级", choices=[("1", "章"), ("2", "节"), ("3", "目")], default="1")

    class Meta:
        icon = "title"
        label = "章节标题"


class ArticleBlock(blocks.StructBlock):
    number = blocks.RegexBlock(
        regex=r"^第[〇零一二三四五六七八九十百千]{1,12}条(之[一二三四五六七八九十]{1,4})?$",
        label="条号",
        max_length=20,
        help_text="如“第一条”。",
        error_messages={"invalid": "条号写成“第一条”“第二十一条”。"},
    )
    text = blocks.TextBlock(label="条文", rows=4, help_text="一款一段，用回车分开。")

    class Meta:
        icon = "list-ol"
        label = "条文"


class OfficialTableBlock(TableBlock):
    """A table without the empty rows and columns that the grid begins with.

    What is no table is refused when it is sent and empty when it is found stored: a page must open to be mended.
    """

    def value_from_form(self, value: str) -> Any:
        try:
            return json.loads(value)
        except (TypeError, ValueError, RecursionError):
            return None

    def value_for_form(self, value: Any) -> str:
        return super().value_for_form(value if tables.is_table(value) else tables.empty_table())

    def to_python(self, value: Any) -> dict[str, Any]:
        return super().to_python(value if tables.is_table(value) else tables.empty_table())

    def clean(self, value: Any) -> dict[str, Any]:
        if not tables.is_table(value):
            most = f"最多{tables.MOST_ROWS}行、{tables.MOST_COLUMNS}列"
            raise ValidationError(f"表格不对：每行的格数要一样，只能写文字和数字，{most}。请删掉这个表格，重新加一个。")
        cleaned: dict[str, Any] = super().clean(value)
        if not cleaned.get("mergeCells"):
            cleaned["data"] = tables.without_empty_edges(cleaned["data"])
        return cleaned


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="图片")
    alt = blocks.CharBlock(label="替代文字", max_length=255, help_text="图里说了什么，给看不见图的人听。")
    caption = blocks.CharBlock(label="图题", max_length=120, required=False)

    class Meta:
        icon = "image"
        label = "图片"


class AttachmentBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label="文件")

    class Meta:
        icon = "doc-full"
        label = "附件"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="问", max_length=200)
    answer = blocks.TextBlock(label="答", rows=3, max_length=600)

    class Meta:
        icon = "help"
        label = "问答"


class RecordBody(blocks.StreamBlock):
    chapter = ChapterBlock()
    article = ArticleBlock()
    paragraph = blocks.TextBlock(label="段落", icon="pilcrow", rows=3)
    table = OfficialTableBlock(label="表格", table_options=TABLE_OPTIONS, default=tables.EMPTY_TABLE)
    picture = PictureBlock()
    attachment = AttachmentBlock()
    note = blocks.TextBlock(label="注释", icon="info-circle", rows=2)

    class Meta:
        block_counts: dict[str, Any] = {}


class InterpretationBody(RecordBody):
    question = QuestionBlock()
