"""Rules for passwords that go beyond Django's."""

from __future__ import annotations

import string
from typing import Any

from django.core.exceptions import ValidationError


class CharacterKindsValidator:
    """At least three of four kinds: small letters, capitals, digits, signs (等保 身份鉴别; domain.md section 13)."""

    NEEDED = 3

    def validate(self, password: str, user: Any = None) -> None:
        kinds = (
            any(character in string.ascii_lowercase for character in password),
            any(character in string.ascii_uppercase for character in password),
            any(character.isdigit() for character in password),
            any(not character.isalnum() for character in password),
        )
        if sum(kinds) < self.NEEDED:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return "小写字母、大写字母、数字、符号这四类里，密码至少要有三类。"
