"""What the gate finds in running text, and what it leaves alone."""

from __future__ import annotations

import pytest

from cms.personaldata.findings import blocking, needing_reason
from cms.personaldata.kinds import Kind, Severity
from cms.personaldata.scanning import scan_text
from tests.cms.personaldata.people import (
    ADDRESS,
    CARD,
    CERTIFICATE,
    IDENTITY,
    MOBILE,
    OLD_IDENTITY,
    TODAY,
    card,
    identity,
    wrong_identity,
)

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
MATHEMATICAL = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
WITH_X = next(number for serial in range(100) if (number := identity(serial=f"{serial:03d}")).endswith("X"))


def kinds(text, **options):
    return {found.kind for found in scan_text(text, "正文", today=TODAY, **options)}


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY,
        f"户主身份证号{IDENTITY}。",
        f"ID{IDENTITY}",
        f"1.{IDENTITY}",
        f"①{IDENTITY}",
        f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        f"{IDENTITY[:6]}-{IDENTITY[6:14]}—{IDENTITY[14:]}",
        f"{IDENTITY[:6]}.{IDENTITY[6:14]}·{IDENTITY[14:]}",
        " ".join(IDENTITY),
        "\n".join(IDENTITY),
        "\u200b".join(IDENTITY),
        "\u00ad".join(IDENTITY),
        f"{IDENTITY[:10]}\n{IDENTITY[10:]}",
        IDENTITY.translate(FULL_WIDTH),
        IDENTITY.translate(MATHEMATICAL),
        f"{IDENTITY}{MOBILE[:0]} {MOBILE}",
        identity("20240229"),
        identity(region="810000"),
        identity(region="937124"),
        identity(region="999999"),
        OLD_IDENTITY,
        f"{OLD_IDENTITY[:6]} {OLD_IDENTITY[6:12]} {OLD_IDENTITY[12:]}",
    ],
)
def test_an_identity_number_blocks_however_it_is_written(text):
    assert {found.kind for found in blocking(scan_text(text, "正文", today=TODAY))} == {Kind.IDENTITY}


