"""What must hold before a record is published: declared on the page class, shown as a to-do list, blocks publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import connections, numbering
from .enums import SUBTHEMES

if TYPE_CHECKING:
    from .models import RecordPage


@dataclass(frozen=True)
class Requirement:
    """One thing to do. ``message`` is plain Chinese and says what to do; ``field`` is where to do it.

    ``detail`` makes a message of what is wrong on a page, instead of the general one. ``by_reviewer``: it is the
    reviewer's to do, so it does not keep a text from her desk.
    """

    code: str
    field: str
    message: str
    is_met: Callable[[Any], bool]
    detail: Callable[[Any], str] | None = None
    by_reviewer: bool = False

    def for_page(self, page: Any) -> Requirement:
        return replace(self, message=self.detail(page)) if self.detail else self


def unmet(page: RecordPage, *, before_review: bool = False) -> list[Requirement]:
    """What is left to do; ``before_review``: by the author, before she hands it in."""
    items = [item for item in page.publish_requirements if not (before_review and item.by_reviewer)]
    return [item.for_page(page) for item in items if not item.is_met(page)]


def filled(code: str, field: str, message: str) -> Requirement:
    return Requirement(code, field, message, lambda page: bool(getattr(page, field)))


def _document_number_free(page: Any) -> bool:
    from cms.basepage.models import BasePage

    if not page.document_number:
        return True
    same = BasePage.objects.filter(document_number=page.document_number, published_at__isnull=False)
    return not same.exclude(pk=page.pk).exists()


def _dates_in_order(page: Any) -> bool:
    start = page.effective_on or page.issued_on
    in_order = not (page.valid_until and start) or page.valid_until >= start
    return in_order and not (page.repealed_on and start and page.repealed_on < start)


def _subtheme_fits(page: Any) -> bool:
    return not page.subtheme or page.subtheme in SUBTHEMES.get(page.theme, ())


def _publisher_active(page: Any) -> bool:
    return page.published_at is not None or not page.publisher_organisation.is_closed


def _change_explained(page: Any) -> bool:
    from .versions import differs_from_published, is_used_note

    note = page.change_note.strip()
    return not differs_from_published(page) or bool(note and not is_used_note(page.pk, note))


TITLE = filled("title", "title", "写标题")
SUMMARY = filled("summary", "summary", "写一句话摘要，让群众一眼看懂")
BODY = filled("body", "body", "写正文")
THEME = filled("theme", "theme", "选主题分类")
AUDIENCE = filled("audience", "audience", "选面向对象")
PUBLISHER_CODE = Requirement(
    "publisher_uscc",
    "title",
    "本机构还没有登记统一社会信用代码，无法编索引号。请联系区政务公开办公室补登记",
    lambda page: bool(page.publisher_organisation.uscc),
)
NUMBER_FORM = Requirement(
    "document_number_form",
    "document_number",
    "发文字号写成“机关代字〔年份〕序号号”，如：澄松发〔2026〕5号；没有文号就留空",
    lambda page: not page.document_number or numbering.is_document_number(page.document_number),
)
NUMBER_FREE = Requirement(
    "document_number_free",
    "document_number",
    "这个发文字号已经有文件在用，请核对",
    _document_number_free,
)
NUMBER_CODE = Requirement(
    "document_number_code",
    "document_number",
    "这个机关代字是别的机构的，请核对",
    lambda page: not connections.code_owner(page),
    lambda page: f"这个机关代字是{connections.code_owner(page)}的，请核对",
)
DOCUMENTS = Requirement("documents", "relations", connections.NO_DOCUMENT, connections.documents_are_documents)
OWN_DOCUMENTS = Requirement(
    "own_documents", "relations", connections.FOREIGN_DOCUMENT, connections.documents_are_its_own
)
PLACES = Requirement("places", "placements", connections.FOREIGN_PLACE, connections.places_are_its_own)
DATES = Requirement("dates", "valid_until", "有效期至、废止日期不能早于施行日期，请核对", _dates_in_order)
SUBTHEME = Requirement("subtheme", "subtheme", "主题二级不属于所选的主题分类，请重新选，或者不选", _subtheme_fits)
PUBLISHER_ACTIVE = Requirement(
    "publisher_active",
    "title",
    "本机构已撤销或合并，新内容请由承接它的机构发布",
    _publisher_active,
)
CHANGE_NOTE = Requirement(
    "change_note",
    "change_note",
    "内容有实质改动，请在“这次改了什么”里向社会说明（不能照抄以前的说明）",
    _change_explained,
)

COMMON: tuple[Requirement, ...] = (
    TITLE,
    SUMMARY,
    BODY,
    THEME,
    SUBTHEME,
    AUDIENCE,
    PUBLISHER_CODE,
    PUBLISHER_ACTIVE,
    DATES,
    DOCUMENTS,
    OWN_DOCUMENTS,
    PLACES,
    CHANGE_NOTE,
)
