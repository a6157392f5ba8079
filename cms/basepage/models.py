"""The custom base page: shared columns on one table, so that lists across record types need no join and no union.

It imports nothing of ours. What the columns mean, and who may fill them, is decided in ``cms.records``.
"""

from __future__ import annotations

import logging
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from wagtail.log_actions import log
from wagtail.models import AbstractPage
from wagtail.models.pages import AbstractPageMeta

logger = logging.getLogger("huiketing.basepage")


class BasePage(AbstractPage):
    """Every page of the tree: organisations (``kind`` empty) and records (``kind`` filled)."""

    # Set by the system, never by a form, and kept when an older revision is published again.
    SYSTEM_COLUMNS: tuple[str, ...] = (
        "kind",
        "publisher_id",
        "index_number",
        "published_at",
        "visible_from",
        "visible_until",
    )
    exclude_fields_in_copy = ["publisher", "index_number", "published_at"]

    kind = models.CharField("类别", max_length=20, blank=True, default="", editable=False)
    publisher = models.ForeignKey(
        "self",
        verbose_name="发布机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published_records",
        editable=False,
    )
    index_number = models.CharField("索引号", max_length=40, null=True, blank=True, unique=True, editable=False)
    document_number = models.CharField("发文字号", max_length=60, blank=True, default="")
    issued_on = models.DateField("成文日期", null=True, blank=True)
    published_at = models.DateTimeField("发布日期", null=True, blank=True, editable=False)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    theme = models.CharField("主题分类", max_length=2, blank=True, default="")
    subtheme = models.CharField("主题二级", max_length=20, blank=True, default="")
    audience = models.CharField("面向对象", max_length=20, blank=True, default="")
    reach = models.CharField("显示范围", max_length=10, blank=True, default="")
    visible_from = models.DateTimeField("开始显示", null=True, blank=True)
    visible_until = models.DateTimeField("结束显示", null=True, blank=True)

    class Meta(AbstractPageMeta):
        indexes = [
            # Lists: newest first, of one kind, publisher, theme or audience. ``live`` stays out: nearly every row has
            # it, and SQLite does not use an index behind it.
            models.Index(fields=["kind", "reach", "-published_at", "-id"], name="record_by_kind"),
            models.Index(fields=["kind", "-published_at", "-id"], name="record_by_kind_date"),
            models.Index(fields=["publisher", "kind", "-published_at", "-id"], name="record_by_publisher"),
            models.Index(fields=["publisher", "reach", "kind"], name="record_by_publisher_reach"),
            models.Index(fields=["kind", "theme", "-published_at", "-id"], name="record_by_theme"),
            models.Index(fields=["kind", "audience", "-published_at", "-id"], name="record_by_audience"),
            models.Index(fields=["kind", "-issued_on", "-id"], name="record_by_issue"),
            models.Index(fields=["document_number"], name="record_by_number"),
            models.Index(fields=["reach", "-published_at", "-id"], name="record_by_date"),
            # The next visibility boundary, for whoever keeps a rendered page. Only rows that have one: a plain index
            # on ``visible_from`` matches every row, and SQLite would take it for the lists.
            models.Index(
                fields=["visible_from"],
                condition=models.Q(visible_from__gt=models.F("published_at")),
                name="record_appears",
            ),
            models.Index(
                fields=["visible_until"], condition=models.Q(visible_until__isnull=False), name="record_disappears"
            ),
            # Wagtail looks for aliases on each save and orders them by path: 105 ms without this at 100,000 pages.
            models.Index(fields=["alias_of", "path"], name="page_alias_path"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or "published_at" in fields:
            self._keep_publication_date()
        super().save(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """By the rules of the specific page type, also where Wagtail holds the page without its type (bulk actions)."""
        page = self if isinstance(self, self.specific_class or BasePage) else self.specific
        super(BasePage, page).unpublish(*args, **kwargs)  # type: ignore[misc]  # page is a BasePage: itself, in its own class

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public site draws previews; it stands above this app, so it is named in the settings."""
        response: HttpResponse = import_string(settings.PREVIEW_RENDERER)(request, self)
        return response

    def with_content_json(self, content: dict[str, Any]) -> Self:
        page: Self = super().with_content_json(content)
        for column in self.SYSTEM_COLUMNS:
            setattr(page, column, getattr(self, column))
        return page

    def refuse_publication_date(self, wanted: str | None, user: Any = None) -> None:
        """Log an attempt to change the publication date: a line for operators, an entry in the page's history."""
        logger.warning("publication_date.refused page=%s user=%s wanted=%r", self.pk, user and user.pk, wanted)
        log(instance=self, action="huiketing.publication_date_refused", user=user, data={"wanted": wanted})

    def _keep_publication_date(self) -> None:
        """The publication date is set once (forging it is a veto item of 国办秘函〔2019〕19号): keep it, log the try.

        A trigger in the database refuses what passes by this method.
        """
        if self.pk is None:
            return
        stored = BasePage.objects.filter(pk=self.pk).values_list("published_at", flat=True).first()
        if stored is None or stored == self.published_at:
            return
        wanted, self.published_at = self.published_at, stored
        self.refuse_publication_date(wanted.isoformat() if wanted else None)
