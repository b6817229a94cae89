"""The shipped example: every checkable sentence of a speech that goes with a city bulletin."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.claiming.described import context_of

SPEECH = Path(__file__).parents[2] / "data" / "city-bulletin" / "claims.toml"


REFERENCE = pd.read_csv(Path(__file__).parents[1] / "reference" / "rounds" / "claims.csv", index_col="key")["value"]


@pytest.fixture(scope="module")
def found():
    return sat.check_claims(SPEECH)


def test_the_outcomes_are_the_known_ones(found):
    outcomes = found.table["outcome"]
    assert outcomes.groupby(outcomes).groups["holds"].tolist() == (
        ["A6", "A8b", "A12", "A13a", "A13b", "A13c", "A13d", "A13e", "A17a", "A17b", "A18", "A19", "A22a"]
    )
    assert outcomes.groupby(outcomes).groups["not shown"].tolist() == (
        ["A7", "A8a", "A9", "A13f", "A14a", "A14b", "A21", "A22b"]
    )
    assert outcomes.groupby(outcomes).groups["contradicted"].tolist() == ["A16", "A20a", "A20b", "A28"]
    assert outcomes.groupby(outcomes).groups["not comparable"].tolist() == ["A17c"]


def test_the_two_contradictions_are_found(found):
    assert [(one.first, one.second, one.kind) for one in found.clashes] == [
        ("A16", "A28", "all_some"),
        ("A20a", "A20b", "position"),
    ]


def test_the_lead_of_the_composite_holds_among_twelve_and_that_of_medical_care_does_not(found):
    composite, medical = found.table.loc["A19"], found.table.loc["A14b"]
    # known answers, printed with two decimals: ±2.46 and ±3.49 among twelve
    assert composite["detectable"] == pytest.approx(2.46, abs=0.005)
    assert medical["detectable"] == pytest.approx(3.49, abs=0.005)
    assert medical["number"] == pytest.approx(0.44)
    # about 20,800 calls in each district, computed beforehand as 20,758
    assert medical["needed"] == 20_758


def test_the_largest_rise_is_a_tie(found):
    row = found.table.loc["A8a"]
    assert row["number"] == pytest.approx(9.215 - 9.158)
    assert row["low"] < 0 < row["high"]
    assert "相当" in found.say("zh")


def test_the_rise_of_medical_care_is_not_shown_by_holm(found):
    row = found.table.loc["A13f"]
    assert row["number"] == pytest.approx(2.047)
    assert row["low"] < 0
    moved = sat.change(*context_of(sat.read_claims(SPEECH))["items"]).table.loc["看病就医"]
    assert moved["p_adjusted"] == pytest.approx(0.055, abs=0.0005)  # known answer, three decimals
    assert (row["low"], row["high"]) == (moved["low"], moved["high"])


def test_the_count_would_be_established_from_347(found):
    row = found.table.loc["A22b"]
    assert (row["needed"], row["measure"]) == (347, "ratio")
    # known answers, printed with three decimals
    assert [row["number"], row["low"], row["high"]] == pytest.approx([1.064, 0.908, 1.247], abs=0.0005)


def test_what_the_environment_is_of_the_rise_is_arithmetic(found):
    values = next(one.values for one in found.findings if one.values.get("claim") == "A7")
    assert values["number"] == pytest.approx(1.536, abs=0.0005)
    assert values["share"] == pytest.approx(0.270, abs=0.0005)
    assert values["total"] == pytest.approx(5.6825)


def test_own_and_official_scores_are_not_set_against_each_other(found):
    row = found.table.loc["A17c"]
    # 90.69 less 83.78 is a difference that may not be taken
    assert row[["number", "low", "high"]].isna().all()
    assert "无法比较" in found.say("zh")


def test_what_the_outcomes_rest_on_is_told_with_them(found):
    first = found.say("en").splitlines()[0]
    assert "450, 100 respondents" in first
    assert "standard deviation of 16, 11.3 points" in first
    assert "标准差16、11.3分是假定" in found.say("zh")


def test_every_claim_is_told_in_both_languages_with_no_gap_left(found):
    for code in ("en", "zh"):
        lines = found.say(code).splitlines()
        assert len(lines) == 1 + len(found.checked) + len(found.clashes) + 1
        assert not any("{" in line or "nan" in line for line in lines)


def test_the_file_gives_its_own_context(found):
    speech = sat.read_claims(SPEECH)
    context = context_of(speech)
    assert set(context) == {"items", "composite", "medical", "towns", "elsewhere", "problems"}
    again = sat.check_claims(speech, context)
    assert again.table.equals(found.table)
    # without any table nothing is guessed; what the claims say of each other is found all the same
    bare = sat.check_claims([claim for claim in speech if claim.table is None])
    assert set(bare.table["outcome"]) == {"not checkable", "contradicted"}


def test_the_numbers_are_those_of_r(found):
    table = found.table
    # 2e-3: the quantile of the studentised range is integrated here and there
    assert table.loc["A19", "detectable"] == pytest.approx(REFERENCE["composite_reach"], abs=2e-3)
    assert table.loc["A14b", "detectable"] == pytest.approx(REFERENCE["medical_reach"], abs=2e-3)
    assert table.loc["A14b", "needed"] == REFERENCE["medical_needed"]
    assert table.loc["A22b", "needed"] == REFERENCE["count_first"]
    # 0.05 standard errors of 1.17 points: what 10,000 draws leave of a critical value
    assert table.loc["A8a", "detectable"] == pytest.approx(REFERENCE["largest_reach"], abs=0.06)
    moved = sat.change(*context_of(sat.read_claims(SPEECH))["items"]).table["p_adjusted"]
    wanted = REFERENCE.filter(like="holm_").reindex(
        ["holm_culture", "holm_schools", "holm_security", "holm_environment", "holm_cadres", "holm_medical"]
    )
    assert moved.tolist() == pytest.approx(wanted.tolist(), abs=1e-6)  # six printed decimals
