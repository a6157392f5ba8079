"""System checks of the record types: forgetting a convention fails at start-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .enums import KIND_PATHS, RecordKind
from .models import RecordPage


@register()
def record_types_are_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [message for model in record_types() for message in check_record_type(model)]


def record_types(base: type[RecordPage] = RecordPage) -> Iterator[type[RecordPage]]:
    for model in base.__subclasses__():
        yield from record_types(model)
        if not model._meta.abstract and not model._meta.proxy:
            yield model


def check_record_type(model: type[RecordPage]) -> Iterator[CheckMessage]:
    """Messages on one concrete subclass of RecordPage."""
    kind = model.record_kind
    if kind not in RecordKind.values:
        yield Error(
            f"{model.__name__} has no record_kind.", hint="Add it to RecordKind.", obj=model, id="huiketing.E001"
        )
        return
    if not model.publish_requirements:
        yield Error(
            f"{model.__name__} has no publish_requirements.",
            hint="Begin with cms.records.requirements.COMMON.",
            obj=model,
            id="huiketing.E002",
        )
    if kind not in KIND_PATHS:
        yield Error(f"{model.__name__}: {kind!r} has no address in KIND_PATHS.", obj=model, id="huiketing.E003")
    unknown = [name for name in model.substance if not hasattr(model, name)]
    if unknown or not set(RecordPage.substance) <= set(model.substance):
        yield Error(
            f"{model.__name__}.substance must contain RecordPage.substance and existing fields only ({unknown}).",
            obj=model,
            id="huiketing.E004",
        )
    unplaced = [item.code for item in model.publish_requirements if not _has_field(model, item.field)]
    if unplaced:
        yield Error(
            f"{model.__name__}: requirements without a field to do them in: {', '.join(unplaced)}.",
            obj=model,
            id="huiketing.E005",
        )
    try:
        get_template(f"portal/records/{kind}.html")
    except TemplateDoesNotExist:
        yield Warning(f"{model.__name__} has no template portal/records/{kind}.html.", obj=model, id="huiketing.W006")


def _has_field(model: type[RecordPage], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields()) or hasattr(model, name)
