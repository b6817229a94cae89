"""Change between two rounds: matching, family, verdicts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

import satmodel as sat
from satmodel.result import Verdict

ITEMS = ["safety", "schools", "culture", "surroundings", "officials", "medical care"]
NOW = np.array([86.70, 88.15, 88.95, 82.19, 79.92, 76.79])
MOVED = np.array([2.831, 3.787, 9.158, 9.215, 7.057, 2.047])


def rounds(n: float = 450, sd: float = 16.0) -> tuple[sat.Estimates, sat.Estimates]:
    """Six published items and their changes, as two rounds of n respondents with one standard deviation."""
    se = np.full(6, sd / np.sqrt(n))
    names = pd.MultiIndex.from_arrays([ITEMS], names=["item"])
    return sat.estimates(NOW - MOVED, se=se, names=names), sat.estimates(NOW, se=se, names=names)


def random_estimates(seed: int, labels: pd.MultiIndex, df: float = np.inf) -> sat.Estimates:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(len(labels), len(labels)))
    return sat.estimates(rng.normal(80, 5, len(labels)), cov=root @ root.T, names=labels, df=df, n=rng.integers(50, 90))


def test_known_answer_of_six_items():
    found = sat.change(*rounds())
    z = found.compared.gap / found.compared.se
    # 0.005: the published figures have two decimals
    np.testing.assert_allclose(z, [2.65, 3.55, 8.59, 8.64, 6.62, 1.92], rtol=0, atol=0.005)
    assert found.table["verdict"].tolist() == ["established"] * 5 + ["not established"]
    assert found.table["p_adjusted"].iloc[5] == pytest.approx(0.055, abs=0.0005)
    family = found.findings[6]
    assert family.kind == "change.family"
    assert family.values["risen"] == tuple(ITEMS[:5])
    assert family.values["unsettled"] == ("medical care",)
    assert family.values["fallen"] == ()


@pytest.mark.parametrize(("n", "established"), [(300, 4), (450, 5), (970, 6)])
def test_known_answer_by_sample_size(n, established):
    assert list(sat.change(*rounds(n)).compared.verdict).count(Verdict.ESTABLISHED) == established


def test_table_chart_and_findings_agree():
    found = sat.change(*rounds(), margin=1.0, level=0.9)
    columns = ["before", "after", "change", "se", "low", "high", "df", "p", "p_adjusted", "verdict", "detectable"]
    assert list(sat.change(*rounds()).table.columns) == columns
    assert list(found.table.columns) == [*columns, "within", "p_within", "least_margin"]
    assert found.table.index.names == ["item"]
    assert found.chart.kind == "change"
    assert set(found.chart.columns.values()) <= set(found.chart.data.columns)
    assert found.chart.marks == {"zero": 0.0, "margin": 1.0}
    ones = [f.values for f in found.findings if f.kind == "change.one"]
    assert [values["name"] for values in ones] == ITEMS
    for values, (_, row) in zip(ones, found.table.iterrows(), strict=True):
        assert all(values[key] == row[key] for key in ("before", "after", "change", "low", "high", "p_adjusted"))
        assert (values["level"], values["margin"]) == (0.9, 1.0)
        assert isinstance(values["verdict"], Verdict)
    assert found.step.method == "change"
    assert found.step.settings["independent"] is True
    assert [step.method for step in found.step.sources] == ["estimates", "estimates"]


def test_equals_welch_on_rows():
    rng = np.random.default_rng(4)
    then, now = rng.normal(80, 10, 31), rng.normal(84, 16, 23)
    sides = [
        sat.estimates([x.mean()], se=[x.std(ddof=1) / np.sqrt(len(x))], df=len(x) - 1, names=["town"])
        for x in (then, now)
    ]
    found = sat.change(*sides).table.iloc[0]
    welch = stats.ttest_ind(now, then, equal_var=False)
    # 1e-10: the same formula in another order
    assert found["p"] == pytest.approx(welch.pvalue, rel=1e-10)
    assert found["df"] == pytest.approx(welch.df, rel=1e-10)
    interval = welch.confidence_interval(0.95)
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high), rel=1e-10)


def test_the_changes_keep_their_covariance():
    labels = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]], names=["unit", "item"])
    one, other = random_estimates(1, labels), random_estimates(2, labels)
    found = sat.change(one, other)
    np.testing.assert_allclose(found.estimates.cov, one.cov + other.cov, rtol=1e-12)  # the same sums, rounded
    composites = sat.change(one.average("item"), other.average("item"))
    averaged = found.estimates.average("item")
    np.testing.assert_allclose(averaged.value, composites.compared.gap, rtol=1e-10)
    np.testing.assert_allclose(averaged.se, composites.compared.se, rtol=1e-10)


def test_whether_the_largest_rise_is_the_largest():
    found = sat.gaps(sat.change(*rounds()).estimates, pairs="first").table.reset_index()
    first = found.iloc[0]
    assert (first["item"], first["against"], first["verdict"]) == ("surroundings", "culture", "not established")
    # 16 points, 450 respondents, two rounds of each of two items
    assert first["se"] == pytest.approx(16 * np.sqrt(4 / 450))


def test_what_is_in_one_round_only_is_listed():
    before, after = rounds()
    found = sat.change(before.take({"item": ITEMS[1:]}), after.take({"item": ITEMS[:5]}))
    assert found.table.index.get_level_values("item").tolist() == ITEMS[1:5]
    assert found.apart[["item", "reason"]].values.tolist() == [
        ["safety", "only_after"],
        ["medical care", "only_before"],
    ]
    assert found.apart["estimate"].tolist() == pytest.approx([86.70, 74.743])
    assert (found.step.settings["only_before"], found.step.settings["only_after"]) == (1, 1)
    told = [f.values for f in found.findings if f.kind == "change.apart"]
    assert told == [{"name": "safety", "reason": "only_after"}, {"name": "medical care", "reason": "only_before"}]


def test_what_neither_round_could_estimate_keeps_its_reason():
    frame = pd.DataFrame({"town": list("AAABBBC"), "q": [100, 75, 55, 100, 100, 75, 75]})
    later = frame.assign(q=frame["q"].to_numpy()[::-1])
    one, other = (sat.means(sat.read(part, unit="town", items=["q"])) for part in (frame, later))
    found = sat.change(one, other)
    assert found.apart[["unit", "item", "reason"]].values.tolist() == [["C", "q", "single_respondent"]]


def test_levels_may_stand_in_another_order():
    labels = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    one, other = random_estimates(1, labels), random_estimates(2, labels)
    turned = sat.estimates(one.value, cov=one.cov, names=labels.reorder_levels(["item", "unit"]))
    pd.testing.assert_frame_equal(sat.change(turned, other).table, sat.change(one, other).table)


SEEDS = st.integers(0, 10_000)
LABELS = pd.MultiIndex.from_arrays([list("abcde")], names=["unit"])


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(-50, 50))
def test_a_constant_added_to_both_rounds_changes_nothing(seed, constant):
    one, other = random_estimates(seed, LABELS, 12), random_estimates(seed + 1, LABELS, 20)
    shifted = [sat.estimates(part.value + constant, cov=part.cov, df=part.df, names=LABELS) for part in (one, other)]
    columns = ["change", "se", "low", "high", "df", "detectable"]
    # 1e-9 points: rounding of the shift
    np.testing.assert_allclose(
        sat.change(*shifted).table[columns], sat.change(one, other).table[columns], rtol=1e-9, atol=1e-9
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.permutations(range(5)), st.permutations(range(5)))
def test_the_order_of_the_labels_does_not_matter(seed, first, second):
    one, other = random_estimates(seed, LABELS, 12), random_estimates(seed + 1, LABELS, 20)
    moved = sat.change(
        one.take({"unit": [LABELS[i][0] for i in first]}), other.take({"unit": [LABELS[i][0] for i in second]})
    )
    assert moved.table.index.tolist() == [LABELS[i][0] for i in second]
    wanted = sat.change(one, other).table
    pd.testing.assert_frame_equal(moved.table.loc[wanted.index], wanted, rtol=1e-9)  # sums in another order


@settings(max_examples=25, deadline=None)
@given(SEEDS, hnp.arrays(np.float64, 5, elements=st.floats(-5, 5)), st.sampled_from(["none", "holm", "bonferroni"]))
def test_swapping_the_rounds_turns_the_sign(seed, moved, adjust):
    one = random_estimates(seed, LABELS, 12)
    other = sat.estimates(one.value + moved, cov=one.cov, df=one.df, names=LABELS)
    there, back = sat.change(one, other, adjust=adjust).table, sat.change(other, one, adjust=adjust).table
    np.testing.assert_array_equal(there["change"], -back["change"])
    np.testing.assert_allclose(there["low"], -back["high"], rtol=1e-12)
    assert there["verdict"].tolist() == back["verdict"].tolist()


def test_refusals_say_what_would_do():
    before, after = rounds()
    with pytest.raises(sat.SettingError, match="same estimates"):
        sat.change(after, after)
    with pytest.raises(sat.SettingError, match=r"different levels.*take\(\)"):
        sat.change(before, sat.estimates([80.0], se=[1.0]))
    with pytest.raises(sat.NotComparable, match="both rounds"):
        sat.change(before.take({"item": ITEMS[:2]}), after.take({"item": ITEMS[2:]}))
    with pytest.raises(sat.SettingError, match="level"):
        sat.change(before, after, level=95)
    with pytest.raises(sat.SettingError, match="holm"):
        sat.change(before, after, adjust="fdr")


def false_claims(samples: int, adjust: str) -> float:
    """Share of samples of eight unchanged quantities, small and clustered by t, in which any change is established."""
    rng = np.random.default_rng(20261123)
    names = list("abcdefgh")
    wrong = 0
    for _ in range(samples):
        sides = []
        for size in (12, 9):
            rows = rng.normal(80, 10, (size, 8))
            se = rows.std(axis=0, ddof=1) / np.sqrt(size)
            sides.append(sat.estimates(rows.mean(axis=0), se=se, df=size - 1, names=names))
        wrong += Verdict.ESTABLISHED in sat.change(*sides, adjust=adjust).compared.verdict
    return wrong / samples


@pytest.mark.slow
def test_the_family_is_wrong_no_more_often_than_promised():
    # three standard errors of a share of .05 in 400 samples
    assert false_claims(400, "holm") <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)
    # without adjustment 1 - .95^8 = .34: the simulation can see the difference
    assert false_claims(100, "none") > 0.2
