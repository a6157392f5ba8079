"""The editor of notices, in the order in which a clerk thinks."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.records.panels import ChosenPagePanel, PublishRequirementsPanel

from .hints import GatePanel, KindPanel

NOTICE_PANELS: list[Any] = [
    PublishRequirementsPanel(heading="发布前还要做"),
    GatePanel(heading="个人信息"),
    FieldPanel("title", heading="标题", help_text="说明在哪里、公示什么。不写个人姓名。"),
    FieldPanel("summary", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
    FieldPanel("notice_kind"),
    KindPanel(heading="规定"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldPanel("period_reason"),
            FieldPanel("date_reason"),
        ],
        heading="公示期",
    ),
    MultiFieldPanel(
        [
            FieldPanel("reach", heading="显示范围"),
            InlinePanel(
                "placements",
                heading="在这些地方公示",
                label="地方",
                panels=[ChosenPagePanel("place", ["organisations.OrganisationPage"])],
            ),
        ],
        heading="在哪里显示",
    ),
    MultiFieldPanel(
        [FieldPanel("pasted_text"), FieldPanel("body", heading="分块的正文"), FieldPanel("content_reason")],
        heading="正文",
    ),
    MultiFieldPanel(
        [
            FieldPanel("objection_telephone"),
            FieldPanel("objection_hours"),
            FieldPanel("objection_address"),
            FieldPanel("objection_email"),
        ],
        heading="有异议找谁",
        help_text="不填就用本机构资料里的电话、时间和地址。",
    ),
    FieldPanel("basis"),
    ChosenPagePanel("result_of", ["notices.NoticePage"]),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("theme"), FieldPanel("subtheme")]),
            FieldPanel("audience"),
            FieldPanel("keywords"),
            FieldRowPanel([FieldPanel("document_number"), FieldPanel("issued_on")]),
        ],
        heading="分类和文号",
    ),
    FieldPanel("change_note", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
]
