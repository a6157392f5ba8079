"""What keeps this site from going live, in plain words for the office that runs it.

Other apps add their own: a function registered with ``hooks.register("golive_obstacles")`` that yields lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from wagtail import hooks

from cms.organisations.models import OrganisationPage

from .models import SiteIdentity

# The footer's seven elements and the metas of every page (发展指引; domain.md sections 4.2, 4.3).
REQUIRED_FIELDS = (
    "site_name",
    "region_name",
    "site_domain",
    "site_code",
    "description",
    "keywords",
    "sponsor",
    "telephone",
    "telephone_hours",
    "address",
    "icp_number",
    "police_number",
    "party_government_url",
    "report_error_url",
)
_LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")


def obstacles() -> list[str]:
    """One line an obstacle, the shared ones first; empty when nothing keeps the site from going live."""
    return [*_identity(), *_settings(), *_accounts(), *_organisations(), *_reported()]


def _identity() -> Iterator[str]:
    identity = SiteIdentity.load()
    empty = [SiteIdentity._meta.get_field(name) for name in REQUIRED_FIELDS if not getattr(identity, name)]
    if empty:
        yield f"“网站信息”里还没有填：{'、'.join(str(field.verbose_name) for field in empty)}。"
    if identity.site_code and len(set(identity.site_code.removeprefix("bm"))) == 1:
        yield f"网站标识码“{identity.site_code}”不像真的，请填主管部门发给的标识码。"
    host = urlsplit(settings.SITE_URL).hostname or ""
    if identity.site_domain and host and identity.site_domain != host:
        yield f"网站域名填的是{identity.site_domain}，服务器上的SITE_URL却是{host}，请改成一样。"


def _settings() -> Iterator[str]:
    if settings.ENVIRONMENT != "production":
        yield f"现在以“{settings.ENVIRONMENT}”方式运行。正式上线请把HUIKETING_ENV设为production。"
    if settings.DEBUG:
        yield "调试开关DEBUG还开着，会把内部信息显示给外人，请关掉。"
    if not settings.SITE_URL.startswith("https://"):
        yield f"SITE_URL是{settings.SITE_URL}，正式网址要以https://开头。"
    if not (settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS):
        yield "没有强制使用HTTPS，登录信息可能被人看到。请用production方式运行。"
    if "*" in settings.ALLOWED_HOSTS or set(settings.ALLOWED_HOSTS) <= set(_LOCAL):
        yield "ALLOWED_HOSTS还不是正式域名，请填网站的域名。"


def _accounts() -> Iterator[str]:
    if not get_user_model().objects.filter(is_active=True, is_superuser=True).exists():
        yield "还没有系统管理员账号。请运行 manage.py createsuperuser 新建一个。"


def _organisations() -> Iterator[str]:
    active = OrganisationPage.objects.public().in_tree_order()
    if active.district() is None:
        yield "还没有建“区”这一级机构，网站没有首页。"
    rows = active.prefetch_related("telephones", "opening_hours")
    for organisation in rows:
        if organisation.is_organ and (missing := list(_missing_in(organisation))):
            yield f"{organisation.title}的资料还缺：{'、'.join(missing)}。"


def _missing_in(organisation: OrganisationPage) -> Iterator[str]:
    if not organisation.uscc:
        yield "统一社会信用代码"
    if not organisation.address:
        yield "地址"
    if not organisation.telephones.all():
        yield "电话"
    if not organisation.opening_hours.all():
        yield "开门时间"


def _reported() -> Iterator[str]:
    for report in hooks.get_hooks("golive_obstacles"):
        yield from report()
