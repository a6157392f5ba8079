"""One click, and the gate has nothing more to say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.personaldata.kinds import Kind
from cms.personaldata.masking import mask_name, mask_table, mask_text, mask_value
from cms.personaldata.scanning import scan_table, scan_text
from tests.cms.personaldata.people import (
    ADDRESS,
    CARD,
    CERTIFICATE,
    IDENTITY,
    MOBILE,
    OLD_IDENTITY,
    TODAY,
    identity,
    wrong_identity,
)

HEAD = ["序号", "姓名", "身份证号", "联系电话", "家庭住址", "出生年月", "残疾类别", "银行卡号", "年龄", "备注"]
ADULT = ["1", "张建国", IDENTITY, MOBILE, ADDRESS, "1980-02", "肢体二级", CARD, "46", f"因患癌症申请 {MOBILE}"]
CHILD = [
    "2",
    "李小明",
    identity("20150101"),
    "86971234",
    "苇塘镇张家村3组12号",
    "2015-01",
    "",
    "",
    "11",
    "李小明之父代领",
]
PIECES = st.sampled_from(
    [
        IDENTITY, OLD_IDENTITY, CERTIFICATE, CARD, MOBILE, ADDRESS, wrong_identity(), identity("20150101"), "出生于1980年2月14日",
        "男，12岁", "患有精神分裂症", "离异", "肢体二级", "zhangsan@163.com", "鲁B12345", "微信号：zhang_san88", "E12345678",
        "86971234", "张建国", "李小明", "姓名", "年龄", "12", "家庭住址", "身份证号", "联系电话", "就读学校", "望潮小学", "1980.02.14",
        " ", "，", "\n", "-", "1", "3号楼", "村", "街道", "6", "X", "*", "第", "家住", "2008-03-16", "备注", "卡号",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        (Kind.IDENTITY, IDENTITY, f"37*************{IDENTITY[-3:]}"),
        (Kind.IDENTITY, OLD_IDENTITY, "37**********123"),
        (Kind.IDENTITY, " ".join(IDENTITY), f"37*************{IDENTITY[-3:]}"),
        (Kind.MOBILE, "+86 138-1234-5678", "138****5678"),
        (Kind.ADDRESS, ADDRESS, "松涛街道望潮社区"),
        (Kind.ADDRESS, "海棠路12号", "（略）"),
        (Kind.BANK_CARD, CARD, "（略）"),
        (Kind.HEALTH, "肺癌", "（略）"),
    ],
)
def test_a_value_is_masked_as_offices_do(kind, value, masked):
    assert mask_value(kind, value) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张建国", "张*国"),
        ("欧阳建国", "欧**国"),
        ("张三、李建国", "张*、李*国"),
        ("张三（户主）", "张*（户主）"),
        ("张*", "张*"),
        ("张", "*"),
        ("", ""),
    ],
)
def test_names_keep_their_first_and_last_character(name, masked):
    assert mask_name(name) == masked


def test_a_text_keeps_what_may_be_said():
    text = f"户主{IDENTITY}，电话{MOBILE}，家住{ADDRESS}，患有肺癌。咨询：0532-12345678"
    assert mask_text(text, today=TODAY) == (
        f"户主37*************{IDENTITY[-3:]}，电话138****5678，家住松涛街道望潮社区，患有（略）。咨询：0532-12345678"
    )


def test_a_table_loses_columns_that_no_notice_needs_and_says_so():
    masked = mask_table([HEAD, ADULT, CHILD], today=TODAY)
    assert masked.rows == [
        ["序号", "姓名", "身份证号", "联系电话", "家庭住址", "年龄", "备注"],
        [
            "1",
            "张建国",
            mask_value(Kind.IDENTITY, IDENTITY),
            "138****5678",
            "松涛街道望潮社区",
            "46",
            "因患（略）申请 138****5678",
        ],
        ["2", "李*明", mask_value(Kind.IDENTITY, CHILD[2]), "（略）", "苇塘镇张家村", "11", "李*明之父代领"],
    ]
    assert masked.changes == [
        "删去“出生年月”列",
        "删去“残疾类别”列",
        "删去“银行卡号”列",
        "“姓名”列：遮盖1处",
        "“身份证号”列：遮盖2处",
        "“联系电话”列：遮盖2处",
        "“家庭住址”列：遮盖2处",
        "“备注”列：遮盖2处",
    ]


def test_all_names_are_masked_on_request():
    masked = mask_table([HEAD, ADULT, CHILD], mask_names=True, today=TODAY)
    assert [row[1] for row in masked.rows] == ["姓名", "张*国", "李*明"]


def test_a_clean_table_stays_as_it_is():
    rows = [["序号", "姓名", "金额"], ["1", "张建国", "1200"]]
    masked = mask_table(rows, today=TODAY)
    assert masked.rows == rows
    assert masked.changes == []


def test_telephones_of_the_office_stay():
    rows = [["姓名", "联系电话"], ["张建国", MOBILE]]
    assert mask_table(rows, allowed=[MOBILE], today=TODAY).rows == rows
    assert mask_text(MOBILE, allowed=[MOBILE], today=TODAY) == MOBILE


def test_a_number_in_boxes_is_masked_box_by_box():
    masked = mask_table([list(IDENTITY)], today=TODAY)
    assert set(masked.rows[0]) == {"*"}
    assert scan_table(masked.rows, "表格", today=TODAY) == []


def test_a_table_of_nothing_but_card_numbers_keeps_a_column():
    assert mask_table([["银行卡号"], [CARD]], today=TODAY).rows == [["银行卡号"], ["（略）"]]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_masked_text_has_nothing_left_to_find(text):
    masked = mask_text(text, today=TODAY)
    assert scan_text(masked, "正文", today=TODAY) == []
    assert mask_text(masked, today=TODAY) == masked


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(st.one_of(PIECES, TEXTS, st.none(), st.integers(), st.floats()), max_size=6), max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_a_masked_table_has_nothing_left_to_find(rows, has_header, mask_names):
    masked = mask_table(rows, has_header=has_header, mask_names=mask_names, today=TODAY)
    assert scan_table(masked.rows, "表格", has_header=has_header, today=TODAY) == []
