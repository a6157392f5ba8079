"""Names of listed persons where they would outlive the notice: in its title, in its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.records.tables import rows_of

if TYPE_CHECKING:
    from .models import NoticePage

# Heads of columns that hold names of persons.
NAME_HEADS = ("姓名", "户主", "申请人", "受益人", "救助对象", "保障对象", "补贴对象", "拟录用", "拟聘")
# The stub, lists, feeds and the calendar keep these two after the names are gone.
LASTING = {"title": "标题", "outcome": "结果"}


def lasting_fields_with_names(page: NoticePage) -> list[str]:
    """Labels of the lasting fields in which a name of a table of the body occurs."""
    listed = {name for block in page.body if block.block_type == "table" for name in listed_names(block.value)}
    return [label for field, label in LASTING.items() if any(name in (getattr(page, field) or "") for name in listed)]


def listed_names(table: Any) -> set[str]:
    """Of a table block's value: what stands below a head that speaks of names; two characters and more."""
    head, *rows = rows_of(table) or [[]]
    columns = [index for index, cell in enumerate(head) if any(word in str(cell or "") for word in NAME_HEADS)]
    cells = {str(row[index] or "").strip() for row in rows for index in columns}
    return {cell for cell in cells if 2 <= len(cell) <= 12 and not cell.isdigit()}
