"""Every number that blocks is found in every carrier; hardly any look-alike is held up."""

from __future__ import annotations

import pytest

from tests.load.gate_carriers import CARRIERS, IN_EACH
from tests.load.gate_set import LOOK_ALIKES, measure


@pytest.fixture(scope="module")
def result():
    return measure()


def test_the_set_is_large_enough():
    assert len(CARRIERS) >= 25
    assert len(CARRIERS) * IN_EACH >= 5_000
    assert LOOK_ALIKES >= 5_000


def test_no_number_that_blocks_is_missed(result):
    assert result.missed == {}
    assert result.recall == 1


def test_hardly_any_look_alike_is_held_up(result):
    assert result.false_blocks <= 0.005, result.blocked
