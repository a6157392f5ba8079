"""Pictures of notices: private files that are shown in the page while it is public."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cms.files.uploads import PICTURE_FORMATS

if TYPE_CHECKING:
    from cms.files.models import Attachment


def source_of(file: Attachment, *, embedded: bool) -> str:
    """The address that asks for it anew each time, or the picture itself as a data: URI."""
    if not embedded:
        return file.get_inline_url()
    media_type = f"image/{PICTURE_FORMATS[file.file_extension].lower()}"
    with file.file.open("rb") as content:
        return f"data:{media_type};base64,{base64.b64encode(content.read()).decode()}"
