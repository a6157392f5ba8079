"""What a column of a table holds, by its heading and, where that says nothing, by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from .canonical import canonical
from .people import resembles_name


class Role(Enum):
    NAME = auto()
    IDENTITY = auto()
    DISABILITY_CERTIFICATE = auto()
    SOCIAL_CARD = auto()
    ACCOUNT = auto()
    PHONE = auto()
    ADDRESS = auto()
    BIRTH = auto()
    AGE = auto()
    HEALTH = auto()
    SENSITIVE = auto()
    SCHOOL = auto()
    PASSPORT = auto()
    VEHICLE = auto()
    MESSENGER = auto()
    SERIAL = auto()
    PLAIN = auto()
    UNKNOWN = auto()


# In the order of asking: 户主身份证号 is no name, 残疾人证号 no identity number, 社保卡号 no account.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (
            Role.PLAIN,
            r"证件类型|证件种类|金额|补贴标准|保障标准|人数|人口|面积|办公电话|值班|监督|举报|咨询电话|投诉|开户行|开户银行|户名",
        ),
        (Role.DISABILITY_CERTIFICATE, r"残疾(?:人)?证"),
        (Role.SOCIAL_CARD, r"(?:社保|社会保障|医保|市民)卡"),
        (Role.ACCOUNT, r"卡号|[账帐][号户]|银行卡|储蓄卡|存折|一卡通|一折通"),
        (Role.IDENTITY, r"身份证|公民身份|身份号码|证件号|社会保障号|社保号|身份信息|^id(?:card)?(?:号|no)?$"),
        (Role.PASSPORT, r"护照|通行证|台胞证|回乡证"),
        (Role.VEHICLE, r"车架|车辆识别|发动机号"),
        (Role.MESSENGER, r"微信|QQ|wechat"),
        (Role.PHONE, r"电话|手机|联系方式|联系号码|移动号码|^tel|phone|mobile"),
        (
            Role.PLAIN,
            r"(?:单位|企业|公司|机构|办公|经营|注册|项目|网点|受理|邮箱|电子邮件|网络|场所).{0,2}(?:地址|住所)|网址|邮箱|邮件",
        ),
        (Role.ADDRESS, r"住址|地址|住所|居住|户籍|门牌|坐落|座落|房号|楼号|房屋位置|住房位置|户口所在|楼栋|address"),
        (Role.BIRTH, r"出生(?!地|人|证)|生日|birth"),
        (Role.AGE, r"年龄|周岁|岁数|^age$"),
        (Role.PLAIN, r"补贴|救助(?!对象|人)|津贴|待遇|项目|保障类|政策"),
        (Role.HEALTH, r"病[种情史症名]|疾病|患病|诊断|残疾(?!人)|健康|身体状况|致残|伤残"),
        (Role.SENSITIVE, r"婚姻|婚否|宗教|信仰|前科|犯罪|违法|戒毒"),
        (Role.PLAIN, r"毕业"),
        (Role.SCHOOL, r"学校|班级|年级|幼儿园"),
        (Role.SERIAL, r"序号|编号|单号|流水|文号|索引|代码|编码|条码|发票|合同|日期|时间|年份|月份|^no\.?$"),
        (
            Role.PLAIN,
            r"性别|民族|关系|类别|类型|备注|说明|等级|结果|社区|村|街道|乡镇|单位|部门|职务|原因|理由|签字|岗位|成绩|比例|合计|起始|是否|联系人|负责人|经办人",
        ),
        (
            Role.NAME,
            r"姓名|名字|户主|申请人|救助对象|保障对象|补贴对象|补助对象|享受人|家庭成员|监护人|配偶|代理人|受益人|持证人|被征收人|权利人"
            r"|考生|承租人|购房人|领取人|领款人|当事人|(?:成员|居民|村民|老人|学生|人员)$|^对象$|^name$",
        ),
    )
)
_BLANK = re.compile(r"\s+")
_LONGEST_HEADING = 30
_MOSTLY = 0.6
_SAMPLE = 200


@lru_cache(maxsize=2_000)
def role_of(heading: str) -> Role:
    """By its heading alone."""
    plain = _BLANK.sub("", canonical(heading).text)
    if not plain or len(plain) > _LONGEST_HEADING:
        return Role.UNKNOWN
    return next((role for role, pattern in _HEADINGS if pattern.search(plain)), Role.UNKNOWN)


def roles_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Role]:
    """rows: without the head. A column of names that nothing announces is found by its cells, if no other one is."""
    roles = [role_of(heading) for heading in headings]
    if Role.NAME in roles:
        return roles
    unknown = [number for number, role in enumerate(roles) if role is Role.UNKNOWN]
    for number in unknown:
        cells = [row[number].strip() for row in rows[:_SAMPLE] if number < len(row) and row[number].strip()]
        named = sum(resembles_name(cell) for cell in cells)
        if cells and named >= _MOSTLY * len(cells) and len(set(cells)) > len(cells) // 2:
            roles[number] = Role.NAME
            break
    return roles
