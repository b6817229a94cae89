"""Families of changes: false discoveries, equivalence, scores near an end, weighting, and how rounds are given."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.inference.judging.comparing import compare, false_discovery, holm
from satmodel.result import Verdict
from tests.inference.test_change import ITEMS, rounds

REFERENCE = Path(__file__).parents[1] / "reference" / "rounds"
ALL = st.lists(st.floats(-6, 6), min_size=1, max_size=12)


def established(found):
    return np.array(found.verdict) == Verdict.ESTABLISHED


def test_adjusted_p_values_equal_r():
    for _, family in pd.read_csv(REFERENCE / "adjust.csv").groupby("family"):
        p = family["p"].to_numpy()
        np.testing.assert_allclose(false_discovery(p, 0.05)[0], family["bh"], rtol=1e-12)  # R prints 15 digits
        np.testing.assert_allclose(holm(p, 0.05)[0], family["holm"], rtol=1e-12)


@settings(max_examples=30, deadline=None)
@given(ALL, st.sampled_from([0.9, 0.95]), st.sampled_from([0.0, 0.7]))
def test_intervals_adjusted_p_and_verdicts_agree(gaps, level, margin):
    gap = np.array(gaps)
    found = compare(gap, np.ones(len(gap)), np.full(len(gap), 40.0), level=level, margin=margin, adjust="bh")
    yes = established(found)
    np.testing.assert_array_equal(yes, found.p_adjusted < 1 - level)
    # the interval of each established change has the level 1 - R alpha / m
    tail = yes.sum() * (1 - level) / len(gap)
    np.testing.assert_allclose(found.critical[yes], stats.t.isf(tail / 2, 40) if yes.any() else 0, rtol=1e-12)
    # Holm and Bonferroni establish no more
    for strict in ("holm", "bonferroni"):
        other = compare(gap, np.ones(len(gap)), np.full(len(gap), 40.0), level=level, margin=margin, adjust=strict)
        assert not np.any(established(other) & ~yes)


@settings(max_examples=30, deadline=None)
@given(ALL)
def test_what_could_have_been_established_is_where_the_verdict_turns(gaps):
    gap, se, df = np.array(gaps), np.ones(len(gaps)), np.full(len(gaps), np.inf)
    found = compare(gap, se, df, adjust="bh")
    for i in np.flatnonzero(~established(found)):
        for factor, expected in ((1 + 1e-9, True), (1 - 1e-9, False)):
            moved = gap.copy()
            moved[i] = found.detectable[i] * factor
            assert established(compare(moved, se, df, adjust="bh"))[i] == expected


def test_false_discoveries_and_false_intervals_are_held_down():
    rng = np.random.default_rng(2005)
    truth = np.repeat([0.0, 3.0], [15, 5])
    false, missed, power = [], [], []
    for _ in range(1000):
        found = compare(truth + rng.normal(size=20), np.ones(20), np.full(20, np.inf), adjust="bh")
        yes = established(found)
        count = max(int(yes.sum()), 1)
        false.append((yes & (truth == 0)).sum() / count)
        missed.append((yes & ((found.low > truth) | (found.high < truth))).sum() / count)
        power.append(yes[15:].mean())
    # three standard errors of a mean of shares of at most .2 spread in 1,000 samples; the rate is 15/20 of 5 per cent
    assert abs(np.mean(false) - 0.0375) < 0.016
    assert np.mean(missed) < 0.05 + 0.016
    single = np.mean(np.abs(3 + rng.normal(size=10_000)) > stats.norm.isf(0.05 / 40))
    assert np.mean(power) > single + 0.1  # what it is used for


def test_false_discoveries_are_told_as_such():
    found = sat.change(*rounds(300), adjust="bh")
    # medical care: z = 1.57 at 300 respondents
    assert established(found.compared).tolist() == [True] * 5 + [False]
    assert sat.change(*rounds(300)).findings[6].values["unsettled"] == ("safety", "medical care")
    english, chinese = found.say("en"), found.say("zh")
    assert (
        "rate of false discoveries: of the changes called established, at least 95% are changes on average" in english
    )
    assert "错误发现率" in chinese


@pytest.mark.parametrize("adjust", ["none", "holm", "bonferroni", "bh"])
def test_a_change_within_the_margin_is_judged_by_two_one_sided_tests(adjust):
    found = sat.change(*rounds(2000), margin=4.0, adjust=adjust)
    table, alpha = found.table, 0.05
    # the definition: the interval of level 1 - 2 alpha lies inside the margin
    one = stats.norm.sf((4.0 - np.abs(table["change"])) / table["se"])
    inside = {
        "none": one < alpha,
        "holm": holm(one, alpha)[0] < alpha,
        "bonferroni": one < alpha / 6,
        "bh": false_discovery(one, alpha)[0] < alpha,
    }[adjust]
    np.testing.assert_array_equal(table["within"] == Verdict.ESTABLISHED, inside)
    assert inside.any()
    assert not np.any((table["within"] == Verdict.ESTABLISHED) & (table["verdict"] == Verdict.ESTABLISHED))
    for least, verdict in zip(table["least_margin"], table["within"], strict=True):
        assert (least < 4.0) == (verdict == Verdict.ESTABLISHED)
    assert "no larger than 4.00 points is established" in found.say("en")
    assert found.findings[6].values["within"] == tuple(np.array(ITEMS)[inside])


def test_near_an_end_a_change_is_as_careful_as_a_gap():
    names = ["permits"]
    first = sat.estimates([97.0], sd=[6.0], n=[40], limits=(0, 100), names=names)
    second = sat.estimates([99.0], sd=[4.0], n=[400], limits=(0, 100), names=names)
    found = sat.change(first, second)
    both = sat.estimates([97.0, 99.0], sd=[6.0, 4.0], n=[40, 400], limits=(0, 100), names=["A", "B"])
    gap = sat.gaps(both, pairs=[("B", "A")])
    assert found.table["se"].iloc[0] == pytest.approx(gap.table["se"].iloc[0], rel=1e-12)  # the same sums
    assert found.step.settings["widened"] == ("permits",)
    assert "half an answer at each end" in found.say("en")
    plain = sat.change(*(sat.estimates(e.value, se=e.se, n=e.n, names=names) for e in (first, second)))
    assert found.table["se"].iloc[0] > plain.table["se"].iloc[0]


def survey(seed, scheme=None, size=60):
    rng = np.random.default_rng(seed)
    columns = {
        "town": rng.choice(["A", "B"], size),
        "sex": rng.choice(["f", "m"], size),
        "q": rng.choice([55, 75, 100], size),
    }
    read = sat.read(pd.DataFrame(columns), unit="town", items=["q"])
    people = sat.margins({"sex": {"f": 5, "m": 5}})
    return read if scheme is None else sat.post_stratify(read, people, by={"sex": "sex"}, within=None)


def test_rounds_weighted_in_different_ways_are_said_to_be():
    plain, weighted, alike = survey(1), survey(2, "sex"), survey(3, "sex")
    for pair, count in (((plain, weighted), 1), ((weighted, alike), 0), ((plain, survey(4)), 0)):
        for found in (sat.change(*pair), sat.change(*(sat.means(part) for part in pair))):
            assert len([f for f in found.findings if f.kind == "change.schemes"]) == count
    told = sat.change(plain, weighted).say("en")
    assert "The earlier round was not weighted to the population and the later one was" in told
    trimmed = sat.trim(survey(5, "sex"), ratio=3)
    [finding] = [f for f in sat.change(weighted, trimmed).findings if f.kind == "change.schemes"]
    assert len({*finding.values["before"], *finding.values["after"]}) == 2


def test_two_rounds_may_be_given_in_three_ways():
    one, other = survey(6), survey(7)
    by_survey = sat.change(one, other)
    by_means = sat.change(sat.means(one), sat.means(other))
    by_joint = sat.change(sat.round_means({"before": one, "after": other}))
    columns = ["before", "after", "change", "se", "low", "high", "df", "p_adjusted", "detectable"]
    for found in (by_means, by_joint):
        got = found.table.loc[by_survey.table.index, columns]
        np.testing.assert_allclose(got, by_survey.table[columns], rtol=1e-9)  # sums in another order
    assert by_survey.rounds == ("before", "after")
    with pytest.raises(sat.SettingError, match=r"belong to surveys.*round_means"):
        sat.change(sat.means(one), sat.means(other), overlap="clusters")
    with pytest.raises(sat.SettingError, match="two sets of estimates, two surveys"):
        sat.change(sat.means(one), other)
    with pytest.raises(sat.SettingError, match="level 'round'"):
        sat.change(sat.means(one))
