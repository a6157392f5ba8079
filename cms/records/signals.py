"""Wagtail's events, handed on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import post_page_move, workflow_submitted

from cms.files.models import Attachment, Picture
from cms.files.signals import renaming, replacing

from . import attachments, publishing
from .models import RecordPage


@receiver(workflow_submitted)
def complete_before_review(sender: type, instance: Any, **kwargs: Any) -> None:
    """Inside the transaction of the submission: an incomplete text does not reach the reviewer's desk."""
    page = getattr(instance.content_object, "specific", None)
    if isinstance(page, RecordPage):
        publishing.require_publishable(page.get_latest_revision_as_object(), before_review=True)


@receiver(post_page_move)
def draft_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, RecordPage):
        publishing.follow_move(instance)


@receiver(pre_delete, sender=Attachment)
@receiver(pre_delete, sender=Picture)
def files_of_public_records_stay(sender: type, instance: Any, **kwargs: Any) -> None:
    if attachments.is_in_use(instance):
        raise ValidationError(f"“{instance.title}”正在网站上用着，不能删。请先从内容里换掉它，或者撤回那份内容。")


@receiver(replacing)
def files_of_public_records_do_not_change(sender: type, instance: Any, **kwargs: Any) -> None:
    """Otherwise what the public was told would change without a version, a note or a date."""
    if attachments.is_in_use(instance):
        message = "正在网站上用着，不能直接换文件。请另传一份新的，在内容里换上再发布，旧的会留在历次变动里。"
        raise ValidationError({"file": f"“{instance.title}”{message}"})


@receiver(renaming)
def files_of_public_records_keep_their_names(sender: type, instance: Any, **kwargs: Any) -> None:
    if attachments.is_in_use(instance):
        message = "正在网站上用着，不能改名。请另传一份新的，用新名称，在内容里换上再发布。"
        raise ValidationError({"title": f"这份附件{message}"})
