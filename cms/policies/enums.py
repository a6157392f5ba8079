"""Closed lists of policy documents and interpretations."""

from django.db import models


class DocumentClass(models.TextChoices):
    """体裁: what the document is in law."""

    NORMATIVE = "normative", "行政规范性文件"
    OTHER = "other", "其他政策文件"
    FORWARDED = "forwarded", "转发上级文件"
    LAW = "law", "法律"
    ADMINISTRATIVE_REGULATION = "administrative_regulation", "行政法规"
    DEPARTMENTAL_RULE = "departmental_rule", "部门规章"
    LOCAL_REGULATION = "local_regulation", "地方性法规"


# Issued above the district: shown for reference, without a number or term of ours.
SUPERIOR_LAW = (
    DocumentClass.LAW,
    DocumentClass.ADMINISTRATIVE_REGULATION,
    DocumentClass.DEPARTMENTAL_RULE,
    DocumentClass.LOCAL_REGULATION,
)


class DocumentType(models.TextChoices):
    """The 15 文种 of 《党政机关公文处理工作条例》 art. 8."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令（令）"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PROCLAMATION = "proclamation", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    PROPOSAL = "proposal", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"


class InterpretationForm(models.TextChoices):
    TEXT = "text", "文字解读"
    PICTURE = "picture", "一图读懂"
    QA = "qa", "问答"
