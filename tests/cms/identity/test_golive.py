"""What keeps the site from going live is said in plain words, in the command and at the head of the form."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail import hooks

from cms.identity.golive import REQUIRED_FIELDS, obstacles
from cms.identity.models import SiteIdentity
from cms.jobs import heartbeats
from cms.organisations import staffing
from cms.organisations.models import OpeningHours, Telephone
from tests import factories
from tests.cms.clerk import Clerk

pytestmark = pytest.mark.django_db

PRODUCTION = {
    "ENVIRONMENT": "production",
    "DEBUG": False,
    "SITE_URL": "https://www.chengwan.example",
    "ALLOWED_HOSTS": ["www.chengwan.example"],
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
}


@pytest.fixture
def production(settings, time_machine):
    time_machine.move_to("2026-06-01 09:00+08:00")  # the working calendar is known for months to come
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    return settings


@pytest.fixture
def ready(production):
    """A site that nothing keeps from going live."""
    identity = SiteIdentity.load()
    for name in REQUIRED_FIELDS:
        setattr(identity, name, "澄湾")
    identity.site_domain, identity.site_code = "www.chengwan.example", "9900010001"
    identity.save()
    get_user_model().objects.create_superuser("root", password="correct horse battery")
    heartbeats.beat(timezone.now())
    return _complete(factories.district())


def _complete(organisation):
    organisation.address = "海晏路1号"
    organisation.telephones = [Telephone(label="咨询", number="0000-12345678")]
    organisation.opening_hours = [OpeningHours(opens="08:30", closes="17:30")]
    organisation.save()
    return organisation


def test_a_complete_site_may_go_live(ready, capsys):
    assert obstacles() == []
    call_command("golive")
    assert "没有发现妨碍上线的问题" in capsys.readouterr().out


def test_the_command_fails_with_a_numbered_list(ready, capsys):
    SiteIdentity.objects.update(icp_number="", sponsor="")
    with pytest.raises((SystemExit, CommandError)) as ended:
        call_command("golive")
    assert ended.value.code == 1
    assert "1. “网站信息”里还没有填：主办单位、ICP备案号。" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ENVIRONMENT", "demo", "HUIKETING_ENV"),
        ("DEBUG", True, "DEBUG"),
        ("SITE_URL", "http://www.chengwan.example", "https://"),
        ("SECURE_SSL_REDIRECT", False, "HTTPS"),
        ("SESSION_COOKIE_SECURE", False, "HTTPS"),
        ("SECURE_HSTS_SECONDS", 0, "HTTPS"),
        ("ALLOWED_HOSTS", ["localhost"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
    ],
)
def test_each_loose_setting_is_named(ready, settings, name, value, words):
    setattr(settings, name, value)
    assert [line for line in obstacles() if words in line]


@pytest.mark.parametrize("field", REQUIRED_FIELDS)
def test_each_empty_field_is_named(ready, field):
    SiteIdentity.objects.update(**{field: ""})
    label = str(SiteIdentity._meta.get_field(field).verbose_name)
    assert [line for line in obstacles() if label in line]


def test_a_made_up_code_and_another_domain_are_noticed(ready):
    SiteIdentity.objects.update(site_code="0000000000", site_domain="www.haiwan.example")
    lines = " ".join(obstacles())
    assert "不像真的" in lines
    assert "www.haiwan.example" in lines


def test_a_site_without_a_district_or_an_administrator_is_not_ready(production):
    lines = " ".join(obstacles())
    assert "还没有建“区”" in lines
    assert "还没有系统管理员" in lines


def test_a_site_whose_worker_does_not_run_is_not_ready(ready):
    heartbeats.beat(timezone.now() - dt.timedelta(minutes=4))
    [line] = obstacles()
    assert "后台任务没有在运行" in line


def test_what_an_organ_lacks_is_listed(ready):
    street = factories.street(ready, uscc="")
    assert "松涛街道的资料还缺：统一社会信用代码、地址、电话、开门时间。" in obstacles()
    _complete(street)
    assert "松涛街道的资料还缺：统一社会信用代码。" in obstacles()


def test_communities_are_no_organs(ready):
    factories.community(_complete(factories.street(ready)), uscc="")
    assert obstacles() == []


def test_demo_content_and_demo_passwords_are_noticed(ready, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.policy(ready, slug="demo-gaoling-jintie")
    (tmp_path / "demo-passwords.txt").write_text("root\tcorrect horse battery\nquban\tgone\n", encoding="utf-8")
    lines = " ".join(obstacles())
    assert "1份演示内容" in lines
    assert "演示账号还能用演示密码登录：root。" in lines
    user = get_user_model().objects.get(username="root")
    user.set_password("another long secret")
    user.save()
    assert "演示账号" not in " ".join(obstacles())


def test_other_parts_of_the_site_may_add_their_own(ready):
    with hooks.register_temporarily("golive_obstacles", lambda: iter(["索引还没有建。"])):
        assert obstacles() == ["索引还没有建。"]


@pytest.fixture
def form_page():
    return "/cms/settings/identity/siteidentity/"


def test_the_form_of_the_office_begins_with_the_list(form_page):
    office = Clerk(factories.user_of(staffing.district_office(factories.district())))
    html = office.client.get(form_page, follow=True).content.decode()
    assert "上线前还有" in html
    assert "澄湾新区的资料还缺：地址、电话、开门时间。" in html


def test_others_have_no_business_there(form_page):
    clerk = Clerk(factories.user_of(factories.district().staff_groups.publishers))
    assert "上线前还有" not in clerk.client.get(form_page, follow=True).content.decode()
