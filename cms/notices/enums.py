"""Closed lists of notices."""

from django.db import models


class NoticeState(models.TextChoices):
    """Where a notice is, worked out when it is read; nothing of it is stored (domain.md section 9.3)."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审核中"
    WAITING = "waiting", "定时待发"
    IN_FORCE = "in_force", "公示中"
    ENDED = "ended", "公示期满"
    WITHDRAWN = "withdrawn", "已撤下"
    ARCHIVED = "archived", "已归档"


class GateAction(models.TextChoices):
    """What was done about a finding of the personal-data gate."""

    ACCEPTED = "accepted", "审核人同意保留"
    MASKED = "masked", "已遮盖"
