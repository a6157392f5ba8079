"""The organisation that an import is for."""

from __future__ import annotations

import difflib

from cms.organisations.models import OrganisationPage
from cms.records.requirements import PUBLISHER_CODE

from .columns import shown
from .refusals import FileRefused


def find_publisher(code: str) -> OrganisationPage:
    """The active organisation with this slug. Raises FileRefused, with slugs that look alike."""
    organisation = OrganisationPage.objects.filter(slug=code).first()
    if organisation is None:
        raise FileRefused(f"没有代码是“{shown(code)}”的机构{_suggestion(code)}")
    if organisation.is_closed:
        successor = organisation.final_successor()
        raise FileRefused(f"{organisation.display_name}已经撤销或合并，请用承接机构的代码“{successor.slug}”")
    if not organisation.uscc:
        raise FileRefused(PUBLISHER_CODE.message)
    return organisation


def _suggestion(code: str) -> str:
    names = dict(OrganisationPage.objects.public().values_list("slug", "title"))
    near = difflib.get_close_matches(code.lower(), names, n=3, cutoff=0.5)
    near += [slug for slug, title in names.items() if code and code in title and slug not in near][:3]
    if not near:
        return "，请核对"
    return "。您要找的是不是：" + "、".join(f"{slug}（{names[slug]}）" for slug in near)
