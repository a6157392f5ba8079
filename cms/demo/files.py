"""Pictures that we drew, and Word files made from rows."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from docx import Document
from wagtail.models import Collection

from cms.files.models import Attachment, Picture

from .content_files import pictures

COLLECTION = "演示图片"


def load_pictures() -> dict[str, Picture]:
    """Pictures by file name; each is stored once."""
    collection = _collection()
    stored = {picture.title: picture for picture in Picture.objects.filter(collection=collection)}
    for path in pictures():
        if path.name not in stored:
            picture = Picture(title=path.name, collection=collection)
            picture.file = ContentFile(path.read_bytes(), name=path.name)
            picture.full_clean(exclude=["width", "height"])
            picture.save()
            stored[path.name] = picture
    return stored


def word_file(title: str, rows: list[list[str]], collection: Collection) -> Attachment:
    """A form as a Word document with one table."""
    existing = Attachment.objects.filter(title=title, collection=collection).first()
    if existing is not None:
        return existing
    document = Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    attachment = Attachment(title=title, collection=collection)
    attachment.file = ContentFile(buffer.getvalue(), name="form.docx")
    attachment.full_clean()
    attachment.save()
    return attachment


def _collection() -> Any:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(instance=Collection(name=COLLECTION))
