"""What a table keeps of the grid it was typed into."""

import pytest

from cms.records.blocks import RecordBody
from cms.records.tables import without_empty_edges


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ([["证件", "册数", ""], ["借书证", "五册", ""], ["", "", ""]], [["证件", "册数"], ["借书证", "五册"]]),
        (
            [["证件", "", "册数"], ["", "", ""], ["借书证", "", "五册"]],
            [["证件", "", "册数"], ["", "", ""], ["借书证", "", "五册"]],
        ),
        ([["", None], [" ", ""]], [[""]]),
        ([[0, ""], ["", ""]], [[0]]),
    ],
)
def test_empty_edges_go_and_gaps_inside_stay(typed, kept):
    assert without_empty_edges(typed) == kept


def test_a_new_table_begins_with_a_header_row():
    table = RecordBody().child_blocks["table"]

    assert table.get_default()["first_row_is_table_header"] is True
    assert table.clean(table.get_default())["data"] == [[""]]
