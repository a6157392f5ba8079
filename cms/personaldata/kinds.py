"""What counts as personal data, how grave it is, and where in a document it may sit."""

from __future__ import annotations

from django.db.models import TextChoices


class Severity(TextChoices):
    BLOCK = "block", "不能公开"
    REVIEW = "review", "需要遮盖或者说明理由"


class Kind(TextChoices):
    IDENTITY = "identity", "身份证号"
    DISABILITY_CERTIFICATE = "disability_certificate", "残疾人证号"
    BANK_CARD = "bank_card", "银行卡号或者账号"
    SOCIAL_CARD = "social_card", "社保卡号"
    SUSPECTED_IDENTITY = "suspected_identity", "疑似身份证号"
    SUSPECTED_ACCOUNT = "suspected_account", "疑似账号"
    MOBILE = "mobile", "手机号"
    LANDLINE = "landline", "个人固定电话"
    ADDRESS = "address", "门牌一级的住址"
    BIRTH_DATE = "birth_date", "出生日期"
    MINOR = "minor", "未成年人"
    HEALTH = "health", "病情或者残疾情况"
    SENSITIVE = "sensitive", "婚姻、信仰、前科等敏感情况"
    EMAIL = "email", "个人邮箱"
    PLATE = "plate", "车牌号"
    VEHICLE = "vehicle", "车架号或者发动机号"
    MESSENGER = "messenger", "微信号或者QQ号"
    PASSPORT = "passport", "护照号或者通行证号"
    LOCATION = "location", "拍摄地点"
    METADATA = "metadata", "图片里的拍摄信息"
    PICTURE = "picture", "图片"
    EMBEDDED = "embedded", "嵌入的文件"
    UNREADABLE = "unreadable", "读不出文字的内容"

    @property
    def severity(self) -> Severity:
        return Severity.BLOCK if self in _BLOCKING else Severity.REVIEW

    @property
    def advice(self) -> str:
        return _ADVICE.get(self, "请遮盖，或者由审核人写明必须公开的理由。")


class Carrier(TextChoices):
    TEXT = "text", "正文"
    TABLE = "table", "表格"
    TITLE = "title", "标题"
    FILE_NAME = "file_name", "文件名"
    PARAGRAPH = "paragraph", "段落"
    HEADER_FOOTER = "header_footer", "页眉页脚"
    FOOTNOTE = "footnote", "脚注尾注"
    COMMENT = "comment", "批注"
    REVISION = "revision", "修订痕迹"
    TEXT_BOX = "text_box", "文本框"
    HIDDEN_TEXT = "hidden_text", "隐藏的文字"
    PROPERTY = "property", "文件属性"
    ALT_TEXT = "alt_text", "替代文字"
    SHEET = "sheet", "工作表"
    HIDDEN_SHEET = "hidden_sheet", "隐藏的工作表"
    HIDDEN_ROW = "hidden_row", "隐藏的行"
    HIDDEN_COLUMN = "hidden_column", "隐藏的列"
    DEFINED_NAME = "defined_name", "定义的名称"
    SHARED_STRING = "shared_string", "残留的文字"
    SLIDE = "slide", "幻灯片"
    HIDDEN_SLIDE = "hidden_slide", "隐藏的幻灯片"
    NOTES = "notes", "演讲者备注"
    PAGE = "page", "页面"
    ANNOTATION = "annotation", "注释"
    INNER_PART = "inner_part", "文件内部的数据"
    INNER_FILE = "inner_file", "嵌入的文件"
    LINE = "line", "文本"
    IMAGE = "image", "图片"


_BLOCKING = frozenset({Kind.IDENTITY, Kind.DISABILITY_CERTIFICATE, Kind.BANK_CARD, Kind.SOCIAL_CARD})
_ADVICE = {
    Kind.IDENTITY: "不能公开。请删去，或者用“一次遮盖”。",
    Kind.DISABILITY_CERTIFICATE: "不能公开。请整列删去，或者用“一次遮盖”。",
    Kind.BANK_CARD: "不能公开。请整列删去，或者用“一次遮盖”。",
    Kind.SOCIAL_CARD: "不能公开。请整列删去，或者用“一次遮盖”。",
    Kind.SUSPECTED_IDENTITY: "疑似身份证号，请核对。是身份证号的，请遮盖；不是的，请审核人写明。",
    Kind.SUSPECTED_ACCOUNT: "疑似个人账号，请核对。是个人账号的，请删去；是单位账号的，请审核人写明。",
    Kind.MINOR: "未成年人的姓名要遮盖，也不要写就读的学校。",
    Kind.LOCATION: "请用“一次遮盖”去掉图片里的拍摄地点。",
    Kind.METADATA: "请用“一次遮盖”去掉图片里的拍摄信息。",
    Kind.PICTURE: "图片里可能有名单、证件或者人脸，机器看不出来。请审核人看过以后写明。",
    Kind.EMBEDDED: "里面嵌入了别的文件，请删去，或者由审核人打开看过以后写明。",
    Kind.UNREADABLE: "机器读不出里面的文字。请换成能选中文字的文件，或者由审核人逐页看过以后写明。",
}
