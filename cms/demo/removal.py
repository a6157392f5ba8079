"""Taking the demo district away again, whole: records, what is sealed of them, organisations, files, accounts."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, PageLogEntry, ReferenceIndex, Revision
from wagtail.query import PageQuerySet

from cms.archive import vault
from cms.archive.models import ArchiveOpening, SealedCopy, SealedOriginal
from cms.basepage.models import BasePage
from cms.files.models import Attachment, Picture
from cms.jobs.models import OutboxEntry
from cms.notices.afterwork import ENDED, PUBLISHED
from cms.notices.models import NoticePage
from cms.organisations.models import OrganisationPage, StaffGroups
from cms.records.models import Relation

from . import accounts, identity
from .content_files import DISTRICT_SLUG
from .files import COLLECTION


@transaction.atomic
def remove() -> bool:
    """Everything or nothing. True if there was something to remove."""
    district = OrganisationPage.objects.filter(slug=DISTRICT_SLUG).first()
    accounts.remove_accounts()
    identity.remove_identity()
    if district is None:
        return False
    _remove_tree(district)
    return True


def _remove_tree(district: OrganisationPage) -> None:
    inside = Q(path__startswith=district.path)
    pages = BasePage.objects.filter(inside)
    ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
    groups = list(StaffGroups.objects.filter(organisation__in=pages.values("pk")))
    Relation.objects.filter(source__path__startswith=district.path).delete()
    OrganisationPage.objects.filter(inside).update(successor=None, photo=None)
    NoticePage.objects.filter(inside).update(result_of=None)
    _remove_sealed(ids)
    OutboxEntry.objects.filter(topic__in=(PUBLISHED, ENDED), key__in=ids).delete()
    # Records before their publishers, children before their parents.
    for depth in range(_deepest(pages), district.depth - 1, -1):
        for page in list(pages.filter(depth=depth)):
            page.specific.delete()
    # Ids are counted by table: without the type, a file or a setting of the same id would be hit as well.
    of_pages = ContentType.objects.get_for_model(BasePage)
    Revision.objects.filter(base_content_type=of_pages, object_id__in=ids).delete()
    ReferenceIndex.objects.filter(base_content_type=of_pages, object_id__in=ids).delete()
    PageLogEntry.objects.filter(page_id__in=ids).delete()
    _remove_groups(groups, district)


def _remove_sealed(ids: list[str]) -> None:
    """Of these records alone. The files go when the rows are gone for good: without a row nobody opens them."""
    copies = SealedCopy.objects.filter(record_id__in=ids)
    originals = SealedOriginal.objects.filter(record_id__in=ids)
    names = [*copies.values_list("stored_name", flat=True), *originals.values_list("stored_name", flat=True)]
    ArchiveOpening.objects.filter(copy__in=copies).delete()
    copies.delete()
    originals.delete()
    transaction.on_commit(lambda: _remove_files(names))


def _remove_files(names: list[str]) -> None:
    for name in names:
        vault.remove(name)


def _deepest(pages: PageQuerySet) -> int:
    return int(pages.order_by("-depth").values_list("depth", flat=True).first() or 0)


def _remove_groups(groups: list[StaffGroups], district: OrganisationPage) -> None:
    collections = Collection.objects.filter(Q(pk__in=[item.collection_id for item in groups]) | Q(name=COLLECTION))
    for model in (Attachment, Picture):
        for item in model.objects.filter(collection__in=collections):
            item.delete()
    StaffGroups.objects.filter(pk__in=[item.pk for item in groups]).delete()
    Group.objects.filter(name__contains=f"（{district.slug}）").delete()
    Group.objects.filter(pk__in=[pk for item in groups for pk in (item.editors_id, item.publishers_id)]).delete()
    for collection in collections.order_by("-depth"):
        collection.delete()
