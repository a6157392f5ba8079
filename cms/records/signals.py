"""Wagtail's events, handed on."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import post_page_move, workflow_submitted

from . import publishing
from .models import RecordPage


@receiver(workflow_submitted)
def complete_before_review(sender: type, instance: Any, **kwargs: Any) -> None:
    """Inside the transaction of the submission: an incomplete text does not reach the reviewer's desk."""
    page = instance.content_object
    if isinstance(page, RecordPage):
        publishing.require_publishable(page.get_latest_revision_as_object())


@receiver(post_page_move)
def draft_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, RecordPage):
        publishing.follow_move(instance)
