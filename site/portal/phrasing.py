"""Where a title may break: after a phrase, never inside 《…》 when it can be helped."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_TITLE_MARKS = re.compile(r"(《[^《》]{1,40}》)")
# A phrase ends after these, so a line may break there.
_ENDS = re.compile(
    r"(?<=关于)|(?<=[，、：；）])|(?<=[的和与及])(?=[一-鿿]{2})|(?<=[区镇村])(?=[一-鿿]{2})|(?<=街道)|(?<=社区)"
    r"|(?=的?通知$)|(?=实施细则$)|(?=管理办法$)|(?=暂行办法$)|(?=实施意见$)|(?=工作方案$)|(?=（)"
)


def phrases(text: str) -> list[str]:
    """The phrases of a title, in order; joined they are the title."""
    pieces: list[str] = []
    for piece in _TITLE_MARKS.split(text):
        if not piece:
            continue
        if piece.startswith("《"):
            pieces.append(piece)
        else:
            pieces.extend(part for part in _ENDS.split(piece) if part)
    return pieces


def phrased(text: str) -> SafeString:
    """The title with `<wbr>` after each phrase and 《…》 kept whole."""
    parts = [
        format_html('<span class="keep">{}</span>', piece) if piece.startswith("《") else piece
        for piece in phrases(text)
    ]
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))
