"""Making records that are public from the first moment, one by one or thousands at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.basepage.models import BasePage

from . import publishing
from .refusals import PublishBlocked
from .requirements import unmet

if TYPE_CHECKING:
    from cms.organisations.models import OrganisationPage

    from .models import RecordPage

Page = TypeVar("Page", bound="RecordPage")


def require_ready(organisation: OrganisationPage, page: RecordPage) -> None:
    """Raise PublishBlocked with what keeps the unsaved ``page`` from going live under ``organisation``.

    Fills the columns that follow from the place; writes nothing to the database.
    """
    page.publisher = page.publisher_below(organisation)
    page.locale_id = organisation.locale_id
    publishing.fill_system_columns(page)
    left = unmet(page)
    if left:
        raise PublishBlocked(left, page)


def create_live(organisation: OrganisationPage, page: Page) -> Page:
    """Save the new ``page`` below ``organisation`` as a published record and return it.

    A ``published_at`` that is set is kept, otherwise it is now. Raises PublishBlocked (requirements) or
    ValidationError (fields), and has then written nothing.
    """
    require_ready(organisation, page)
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.last_published_at = page.published_at or timezone.now()
    children = organisation.numchild
    try:
        with transaction.atomic():
            organisation.add_child(instance=page)
    except Exception:
        organisation.numchild = children  # the tree counts in memory before it saves
        raise
    bulk = _active_bulk.get()
    if bulk is not None:
        bulk.created.append(page)
    return page


class BulkCreation:
    """Records created since the last indexing; see ``bulk_creation``."""

    def __init__(self) -> None:
        self.created: list[RecordPage] = []
        self.total = 0

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: its records and their index entries are in together, or not at all."""
        self.index()
        with transaction.atomic():
            try:
                yield
                self.index()
            finally:
                self.created.clear()

    def index(self) -> None:
        """Enter what was created into Wagtail's reference index and search index."""
        stored = set(BasePage.objects.filter(pk__in=[page.pk for page in self.created]).values_list("pk", flat=True))
        pages = [page for page in self.created if page.pk in stored]
        self.created.clear()
        if not pages:
            return
        by_model: dict[Any, list[RecordPage]] = defaultdict(list)
        with transaction.atomic():
            for page in pages:
                by_model[type(page)].append(page)
                ReferenceIndex.create_or_update_for_object(page)
            for backend in get_search_backends(with_auto_update=True):
                for model, instances in by_model.items():
                    backend.add_bulk(model, instances)
        self.total += len(pages)


_active_bulk: ContextVar[BulkCreation | None] = ContextVar("active_bulk_creation", default=None)


@contextmanager
def bulk_creation() -> Iterator[BulkCreation]:
    """Defer the indexing that Wagtail does at each save, whose cost grows with the number of pages.

    ``batch()`` of the value makes up for it inside its own transaction, so that a kill loses nothing. What is created
    outside a batch is indexed when the context ends, even by an error. At the end the database's statistics are
    renewed: without them the planner reads all children of an organisation for each new one.
    For commands: the suspension holds for the whole process. Not to be nested.
    """
    if _active_bulk.get() is not None:
        raise RuntimeError("bulk_creation() is already active")
    bulk = BulkCreation()
    token = _active_bulk.set(bulk)
    try:
        with _indexing_suspended():
            try:
                yield bulk
            finally:
                bulk.index()
        if bulk.total:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    finally:
        _active_bulk.reset(token)


@contextmanager
def _indexing_suspended() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(disable_reference_index_auto_update())
        for model in get_indexed_models():
            if issubclass(model, BasePage) and post_save.disconnect(post_save_signal_handler, sender=model):
                stack.callback(post_save.connect, post_save_signal_handler, sender=model)
        yield
