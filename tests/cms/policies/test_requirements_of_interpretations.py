"""An interpretation explains; it changes nothing in law."""

import pytest

from cms.policies.models import InterpretationPage
from cms.policies.requirements import INTERPRETATION_REQUIREMENTS
from cms.records.models import Relation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["repeals", "replaces", "amends"])
def test_an_interpretation_cannot_end_or_amend_a_document(kind):
    policy = factories.policy(factories.district())
    page = InterpretationPage()
    page.relations = [Relation(kind="interprets", target=policy), Relation(kind=kind, target=policy)]
    (rule,) = [rule for rule in INTERPRETATION_REQUIREMENTS if rule.code == "undoes_nothing"]

    assert not rule.is_met(page)

    page.relations = [Relation(kind="interprets", target=policy)]
    assert rule.is_met(page)
