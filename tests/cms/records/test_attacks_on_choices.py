"""What a clerk may name in a record: files, documents, places and numbers that are hers to name."""

from __future__ import annotations

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.policies.models import InterpretationPage, JointIssuer, PolicyPage
from cms.records.models import Placement, Relation
from cms.records.refusals import PublishBlocked
from tests import factories
from tests.cms.clerk import Clerk, draft_of, messages_of, policy_form, profile_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def street(district):
    return factories.street(district)


@pytest.fixture
def other_street(district):
    return factories.street(district, title="海晏街道", document_code="澄海发")


@pytest.fixture
def clerk(street):
    return Clerk(factories.user_of(street.staff_groups.publishers))


def errors_of(response):
    return str(response.context["form"].errors)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's thumbnails
def test_files_of_another_organisation_cannot_be_taken(clerk, street, other_street):
    file = factories.attachment(other_street.staff_groups.collection)
    picture = factories.picture(other_street.staff_groups.collection)
    bodies = ([("attachment", {"file": file.pk})], [("picture", {"image": picture.pk, "alt": "图", "caption": ""})])
    for body in bodies:
        response = clerk.create(street, body=body)
        assert "不在您能用的文件夹里" in errors_of(response)
    assert not PolicyPage.objects.exists()


def test_her_own_files_and_those_already_there_stay(clerk, street, other_street):
    own = factories.attachment(street.staff_groups.collection)
    theirs = factories.attachment(other_street.staff_groups.collection)
    page = factories.policy_draft(street, body=[{"type": "attachment", "value": {"file": theirs.pk}}])
    clerk.edit(page, body=[("attachment", {"file": own.pk}), ("attachment", {"file": theirs.pk})])
    assert draft_of(page).attachments == [own, theirs]


def test_a_superuser_takes_any_file(street, other_street):
    root = Clerk(factories.user_of(street.staff_groups.publishers, is_superuser=True))
    file = factories.attachment(other_street.staff_groups.collection)
    root.create(street, body=[("attachment", {"file": file.pk})])
    assert PolicyPage.objects.get().attachments == [file]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's thumbnails
def test_pictures_of_interpretations_and_profiles_are_her_own(clerk, street, other_street):
    picture = factories.picture(other_street.staff_groups.collection)
    data = {**policy_form(), "form": "text", "picture": picture.pk, "picture_alt": "图", "contact": ""}
    response = clerk.create_page("policies", "interpretationpage", street, data)
    assert "不在您能用的文件夹里" in errors_of(response)
    assert not InterpretationPage.objects.exists()
    response = clerk.save_page(street, profile_of(street, photo=picture.pk, photo_alt="图"))
    assert "不在您能用的文件夹里" in errors_of(response)


@pytest.mark.parametrize("kind", ["repeals", "replaces", "amends"])
def test_a_street_does_not_undo_what_others_issued(clerk, street, district, kind):
    target = factories.policy(district)
    response = clerk.create(street, action="publish", relations=[{"kind": kind, "target": target.pk, "note": ""}])
    page = PolicyPage.objects.latest("pk")
    assert not page.live
    assert "废止、代替、修改" in messages_of(response)


def test_each_undoes_its_own_and_what_is_below(district, street):
    community = factories.community(street)
    for publisher, target in ((street, street), (street, community), (district, community)):
        assert undoes(publisher, factories.policy(target))


def test_a_successor_undoes_what_it_took_over_and_a_department_its_own_only(district, street, other_street):
    department = factories.department(district)
    taken_over, foreign = factories.policy(other_street), factories.policy(street)
    other_street.refresh_from_db()
    other_street.status, other_street.closed_on, other_street.successor = "closed", "2026-01-01", street
    other_street.save()
    assert undoes(type(street).objects.get(pk=street.pk), taken_over)
    assert not undoes(department, foreign)


def undoes(publisher, target):
    try:
        page = factories.policy(publisher, relations=[Relation(kind="repeals", target_id=target.pk)])
    except PublishBlocked:
        return False
    return page.live


def test_drafts_of_others_and_organisations_are_no_documents(clerk, street, other_street):
    for target in (factories.policy_draft(other_street), other_street):
        response = clerk.create(street, relations=[{"kind": "based_on", "target": target.pk, "note": ""}])
        assert response.status_code == 200
        assert not PolicyPage.objects.filter(relations__target=target.pk).exists()
    own = factories.policy_draft(street)
    assert clerk.create(street, relations=[{"kind": "based_on", "target": own.pk, "note": ""}]).status_code == 302
    with pytest.raises(PublishBlocked):
        factories.policy(street, relations=[Relation(kind="based_on", target_id=other_street.pk)])


@pytest.mark.parametrize("target", ["987654", str(10**30), "x"])
def test_a_document_that_does_not_exist_is_refused_in_the_form(clerk, street, target):
    response = clerk.create(street, relations=[{"kind": "based_on", "target": target, "note": ""}])
    assert response.status_code == 200
    assert not PolicyPage.objects.exists()


def placed(clerk, publisher, place):
    form = {**policy_form(), **nested_form_data({"placements": inline_formset([{"place": place}])})}
    return clerk.create_page("policies", "policypage", publisher, form)


def test_a_street_names_only_places_of_its_own(clerk, street, other_street):
    community = factories.community(street)
    assert placed(clerk, street, other_street.pk).status_code == 200
    assert placed(clerk, street, 10**30).status_code == 200
    assert not PolicyPage.objects.exists()
    assert placed(clerk, street, community.pk).status_code == 302
    with pytest.raises(PublishBlocked, match="只能选本机构"):
        factories.policy(street, placements=[Placement(place=other_street)])


def test_the_district_and_its_departments_name_any_place(district, street):
    for publisher in (district, factories.department(district)):
        assert factories.policy(publisher, placements=[Placement(place=street)]).live


@pytest.mark.parametrize(
    ("code", "passes"), [("澄新管", False), ("澄新管规", False), ("澄海发", False), ("澄松发", True), ("澄松规", True)]
)
def test_a_number_does_not_bear_another_s_code(clerk, street, other_street, code, passes):
    response = clerk.create(street, action="publish", document_number=f"{code}〔2026〕1号")
    assert PolicyPage.objects.get().live is passes
    assert passes or "请核对" in messages_of(response)


def test_a_longer_code_of_its_own_is_its_own(district, street):
    assert factories.policy(district, document_number="澄新管规〔2026〕1号").live
    department = factories.department(district, document_code="澄松发民")
    assert factories.policy(department, document_number="澄松发民〔2026〕1号").live


def test_only_organs_at_work_issue_jointly(district, street, other_street):
    community = factories.community(street)
    type(street).objects.filter(pk=other_street.pk).update(status="closed")
    for organisation in (community, type(street).objects.get(pk=other_street.pk)):
        with pytest.raises(PublishBlocked, match="联合发文"):
            factories.policy(street, joint_issuers=[JointIssuer(organisation=organisation)])
    assert factories.policy(street, joint_issuers=[JointIssuer(organisation=district)]).live
