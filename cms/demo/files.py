"""Pictures that we drew, and Word files made from rows."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from wagtail.models import Collection

from cms.files.models import Attachment, Picture

from .content_files import drawing, pictures

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
    if (existing := _stored(title, collection)) is not None:
        return existing
    document = _blank_document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return _store(title, collection, buffer.getvalue(), "form.docx")


def _blank_document() -> Any:
    """Without the picture and the author's name that python-docx's template brings along."""
    document = Document()
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]
    document.core_properties.author = ""
    return document


def private_picture(title: str, name: str, collection: Collection) -> Attachment:
    """A drawing as a private file."""
    return _stored(title, collection) or _store(title, collection, drawing(name).read_bytes(), name)


def _stored(title: str, collection: Collection) -> Attachment | None:
    return Attachment.objects.filter(title=title, collection=collection).first()


def _store(title: str, collection: Collection, content: bytes, name: str) -> Attachment:
    attachment = Attachment(title=title, collection=collection)
    attachment.file = ContentFile(content, name=name)
    attachment.full_clean()
    attachment.save()
    return attachment


def _collection() -> Any:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(instance=Collection(name=COLLECTION))
