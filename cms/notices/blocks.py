"""Blocks of a notice's body."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.records.blocks import TABLE_OPTIONS, AttachmentBlock, ChapterBlock, OfficialTableBlock
from cms.records.tables import EMPTY_TABLE

LONGEST_BLOCK = 10_000


class PhotoBlock(blocks.StructBlock):
    """A picture that leaves with the notice: a private file, none of the site's pictures with lasting addresses."""

    file = DocumentChooserBlock(label="图片文件", help_text="从附件里选，格式PNG、JPG或WebP。")
    alt = blocks.CharBlock(label="替代文字", max_length=255, help_text="图里说了什么，给看不见图的人听。不写个人信息。")
    caption = blocks.CharBlock(label="图题", max_length=120, required=False)

    class Meta:
        icon = "image"
        label = "图片"


class NoticeBody(blocks.StreamBlock):
    paragraph = blocks.TextBlock(label="段落", icon="pilcrow", rows=3, max_length=LONGEST_BLOCK)
    table = OfficialTableBlock(label="表格", table_options=TABLE_OPTIONS, default=EMPTY_TABLE)
    attachment = AttachmentBlock()
    photo = PhotoBlock()
    chapter = ChapterBlock()
    note = blocks.TextBlock(label="注释", icon="info-circle", rows=2, max_length=LONGEST_BLOCK)

    class Meta:
        block_counts: dict[str, Any] = {}
