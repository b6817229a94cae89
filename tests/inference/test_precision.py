"""Planning before the contract: the printed figures, a finished round, what is refused, and what draws really find."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.planning.planning import QUESTIONS

YES = sat.Verdict.ESTABLISHED
NAMES = list("ABCDEFGHIJKLM")


def towns(k=4, se=1.0, n=300, **more):
    return sat.estimates(np.linspace(80, 90, k), se=se, n=n, names=NAMES[:k], **more)


@pytest.mark.parametrize(
    ("n", "pair", "of_13", "of_13_found", "of_50"),
    [(100, 5.5, 9.4, 11.8, 11.3), (300, 3.2, 5.4, 6.8, 6.5), (1000, 1.75, 3.0, 3.7, 3.6)],
)
def test_the_smallest_differences_at_a_standard_deviation_of_20(n, pair, of_13, of_13_found, of_50):
    small, large = (sat.precision(sd=20, n=n, units=units).by_n for units in (13, 50))
    # half of the last figure printed
    assert small.loc[("one", n), "detectable"] == pytest.approx(pair, abs=0.05 if n < 1000 else 0.005)
    assert small.loc[("all", n), "detectable"] == pytest.approx(of_13, abs=0.05)
    assert small.loc[("all", n), "detectable_power"] == pytest.approx(of_13_found, abs=0.0505)
    assert large.loc[("all", n), "detectable"] == pytest.approx(of_50, abs=0.05)


def test_the_lead_of_the_bulletin():
    found = sat.precision(sd=20, gap=[0.44, 3.15]).by_gap
    assert found["n_seen"].tolist() == [15874, 310]
    # z_0.9 in place of 0.8 and other standard deviations: the figures known for the lead of 0.44
    for sd, n in ((16, 20758), (13, 13704), (22.5, 41049)):
        assert abs(sat.precision(sd=sd, gap=0.44).by_gap["n_power"].item() - n) <= 1
    lead = sat.precision(sd=16, n=450, units=12, power=None).by_n["detectable"]
    assert lead["one"].item() == pytest.approx(2.09, abs=0.005)
    assert lead["all"].item() == pytest.approx(3.49, abs=0.005)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("power", [None, 0.9])
def test_one_interview_fewer_is_not_enough(question, power):
    column, other = ("n_seen", "detectable") if power is None else ("n_power", "detectable_power")
    for reference in ("normal", "t"):
        setting = {"sd": 18, "units": 13, "pairs": question, "power": power, "reference": reference}
        n = sat.precision(gap=4.0, **setting).by_gap[column].item()
        enough, short = (sat.precision(n=one, **setting).by_n[other].item() for one in (n, n - 1))
        assert enough <= 4.0 < short


@pytest.mark.parametrize("df", [np.inf, 12.0])
def test_a_finished_round_could_establish_what_gaps_says(df):
    est = towns(df=df)
    found = sat.precision(est).by_n
    assert found.loc["all"].index.tolist() == [300]
    one, every = sat.gaps(est, pairs=[("A", "C")]), sat.gaps(est)
    assert found.loc["one", "detectable"].item() == pytest.approx(one.compared.detectable[0], rel=1e-9)
    assert found.loc["all", "detectable"].item() == pytest.approx(every.compared.detectable[0], rel=1e-9)
    assert found["sd"].to_numpy() == pytest.approx(math.sqrt(300))
    turn = sat.precision(est, gap=2.0, pairs="one", power=None)
    lead = sat.gaps(sat.estimates([82.0, 80.0], se=[1.0, 1.0], n=300, df=df, names=["A", "B"]), pairs=[("A", "B")])
    assert turn.by_gap["n_seen"].item() == lead.n_turn[0]


def test_a_round_of_unequal_units_is_its_typical_pair():
    se, n = np.array([0.8, 1.3, 2.0, 0.5]), np.array([400, 150, 90, 700])
    found = sat.precision(towns(se=se, n=n), power=None)
    pairs = sat.gaps(towns(se=se, n=n)).compared
    assert (found.by_n.loc["one", "detectable"].item() / 1.959964) ** 2 == pytest.approx(np.mean(pairs.se**2), rel=1e-6)
    noted = found.step.settings
    each = se * np.sqrt(n)
    assert (noted["sd_least"], noted["sd_most"]) == pytest.approx((each.min(), each.max()))
    assert noted["sd_high"] ** 2 == pytest.approx(np.mean(each**2))
    assert found.findings[1].kind == "precision.round"


def test_a_round_of_correlated_estimates():
    rng = np.random.default_rng(1)
    root = rng.standard_normal((4, 6))
    cov = root @ root.T
    est = sat.estimates([80, 81, 85, 90], cov=cov, n=200, names=list("ABCD"))
    found = sat.precision(est, power=None).by_n
    pairs = [cov[i, i] + cov[j, j] - 2 * cov[i, j] for i in range(4) for j in range(i)]
    assert (found.loc["one", "detectable"].item() / 1.959964) ** 2 == pytest.approx(np.mean(pairs), rel=1e-6)


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(4)), st.floats(-50, 50), st.sampled_from([1.0, -1.0]))
def test_neither_order_nor_level_nor_direction_matters(order, shift, sign):
    se, n = np.array([0.8, 1.3, 2.0, 0.5]), np.array([400, 150, 90, 700])
    value = np.linspace(80, 90, 4)
    order = list(order)
    first = sat.precision(sat.estimates(value, se=se, n=n, names=list("ABCD"))).by_n
    moved = sat.estimates(sign * value[order] + shift, se=se[order], n=n[order], names=list("ABCD"))
    pd.testing.assert_frame_equal(sat.precision(moved).by_n, first)


def test_a_finite_population_of_a_finished_round():
    spread, whole, n = 20.0, 1200, 300
    se = spread * math.sqrt(1 / n - 1 / whole)
    est = towns(se=se, n=n)
    found = sat.precision(est, n=[300, 600], population=whole, power=None)
    plan = sat.precision(sd=spread, n=[300, 600], units=4, population=whole, power=None)
    pd.testing.assert_frame_equal(found.by_n, plan.by_n)
    with pytest.raises(SettingError, match="as many interviews as its population"):
        sat.precision(est, population=300)


def test_design_effects_and_correlation():
    plain = sat.precision(sd=20, n=300).by_n["detectable"].item()
    assert sat.precision(sd=20, n=300, deff=2.25).by_n["detectable"].item() == pytest.approx(1.5 * plain)
    clustered = sat.precision(sd=20, n=300, deff=(11, 0.125))
    assert clustered.by_n["detectable"].item() == pytest.approx(1.5 * plain)
    assert clustered.step.settings["deff"] == 2.25
    paired = sat.precision(sd=20, n=300, correlation=0.75).by_n["detectable"].item()
    assert paired == pytest.approx(plain / 2)
    seen = sat.precision(sd=20, gap=3, deff=2).by_gap["n_seen"].item()
    assert abs(seen - 2 * sat.precision(sd=20, gap=3).by_gap["n_seen"].item()) <= 2


def test_a_range_of_standard_deviations_and_what_a_mean_leaves_possible():
    found = sat.precision(sd=(12, 22), n=[100, 300], gap=3.0, units=13, pairs=["all", "one"])
    assert found.by_n.index.get_level_values("question").unique().tolist() == ["one", "all"]
    assert sorted(found.by_n["sd"].unique()) == [12, 22]
    assert len(found.table) == len(found.by_n) + len(found.by_gap) == 12
    bounds = sat.sd_bounds([83.78, 80.63], "100/75/55")
    assert sat.precision(sd=bounds, n=300).by_n["sd"].tolist() == [bounds.low.min(), bounds.high.max()]
    assert sat.precision(sd=bounds, n=300).step.settings["sd_source"] == "bounds"
    one = sat.precision(sd=sat.sd_bounds(83.78, [0, 100]), n=300)
    assert one.by_n["sd"].tolist() == pytest.approx([36.86], abs=0.005)


def test_the_planning_table_is_the_long_tables_side_by_side():
    plan = sat.precision(sd=20, units=13, n=[100, 300], pairs=["one", "all"])
    assert plan.table.columns.tolist() == ["gap_one", "gap_one_power", "gap_all", "gap_all_power"]
    assert plan.table.index.tolist() == [100, 300]
    assert plan.table.loc[300, "gap_all_power"] == plan.by_n.loc[("all", 300), "detectable_power"]
    need = sat.precision(sd=(15, 20), units=13, gap=[3.15], pairs="all", power=None)
    assert need.table.columns.tolist() == ["n_all"]
    assert need.table.index.names == ["sd", "gap"]
    assert need.table["n_all"].tolist() == need.by_gap["n_seen"].tolist()
    both = sat.precision(sd=20, units=13, gap=3.15, n=300)
    assert len(both.table) == len(both.by_n) + len(both.by_gap) == 8


def test_what_is_shown_when_nothing_is_asked():
    assert sat.precision(sd=20).by_n.index.get_level_values("n").tolist() == [50, 100, 200, 300, 500, 1000]
    assert "detectable_power" not in sat.precision(sd=20, power=None).by_n
    assert len(sat.precision(sd=20, units=13).by_n) == 24


def test_few_interviews_are_cautioned_unless_t_is_used():
    kinds = [finding.kind for finding in sat.precision(sd=20, n=20).findings]
    assert "precision.few" in kinds
    assert "precision.few" not in [finding.kind for finding in sat.precision(sd=20, n=20, reference="t").findings]
    assert "precision.few" not in [finding.kind for finding in sat.precision(sd=20, n=30).findings]
    assert "precision.few" in [finding.kind for finding in sat.precision(sd=20, gap=25).findings]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({}, "give sd="),
        ({"sd": 0}, "above zero"),
        ({"sd": (0, 20)}, "above zero"),
        ({"sd": (25, 20)}, "one number or"),
        ({"sd": "20"}, "one number or"),
        ({"sd": math.inf}, "finite"),
        ({"sd": 20, "n": 1}, "2 or more"),
        ({"sd": 20, "n": [100, math.nan]}, "finite"),
        ({"sd": 20, "gap": 0}, "above zero"),
        ({"sd": 20, "gap": [-1, 3]}, "above zero"),
        ({"sd": 20, "gap": []}, "above zero"),
        ({"sd": 20, "units": 1}, "two or more"),
        ({"sd": 20, "units": 2.5}, "two or more"),
        ({"sd": 20, "pairs": "all"}, "give units="),
        ({"sd": 20, "units": 13, "pairs": "adjacent"}, "pairs must be among"),
        ({"sd": 20, "units": 13, "pairs": []}, "pairs must be among"),
        ({"sd": 20, "power": 0.4}, "power must be"),
        ({"sd": 20, "power": 1.0}, "power must be"),
        ({"sd": 20, "level": 1.0}, "level must lie"),
        ({"sd": 20, "deff": 0}, "deff must be"),
        ({"sd": 20, "deff": (0.5, 0.1)}, "intraclass"),
        ({"sd": 20, "deff": (10, 0.1, 3)}, "intraclass"),
        ({"sd": 20, "population": 1}, "population must be"),
        ({"sd": 20, "population": 300, "n": 300}, "below the population"),
        ({"sd": 20, "population": 30}, "below the population"),
        ({"sd": 20, "correlation": 1.0}, "correlation must lie"),
        ({"sd": 20, "reference": "z"}, "reference must be"),
    ],
)
def test_what_no_survey_can_have_is_refused_in_words(setting, message):
    with pytest.raises(SettingError, match=message):
        sat.precision(**setting)


def test_what_a_round_cannot_say_is_refused_in_words():
    with pytest.raises(SettingError, match="leave out sd=, units="):
        sat.precision(towns(), sd=20, units=3)
    with pytest.raises(NotEstimable, match="n behind some"):
        sat.precision(towns(n=None))
    with pytest.raises(NotEstimable, match="two units"):
        sat.precision(towns(1))
    with pytest.raises(NotEstimable, match="no sampling error"):
        sat.precision(towns(se=0.0))
    whole = sat.estimates([80, 81], cov=np.ones((2, 2)), n=300, names=["A", "B"])
    with pytest.raises(NotEstimable, match="go together whole"):
        sat.precision(whole)
    names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    with pytest.raises(SettingError, match="levels"):
        sat.precision(sat.estimates([1, 2, 3, 4], se=1.0, n=9, names=names))


@pytest.mark.slow
def test_any_two_of_thirteen_are_found_as_often_as_stated_by_gaps_itself():
    """Five-level answers of 300 respondents in each of 13 units, every pair judged by gaps."""
    points, rng, repeats = np.array([100.0, 75, 50, 25, 0]), np.random.default_rng(13), 300
    shares = np.array([0.45, 0.35, 0.12, 0.05, 0.03])
    spread = math.sqrt(shares @ points**2 - (shares @ points) ** 2)
    gap = sat.precision(sd=spread, n=300, units=13, pairs="all").by_n["detectable_power"].item()
    found = []
    for _ in range(repeats):
        answers = rng.choice(points, p=shares, size=(13, 300))
        value, se = answers.mean(axis=1), answers.std(axis=1, ddof=1) / math.sqrt(300)
        value[::2] -= gap  # seven units lie one gap below the other six: 42 pairs to be found
        judged = sat.gaps(sat.estimates(value, se=se, n=300, names=NAMES))
        low, high = NAMES[::2], NAMES[1::2]
        right = [
            verdict == YES and a in high
            for (a, b), verdict in zip(judged.labels, judged.compared.verdict, strict=True)
            if {a in low, b in low} == {True, False}
        ]
        found.append(np.mean(right))
    # four standard errors of the mean over the rounds, and a hundredth for spreads that are estimated
    assert abs(np.mean(found) - 0.8) < 4 * np.std(found) / math.sqrt(repeats) + 0.01
