"""The editor of an organisation. What is registered is shown to the district office only, and asked first."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .permissions import MANAGE, manages_organisations

LONG = AdminAutoHeightTextInput(attrs={"rows": 2})


class ReadOnlyForStaff(FieldPanel):
    """What the district office keeps, for those who may only read it."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown()) and not manages_organisations(self.request.user)


_NAME = {"heading": "名称", "help_text": "大家平常叫的名字，如“松涛街道”“望潮社区”。"}

ORGANISATION_PANELS = [
    FieldPanel("title", permission=MANAGE, required_on_save=True, **_NAME),
    FieldPanel("legal_name", permission=MANAGE),
    ReadOnlyForStaff("title", heading="名称"),
    ReadOnlyForStaff("legal_name", help_text="名称和全称由区里维护，要改请联系区政务公开办公室。"),
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
