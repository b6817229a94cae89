"""Findings are said whole: nothing left open, nothing unsaid, the numbers as they are printed everywhere."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satmodel.errors import Problem, SettingError
from satmodel.result import Finding
from satmodel.telling.language import codes, language
from satmodel.telling.words import chosen, problem_text, say, sentence
from satmodel.telling.writer import Writer
from tests.telling.said import FINDINGS
from tests.telling.said.first import CHANGE, COUNT, ITEM, NO, PAIR, YES

EN = Writer(language("en"))


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.kind)
def test_every_finding_is_said_whole(finding, code):
    text = sentence(finding, language=code)
    assert text
    assert not re.search(r"[{}]|\bnan\b|None|\binf\b|Verdict|  ", text)
    assert text[-1] in "。."


@pytest.mark.parametrize("code", codes())
def test_the_findings_of_the_samples_are_all_the_kinds_there_are(code):
    kinds = {".".join(re.split(r"[.+]", key)[:2]) for key in language(code).sentences}
    assert kinds == {finding.kind for finding in FINDINGS}


@pytest.mark.parametrize("code", codes())
def test_every_variant_is_said_by_some_finding(code):
    spoken = language(code)
    used = set()
    for finding in FINDINGS:
        for part, template in chosen(spoken.sentences, finding.kind, finding.values).items():
            used |= {(finding.kind, part, template)}
    kept = {
        (kind, part, template)
        for key, template in spoken.sentences.items()
        for kind, part in [re.match(r"([a-z_]+\.[a-z_]+)(\+[a-z]+)?", key).groups(default="")]
        if template
    }
    assert {(kind, part) for kind, part, _ in kept - used} == set()


def test_one_sentence_a_line():
    assert say(FINDINGS[:3], language="en").count("\n") == 2


def test_estimate_then_interval_then_verdict():
    text = sentence(Finding("gaps.pair", PAIR), language="en")
    assert text.index("0.44") < text.index("[−1.66, 2.54]") < text.index("not established") < text.index("2.10")
    text = sentence(Finding("gaps.pair", PAIR), language="zh")
    assert text.index("0.44") < text.index("[−1.66, 2.54]") < text.index("不能确认") < text.index("2.10")


def test_a_lead_that_is_not_established_is_called_a_tie_and_says_the_sample_it_would_take():
    assert "并列" in sentence(Finding("gaps.pair", PAIR), language="zh")
    assert "10,235" in sentence(Finding("gaps.pair", PAIR), language="zh")
    assert "No sample size" in sentence(Finding("gaps.pair", PAIR | {"n_turn": math.inf}), language="en")
    assert "任何样本量都不够" in sentence(Finding("gaps.pair", PAIR | {"n_turn": math.inf}), language="zh")
    assert "No sample size" in sentence(Finding("gaps.pair", PAIR | {"n_turn": None}), language="en")
    unknown = sentence(Finding("gaps.pair", PAIR | {"n": None, "n_turn": None}), language="en")
    assert "sample size" not in unknown


def test_where_the_lower_score_is_the_better_one_the_sentence_says_below():
    text = sentence(Finding("gaps.pair", PAIR | {"best": "low"}), language="en")
    assert text.startswith("本市 is 0.44 points below 邻市 (the lower score is the better one")


@pytest.mark.parametrize(("best", "gap", "word"), [("high", 1, "more"), ("high", -1, "less"), ("low", 1, "less")])
def test_a_gap_between_changes_is_said_as_one(best, gap, word):
    text = sentence(Finding("gaps.pair", PAIR | {"of": "change", "best": best, "gap": gap}), language="en")
    assert f"changed by 1.00 points {word} than" in text


def test_what_rounding_would_hide_keeps_its_digits():
    assert EN.interval((0.0021, 2.3)) == "[0.002, 2.30]"
    assert EN.interval((-0.0004, 0.0)) == "[−0.0004, 0.00]"
    assert (EN.p_value(0.0497), EN.p_value(0.04996), EN.p_value(0.0502)) == ("0.0497", "0.04996", "0.050")


def test_a_sentence_begins_with_a_capital():
    assert sentence(Finding("gaps.apart", {"name": "our city", "reason": "no_answers"}), language="en")[0] == "O"


def test_the_adjustment_is_named_where_there_is_one():
    assert "95%置信区间（Tukey 校正）为" in sentence(Finding("gaps.pair", PAIR), language="zh")
    assert "95%置信区间为" in sentence(Finding("gaps.pair", PAIR | {"adjust": "none"}), language="zh")


def test_a_negative_difference_is_said_without_a_sign():
    text = sentence(Finding("gaps.pair", PAIR | {"gap": -0.44}), language="en")
    assert text.startswith("本市 is 0.44 points below 邻市")


def test_names_go_through_the_labels_and_their_parts_are_joined():
    labels = {"本市": "our city", ("x", "y"): "both", "a": "part"}
    finding = Finding("gaps.pair", PAIR | {"b": ("a", "b")})
    assert "Our city is" in sentence(finding, language="en", labels=labels)
    assert "part · b" in sentence(finding, language="en", labels=labels)
    assert Writer(language("zh"), labels=labels).name(("x", "y")) == "both"
    assert Writer(language("zh")).names(("甲", "乙", "丙")) == "甲、乙、丙"
    assert EN.names(("A", "B", "C")) == "A, B and C"


def test_decimals_are_those_of_points_only():
    text = sentence(Finding("contributions.item", ITEM), language="en", decimals=1)
    assert "+1.5 points" in text
    assert "27.0%" in text


def test_a_kind_that_no_language_knows_is_refused():
    with pytest.raises(SettingError, match=r"no sentence for the finding 'gaps\.nothing'"):
        sentence(Finding("gaps.nothing"), language="en")


def test_a_finding_without_a_value_that_its_sentence_needs_is_refused():
    values = {key: value for key, value in PAIR.items() if key != "detectable"}
    with pytest.raises(SettingError, match=r"'gaps\.pair' cannot be said in 'zh': no value 'detectable'"):
        sentence(Finding("gaps.pair", values), language="zh")


@pytest.mark.parametrize("wrong", [None, math.nan, "3"])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(SettingError):
        sentence(Finding("gaps.pair", PAIR | {"detectable": wrong}), language="en")


def test_a_reason_without_words_is_refused():
    with pytest.raises(SettingError, match="no words for the reason 'bad_luck'"):
        sentence(Finding("ranks.apart", {"name": "A", "reason": "bad_luck"}), language="en")


def test_the_variant_with_the_most_marks_that_hold_is_taken():
    texts = {
        "k.a": "plain",
        "k.a.no x": "none",
        "k.a.no x.y": "none, y",
        "k.a+more.negative z": "below",
        "k.ab": "other",
    }
    assert chosen(texts, "k.a", {"x": 1, "z": 1}) == {"": "plain"}
    assert chosen(texts, "k.a", {"x": None, "y": False, "z": -2}) == {"": "none", "+more": "below"}
    assert chosen(texts, "k.a", {"y": True}) == {"": "none, y"}


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_points_say_the_number_to_its_decimals_and_never_a_negative_zero(value, decimals):
    text = Writer(language("en"), decimals).points(value)
    read = float(text.replace("−", "-").replace(",", ""))
    # half a unit of the last decimal, and the rounding of the float that was read back
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-9 * abs(value)
    assert "-" not in text
    assert not (read == 0 and text.startswith("−"))


@given(st.floats(-1e6, 1e6))
def test_signed_points_have_the_sign_of_what_is_printed(value):
    text = EN.signed(value)
    read = float(EN.points(value).replace("−", "-").replace(",", ""))
    assert text[0] == ("+" if read > 0 else "−" if read < 0 else "0")


@given(st.floats(0, 1))
def test_p_values_are_never_printed_as_zero(value):
    assert float(EN.p_value(value).removeprefix("<")) > 0
    assert EN.p(value)[0] == ("<" if value < 0.001 else "=")


def test_numbers_as_they_are_printed():
    assert (EN.p(0.003), EN.p(0.0001)) == ("= 0.003", "< 0.001")
    assert (EN.percent0(0.95), EN.percent0(0.975), EN.percent(0.27)) == ("95%", "97.5%", "27.0%")
    assert (EN.integer(12345.4), EN.integer(math.inf)) == ("12,345", "no sample size")
    assert (EN.points(math.inf), EN.points(-math.inf)) == ("no upper limit", "no lower limit")
    assert (EN.rank_span((3, 7)), EN.rank_span((3, 3)), EN.places((3, 7))) == ("3–7", "3", "ranks 3–7")
    assert EN.span((1.201, 1.199)) == "1.20"
    assert (EN.count(1, "unit|units"), EN.count(2, "unit|units")) == ("1 unit", "2 units")
    assert Writer(language("zh")).places((3, 7)) == "第3–7位"


def test_a_change_says_its_p_value_where_there_is_one():
    assert "adjusted p < 0.001" in sentence(Finding("change.one", CHANGE), language="en")
    assert " p " not in sentence(Finding("change.one", CHANGE | {"p_adjusted": None}), language="en")


def test_a_count_says_from_where_it_would_be_established():
    assert "347" in sentence(Finding("count_change.one", COUNT), language="en")
    assert "249" in sentence(Finding("count_change.one", COUNT), language="en")
    assert "无上限" not in sentence(
        Finding("count_change.one", COUNT | {"ratio": math.inf, "verdict": YES}), language="zh"
    )
    assert COUNT["verdict"] == NO


def test_a_fault_is_told_in_the_language_or_else_as_it_came():
    fault = Problem("unknown_answer", "The scale does not know 'x'.", "Correct the cell.", value="尚可", header="Q1")
    assert problem_text(fault, "en") == ("The scale does not know 'x'.", "Correct the cell.")
    known = Problem(
        fault.rule, fault.message, fault.remedy, value="尚可", values={"answers": ("满意",), "no_opinion": ("拒答",)}
    )
    message, remedy = problem_text(known, "zh")
    assert message == "计分表中没有答案“尚可”。"
    assert "满意" in remedy
    assert "拒答" in remedy
    strange = Problem("never_heard_of", "It is wrong.", "Mend it.")
    assert problem_text(strange, "zh") == ("It is wrong.", "Mend it.")


def test_the_remedy_of_a_fault_depends_on_what_is_known():
    def remedy(**values: object) -> str:
        return problem_text(Problem("header_missing", "", "", values={"wanted": "Q1", "role": "item", **values}), "zh")[
            1
        ]

    assert remedy(near=("Q10",), headers=("Q10",)) == "相近的标题有：Q10。"
    assert remedy(near=(), headers=("乡镇", "得分")) == "现有标题：乡镇、得分。"
    assert remedy(near=(), headers=()) == "表格是空的。"


def test_long_lists_are_cut_and_counted():
    assert EN.listed(range(25)).endswith("19 and others, 25 in all")
