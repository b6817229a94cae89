"""Gaps between units: declared, picked by the data, and picked from a ranking of which only some is printed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import NotEstimable, SettingError, Verdict, estimates, gaps, ranks
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.rank_sets import stepdown_sets


def two(first, second, sd, n):
    return estimates([first, second], se=np.full(2, sd) / np.sqrt(n), n=n, names=["our city", "second"])


def half(found):
    return round(float((found.compared.high - found.compared.low)[0] / 2), 2)


def test_a_lead_of_0_44_with_450_respondents_each():
    est = two(76.79, 76.35, 16, 450)
    declared = gaps(est, pairs=[("our city", "second")])
    row = declared.table.iloc[0]
    # as many decimals as the figures are quoted with
    assert (round(row["gap"], 2), round(row["se"], 2), round(row["p"], 3)) == (0.44, 1.07, 0.680)
    assert round(row["gap"] / row["se"], 2) == 0.41
    assert half(declared) == 2.09
    assert half(gaps(est, pairs="first", among=12)) == 3.49
    assert half(gaps(est, pairs=[("our city", "second")], among=12)) == 3.49
    assert row["verdict"] == Verdict.NOT_ESTABLISHED
    assert row["p_adjusted"] == row["p"]


def test_a_lead_of_3_15_on_a_composite_of_six_items():
    est = two(83.78, 80.63, 16 * np.sqrt(0.5), 450)
    assert half(gaps(est, pairs=[("our city", "second")])) == 1.48
    assert half(gaps(est, pairs="first", among=12)) == 2.46
    assert gaps(est, pairs="first", among=12).table["verdict"].tolist() == [Verdict.ESTABLISHED]


@pytest.mark.parametrize(("first", "second", "n_turn"), [(76.79, 76.35, 71_194), (83.78, 80.63, 1_131)])
@pytest.mark.parametrize("n", [100, 450, 5000])
def test_the_n_from_which_any_data_would_settle_it(first, second, n_turn, n):
    """The largest spread that answers between 0 and 100 can have with these means (71,193.5 and 1,130.7), for any n."""
    largest_sd = np.sqrt(np.array([first * (100 - first), second * (100 - second)]))
    est = estimates([first, second], se=largest_sd / np.sqrt(n), n=n, names=["a", "b"])
    found = gaps(est, pairs=[("a", "b")])
    by_hand = stats.norm.ppf(0.975) ** 2 * np.sum(largest_sd**2) / (first - second) ** 2
    assert found.table["n_turn"].tolist() == [np.ceil(by_hand)] == [n_turn]
    (finding,) = found.findings
    assert finding.values["n_turn"] == n_turn
    assert finding.values["n"] == n


def thirteen(seed=1, df=np.inf, correlated=False):
    rng = np.random.default_rng(seed)
    value = np.round(rng.normal(82, 3, 13), 2)
    cov = 0.6 + 0.4 * np.eye(13) if correlated else np.eye(13)
    return estimates(value, cov=cov, df=df, n=400, names=[f"town {i}" for i in range(13)])


def test_all_pairs_are_in_the_order_of_the_ranking_and_positive():
    found = gaps(thirteen())
    assert len(found.table) == 78
    assert np.all(found.compared.gap >= 0)
    assert found.adjust == "tukey"
    order = ranks(thirteen(), method="tukey").table.index.get_level_values("unit").tolist()
    assert found.labels[0] == (order[0], order[1])
    assert found.labels[12] == (order[1], order[2])


def test_adjacent_and_first_are_judged_among_all_pairs():
    every = gaps(thirteen()).table
    adjacent = gaps(thirteen(), pairs="adjacent").table
    first = gaps(thirteen(), pairs="first").table
    assert len(adjacent) == 12
    assert len(first) == 1
    pd.testing.assert_frame_equal(every.loc[adjacent.index], adjacent)
    pd.testing.assert_frame_equal(every.loc[first.index], first)
    holm = gaps(thirteen(), pairs="adjacent", adjust="holm").table
    pd.testing.assert_frame_equal(gaps(thirteen(), adjust="holm").table.loc[holm.index], holm)


def test_tukey_gaps_and_tukey_ranks_say_the_same():
    found, ranked = gaps(thirteen()), ranks(thirteen(), method="tukey")
    assert sum(verdict is Verdict.ESTABLISHED for verdict in found.compared.verdict) == ranked.resolved


@pytest.mark.parametrize("df", [np.inf, 80])
def test_drawn_gaps_are_those_of_one_step_of_the_ranks(df):
    est = thirteen(correlated=True, df=df)
    found = gaps(est)
    assert found.adjust == "maxt"
    single = stepdown_sets(pairs_of(est.value, est.cov, est.df), stepdown=False)
    assert sum(verdict is Verdict.ESTABLISHED for verdict in found.compared.verdict) == single.resolved()
    assert found.step.settings["draws"] == 10_000
    # 1e-6: the critical value carried to the t scale and back
    assert stats.norm.isf(stats.t.sf(found.compared.critical, df)) == pytest.approx(single.critical, abs=1e-6)


def test_a_poorly_known_covariance_is_not_drawn_from():
    found = gaps(thirteen(correlated=True, df=14))
    assert (found.adjust, found.family, len(found.table)) == ("holm", 78, 78)
    assert found.step.settings["draws"] is None


def test_drawn_and_tukey_agree_for_equal_errors():
    exact, drawn = gaps(thirteen()), gaps(thirteen(), adjust="maxt")
    # 0.05 standard errors: four Monte Carlo standard errors of the 95 % point of 10,000 draws
    assert drawn.compared.critical == pytest.approx(exact.compared.critical, abs=0.05)
    # 0.02: four Monte Carlo standard errors of a probability near one half
    assert drawn.compared.p_adjusted == pytest.approx(exact.compared.p_adjusted, abs=0.02)


def test_games_howell_uses_each_pair_s_degrees_of_freedom():
    est = estimates([80.0, 85.0, 88.0], se=[1.0, 2.0, 0.5], df=[9, 14, 99], names=["a", "b", "c"])
    found = gaps(est)
    for i, (a, b) in enumerate(found.labels):
        va, vb = (float(est.se["abc".index(name)]) ** 2 for name in (a, b))
        da, db = (float(est.df["abc".index(name)]) for name in (a, b))
        welch = (va + vb) ** 2 / (va**2 / da + vb**2 / db)
        # 1e-6: two quadratures of the studentised range
        assert found.compared.df[i] == pytest.approx(welch, rel=1e-12)
        assert found.compared.critical[i] == pytest.approx(
            stats.studentized_range.ppf(0.95, 3, welch) / np.sqrt(2), abs=1e-6
        )


def test_declared_pairs_keep_their_direction_and_are_adjusted_by_holm():
    est = estimates([80.0, 85.0, 82.0], se=[1.0] * 3, names=["a", "b", "c"])
    found = gaps(est, pairs=[("a", "b"), ("c", "a")])
    assert found.adjust == "holm"
    assert found.declared
    assert found.table["gap"].tolist() == [-5.0, 2.0]
    assert found.table.index.tolist() == [("a", "b"), ("c", "a")]
    assert "n_turn" not in found.table
    assert found.findings[0].values["n"] is None
    low = gaps(est, pairs=[("a", "b"), ("c", "a")], best="low")
    assert low.table["gap"].tolist() == [5.0, -2.0]


def test_drawing_declared_pairs_spans_only_these():
    every = gaps(thirteen(), adjust="maxt")
    few = gaps(thirteen(), pairs=[("town 0", "town 1"), ("town 0", "town 2")], adjust="maxt")
    assert few.compared.critical[0] < every.compared.critical[0]
    assert few.family == 2
    assert gaps(thirteen(), pairs=[("town 0", "town 1")], adjust="tukey").family == 78


problems = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(2, 6), st.booleans(), st.sampled_from([np.inf, 6.0]), st.booleans()
)


def problem(seed, count, correlated, df, tied):
    rng = np.random.default_rng(seed)
    value = rng.normal(80, 2, count)
    if tied:
        value = np.round(value)
    root = rng.normal(size=(count, count))
    cov = root @ root.T / 3 if correlated else np.diag(rng.integers(0, 3, count) / 2.0)
    return value, cov, df, [f"unit {i}" for i in range(count)]


@settings(deadline=None, max_examples=60)
@given(problems, st.sampled_from([None, "tukey", "maxt", "stepdown", "holm", "none"]), st.sampled_from([0.0, 0.7]))
def test_interval_and_adjusted_p_give_the_same_verdict(parts, adjust, margin):
    value, cov, df, names = problem(*parts)
    found = gaps(estimates(value, cov=cov, df=df, names=names), adjust=adjust, margin=margin).compared
    established = np.array(found.verdict) == Verdict.ESTABLISHED
    assert np.array_equal(established, found.p_adjusted < 0.05)
    assert np.array_equal(established, np.abs(found.gap) > found.detectable)
    # 0.02: four Monte Carlo standard errors of a drawn probability near one half
    assert np.all(found.p_adjusted >= found.p - 0.02)


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from(["tukey", "holm", "none"]), st.randoms(use_true_random=False))
def test_order_and_a_constant_change_nothing(parts, adjust, random):
    value, cov, df, names = problem(*parts)
    order = list(range(len(value)))
    random.shuffle(order)
    plain = gaps(estimates(value, cov=cov, df=df, names=names), adjust=adjust)
    mixed_est = estimates(value[order] + 10, cov=cov[np.ix_(order, order)], df=df, names=[names[i] for i in order])
    mixed = gaps(mixed_est, adjust=adjust)
    by_pair = {frozenset(label): i for i, label in enumerate(mixed.labels)}
    place = [by_pair[frozenset(label)] for label in plain.labels]
    # 1e-9: adding a constant rounds the last digits of a gap
    assert np.abs(mixed.compared.gap[place]) == pytest.approx(np.abs(plain.compared.gap), abs=1e-9)
    assert mixed.compared.p_adjusted[place] == pytest.approx(plain.compared.p_adjusted, abs=1e-9)
    assert mixed.compared.detectable[place] == pytest.approx(plain.compared.detectable, abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(problems, st.sampled_from([None, "holm"]))
def test_the_low_being_best_turns_the_pairs_around(parts, adjust):
    value, cov, df, names = problem(*parts)
    high = gaps(estimates(value, cov=cov, df=df, names=names), adjust=adjust)
    low = gaps(estimates(-value, cov=cov, df=df, names=names), adjust=adjust, best="low")
    pd.testing.assert_frame_equal(high.table, low.table)


def test_units_without_error_or_with_one_common_error():
    found = gaps(estimates([3.0, 1.0, 1.0], se=[0.0] * 3, names=["a", "b", "c"]))
    assert [verdict is Verdict.ESTABLISHED for verdict in found.compared.verdict] == [True, True, False]
    for adjust in (None, "maxt", "holm"):
        common = gaps(estimates([3.0, 1.0], cov=np.ones((2, 2)), names=["a", "b"]), adjust=adjust)
        assert common.table["p_adjusted"].tolist() == [0.0]


def test_no_sample_settles_equal_estimates():
    found = gaps(estimates([80.0, 80.0], se=[1.0, 1.0], n=100, names=["a", "b"]))
    assert found.table["n_turn"].tolist() == [np.inf]
    assert found.findings[0].values["n_turn"] is None
    within = gaps(estimates([80.0, 80.5], se=[1.0, 1.0], n=100), margin=1.0)
    assert within.table["n_turn"].tolist() == [np.inf]


def test_n_turn_is_where_the_verdict_turns():
    gap, sd = 1.4, 12.0
    found = gaps(two(80 + gap, 80, sd, 300), pairs="first", among=12)
    turn = int(found.table["n_turn"].iloc[0])
    for n, verdict in ((turn, Verdict.ESTABLISHED), (turn - 1, Verdict.NOT_ESTABLISHED)):
        assert gaps(two(80 + gap, 80, sd, n), pairs="first", among=12).compared.verdict == (verdict,)


def test_findings_of_a_few_pairs_and_of_many():
    many = gaps(thirteen(), margin=0.5)
    kinds = [finding.kind for finding in many.findings]
    assert kinds == ["gaps.pair", "gaps.family", "gaps.margin"]
    pair, family, margin = (finding.values for finding in many.findings)
    assert (pair["a"], pair["b"]) == many.labels[0]
    assert pair["pairs"] == 78
    assert not pair["declared"]
    assert family["established"] + family["not_established"] == family["pairs"] == 78
    assert (margin["margin"], margin["pairs"], margin["established"]) == (0.5, 78, family["established"])
    assert margin["established"] + margin["within"] + margin["open"] == 78
    one = gaps(two(83.78, 80.63, 11.3, 450), pairs="first", among=12)
    (finding,) = one.findings
    assert set(finding.values) == {
        "a", "b", "gap", "se", "low", "high", "level", "verdict", "detectable", "margin",
        "adjust", "among", "pairs", "declared", "best", "of", "n", "n_turn", "within", "least_margin",
    }  # fmt: skip
    assert (finding.values["among"], finding.values["pairs"]) == (12, 66)
    adjacent = gaps(thirteen(), pairs="adjacent").findings
    assert [finding.kind for finding in adjacent] == ["gaps.pair"] * 12 + ["gaps.family"]
    assert (adjacent[-1].values["pairs"], adjacent[-1].values["family"]) == (12, 78)


def test_table_chart_and_step():
    found = gaps(thirteen(), pairs="adjacent")
    table = found.table.reset_index()
    assert table.columns.tolist() == [
        "unit", "against", "gap", "se", "low", "high", "df", "p", "p_adjusted", "verdict", "detectable", "n", "n_turn",
    ]  # fmt: skip
    assert found.chart.kind == "gaps"
    assert set(found.chart.columns.values()) <= set(found.chart.data.columns)
    assert found.chart.marks == {"zero": 0.0, "margin": 0.0, "level": 0.95}
    told = found.step.settings
    assert (told["pairs"], told["adjust"], told["count"], told["family"], told["shown"]) == (
        "adjacent",
        "tukey",
        13,
        78,
        12,
    )
    assert (told["seed"], told["draws"]) == (None, None)
    assert gaps(thirteen(), pairs="adjacent").step == found.step


def test_items_are_compared_like_units():
    names = pd.MultiIndex.from_arrays([["culture", "schools"]], names=["item"])
    found = gaps(estimates([88.95, 88.15], cov=[[0.5, 0.3], [0.3, 0.5]], names=names))
    assert found.table.index.names == ["item", "against"]
    # 1e-12: a difference of two variances
    assert found.table["se"].iloc[0] == pytest.approx(np.sqrt(0.4), rel=1e-12)


def test_a_unit_that_cannot_be_estimated_is_listed_and_has_no_gap():
    apart = pd.DataFrame({"unit": ["c"], "estimate": [70.0], "n": [1.0], "reason": ["one_respondent"]})
    est = replace(estimates([80.0, 85.0], se=[1.0, 1.0], names=["a", "b"]), apart=apart)
    assert gaps(est).findings[-1].values == {"name": "c", "reason": "one_respondent"}
    with pytest.raises(NotEstimable, match="one_respondent"):
        gaps(est, pairs=[("a", "c")])
    with pytest.raises(NotEstimable, match="two units"):
        gaps(est.take({"unit": ["a"]}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pairs": "neighbours"}, "pairs must be"),
        ({"pairs": []}, "pairs must be"),
        ({"pairs": ("a", "b")}, "pairs must be"),
        ({"pairs": [("a", "x")]}, "'x'"),
        ({"pairs": [("a", "a")]}, "different"),
        ({"pairs": [("a", "b"), ("b", "a")]}, "twice"),
        ({"adjust": "fdr"}, "adjust"),
        ({"among": 1}, "among"),
        ({"among": 12, "adjust": "holm"}, "among"),
        ({"best": "most"}, "best"),
        ({"level": 0}, "level"),
        ({"margin": -0.1}, "margin"),
        ({"seed": -1}, "seed"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    with pytest.raises(SettingError, match=message):
        gaps(estimates([80.0, 85.0], se=[1.0, 1.0], names=["a", "b"]), **change)


def test_more_than_one_level_is_refused_with_advice():
    names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    with pytest.raises(SettingError, match=r"take.*average"):
        gaps(estimates([1.0, 2.0, 3.0, 4.0], se=[1.0] * 4, names=names))


def family_error(adjust, respondents, *, rounds, count=6):
    """How often anything is established among units that are all the same; step-down beside two that lie far away."""
    rng = np.random.default_rng(7)
    wrong = 0
    for _ in range(rounds):
        answers = rng.standard_normal((respondents, count))
        if adjust == "stepdown":
            answers = np.column_stack([answers, rng.normal([50.0, 100.0], 1.0, (respondents, 2))])
        est = estimates(answers.mean(axis=0), se=answers.std(axis=0, ddof=1) / np.sqrt(respondents), df=respondents - 1)
        found = gaps(est, adjust=adjust).compared
        wrong += any(yes is Verdict.ESTABLISHED for yes, gap in zip(found.verdict, found.gap, strict=True) if gap < 20)
    return wrong / rounds


@pytest.mark.parametrize("adjust", ["tukey", "holm"])
def test_the_family_s_error_quick(adjust):
    # 0.102: the nominal 0.05 and three binomial standard errors of 150 rounds
    assert family_error(adjust, 15, rounds=150) <= 0.102


@pytest.mark.parametrize(
    "adjust",
    [
        *(pytest.param(adjust, marks=pytest.mark.slow) for adjust in ("tukey", "maxt", "holm")),
        pytest.param("stepdown", marks=pytest.mark.thorough),
    ],
)
def test_the_family_s_error(adjust):
    # 0.06: the nominal 0.05 and three binomial standard errors of 4,000 rounds
    assert family_error(adjust, 15, rounds=4_000) <= 0.06
