"""What the law lets each kind of organisation do, in the code and in the forms (domain.md section 1)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.organisations.enums import CAPABILITIES, OrganisationKind
from cms.organisations.models import OrganisationPage
from cms.organisations.uscc import check_character, is_valid
from cms.policies.models import PolicyPage
from tests import factories
from tests.cms.clerk import Clerk, messages_of

pytestmark = pytest.mark.django_db

K = OrganisationKind
URL = "https://www.chengwan.example/disclosure-request/"


@pytest.fixture
def tree():
    district = factories.district()
    street, town = factories.street(district), factories.town(district)
    village = factories.community(town, organisation_kind=K.VILLAGE, title="芦塘村")
    return {
        K.DISTRICT: district,
        K.DEPARTMENT: factories.department(district),
        K.STREET: street,
        K.TOWN: town,
        K.COMMUNITY: factories.community(street),
        K.VILLAGE: village,
    }


@pytest.mark.parametrize(
    ("kind", "normative", "gazette", "disclosure", "publisher_kind"),
    [
        (K.DISTRICT, True, True, True, "行政机关"),
        (K.DEPARTMENT, True, False, True, "行政机关"),
        (K.STREET, True, False, True, "派出机关"),
        (K.TOWN, True, False, True, "行政机关"),
        (K.COMMUNITY, False, False, False, "基层群众自治组织"),
        (K.VILLAGE, False, False, False, "基层群众自治组织"),
    ],
)
def test_capabilities(kind, normative, gazette, disclosure, publisher_kind):
    can = CAPABILITIES[kind]
    assert (can.normative, can.gazette, can.disclosure_request) == (normative, gazette, disclosure)
    assert can.publisher_kind == publisher_kind


@pytest.mark.parametrize("kind", K)
def test_an_address_for_disclosure_requests_only_where_one_may_ask(tree, kind):
    organisation = OrganisationPage.objects.get(pk=tree[kind].pk)
    organisation.disclosure_request_url = URL
    if CAPABILITIES[kind].disclosure_request:
        organisation.full_clean()
        return
    with pytest.raises(ValidationError, match="不是政府信息公开申请的受理机关"):
        organisation.save()


@pytest.mark.parametrize("kind", K)
def test_the_form_has_that_field_only_where_one_may_ask(tree, kind):
    clerk = Clerk(factories.user_of(tree[kind].staff_groups.editors))
    form = clerk.get("wagtailadmin_pages:edit", tree[kind].pk).context["form"]
    assert ("disclosure_request_url" in form.fields) == CAPABILITIES[kind].disclosure_request


@pytest.mark.parametrize("kind", K)
def test_the_form_offers_normative_documents_only_to_organs(tree, kind):
    clerk = Clerk(factories.user_of(tree[kind].staff_groups.publishers))
    for page in (None, factories.policy_draft(OrganisationPage.objects.get(pk=tree[kind].pk))):
        name = "wagtailadmin_pages:edit" if page else "wagtailadmin_pages:add"
        args = [page.pk] if page else ["policies", "policypage", tree[kind].pk]
        choices = dict(clerk.get(name, *args).context["form"].fields["document_class"].choices)
        assert ("normative" in choices) == CAPABILITIES[kind].normative


@pytest.mark.parametrize("kind", [K.COMMUNITY, K.VILLAGE])
def test_a_community_cannot_issue_a_normative_document_by_any_way(tree, kind):
    organisation = OrganisationPage.objects.get(pk=tree[kind].pk)
    clerk = Clerk(factories.user_of(organisation.staff_groups.publishers))
    assert clerk.create(organisation, document_class="normative").status_code == 200
    assert not PolicyPage.objects.exists()
    page = factories.policy_draft(organisation)
    PolicyPage.objects.filter(pk=page.pk).update(document_class="normative", has_unpublished_changes=False)
    page.revisions.all().delete()
    clerk.client.post(f"/cms/bulk/basepage/basepage/publish/?id={page.pk}&next=/cms/")
    page.refresh_from_db()
    assert not page.live


def test_a_street_issues_one_with_number_start_and_term(tree):
    clerk = Clerk(factories.user_of(tree[K.STREET].staff_groups.publishers))
    response = clerk.create(tree[K.STREET], action="publish", document_class="normative")
    for missing in ("要有发文字号", "要写有效期至", "要写施行日期"):
        assert missing in messages_of(response)
    dates = {"effective_on": "2026-07-01", "valid_until": "2031-06-30"}
    page = PolicyPage.objects.get()
    clerk.edit(page, action="publish", document_class="normative", document_number="澄松规〔2026〕1号", **dates)
    page.refresh_from_db()
    assert page.live


def test_the_example_of_the_standard_is_valid():
    assert is_valid("91350100M000100Y43")  # GB 32100-2015


@pytest.mark.parametrize("code", ["91350100M000100Y44", "91350100M000100I43", "9135010", "", "91350100m000100y43"])
def test_codes_with_a_slip_are_not(code):
    assert not is_valid(code)


def test_every_single_wrong_character_is_found():
    code = "11379900" + "000000001"
    code += check_character(code)
    for position in range(18):
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".replace(code[position], ""):
            assert not is_valid(code[:position] + other + code[position + 1 :])


def test_a_wrong_code_is_refused_and_small_letters_are_put_right(tree):
    organisation = tree[K.STREET]
    organisation.uscc = organisation.uscc.lower()
    organisation.full_clean()
    assert is_valid(organisation.uscc)
    organisation.uscc = organisation.uscc[:-1] + ("0" if organisation.uscc[-1] != "0" else "1")
    with pytest.raises(ValidationError, match="校验码"):
        organisation.full_clean()
