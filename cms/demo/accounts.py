"""Demo logins. Passwords are random, printed once and kept in var for the person at the machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.crypto import get_random_string

from cms.organisations import staffing
from cms.organisations.models import OrganisationPage

_ALPHABET = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    organisation: str
    role: str


ACCOUNTS = (
    Account("admin", "系统管理员", "", "superuser"),
    Account("quban", "区政务公开办公室", "chengwan", "office"),
    Account("songtao", "松涛街道发布员", "songtao", "publisher"),
    Account("songtao2", "松涛街道另一位发布员", "songtao", "publisher"),
    Account("wangchao", "望潮社区编辑", "wangchao", "editor"),
    Account("dangan", "区档案员", "chengwan", "archivist"),
)


def passwords_file() -> Path:
    return settings.VAR_DIR / "demo-passwords.txt"


def load_accounts() -> dict[str, str]:
    """Make the accounts that are missing; returns their new passwords by user name."""
    user_model = get_user_model()
    made: dict[str, str] = {}
    for account in ACCOUNTS:
        if user_model.objects.filter(username=account.username).exists():
            continue
        password = get_random_string(16, _ALPHABET)
        user = user_model.objects.create_user(
            account.username, password=password, first_name=account.name, made_by_demo=True
        )
        if account.role == "superuser":
            user.is_superuser = user.is_staff = True
            user.save()
        else:
            user.groups.add(_group(account))
        made[account.username] = password
    if made:
        _write(made)
    return made


def with_demo_password() -> list[str]:
    """User names that anyone who reads the password file can log in with."""
    path = passwords_file()
    if not path.exists():
        return []
    pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    users = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    return [name for name, password in pairs if name in users and users[name].check_password(password)]


def remove_accounts() -> None:
    """Only those that the demo made: somebody's own account may have the same name."""
    names = [account.username for account in ACCOUNTS]
    get_user_model().objects.filter(username__in=names, made_by_demo=True).delete()
    transaction.on_commit(lambda: passwords_file().unlink(missing_ok=True))


def _group(account: Account) -> Group:
    organisation = OrganisationPage.objects.get(slug=account.organisation)
    if account.role == "office":
        return staffing.district_office(organisation)
    if account.role == "archivist":
        return staffing.archivists(organisation)
    groups = organisation.staff_groups
    return groups.publishers if account.role == "publisher" else groups.editors


def _write(made: dict[str, str]) -> None:
    path = passwords_file()
    path.touch(mode=0o600, exist_ok=True)
    kept = path.read_text(encoding="utf-8")
    lines = [f"{username}\t{password}\n" for username, password in made.items()]
    path.write_text(kept + "".join(lines), encoding="utf-8")
