"""The demo district's policies and interpretations."""

from __future__ import annotations

import json
import uuid
from typing import Any

from cms.organisations.enums import GRASSROOTS
from cms.organisations.models import OrganisationPage
from cms.policies.models import InterpretationPage, JointIssuer, PolicyPage
from cms.records.creation import create_live
from cms.records.enums import Reach
from cms.records.markup import parse
from cms.records.models import Record, RecordPage, Relation

from .files import word_file

_SHARED = ("title", "issued_on", "theme", "subtheme", "audience", "summary")
_POLICY = (
    "document_class",
    "document_type",
    "document_number",
    "effective_on",
    "valid_until",
    "repealed_on",
    "signature",
    "statutory_category",
    "registration_number",
    "original_issuer",
)


class RecordLoader:
    """Loads records once; a record is known by its slug, which is made of the file's name."""

    def __init__(self, pictures: dict[str, Any]) -> None:
        self.pictures = pictures
        self.organisations = {page.slug: page for page in OrganisationPage.objects.all()}
        self.created = 0

    def load_policy(self, key: str, row: dict[str, Any]) -> None:
        page = PolicyPage(addressee=row.get("lead_text", ""), **_fields(row, _POLICY))
        page.joint_issuers = [
            JointIssuer(organisation=self.organisations[slug]) for slug in row.get("joint_publishers", [])
        ]
        self._create(key, row, page, self._body(row))

    def load_interpretation(self, key: str, row: dict[str, Any]) -> None:
        page = InterpretationPage(
            form=row["form"],
            contact=row["contact"],
            picture=self.pictures.get(row.get("picture", "")),
            picture_alt=row.get("picture_alt", ""),
            **_fields(row, ()),
        )
        row = row | {"relations": [{"kind": "interprets", "target": target} for target in row["interprets"]]}
        questions = [{"type": "question", "value": item, "id": str(uuid.uuid4())} for item in row.get("questions", [])]
        self._create(key, row, page, self._body(row) + questions)

    def _body(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        blocks = parse(row.get("body", ""), lambda name: self.pictures[name].pk)
        organisation = self.organisations[row["publisher"]]
        for item in row.get("attachments", []):
            file = word_file(item["title"], item["rows"], organisation.staff_groups.collection)
            blocks.append({"type": "attachment", "value": {"file": file.pk}, "id": str(uuid.uuid4())})
        return blocks

    def _create(self, key: str, row: dict[str, Any], page: RecordPage, body: list[dict[str, Any]]) -> None:
        slug = demo_slug(key)
        if type(page).objects.filter(slug=slug).exists():
            return
        organisation = self.organisations[row["publisher"]]
        page.slug = slug
        page.keywords = "、".join(row.get("keywords", []))
        page.published_at = row["published_at"]
        page.reach = Reach.OWN if organisation.organisation_kind in GRASSROOTS else Reach.DISTRICT
        page.body = json.dumps(body, ensure_ascii=False)  # type: ignore[assignment]  # StreamField takes JSON
        page.relations = [
            Relation(kind=item["kind"], target_id=self._target(item["target"]), note=item.get("note", ""))
            for item in row.get("relations", [])
        ]
        create_live(organisation, page)
        self.created += 1

    def _target(self, key: str) -> int:
        return PolicyPage.objects.values_list("pk", flat=True).get(slug=demo_slug(key))


def demo_slug(key: str) -> str:
    return f"demo-{key}"


def loaded() -> int:
    return Record.objects.filter(slug__startswith="demo-").count()


def _fields(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in (*_SHARED, *names) if name in row}
