"""An organisation is made by one form, renamed, moved, closed; its address and its people's rights stay."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Workflow

from cms.files.models import Attachment
from cms.organisations import staffing
from cms.organisations.models import OrganisationPage, StaffGroups
from cms.policies.models import JointIssuer
from tests import factories
from tests.cms.clerk import Clerk, messages_of, profile_form, profile_of
from tests.cms.files.samples import docx

pytestmark = pytest.mark.django_db

CREATE = ("organisations", "organisationpage")


@pytest.fixture
def district():
    return factories.district()


@pytest.fixture
def office(district):
    return Clerk(factories.user_of(staffing.district_office(district)))


@pytest.fixture
def street(district):
    return factories.street(district)


@pytest.fixture
def community(street):
    return factories.community(street)


def fresh(organisation):
    return OrganisationPage.objects.get(pk=organisation.pk)


def pages_of(group):
    return set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission__codename"))


@pytest.mark.parametrize("action", ["save", "publish"])
def test_one_form_makes_one_with_groups_rights_folder_and_review(office, street, action):
    data = profile_form(uscc=factories.uscc("54"))
    office.create_page(*CREATE, street, {**data, **({"action-publish": "1"} if action == "publish" else {})})
    made = OrganisationPage.objects.get(slug="haitang")
    groups = made.staff_groups
    assert made.live is (action == "publish")
    assert groups.editors.name == "海棠社区（haitang）·编辑"
    assert groups.publishers.name == "海棠社区（haitang）·发布"
    assert pages_of(groups.editors) == {(made.pk, "add_basepage"), (made.pk, "change_basepage")}
    assert (made.pk, "publish_basepage") in pages_of(groups.publishers)
    assert groups.collection.get_parent() == street.staff_groups.collection
    assert set(groups.approval.groups.all()) == {groups.publishers, street.staff_groups.publishers}
    assert made.get_workflow() == groups.workflow


def test_others_are_refused_plainly_and_are_not_offered_it(street):
    clerk = Clerk(factories.user_of(street.staff_groups.publishers))
    offered = clerk.get("wagtailadmin_pages:add_subpage", street.pk).content.decode()
    assert "政策文件" in offered
    assert "organisationpage" not in offered
    response = clerk.create_page(*CREATE, street, profile_form())
    assert "新建机构由区政务公开办公室办理" in messages_of(response)
    assert not OrganisationPage.objects.filter(slug="haitang").exists()


def test_the_office_is_offered_it_where_one_may_stand(office, district, street, community):
    def offered(parent):
        return "organisationpage" in office.get("wagtailadmin_pages:add_subpage", parent.pk).content.decode()

    assert offered(district)
    assert offered(street)
    assert not offered(community)


def test_the_form_offers_only_the_kinds_that_may_stand_there(office, district, street):
    def kinds(parent):
        form = office.get("wagtailadmin_pages:add", *CREATE, parent.pk).context["form"]
        return [value for value, _ in form.fields["organisation_kind"].choices]

    assert kinds(district) == ["department", "street", "town"]
    assert kinds(street) == ["community", "village"]


def test_a_kind_in_the_wrong_place_is_refused(office, street):
    response = office.create_page(*CREATE, street, profile_form(organisation_kind="department"))
    assert response.status_code == 200
    assert not OrganisationPage.objects.filter(slug="haitang").exists()


def test_a_new_organisation_needs_an_address_of_its_own(office, street, community):
    for slug in ("", "海棠", "Haitang", community.slug):
        assert office.create_page(*CREATE, street, profile_form(slug=slug)).status_code == 200
    assert not OrganisationPage.objects.filter(title="海棠社区").exists()


def test_a_new_name_keeps_address_and_rights_and_renames_what_carries_it(office, community):
    groups = community.staff_groups
    rights, address = pages_of(groups.editors), community.get_absolute_url()
    office.save_page(community, profile_of(community, title="新望潮社区"), action="publish")
    renamed = fresh(community)
    assert renamed.get_absolute_url() == address
    assert pages_of(Group.objects.get(pk=groups.editors_id)) == rights
    assert Group.objects.get(pk=groups.publishers_id).name == f"新望潮社区（{community.slug}）·发布"
    assert Collection.objects.get(pk=groups.collection_id).name == f"新望潮社区（{community.slug}）"
    assert Workflow.objects.get(pk=groups.workflow_id).name == f"新望潮社区（{community.slug}）审核"


def test_a_very_long_name_still_fits_the_groups(street):
    made = factories.community(street, title="望潮" * 100)
    assert len(made.staff_groups.editors.name) <= 150


def test_the_address_never_changes(office, community):
    slug = community.slug
    office.save_page(community, profile_of(community, slug="another"), action="publish")
    assert fresh(community).slug == slug
    for live in (True, False):
        page = fresh(community)
        page.slug, page.live = "another", live
        with pytest.raises(ValidationError, match="网址名定了就不能改"):
            page.save()


def test_a_move_keeps_address_and_rights_and_takes_the_folder_along(office, district, community):
    other = factories.street(district, title="海晏街道")
    groups, address = community.staff_groups, community.get_absolute_url()
    rights = pages_of(groups.editors)
    record = factories.policy(fresh(community))
    office.post("wagtailadmin_pages:move_confirm", community.pk, other.pk)
    moved = fresh(community)
    assert moved.get_parent().pk == other.pk
    assert moved.get_absolute_url() == address
    assert pages_of(groups.editors) == rights
    assert Collection.objects.get(pk=groups.collection_id).get_parent() == other.staff_groups.collection
    record.refresh_from_db()
    assert record.publisher_organisation == moved


def test_it_moves_only_to_where_its_kind_may_stand(office, district, street, community):
    village_hall = factories.department(district)
    for destination in (district, village_hall):
        office.post("wagtailadmin_pages:move_confirm", community.pk, destination.pk)
    assert fresh(community).get_parent().pk == street.pk
    assert not community.can_move_to(district)


def test_its_own_staff_cannot_move_it(district, street, community):
    other = factories.street(district, title="海晏街道")
    both = factories.user_of(street.staff_groups.publishers)
    both.groups.add(other.staff_groups.publishers)
    Clerk(both).post("wagtailadmin_pages:move_confirm", community.pk, other.pk)
    assert fresh(community).get_parent().pk == street.pk


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"closed_on": None}, "closed_on"),
        ({"successor": None}, "successor"),
        ({"closed_on": dt.date(2999, 1, 1)}, "closed_on"),
    ],
)
def test_closing_needs_a_date_and_a_successor(street, community, fields, field):
    community.status, community.closed_on, community.successor = "closed", dt.date(2026, 1, 1), street
    for name, value in fields.items():
        setattr(community, name, value)
    with pytest.raises(ValidationError) as refusal:
        community.full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_successors_never_lead_back(street, community):
    other = factories.community(fresh(street), title="松林社区")
    other.status, other.closed_on, other.successor = "closed", dt.date(2026, 1, 1), community
    other.save()
    community.status, community.closed_on, community.successor = "closed", dt.date(2026, 1, 1), other
    with pytest.raises(ValidationError, match="绕回了自己"):
        community.full_clean()


def test_only_the_office_closes(office, street, community):
    closing = {"status": "closed", "closed_on": "2026-01-01", "successor": street.pk}
    own = Clerk(factories.user_of(street.staff_groups.publishers))
    own.save_page(community, profile_of(community, **closing), action="publish")
    assert not fresh(community).is_closed
    office.save_page(community, profile_of(community, **closing), action="publish")
    assert fresh(community).is_closed
    assert fresh(community).display_name == "原澄湾新区松涛街道望潮社区居民委员会"


def test_only_what_is_empty_can_be_deleted_and_leaves_nothing_behind(office, street, community):
    pks = StaffGroups.objects.filter(organisation=community).values_list("editors", "publishers", "collection")[0]
    office.post("wagtailadmin_pages:delete", community.pk)
    assert not OrganisationPage.objects.filter(pk=community.pk).exists()
    assert not Group.objects.filter(pk__in=pks[:2]).exists()
    assert not Collection.objects.filter(pk=pks[2]).exists()
    assert not Workflow.objects.filter(name__contains=community.slug).exists()


def _a_record(street, community):
    factories.policy_draft(community)


def _a_file(street, community):
    collection = community.staff_groups.collection
    Attachment.objects.create(title="表", file=ContentFile(docx(), "a.docx"), collection=collection)


def _a_duty(street, community):
    other = factories.community(fresh(street), title="松林社区")
    other.status, other.closed_on, other.successor = "closed", dt.date(2026, 1, 1), community
    other.save()


def _a_joint_document(street, community):
    JointIssuer.objects.create(policy=factories.policy(fresh(street)), organisation=community)  # from an older rule


@pytest.mark.parametrize("burden", [_a_record, _a_file, _a_duty, _a_joint_document])
@pytest.mark.parametrize("superuser", [False, True])
def test_what_holds_anything_is_neither_deleted_nor_hidden(office, street, community, burden, superuser):
    burden(street, community)
    clerk = Clerk(factories.user_of(street.staff_groups.editors, is_superuser=True)) if superuser else office
    clerk.post("wagtailadmin_pages:delete", community.pk)
    clerk.client.post(f"/cms/bulk/basepage/basepage/delete/?id={community.pk}&next=/cms/")
    clerk.post("wagtailadmin_pages:unpublish", community.pk)
    assert fresh(community).live


def test_the_office_renamed_is_the_same_office(district):
    group = staffing.district_office(district)
    district.title = "澄海新区"
    district.save()
    assert staffing.district_office(district) == group
    assert group.name == "澄湾新区（chengwan）·机构管理"
    assert Group.objects.get(pk=group.pk).name == "澄海新区（chengwan）·机构管理"


def test_there_is_one_district(office, district):
    assert not OrganisationPage.can_create_at(district.get_parent())


def test_loading_a_dump_makes_no_second_set_of_groups(district, street, community, tmp_path):
    dump = tmp_path / "dump.json"
    names = ["wagtailcore.collection", "wagtailcore.workflow", "wagtailcore.task", "organisations", "auth.group"]
    call_command("dumpdata", "basepage", *names, natural_foreign=True, output=str(dump), verbosity=0)
    groups = Group.objects.count()
    call_command("loaddata", str(dump), verbosity=0)
    assert Group.objects.count() == groups
    assert StaffGroups.objects.count() == 3


def test_a_copy_gets_groups_of_its_own(street, community):
    copy = community.copy(update_attrs={"slug": "copied", "title": "望潮社区二"})
    assert copy.staff_groups.editors != community.staff_groups.editors
    assert copy.staff_groups.editors.name == "望潮社区二（copied）·编辑"
