"""Markdown to the blocks of a body, held to what the editor's form would accept."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from cms.policies.models import PolicyPage
from cms.records import markup

from .refusals import ValueRefused


def blocks(text: str) -> list[dict[str, Any]]:
    """The raw value of the body. Raises ValueRefused."""
    found = [block for block in markup.parse(text, _refuse_picture) if not _is_empty(block)]
    field = PolicyPage._meta.get_field("body")
    try:
        field.stream_block.clean(field.to_python(found))
    except ValidationError as invalid:
        place = min(getattr(invalid, "block_errors", {}), default=0) + 1
        raise ValueRefused(f"正文第{place}段写法不对：章节标题最多120个字，条号最多20个字") from invalid
    return found


def _refuse_picture(name: str) -> NoReturn:
    raise ValueRefused("正文里有图片，图片导入不了：请先删掉写图片的那一行，导入以后到编辑页面里补上")


def _is_empty(block: markup.RawBlock) -> bool:
    value = block["value"]
    if block["type"] == "chapter":
        return not value["title"]
    return not value if block["type"] in ("paragraph", "note") else block["type"] == "table" and not value["data"]
