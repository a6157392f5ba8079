"""Who may log in. A model of our own from the first migration, so that staff fields can be added later."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff; residents have no accounts."""

    made_by_demo = models.BooleanField("演示账号", default=False, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"

    def get_full_name(self) -> str:
        """Family name first, without a space."""
        return f"{self.last_name}{self.first_name}".strip()
