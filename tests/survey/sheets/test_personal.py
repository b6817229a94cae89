"""Numbers of persons are found in every way of writing them, and nothing else is taken for one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satmodel.survey.sheets.personal import announced, header_kind, identifier, masked, masked_values
from tests.survey.generated import citizen, landline_forms, mobile, mobile_forms, old_citizen

HARMLESS = [
    "S00001",
    "12345-2024000000",
    "2024-02-29 02:54:31",
    "2015-06-05 00:00:00",
    "20150605",
    "20150605205103",
    "2015-06-05 20:51",
    "20:51:03",
    "83.78",
    "0.13812345678",
    "1,234,567.00",
    "95.74%",
    "第7名",
    "3702-0015",
    "62001",
    "GB/T 19038-2009",
    "0.957400000001",
    "1.5.2",
    "100/75/55",
    "",
]


@given(st.integers(0, 10**9))
def test_a_mobile_number_is_found_however_it_is_written(seed):
    for form in mobile_forms(mobile(random.Random(seed))):
        assert identifier(form) == "phone", form
        assert masked(f"请回电{form}，谢谢") == "请回电***,谢谢"


@given(st.integers(0, 10**9))
def test_a_landline_with_its_area_code_is_found(seed):
    for form in landline_forms(random.Random(seed)):
        assert identifier(form) == "phone", form
        assert "***" in masked(f"call {form} please")


@given(st.integers(0, 10**9))
def test_identity_numbers_are_found_old_and_new(seed):
    for number in (citizen(random.Random(seed)), old_citizen(random.Random(seed))):
        assert identifier(number) == "citizen_id", number
        assert masked(f"身份证{number}已核") == "身份证***已核"


@given(st.integers(0, 10**9), st.integers(1, 9))
def test_eighteen_digits_with_a_wrong_last_one_are_no_identity_number(seed, shift):
    number = citizen(random.Random(seed))
    wrong = number[:17] + "0123456789X"[("0123456789X".index(number[17]) + shift) % 11]
    assert identifier(wrong) is None


@pytest.mark.parametrize("text", HARMLESS)
def test_codes_dates_and_scores_are_left_alone(text):
    assert identifier(text) is None
    assert masked(text) == text


@given(st.integers(0, 99999), st.integers(0, 9_999_999), st.floats(0, 100))
def test_interview_numbers_tickets_and_scores_are_left_alone(number, ticket, score):
    for text in (f"S{number:05d}", f"12345-2024{ticket:06d}", f"{score:.2f}", repr(score)):
        assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("192.0.2.7", "ip"),
        ("192.0.2.7（山东-青岛）", "ip"),
        ("2001:db8::1:2", "ip"),
        ("2001:db8:0:0:0:0:0:1", "ip"),
        ("192.0.2.700", None),
        ("someone@example.org", "email"),
        ("0532-80000000转801", "phone"),
        ("0532-80000000-12", "phone"),
    ],
)
def test_addresses_on_the_net_and_extensions(text, kind):
    assert identifier(text) == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Q12.您的联系电话", "phone"),
        ("手机号码(必填)", "phone"),
        ("Tel", "phone"),
        ("Phone number", "phone"),
        ("来自IP", "ip"),
        ("IP地址", "ip"),
        ("家庭住址", "address"),
        ("被访人姓名", "name"),
        ("联系人", "name"),
        ("访员", "interviewer"),
        ("身份证号", "citizen_id"),
        ("E-mail", "email"),
        ("访员工号", None),
        ("号码类型", None),
        ("电话访问日期", None),
        ("时长(秒)", None),
        ("镇街", None),
        ("单位名称", None),
        ("Q9.不满意的具体问题", None),
    ],
)
def test_headers_say_what_they_announce(header, kind):
    assert header_kind(header) == kind


def test_a_header_alone_convicts_no_column():
    assert not announced("phone", ["手机", "固话"])
    assert not announced("name", ["甲街道", "乙镇"])
    assert not announced("name", ["S001", "S002"])
    assert not announced("interviewer", ["101", "102"])
    assert not announced("address", ["丁镇东村"])
    assert announced("phone", ["80000000", "138****0000"])
    assert announced("name", ["赵某某", "钱某", "Jane Q. Public"])
    assert announced("address", ["丁镇东村", "某路12号3单元"])


def test_masking_reaches_into_what_a_fault_holds():
    number = mobile(random.Random(1))
    assert masked_values({"near": (number, "S1"), "row": 7}) == {"near": ("***", "S1"), "row": 7}


@given(st.decimals("100", "199.99999999", places=8), st.sampled_from(["", "-", "+"]))
def test_a_number_with_many_decimals_is_no_telephone_number(number, sign):
    text = f"{sign}{number}"
    assert identifier(text) is None
    assert masked(text) == text
    assert masked(f"a score of {text}.") == f"a score of {text}."
