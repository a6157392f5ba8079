"""Attachments and pictures. Attachments rest outside any web root and are served by the application only."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.basepage import plaintext

from .signals import renaming, replacing
from .uploads import PICTURE_FORMATS, clean_attachment, clean_picture


def private_storage() -> Storage:
    return storages["private"]


def attachment_path(instance: Attachment, filename: str) -> str:
    return f"attachments/{_silent_name(filename)}"


def _silent_name(filename: str) -> str:
    """The stored name says nothing: office file names carry names and numbers of persons."""
    return f"{get_random_string(24)}{PurePath(filename).suffix.lower()}"


# What a file system or a header would take for something else than a character of the name.
_NO_FILE_NAME = re.compile(r'[\s/\\:*?"<>|\u200e\u200f]+')


class Attachment(AbstractDocument):
    """A file that belongs to a record (Word, Excel, PDF, OFD …)."""

    file = models.FileField("文件", upload_to=attachment_path, storage=private_storage)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def clean(self) -> None:
        super().clean()
        plaintext.refuse_hidden(self)
        if self.pk and Attachment.objects.filter(pk=self.pk).exclude(title=self.title).exists():
            renaming.send(sender=Attachment, instance=self)
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # Django's own, not in its stubs
            clean_attachment(self.file)
            if self.pk:
                replacing.send(sender=Attachment, instance=self)

    @property
    def filename(self) -> str:
        """The name that a reader saves it under: the title with the file's ending, fit for any file system."""
        name = plaintext.without_hidden(_NO_FILE_NAME.sub(" ", self.title)).strip() or "附件"
        return f"{name}{PurePath(self.file.name or '').suffix}"

    @property
    def format_name(self) -> str:
        """Word, Excel, PDF … as people call it."""
        names = {"docx": "Word", "xlsx": "Excel", "pptx": "PPT", "pdf": "PDF", "ofd": "OFD", "wps": "WPS"}
        return names.get(self.file_extension, self.file_extension.upper())

    @property
    def is_picture(self) -> bool:
        return self.file_extension in PICTURE_FORMATS

    def get_public_url(self) -> str:
        return reverse("portal:file", args=[self.pk, self.filename])

    def get_inline_url(self) -> str:
        """Where a page shows it; only pictures are shown."""
        return reverse("portal:inline", args=[self.pk, self.filename])


class Picture(AbstractImage):
    """A picture with the words that stand in for it when it cannot be seen."""

    description = models.CharField(
        "替代文字", max_length=255, blank=True, default="", help_text="图里有什么，给看不见图的人听。纯装饰的图留空。"
    )
    admin_form_fields = ("title", "file", "description", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"

    def clean(self) -> None:
        super().clean()
        plaintext.refuse_hidden(self)
        if self.file and not self.file._committed:
            clean_picture(self.file)
            if self.pk:
                replacing.send(sender=Picture, instance=self)

    def get_upload_to(self, filename: str) -> str:
        """The public names of its renditions are made from this one."""
        return f"original_images/{_silent_name(filename)}"

    @property
    def default_alt_text(self) -> str:
        return self.description


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def public_media(name: str) -> bool:
    """Of the media directory only renditions are public; originals keep what a camera wrote into them."""
    return name.startswith("images/") and ".." not in name


def describe_size(size: int) -> str:
    """218 KB, 1.4 MB."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


__all__: list[Any] = ["Attachment", "Picture", "PictureRendition", "describe_size", "public_media"]
