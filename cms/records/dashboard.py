"""What a clerk sees first: the next steps, and her drafts with what is left to do."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import GroupPagePermission

from cms.organisations.models import OrganisationPage

from .models import Record, RecordPage, WithdrawalRequest
from .requirements import unmet

logger = logging.getLogger("huiketing.records")

MOST_DRAFTS = 8
MOST_ORGANISATIONS = 3


@dataclass(frozen=True)
class Draft:
    """left: things to do; None for a text that cannot be read, which must be opened and mended."""

    page: RecordPage
    left: int | None
    is_handed_in: bool


class NextSteps(Component):
    name = "next_steps"
    template_name = "records/dashboard.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "organisations": [(place, first_steps(place)) for place in own_organisations(user)],
            "drafts": drafts(user),
            "may_publish": may_publish(user),
            "withdrawals": open_withdrawals(user),
        }


def own_organisations(user: Any) -> list[OrganisationPage]:
    """The organisations that the user's groups belong to; the district for a system administrator."""
    organisations = OrganisationPage.objects.public().in_tree_order()
    if user.is_superuser:
        return list(organisations[:1])
    rights = GroupPagePermission.objects.filter(group__user=user, permission__codename__startswith="add_")
    return list(organisations.filter(pk__in=rights.values("page"))[:MOST_ORGANISATIONS])


def first_steps(place: OrganisationPage) -> list[tuple[str, str]]:
    """What can be begun there: what the button says, and its address."""
    models = [model for model in OrganisationPage.creatable_subpage_models() if issubclass(model, RecordPage)]
    return [step for model in models if model.can_create_at(place) for step in model.first_steps(place)]


def drafts(user: Any) -> list[Draft]:
    """The latest unpublished texts in the user's part of the tree, each with the number of things left to do."""
    waiting = Record.objects.for_staff(user).filter(has_unpublished_changes=True, latest_revision__isnull=False)
    newest = waiting.order_by("-latest_revision_created_at").specific()[:MOST_DRAFTS]
    return [_draft(page) for page in newest]


def _draft(stored: RecordPage) -> Draft:
    try:
        page = stored.get_latest_revision_as_object()
        return Draft(page, len(unmet(page)), page.workflow_in_progress)
    except Exception:  # whatever is wrong with one draft, the others are still to be reached from here
        logger.exception("draft.unreadable page=%s", stored.pk)
        return Draft(stored, None, stored.workflow_in_progress)


def open_withdrawals(user: Any) -> list[WithdrawalRequest]:
    """That wait for another publisher's word, in the user's part of the tree."""
    if not may_publish(user):
        return []
    waiting = WithdrawalRequest.objects.filter(decided_at__isnull=True)
    waiting = waiting.exclude(record__live=True, record__visible_until__lte=timezone.now())
    here = waiting.filter(record__in=Record.objects.for_staff(user).values("pk"))
    return list(here.select_related("record")[:MOST_DRAFTS])


def may_publish(user: Any) -> bool:
    """Anywhere at all."""
    rights = GroupPagePermission.objects.filter(group__user=user, permission__codename__startswith="publish_")
    return bool(user.is_superuser or rights.exists())
