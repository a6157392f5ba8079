"""What the site says of itself: names, codes in the metas, the footer, the help line (domain.md sections 4.2–4.3)."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .panels import GoLivePanel


@register_setting(icon="site", order=100)
class SiteIdentity(BaseGenericSetting):
    """One form; ``golive`` says what is still missing."""

    site_name = models.CharField("网站名称", max_length=60, blank=True, default="")
    region_name = models.CharField("地区名称", max_length=30, blank=True, default="")
    brand_name = models.CharField("栏目名称", max_length=30, default="政务公开会客厅")
    site_domain = models.CharField("网站域名", max_length=80, blank=True, default="")
    site_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        default="",
        validators=[RegexValidator(r"^(\d{10}|bm\d{8})$", "网站标识码是10位数字，或bm加8位数字。")],
    )
    description = models.CharField("网站说明", max_length=200, blank=True, default="")
    keywords = models.CharField("网站关键词", max_length=200, blank=True, default="", help_text="用英文逗号隔开。")
    common_words = models.CharField(
        "大家常查", max_length=120, blank=True, default="", help_text="首页搜索框下面的词，用顿号隔开，最多八个。"
    )
    sponsor = models.CharField("主办单位", max_length=60, blank=True, default="")
    organiser = models.CharField("承办单位", max_length=60, blank=True, default="")
    telephone = models.CharField("帮助电话", max_length=30, blank=True, default="")
    telephone_hours = models.CharField("电话服务时间", max_length=80, blank=True, default="")
    address = models.CharField("联系地址", max_length=120, blank=True, default="")
    email = models.EmailField("联系邮箱", blank=True, default="")
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True, default="")
    police_number = models.CharField("公安备案号", max_length=40, blank=True, default="")
    party_government_url = models.URLField("党政机关网站标识网址", blank=True, default="")
    report_error_url = models.URLField("“我为政府网站找错”网址", blank=True, default="")
    supports_ipv6 = models.BooleanField("支持IPv6", default=False)

    panels = [
        GoLivePanel(heading="上线检查"),
        MultiFieldPanel(
            [
                FieldPanel("region_name"),
                FieldPanel("brand_name"),
                FieldPanel("site_name"),
                FieldPanel("site_domain"),
                FieldPanel("site_code"),
                FieldPanel("description"),
                FieldPanel("keywords"),
                FieldPanel("common_words"),
            ],
            heading="网站标识",
        ),
        MultiFieldPanel(
            [FieldPanel("telephone"), FieldPanel("telephone_hours"), FieldPanel("address"), FieldPanel("email")],
            heading="帮助和联系",
        ),
        MultiFieldPanel(
            [
                FieldPanel("sponsor"),
                FieldPanel("organiser"),
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
                FieldPanel("party_government_url"),
                FieldPanel("report_error_url"),
                FieldPanel("supports_ipv6"),
            ],
            heading="页脚",
        ),
    ]

    class Meta:
        verbose_name = "网站信息"

    @property
    def common_word_list(self) -> list[str]:
        return [word.strip() for word in self.common_words.split("、") if word.strip()][:8]