@pytest.mark.parametrize("last", ["X", "x", "Ｘ", "ｘ", "Х", "×", " X", "-x"])
def test_the_last_character_x_may_be_written_in_any_way(last):
    assert kinds(f"号码{WITH_X[:-1]}{last}。") == {Kind.IDENTITY}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CERTIFICATE, Kind.DISABILITY_CERTIFICATE),
        (f"{WITH_X}23", Kind.DISABILITY_CERTIFICATE),
        (CARD, Kind.BANK_CARD),
        (" ".join((CARD[:4], CARD[4:8], CARD[8:12], CARD[12:16], CARD[16:])), Kind.BANK_CARD),
        (f"{CARD[:6]} {CARD[6:]}", Kind.BANK_CARD),
        (card("451290123456789"), Kind.BANK_CARD),
        (card("955880123456789012"), Kind.BANK_CARD),
        (f"社保卡号：{CARD}", Kind.SOCIAL_CARD),
        (f"账号为{card('10300987654321098')}", Kind.BANK_CARD),
    ],
)
def test_certificates_and_cards_block(text, kind):
    assert [found.kind for found in blocking(scan_text(text, "正文", today=TODAY))] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (wrong_identity(), Kind.SUSPECTED_IDENTITY),
        ("3.70211198002141E+17", Kind.SUSPECTED_IDENTITY),
        (f"{IDENTITY}1234567", Kind.SUSPECTED_IDENTITY),
        (f"{IDENTITY[:14]}****", Kind.SUSPECTED_IDENTITY),
        (f"办件编号：{identity('20260301')}", Kind.SUSPECTED_IDENTITY),
        (MOBILE, Kind.MOBILE),
        (f"+86 {MOBILE}", Kind.MOBILE),
        (f"86{MOBILE}", Kind.MOBILE),
        ("138-1234-5678", Kind.MOBILE),
        ("138 1234 5678", Kind.MOBILE),
        (MOBILE.translate(FULL_WIDTH), Kind.MOBILE),
        (f"家住{ADDRESS}", Kind.ADDRESS),
        ("住海棠小区3号楼2单元", Kind.ADDRESS),
        ("家住青屿路12号", Kind.ADDRESS),
        ("苇塘镇张家村3组12号", Kind.ADDRESS),
        ("苇塘镇张家村112号", Kind.ADDRESS),
        ("住海棠花园3-2-501", Kind.ADDRESS),
        ("海棠里十二号楼三单元", Kind.ADDRESS),
        ("出生于1980年2月14日", Kind.BIRTH_DATE),
        ("1980年2月生，汉族", Kind.BIRTH_DATE),
        ("出生日期：1980-02-14", Kind.BIRTH_DATE),
        ("一九八〇年二月出生", Kind.BIRTH_DATE),
        ("张小明，男，12岁", Kind.MINOR),
        ("其女今年七岁", Kind.MINOR),
        ("患有精神分裂症，长期服药", Kind.HEALTH),
        ("其母确诊为肺癌", Kind.HEALTH),
        ("该同志曾吸毒", Kind.SENSITIVE),
        ("zhang.san1980@163.com", Kind.EMAIL),
        ("车牌鲁B12345", Kind.PLATE),
        ("鲁B·D12345", Kind.PLATE),
        ("微信号：zhang_san88", Kind.MESSENGER),
        ("QQ 123456789", Kind.MESSENGER),
        ("护照号E12345678", Kind.PASSPORT),
        ("车架号：LSVAA49J132047371", Kind.VEHICLE),
    ],
)
def test_what_a_reviewer_must_see(text, kind):
    found = scan_text(text, "正文", today=TODAY)
    assert [each.kind for each in needing_reason(found)] == [kind]
    assert blocking(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "青西新发〔2025〕54号",
        "统一社会信用代码91370211MA3C4YKM2N",
        "索引号11370211MB2850123X/2026-00012",
        "区划代码370211001002",
        "2026年3月15日24时",
        "2026-03-15 08:00:00",
        "20260315080000",
        "1773561600123",
        "订单号202603150800123456",
        "总投资1,381,234.56万元",
        "金额13812345678.00元",
        "咨询电话：0532-12345678、12345",
        "电话：8612 3456",
        "SF1381234567812",
        "120.138123,36.070211",
        "本次公示7天，共30户、58人",
        "对共302户家庭发放补贴",
        "年满16周岁、不满18周岁的未成年人",
        "0至6岁儿童免费体检",
        "12周岁以下儿童",
        "开展癌症筛查活动和艾滋病防治宣传",
        "残疾人两项补贴、医疗救助、临时救助",
        "加强精神文明建设，开展禁毒宣传",
        "患有重大疾病的困难群众可以申请医疗救助",
        "婚姻登记处国庆节照常办理离婚登记",
        "地址：澄湾新区井冈山路168号区民政局302室",
        "请到松涛街道办事处2号楼201室反映",
        "第三单元测试",
        "拆除3栋厂房",
        "mzj@chengwan.gov.cn",
        "微信公众号：chengwan_news",
        "关注QQ群：123456789",
        "1980年2月投产",
        "2019年9月1日至2020年8月31日期间出生的适龄儿童",
        "出生日期在2019年9月1日以前的儿童",
        "不得歧视精神障碍患者",
        "",
    ],
)
def test_ordinary_office_text_passes(text):
    assert scan_text(text, "正文", today=TODAY) == []


@pytest.mark.parametrize("written", ["138 1234 5678", "+8613812345678", MOBILE])
def test_a_mobile_telephone_of_the_office_passes(written):
    assert kinds(written, allowed=["138-1234-5678"]) == set()
    assert kinds(written, allowed=["13812345679"]) == {Kind.MOBILE}


def test_an_address_and_a_mailbox_of_the_office_pass():
    allowed = ["海棠路12号3号楼2单元", "chengwan@163.com"]
    assert kinds("来信请寄海棠路12号3号楼2单元，或者chengwan@163.com", allowed=allowed) == set()
    assert kinds("来信请寄海棠路12号3号楼3单元，或者chengwan2@163.com", allowed=allowed) == {Kind.ADDRESS, Kind.EMAIL}


def test_a_person_not_yet_born_has_no_identity_number():
    number = identity("20270101")
    assert kinds(number) == set()
    assert {each.kind for each in scan_text(number, "正文", today=TODAY.replace(year=2028))} == {Kind.IDENTITY}


def test_the_severity_belongs_to_the_kind():
    found = scan_text(f"{IDENTITY}，{MOBILE}", "正文", today=TODAY)
    assert [each.severity for each in found] == [Severity.BLOCK, Severity.REVIEW]
    assert all(each.advice for each in found)


def test_paragraphs_are_counted_as_a_reader_counts_them():
    text = f"公示\n\n  \n电话{MOBILE}\r\n{IDENTITY[:10]}\n{IDENTITY[10:]}"
    assert [str(each) for each in scan_text(text, "正文", today=TODAY)] == ["正文第2段：手机号", "正文第3段：身份证号"]


def test_a_text_of_one_paragraph_is_called_by_its_place():
    assert [each.place for each in scan_text(MOBILE, "标题", today=TODAY)] == ["标题"]
