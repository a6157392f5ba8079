"""What the demo site says of itself. Every number is of the form that nobody has."""

from cms.identity.models import SiteIdentity

VALUES = {
    "region_name": "澄湾新区",
    "brand_name": "政务公开会客厅",
    "site_name": "澄湾新区政务公开会客厅",
    "site_domain": "www.chengwan.example",
    "site_code": "0000000000",
    "description": "澄湾新区政策文件、政策解读、街道和社区信息",
    "keywords": "澄湾新区,政务公开,政策文件,政策解读,街道,社区",
    "common_words": "高龄津贴、最低生活保障、招生入学、加装电梯、公共租赁住房、创业、停车",
    "sponsor": "澄湾新区管理委员会",
    "organiser": "澄湾新区管理委员会办公室",
    "telephone": "0000-12345678",
    "telephone_hours": "工作日8:30至12:00，13:30至17:30",
    "address": "澄湾新区海晏路1号政务服务中心一楼",
    "icp_number": "某ICP备00000000号-1",
    "police_number": "某公网安备 00000000000000号",
    "party_government_url": "https://bszs.conac.cn/",
    "report_error_url": "https://zfwzgl.www.gov.cn/",
    "supports_ipv6": True,
}


def load_identity() -> None:
    """Fill the form once; what an office has written since stays."""
    identity = SiteIdentity.load()
    if not identity.site_name:
        SiteIdentity.objects.update_or_create(pk=identity.pk, defaults=VALUES)


def remove_identity() -> None:
    SiteIdentity.objects.filter(site_name=VALUES["site_name"]).delete()
