"""Groups, permissions, file folder and review of an organisation: made with it, renamed, moved and removed with it.

Permissions hang on the organisation's own page, so a move carries them along and a rename does not touch them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.basepage.models import BasePage

from .review import PublisherApproval

if TYPE_CHECKING:
    from .models import OrganisationPage, StaffGroups

EDITOR_ACTIONS = ("add", "change")
PUBLISHER_ACTIONS = ("add", "change", "publish", "lock", "unlock")
# Wagtail asks for the rights of its own models, whatever model takes their place.
FILE_RIGHTS = (("wagtaildocs", "document"), ("wagtailimages", "image"))
# auth_group.name holds 150 characters; the slug tells organisations of one name apart.
_LONGEST_TITLE = 60


def arrange(organisation: OrganisationPage) -> None:
    """Make what is missing and follow a new name. To be called whenever an organisation has been saved."""
    groups = _groups_of(organisation)
    if groups is None:
        _set_up(organisation)
    elif groups.collection.name != _label(organisation):
        _rename(organisation, groups)
    if organisation.is_district:
        district_office(organisation)


def follow_move(organisation: OrganisationPage) -> None:
    """The folder goes under the new parent's, and the new parent's publishers review."""
    groups = _groups_of(organisation)
    if groups is None:
        return
    groups.collection.move(_parent_collection(organisation), "sorted-child")
    groups.approval.groups.set(_reviewers(organisation, groups.publishers))


def tear_down(groups: StaffGroups) -> None:
    """Remove what was set up for an organisation that has been deleted. A folder with files in it stays."""
    groups.workflow.delete()
    groups.approval.delete()
    groups.editors.delete()
    groups.publishers.delete()
    if _folder_is_empty(groups.collection):
        groups.collection.delete()


def has_files(organisation: OrganisationPage) -> bool:
    groups = _groups_of(organisation)
    return groups is not None and not _folder_is_empty(groups.collection)


def _folder_is_empty(collection: Collection) -> bool:
    models = (get_document_model(), get_image_model())
    return collection.is_leaf() and not any(model.objects.filter(collection=collection).exists() for model in models)


def district_office(district: OrganisationPage) -> Group:
    """The district office: it makes, closes and moves organisations and looks after the accounts of their staff."""
    group, _ = Group.objects.get_or_create(name=_group_name(district, "机构管理"))
    group.permissions.set(
        [
            _permission("wagtailadmin", "access_admin"),
            _permission("organisations", "manage_organisations"),
            _permission("identity", "change_siteidentity"),
            _permission("jobs", "view_outboxentry"),
            *(_permission("staff", f"{action}_{get_user_model()._meta.model_name}") for action in ("add", "change")),
            *(_permission("notices", f"{action}_localrule") for action in ("add", "change", "delete")),
            *(_permission("workcalendar", f"{action}_dayoverride") for action in ("add", "change", "delete")),
        ]
    )
    _grant_pages(group, district, ("add", "change", "publish"))
    groups = _groups_of(district)
    if groups is not None:
        _grant_files(group, groups.collection)
    archivists(district)
    return group


def archivists(district: OrganisationPage) -> Group:
    """Who may open what was sealed when it left the site; they have no other right."""
    group, _ = Group.objects.get_or_create(name=_group_name(district, "档案员"))
    group.permissions.set([_permission("wagtailadmin", "access_admin"), _permission("archive", "open_sealedcopy")])
    return group


def _groups_of(organisation: OrganisationPage) -> StaffGroups | None:
    from .models import StaffGroups

    found = StaffGroups.objects.filter(organisation_id=organisation.pk)
    return found.select_related("collection", "workflow", "approval", "publishers").first()


def _set_up(organisation: OrganisationPage) -> None:
    from .models import StaffGroups

    label = _label(organisation)
    collection = _parent_collection(organisation).add_child(instance=Collection(name=label))
    editors = Group.objects.create(name=_group_name(organisation, "编辑"))
    publishers = Group.objects.create(name=_group_name(organisation, "发布"))
    for group, actions in ((editors, EDITOR_ACTIONS), (publishers, PUBLISHER_ACTIONS)):
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        _grant_pages(group, organisation, actions)
        _grant_files(group, collection)
    approval = PublisherApproval.objects.create(name=_review_name(organisation))
    approval.groups.set(_reviewers(organisation, publishers))
    workflow = Workflow.objects.create(name=_review_name(organisation))
    WorkflowTask.objects.create(workflow=workflow, task=approval, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=organisation.pk)
    StaffGroups.objects.create(
        organisation=organisation,
        editors=editors,
        publishers=publishers,
        collection=collection,
        workflow=workflow,
        approval=approval,
    )


def _rename(organisation: OrganisationPage, groups: StaffGroups) -> None:
    for pk, role in ((groups.editors_id, "编辑"), (groups.publishers_id, "发布")):
        Group.objects.filter(pk=pk).update(name=_group_name(organisation, role))
    for role in ("机构管理", "档案员"):
        suffix = f"（{organisation.slug}）·{role}"
        Group.objects.filter(name__endswith=suffix).update(name=_group_name(organisation, role))
    Collection.objects.filter(pk=groups.collection_id).update(name=_label(organisation))
    Workflow.objects.filter(pk=groups.workflow_id).update(name=_review_name(organisation))
    PublisherApproval.objects.filter(pk=groups.approval_id).update(name=_review_name(organisation))


def _label(organisation: OrganisationPage) -> str:
    return f"{organisation.title[:_LONGEST_TITLE]}（{organisation.slug}）"


def _group_name(organisation: OrganisationPage, role: str) -> str:
    return f"{_label(organisation)}·{role}"


def _review_name(organisation: OrganisationPage) -> str:
    return f"{_label(organisation)}审核"


def _parent_groups(organisation: OrganisationPage) -> StaffGroups | None:
    from .models import StaffGroups

    return StaffGroups.objects.filter(organisation__path=organisation.path[: -organisation.steplen]).first()


def _parent_collection(organisation: OrganisationPage) -> Collection:
    parent = _parent_groups(organisation)
    return parent.collection if parent else Collection.get_first_root_node()


def _reviewers(organisation: OrganisationPage, publishers: Group) -> list[Group]:
    parent = _parent_groups(organisation)
    return [publishers, parent.publishers] if parent else [publishers]


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _grant_pages(group: Group, organisation: OrganisationPage, actions: tuple[str, ...]) -> None:
    content_type = ContentType.objects.get_for_model(BasePage)
    for permission in Permission.objects.filter(
        content_type=content_type, codename__in=[f"{action}_basepage" for action in actions]
    ):
        GroupPagePermission.objects.get_or_create(group=group, page_id=organisation.pk, permission=permission)


def _grant_files(group: Group, collection: Collection) -> None:
    for app_label, model_name in FILE_RIGHTS:
        for action in ("add", "change", "choose"):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app_label, f"{action}_{model_name}")
            )
