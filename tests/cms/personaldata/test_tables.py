"""Columns are judged by their headings and by their cells."""

from __future__ import annotations

import datetime as dt

import pytest

from cms.personaldata.kinds import Kind
from cms.personaldata.scanning import scan_table
from tests.cms.personaldata.people import CARD, IDENTITY, MOBILE, OLD_IDENTITY, TODAY, identity, wrong_identity


def found(rows, **options):
    return [(each.place, each.kind) for each in scan_table(rows, "表格“名单”", today=TODAY, **options)]


def of_column(heading, cell, *others):
    return [kind for place, kind in found([["姓名", heading], ["张建国", cell], *others])]


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("身份证号", wrong_identity(), Kind.SUSPECTED_IDENTITY),
        ("证件号码", 370211198002145000, Kind.SUSPECTED_IDENTITY),
        ("残疾证号", "12345678901234567843", Kind.DISABILITY_CERTIFICATE),
        ("银行卡号", "6217001234567890121", Kind.BANK_CARD),
        ("惠农一卡通账号", "9060106070142050001234", Kind.BANK_CARD),
        ("社保卡号", "A12345678", Kind.SOCIAL_CARD),
        ("联系电话", "86971234", Kind.LANDLINE),
        ("手机", "0532-86971234", Kind.LANDLINE),
        ("联系方式", 13812345678, Kind.MOBILE),
        ("家庭住址", "海棠路12号", Kind.ADDRESS),
        ("家庭住址", "3-2-501", Kind.ADDRESS),
        ("住址", "苇塘镇张家村3组", Kind.ADDRESS),
        ("户籍地址", "海棠里十二号", Kind.ADDRESS),
        ("出生年月", "1980.02", Kind.BIRTH_DATE),
        ("出生日期", dt.datetime(1980, 2, 14), Kind.BIRTH_DATE),
        ("生日", 19800214, Kind.BIRTH_DATE),
        ("残疾类别", "肢体", Kind.HEALTH),
        ("病种", "尿毒症", Kind.HEALTH),
        ("健康状况", "患病", Kind.HEALTH),
        ("婚姻状况", "离异", Kind.SENSITIVE),
        ("宗教信仰", "佛教", Kind.SENSITIVE),
        ("备注", "肢体二级", Kind.HEALTH),
        ("备注", "因患癌症申请临时救助", Kind.HEALTH),
        ("致贫原因", "因病", Kind.HEALTH),
        ("家庭情况", "丈夫服刑", Kind.SENSITIVE),
        ("护照号", "E12345678", Kind.PASSPORT),
        ("证号", "E12345678", Kind.PASSPORT),
        ("微信", "zhangsan88", Kind.MESSENGER),
        ("车牌", "鲁B12345", Kind.PLATE),
    ],
)
def test_what_a_column_tells_of_a_person_is_found(heading, cell, kind):
    assert of_column(heading, cell) == [kind]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("序号", 20260315),
        ("保障金额", "1381234.56"),
        ("社区", "望潮社区"),
        ("家庭住址", "松涛街道望潮社区"),
        ("家庭住址", "苇塘镇张家村"),
        ("补贴类别", "残疾人两项补贴"),
        ("项目", "重度残疾人护理补贴"),
        ("救助类别", "医疗救助"),
        ("健康状况", "健康"),
        ("婚姻状况", "无"),
        ("备注", "精神文明家庭"),
        ("办公电话", "0532-86971234"),
        ("身份证号", "37*************123"),
        ("联系电话", "138****5678"),
        ("年龄", 46),
        ("毕业院校", "澄湾大学"),
    ],
)
def test_what_a_notice_needs_passes(heading, cell):
    assert of_column(heading, cell) == []


def test_a_table_of_offices_may_name_their_telephones_and_addresses():
    rows = [["受理单位", "地址", "联系人", "电话"], ["松涛街道办事处", "海棠路12号", "王主任", "0532-86971234"]]
    assert found(rows) == []


def test_places_name_row_and_heading():
    rows = [["序号", "身份证号"], ["1", IDENTITY], ["2", ""], ["3", OLD_IDENTITY]]
    assert found(rows) == [
        ("表格“名单”第2行“身份证号”列", Kind.IDENTITY),
        ("表格“名单”第4行“身份证号”列", Kind.IDENTITY),
    ]


def test_the_head_is_found_below_titles_and_over_two_rows():
    rows = [
        ["望潮社区低保名单", "", "", ""],
        ["户主", "家庭成员", "家庭成员", "金额"],
        ["户主", "姓名", "证件号码", "金额"],
        ["张建国", "李秀英", wrong_identity(), "1200"],
    ]
    assert found(rows) == [("表格“名单”第4行“家庭成员证件号码”列", Kind.SUSPECTED_IDENTITY)]


def test_a_table_without_a_head_is_judged_by_its_cells():
    rows = [["张建国", IDENTITY, MOBILE], ["李秀英", identity("19790101"), "13912345678"]]
    for has_header in (True, False):
        assert found(rows, has_header=has_header) == [
            ("表格“名单”第1行第2列", Kind.IDENTITY),
            ("表格“名单”第1行第3列", Kind.MOBILE),
            ("表格“名单”第2行第2列", Kind.IDENTITY),
            ("表格“名单”第2行第3列", Kind.MOBILE),
        ]


def test_digits_in_boxes_make_one_number():
    assert found([["身份证号", *[""] * 17], list(IDENTITY)]) == [("表格“名单”第2行“身份证号”列", Kind.IDENTITY)]
    assert [kind for _, kind in found([list(IDENTITY)])] == [Kind.IDENTITY]


def test_a_number_in_any_column_blocks():
    assert of_column("备注", f"身份证{IDENTITY}，卡号{CARD}") == [Kind.IDENTITY, Kind.BANK_CARD]
    assert of_column("家庭住址", f"松涛街道{IDENTITY}") == [Kind.IDENTITY]


@pytest.mark.parametrize(
    ("heading", "child", "adult"),
    [
        ("年龄", "17", "18"),
        ("年龄", "3岁", "30岁"),
        ("年龄", "8个月", "80"),
        ("身份证号", identity("20080316"), identity("20080315")),
        ("出生日期", "2008-03-16", "2008-03-15"),
        ("就读学校", "望潮小学", "澄湾大学"),
    ],
)
def test_the_name_of_a_minor_is_found_until_it_is_masked(heading, child, adult):
    rows = [["姓名", heading], ["李小明", child], ["张建国", adult], ["李*明", child]]
    names = [place for place, kind in found(rows) if kind is Kind.MINOR and "姓名" in place]
    assert names == ["表格“名单”第2行“姓名”列"]


def test_telephones_of_the_office_pass_in_a_list_of_persons():
    rows = [["姓名", "联系电话"], ["张建国", "86971234"]]
    assert found(rows, allowed=["0532-86971234"]) == []
    assert found(rows, allowed=["0532-86971235"]) == [("表格“名单”第2行“联系电话”列", Kind.LANDLINE)]


@pytest.mark.parametrize("rows", [[], [[]], [[None]], [["", None, 3.5]], [["姓名"], []]])
def test_empty_tables_tell_nothing(rows):
    assert found(rows) == []
