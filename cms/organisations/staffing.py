"""Groups, permissions and the file folder of an organisation: made when it is made, renamed when it is renamed.

Permissions hang on the organisation's own page, so a move carries them along and a rename does not touch them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.basepage.models import BasePage

if TYPE_CHECKING:
    from .models import OrganisationPage

EDITOR_ACTIONS = ("add", "change")
PUBLISHER_ACTIONS = ("add", "change", "publish", "lock", "unlock")


def set_up(organisation: OrganisationPage) -> None:
    """Make the editors' and publishers' groups with their rights. Call once, in the transaction of the creation."""
    from .models import StaffGroups

    collection = _parent_collection(organisation).add_child(instance=Collection(name=_collection_name(organisation)))
    editors = Group.objects.create(name=_group_name(organisation, "编辑"))
    publishers = Group.objects.create(name=_group_name(organisation, "发布"))
    for group, actions in ((editors, EDITOR_ACTIONS), (publishers, PUBLISHER_ACTIONS)):
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        _grant_pages(group, organisation, actions)
        _grant_files(group, collection)
    StaffGroups.objects.create(
        organisation=organisation, editors=editors, publishers=publishers, collection=collection
    )


def rename(organisation: OrganisationPage) -> None:
    """Groups and folder carry the organisation's name; follow it."""
    groups = getattr(organisation, "staff_groups", None)
    if groups is None or groups.collection.name == _collection_name(organisation):
        return
    for group, role in ((groups.editors, "编辑"), (groups.publishers, "发布")):
        Group.objects.filter(pk=group.pk).update(name=_group_name(organisation, role))
    Collection.objects.filter(pk=groups.collection_id).update(name=_collection_name(organisation))


def grant_management(group: Group) -> None:
    """Let a group create, close and move organisations (the district's office)."""
    group.permissions.add(Permission.objects.get(codename="manage_organisations"))


def _group_name(organisation: OrganisationPage, role: str) -> str:
    return f"{organisation.title}（{organisation.slug}）·{role}"


def _collection_name(organisation: OrganisationPage) -> str:
    return f"{organisation.title}（{organisation.slug}）"


def _parent_collection(organisation: OrganisationPage) -> Collection:
    from .models import StaffGroups

    parent = StaffGroups.objects.filter(organisation__path=organisation.path[: -organisation.steplen]).first()
    return parent.collection if parent else Collection.get_first_root_node()


def _grant_pages(group: Group, organisation: OrganisationPage, actions: tuple[str, ...]) -> None:
    content_type = ContentType.objects.get_for_model(BasePage)
    permissions = Permission.objects.filter(
        content_type=content_type, codename__in=[f"{action}_basepage" for action in actions]
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=organisation.pk, permission=permission) for permission in permissions
    )


def _grant_files(group: Group, collection: Collection) -> None:
    for model in (get_document_model(), get_image_model()):
        content_type = ContentType.objects.get_for_model(model)
        codenames = [f"{action}_{model._meta.model_name}" for action in ("add", "change", "choose")]
        for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
