"""Wagtail's and Django's events, handed on."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import post_page_move

from . import staffing
from .models import OrganisationPage, StaffGroups


@receiver(post_page_move)
def organisation_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, OrganisationPage):
        staffing.follow_move(OrganisationPage.objects.get(pk=instance.pk))


@receiver(post_delete, sender=StaffGroups)
def organisation_deleted(sender: type, instance: StaffGroups, **kwargs: Any) -> None:
    staffing.tear_down(instance)
