"""The editor of an organisation. What is registered is shown to the district office only, and asked first."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .permissions import MANAGE

LONG = AdminAutoHeightTextInput(attrs={"rows": 2})

ORGANISATION_PANELS = [
    FieldPanel("title", heading="名称", help_text="大家平常叫的名字，如“松涛街道”“望潮社区”。"),
    FieldPanel("legal_name"),
    MultiFieldPanel(
        [
            FieldPanel("organisation_kind", permission=MANAGE, required_on_save=True),
            FieldPanel(
                "slug",
                heading="网址名",
                permission=MANAGE,
                required_on_save=True,
                help_text="小写拼音，全站唯一，定了不改。",
            ),
            FieldPanel("uscc", permission=MANAGE),
            FieldPanel("document_code", permission=MANAGE),
            FieldPanel("area_code", permission=MANAGE),
            FieldPanel("former_names", permission=MANAGE),
        ],
        heading="登记信息（区里维护）",
    ),
    FieldPanel("lead"),
    MultiFieldPanel([FieldPanel("address"), FieldPanel("directions", widget=LONG)], heading="在哪里"),
    InlinePanel("opening_hours", heading="开门时间", label="时间段"),
    InlinePanel("hours_exceptions", heading="节假日和临时调整", label="调整"),
    InlinePanel("telephones", heading="电话", label="电话"),
    MultiFieldPanel([FieldPanel("functions"), FieldPanel("head"), FieldPanel("facilities")], heading="职能和设施"),
    MultiFieldPanel([FieldPanel("photo"), FieldPanel("photo_alt")], heading="照片"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading="地图位置"),
    FieldPanel("disclosure_request_url"),
    MultiFieldPanel(
        [
            FieldPanel("status", permission=MANAGE),
            FieldPanel("closed_on", permission=MANAGE),
            FieldPanel("successor", permission=MANAGE),
        ],
        heading="撤销或合并（区里维护）",
    ),
]
