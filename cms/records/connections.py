"""Which documents and places a record may name, and whose code its number may bear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cms.basepage.models import BasePage

from .enums import ENDING_RELATIONS, RecordKind, RelationKind

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage

UNDOING = (*ENDING_RELATIONS, RelationKind.AMENDS)
NO_DOCUMENT = "“相关文件”里只能选已经公开的政策文件，或者本机构自己的，请重新选"
FOREIGN_DOCUMENT = "废止、代替、修改，只能选本机构和所辖的地方发的文件（包括并入本机构的），请核对“相关文件”"
FOREIGN_PLACE = "“另外在这些地方显示”里只能选本机构和所辖的地方，请去掉别的地方"
_CODE = re.compile("^[^〔]+")


def is_document(target: BasePage, publisher: OrganisationPage) -> bool:
    """A policy document that has been published, or a draft of the publisher's own part of the tree."""
    if target.kind != RecordKind.POLICY:
        return False
    return target.published_at is not None or _is_within(target, publisher)


def may_undo(kind: str, target: BasePage, publisher: OrganisationPage) -> bool:
    """Only who issued a document, who stands above its issuer or has taken over from it, ends or amends it."""
    return kind not in UNDOING or _is_within(target, publisher)


def documents_are_its_own(page: Any) -> bool:
    publisher = page.publisher_organisation
    return all(may_undo(kind, target, publisher) for kind, target in _targets(page) if target is not None)


def documents_are_documents(page: Any) -> bool:
    publisher = page.publisher_organisation
    return all(target is not None and is_document(target, publisher) for _, target in _targets(page))


def places_are_its_own(page: Any) -> bool:
    placements = list(page.placements.all())
    return not placements or all(page.publisher_organisation.may_name(placement.place) for placement in placements)


def code_owner(page: Any) -> str:
    """Name of another organisation whose 机关代字 the document number begins with; empty if there is none.

    A code that nobody has registered, and one that begins with the publisher's own, is nobody else's.
    """
    from cms.organisations.models import OrganisationPage

    match = _CODE.match(page.document_number)
    if match is None:
        return ""
    code = match.group()
    beginnings = [code[:length] for length in range(1, len(code) + 1)]
    claims = OrganisationPage.objects.filter(document_code__in=beginnings).order_by("-document_code")
    claimants = list(claims.values_list("pk", "title"))
    own = page.publisher_organisation.own_and_predecessor_ids() if claimants else []
    if not claimants or any(pk in own for pk, _ in claimants):
        return ""
    return claimants[0][1]


def _targets(page: Any) -> list[tuple[str, BasePage | None]]:
    """A target that is no more is None."""
    relations = list(page.relations.all())
    found = BasePage.objects.in_bulk([relation.target_id for relation in relations]) if relations else {}
    return [(relation.kind, found.get(relation.target_id)) for relation in relations]


def _is_within(target: BasePage, publisher: OrganisationPage) -> bool:
    issuer = target.publisher
    return issuer is not None and publisher.governs(issuer)
