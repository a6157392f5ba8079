"""The editors of policies and interpretations, in the order in which a clerk thinks."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.records.panels import ChosenPagePanel, PublishRequirementsPanel

SUMMARY = FieldPanel("summary", widget=AdminAutoHeightTextInput(attrs={"rows": 2}))
CHANGE_NOTE = FieldPanel("change_note", widget=AdminAutoHeightTextInput(attrs={"rows": 2}))
RELATIONS = InlinePanel(
    "relations",
    heading="相关文件",
    label="相关文件",
    panels=[
        FieldPanel("kind"),
        ChosenPagePanel("target", ["policies.PolicyPage"]),
        FieldPanel("note"),
    ],
)
PLACES = MultiFieldPanel(
    [
        FieldPanel("reach", heading="显示范围"),
        InlinePanel(
            "placements",
            heading="另外在这些地方显示",
            label="地方",
            panels=[ChosenPagePanel("place", ["organisations.OrganisationPage"])],
        ),
    ],
    heading="在哪里显示",
)
BODY = MultiFieldPanel([FieldPanel("pasted_text"), FieldPanel("body", heading="分块的正文")], heading="正文")
CLASSIFICATION = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("theme"), FieldPanel("subtheme")]),
        FieldPanel("audience"),
        FieldPanel("keywords"),
    ],
    heading="分类",
)

POLICY_PANELS: list[Any] = [
    PublishRequirementsPanel(heading="发布前还要做"),
    FieldPanel("title", heading="标题", help_text="机关＋关于＋事由＋文种。"),
    SUMMARY,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("document_class"), FieldPanel("document_type")]),
            FieldRowPanel([FieldPanel("document_number"), FieldPanel("registration_number")]),
            InlinePanel("joint_issuers", heading="联合发文机关", label="机构"),
            FieldPanel("original_issuer"),
        ],
        heading="文号和体裁",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_on")]),
            FieldRowPanel([FieldPanel("valid_until"), FieldPanel("repealed_on")]),
        ],
        heading="日期",
    ),
    FieldPanel("addressee"),
    BODY,
    FieldPanel("signature"),
    CLASSIFICATION,
    RELATIONS,
    PLACES,
    MultiFieldPanel(
        [
            FieldPanel("disclosure_method"),
            FieldPanel("withholding_reason"),
            FieldPanel("statutory_category"),
        ],
        heading="公开属性",
    ),
    CHANGE_NOTE,
]

INTERPRETATION_PANELS: list[Any] = [
    PublishRequirementsPanel(heading="发布前还要做"),
    FieldPanel("title", heading="标题"),
    SUMMARY,
    FieldPanel("form"),
    RELATIONS,
    MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading="一图读懂"),
    BODY,
    FieldPanel("contact"),
    FieldPanel("issued_on"),
    CLASSIFICATION,
    PLACES,
    CHANGE_NOTE,
]

# No scheduled publishing tab of Wagtail's: what is due is decided when it is read.
RECORD_SETTINGS: list[Any] = []
