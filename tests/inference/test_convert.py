"""Scores into assessment points: known answers, the laws, brute force and other programs as witnesses."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

import satmodel as sat
from satmodel.inference.deciding.curves import Curve, slanted, stairs, through

RULES = Path(__file__).parents[2] / "data" / "rules"
NAMES = [f"town {i}" for i in range(13)]
EIGHTY = {"kind": "points", "points": 80, "full": 100}
TIERED = {"kind": "tiered", "points": 25, "threshold": 86, "per_point": 0.5, "floor": 23}
RATE = {"kind": "tiered", "unit": "percent", "points": 25, "threshold": 98, "per_point": 0.5, "floor": 12.5}
RANKED = {"kind": "rank", "points": list(range(13, 0, -1)), "ties": "min"}
BANDS = {"kind": "bands", "steps": [[88, 20], [86, 15], [84, 10]]}
PARTS = {
    "parts": [
        EIGHTY,
        {"kind": "rank", "points": [5, 3, 1], "ties": "share"},
        {"kind": "veto", "below": 60, "then": "zero"},
    ]
}
AVERAGE = {"kind": "coefficient", "per": "average", "base": 1000}
BONUS = {"parts": [EIGHTY, {"kind": "bonus", "per_point": 2, "threshold": 0.5, "cap": 5}]}

EVERY = [TIERED, BANDS, RANKED, PARTS, AVERAGE]


def towns(count: int = 13, se: float = 1.0, seed: int = 4, **more: object) -> sat.Estimates:
    value = 85 + np.random.default_rng(seed).normal(0, np.hypot(2.0, se), count)
    return sat.estimates(value, se=np.full(count, se), names=NAMES[:count], **more)


def test_a_coefficient_costs_more_than_ten_times_what_points_cost():
    one = sat.estimates([83.78], se=[0.53], names=["ours"])
    as_coefficient = sat.convert(one, sat.rule(RULES / "coefficient.toml"), draws=1000).table.iloc[0]
    as_points = sat.convert(one, sat.rule(RULES / "points80.toml"), draws=1000).table.iloc[0]
    # as printed: ±10.4 and ±0.8 points, one point of score 10 and 0.8, 12.5 times
    assert round((as_coefficient["points_high"] - as_coefficient["points_low"]) / 2, 1) == 10.4
    assert round((as_points["points_high"] - as_points["points_low"]) / 2, 1) == 0.8
    assert as_coefficient["per_point"] == pytest.approx(10, abs=1e-9)  # rounding of floats only
    assert as_points["per_point"] == pytest.approx(0.8, abs=1e-9)
    assert as_coefficient["points_se"] == pytest.approx(5.3, abs=1e-9)


def test_with_four_rated_tickets_one_dissatisfied_costs_eleven_and_a_half_points():
    found = sat.convert(sat.intervals({"a": (3, 4), "b": (4, 4)}), sat.rule(RULES / "lianyungang.toml"))
    assert found.table.loc["a", "points"] == 13.5
    assert found.table["per_answer"].tolist() == [11.5, 11.5]
    # one of four, so everything from the floor to full points is open
    assert found.table[["points_low", "points_high"]].values.tolist() == [[12.5, 25], [12.5, 25]]


@settings(deadline=None, max_examples=10)
@given(st.floats(0.1, 5), st.floats(-50, 50), st.floats(0.2, 4))
def test_a_straight_rule_maps_the_interval_straight(slope, height, se):
    est = towns(5, se)
    knots = [[-1000, height - 1000 * slope], [1000, height + 1000 * slope]]
    found = sat.convert(est, sat.rule({"kind": "pieces", "knots": knots}), draws=1000).table.sort_index()
    # a knot 1000 points away: rounding of floats
    for mine, its in (("points", "estimate"), ("points_low", "low"), ("points_high", "high")):
        assert found[mine].to_numpy() == pytest.approx(height + slope * est.table[its].to_numpy(), abs=1e-8)
    assert found["points_se"].to_numpy() == pytest.approx(slope * est.se, rel=1e-9)


@pytest.mark.parametrize(
    "given_rule", [TIERED, BANDS, RANKED, PARTS, AVERAGE], ids=lambda one: one.get("kind", "parts")
)
def test_the_order_of_the_units_does_not_matter(given_rule):
    est, told = towns(), sat.rule(given_rule)
    turned = est.take({"unit": NAMES[::-1]})
    first, second = (sat.convert(one, told, draws=2000) for one in (est, turned))
    # sums in another order: rounding of floats
    pd.testing.assert_frame_equal(first.table.sort_index(), second.table.sort_index(), rtol=1e-9)
    pd.testing.assert_frame_equal(first.what_if.sort_index(), second.what_if.sort_index(), rtol=1e-9)
    assert first.noise == pytest.approx(second.noise, rel=1e-9)


def test_the_mirrored_scale_gives_the_mirrored_points():
    est, told = towns(), sat.rule(RANKED)
    mirrored = sat.estimates(170 - est.value, se=est.se, names=NAMES)
    first, second = (sat.convert(one, told, best=best, draws=2000) for one, best in ((est, "high"), (mirrored, "low")))
    columns = ["points", "points_low", "points_high", "rank", "rank_low", "rank_high", "per_point"]
    pd.testing.assert_frame_equal(first.table[columns].sort_index(), second.table[columns].sort_index(), rtol=1e-9)


def test_the_interval_of_one_score_holds_all_points_over_it():
    est, told = towns(), sat.rule(BANDS)
    found = sat.convert(est, told, draws=1000).table.loc[NAMES]
    for (low, high), row in zip(est.table[["low", "high"]].to_numpy(), found.itertuples(), strict=True):
        over = told.points(np.linspace(low, high, 20_001))
        assert (row.points_low, row.points_high) == (over.min(), over.max())


CURVES = {
    "tiered": slanted(25, 86, 0.5, 23, None),
    "bands": stairs(np.array([[84, 10], [86, 15], [88, 20]]), 0.0),
    "zigzag": through(np.array([[80, 0], [84, 8], [86, 2], [90, 12]])),
    "vetoed": slanted(25, 86, 0.5, 23, None).plus(stairs(np.array([[88, 3]]), 0.0)).zero_below(83.0),
}


@pytest.mark.parametrize("name", CURVES)
def test_mean_and_standard_deviation_of_points_are_those_of_the_integral(name):
    curve: Curve = CURVES[name]
    mean, sd = np.array([82.0, 85.3, 88.0, 96.0]), np.array([1.0, 0.4, 3.0, 2.0])
    found = curve.moments(mean, sd)
    for i, (m, s) in enumerate(zip(mean, sd, strict=True)):
        edges = np.unique(np.clip(np.concatenate([curve.at, [m - 12 * s, m + 12 * s]]), m - 12 * s, m + 12 * s))

        def over(power, m=m, s=s, edges=edges):
            parts = pairwise(edges)
            return sum(
                integrate.quad(
                    lambda x: float(curve(np.array([x]))[0]) ** power * stats.norm.pdf(x, m, s), a, b, epsabs=1e-12
                )[0]
                for a, b in parts
            )

        first, second = over(1), over(2)
        # quadrature to 1e-10; the root of a difference of squares loses half the digits
        assert found[0][i] == pytest.approx(first, abs=1e-8)
        assert found[1][i] == pytest.approx(np.sqrt(max(second - first**2, 0)), abs=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(CURVES)), st.floats(78, 94), st.floats(0, 8))
def test_the_image_of_an_interval_is_that_of_a_dense_grid(name, low, width):
    curve = CURVES[name]
    least, most = curve.image(np.array([low]), np.array([low + width]))
    close = curve.at[(curve.at > low) & (curve.at <= low + width)]
    grid = np.concatenate([np.linspace(low, low + width, 5001), close, close - 1e-12])
    values = curve(np.clip(grid, low, low + width))
    # a jump is seen from within 1e-12; the grid has the ends and the breaks
    assert float(least[0]) == pytest.approx(values.min(), abs=1e-6)
    assert float(most[0]) == pytest.approx(values.max(), abs=1e-6)


def test_the_standard_deviation_of_rates_is_that_of_the_binomial():
    counts = {"a": (3, 4), "b": (30, 30), "c": (90, 100)}
    found = sat.convert(sat.intervals(counts), sat.rule(RATE), draws=1000).table
    rng = np.random.default_rng(2)
    for name, (x, n) in counts.items():
        rates = 100 * rng.binomial(n, (x + 0.5) / (n + 1), 400_000) / n
        drawn = np.clip(25 - 0.5 * (98 - rates), 12.5, 25).std()
        # 400,000 draws: the error of a standard deviation is about 0.2 per cent
        assert found.loc[name, "points_se"] == pytest.approx(drawn, rel=0.01)


def test_verdicts_on_rates_are_those_of_the_exact_test():
    counts = {"a": (3, 4), "b": (85, 100), "c": (1980, 2000), "d": (60, 100), "e": (40, 40)}
    rows = sat.convert(sat.intervals(counts), sat.rule(RATE), draws=1000).thresholds
    tests = []
    for threshold in (73.0, 98.0):
        for name, (x, n) in counts.items():
            tails = [stats.binomtest(x, n, threshold / 100, alternative=side).pvalue for side in ("less", "greater")]
            tests.append((threshold, name, min(2 * min(tails), 1.0)))
    order = sorted(range(len(tests)), key=lambda i: tests[i][2])
    adjusted, running = {}, 0.0
    for place, i in enumerate(order):
        running = max(running, min((len(tests) - place) * tests[i][2], 1.0))
        adjusted[tests[i][:2]] = running
    for name, row in rows.iterrows():
        # both sum binomial tails: rounding of floats
        assert row["p_adjusted"] == pytest.approx(adjusted[row["threshold"], name], rel=1e-9, abs=1e-300)
        assert (row["verdict"] == sat.Verdict.ESTABLISHED) == (adjusted[row["threshold"], name] < 0.05)
    assert rows[rows["threshold"] == 98].loc["b", "side"] == "below"
    assert rows[rows["threshold"] == 73].loc["c", "side"] == "above"
    assert rows[rows["threshold"] == 98].loc["a", "side"] == "open"


def test_what_is_not_established_says_the_nearest_count_that_would_have_been():
    alone = sat.intervals({"a": (93, 100)})
    row = sat.convert(alone, sat.rule({"kind": "bands", "unit": "percent", "steps": [[98, 5]]})).thresholds.iloc[0]
    hits = next(x for x in range(98, -1, -1) if 2 * stats.binom.cdf(x, 100, 0.98) < 0.05)
    # whole counts: rounding of floats only
    assert row["detectable"] == pytest.approx(98 - hits, abs=1e-9)
    assert row["verdict"] == (sat.Verdict.ESTABLISHED if hits >= 93 else sat.Verdict.NOT_ESTABLISHED)


def test_verdicts_on_scores_are_one_family_by_holm():
    est = towns()
    rows = sat.convert(est, sat.rule(BANDS), draws=1000).thresholds
    p = 2 * stats.norm.sf(np.abs(rows["gap"]) / 1.0)
    ordered = np.sort(p)
    adjusted = np.minimum(np.maximum.accumulate((len(p) - np.arange(len(p))) * ordered), 1)
    # rounding of floats only
    assert np.sort(rows["p_adjusted"]) == pytest.approx(adjusted, rel=1e-9)
    assert len(rows) == 39


def test_probabilities_of_a_threshold_are_those_of_the_shrunk_scores():
    est = towns()
    shrunk = sat.shrink(est).table.loc[NAMES]
    rows = sat.convert(est, sat.rule(TIERED), draws=1000).thresholds
    full = rows[rows["threshold"] == 86].loc[NAMES, "p_reached"]
    se = (shrunk["high"] - shrunk["low"]) / 2 / stats.norm.ppf(0.975)
    # the same formula by another way, rounding of floats
    assert full.to_numpy() == pytest.approx(stats.norm.sf((86 - shrunk["shrunk"]) / se), abs=1e-9)


def test_probabilities_of_rates_are_those_of_the_posterior_by_a_fine_grid():
    hits, n = np.array([3.0, 180, 150, 90, 28]), np.array([3.0, 200, 200, 100, 30])
    rows = sat.convert(sat.intervals(pd.DataFrame({"count": hits, "n": n})), sat.rule(RATE), draws=1000).thresholds
    root, mu = np.meshgrid(np.linspace(0.005, 0.995, 199), np.linspace(0.005, 0.995, 199), indexing="ij")
    size = (1 - root.ravel() ** 2) / root.ravel() ** 2
    a, b = (mu.ravel() * size)[:, None], ((1 - mu.ravel()) * size)[:, None]
    logs = (special.betaln(a + hits, b + n - hits) - special.betaln(a, b)).sum(axis=1)
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    keep = weight > 1e-9
    expected = weight[keep] @ stats.beta.sf(0.98, a[keep] + hits, b[keep] + n - hits)
    full = rows[rows["threshold"] == 98]["p_reached"]
    # 40,000 equal nodes against some hundred where they weigh
    assert full.to_numpy() == pytest.approx(expected, abs=0.004)


def test_equal_bases_leave_the_ranks_of_the_scores():
    est, told = towns(se=0.5), sat.rule({"kind": "coefficient", "base": 1000})
    columns = ["rank", "rank_tied", "rank_low", "rank_high"]
    expected = sat.ranks(est, fewest=0, draws=2000).table[columns].sort_index()
    for one in (told, sat.rule(AVERAGE), sat.rule(RANKED)):
        pd.testing.assert_frame_equal(sat.convert(est, one, draws=2000).table[columns].sort_index(), expected)


def test_bases_known_exactly_settle_what_scores_leave_open():
    two = sat.estimates([84.0, 83.5], se=[0.5, 0.5], names=["a", "b"])
    told = sat.rule({"kind": "coefficient"})
    assert sat.convert(two, told, base=1000, draws=1000).table["rank_high"].tolist() == [2, 2]
    apart = sat.convert(two, told, base={"a": 900, "b": 1000}, draws=1000).table
    assert apart[["rank", "rank_low", "rank_high"]].to_dict("index") == {
        "b": {"rank": 1, "rank_low": 1, "rank_high": 1},
        "a": {"rank": 2, "rank_low": 2, "rank_high": 2},
    }
    frame = pd.DataFrame({"base": [900.0, 1000.0]}, index=["a", "b"])
    pd.testing.assert_frame_equal(sat.convert(two, told, base=frame, draws=1000).table, apart)
    pd.testing.assert_frame_equal(sat.convert(two, told, base=frame["base"], draws=1000).table, apart)
    added = sat.convert(two, sat.rule(EIGHTY), base={"a": 900, "b": 905}, draws=1000).table
    assert added["total"].round(3).to_dict() == {"a": 967.2, "b": 971.8}
    assert added["rank_high"].to_dict() == {"b": 1, "a": 2}


def test_the_probability_of_another_rank_by_draws_made_elsewhere():
    est = towns()
    found = sat.convert(est, sat.rule(TIERED), seed=3)
    shrunk = sat.shrink(est).table.loc[NAMES]
    se = (shrunk["high"] - shrunk["low"]) / 2 / stats.norm.ppf(0.975)
    rng = np.random.default_rng(8)
    true = shrunk["shrunk"].to_numpy() + se.to_numpy() * rng.standard_normal((50_000, 13))
    total = np.clip(25 - 0.5 * (86 - true), 23, 25)
    rank = 1 + np.array([(total > total[:, [i]] + 1e-12).sum(axis=1) for i in range(13)]).T
    table = found.table.loc[NAMES]
    moved = ((rank < table["rank"].to_numpy()) | (rank > table["rank_tied"].to_numpy())).mean(axis=0)
    # 10,000 draws: 0.005; the errors of the common mean, which these draws leave apart, move ranks at the cap a little
    assert table["p_moved"].to_numpy() == pytest.approx(moved, abs=0.03)
    assert table["points_expected"].to_numpy() == pytest.approx(total.mean(axis=0), abs=0.01)


def test_the_table_of_the_average_is_that_of_one_conversion_a_unit():
    est, told = towns(), sat.rule(PARTS)
    other = sat.convert(est, told, draws=1000).what_if
    for i, name in enumerate(NAMES):
        value = est.value.copy()
        value[i] = est.value.mean()
        points = told.points(value)
        assert other.loc[name, "points_average"] == points[i]
        assert other.loc[name, "rank_average"] == 1 + (points > points[i] + 1e-9).sum()


def test_noise_is_the_error_variance_over_that_of_the_points():
    est = towns()
    expected = 1.0 / np.var(est.value, ddof=1)
    for one in (EIGHTY, {"kind": "coefficient", "base": 1000}):
        # rounding of floats only
        assert sat.convert(est, sat.rule(one), draws=1000).noise == pytest.approx(expected, rel=1e-9)
    drawn = sat.convert(est, sat.rule(AVERAGE), draws=5000).noise
    # 5,000 draws of 13 errors: 0.6 per cent; the average below adds little
    assert drawn == pytest.approx(expected, rel=0.05)
    alike = sat.estimates([80.0, 80.0], se=[1.0, 1.0], names=["a", "b"])
    assert sat.convert(alike, sat.rule(EIGHTY)).noise is None


def test_correlated_scores_keep_their_correlation():
    cov = np.full((4, 4), 0.9) + 0.1 * np.eye(4)
    est = sat.estimates([86.0, 84.0, 82.0, 80.0], cov=cov, names=list("abcd"))
    found = sat.convert(est, sat.rule({"kind": "coefficient", "base": 1000}))
    # only 0.1 of each variance moves one against another: rounding of floats
    assert found.noise == pytest.approx(0.1 / np.var([86, 84, 82, 80], ddof=1), rel=1e-9)
    assert found.table["rank_high"].tolist() == [1, 2, 3, 4]


def test_improvement_alone_has_the_interval_of_the_change():
    now, then = towns(6, 1.0, 1), towns(6, 1.5, 2)
    told = sat.rule({"kind": "bonus", "per_point": 2, "threshold": 0.5, "cap": 5})
    table = sat.convert(now, told, before=then).table.loc[NAMES[:6]]
    gain = now.value - then.value
    half = stats.norm.ppf(0.975) * np.hypot(1.0, 1.5)
    for column, end in (("points", 0), ("points_low", -half), ("points_high", half)):
        # rounding of floats only
        assert table[column].to_numpy() == pytest.approx(np.clip(2 * (gain + end - 0.5), 0, 5), abs=1e-9)
    assert "p_moved" not in table


def test_score_and_improvement_by_dense_draws():
    now, then = towns(5, 1.0, 1), towns(5, 1.0, 2)
    table = sat.convert(now, sat.rule(BONUS), before=then, draws=20_000).table.loc[NAMES[:5]]
    rng = np.random.default_rng(12)
    a = now.value + rng.standard_normal((200_000, 5))
    b = then.value + rng.standard_normal((200_000, 5))
    points = 0.8 * a + np.clip(2 * (a - b - 0.5), 0, 5)
    low, high = np.quantile(points, [0.025, 0.975], axis=0)
    # the 2.5 per cent quantile of 20,000 draws is known to about 0.03 points here
    assert table["points_low"].to_numpy() == pytest.approx(low, abs=0.1)
    assert table["points_high"].to_numpy() == pytest.approx(high, abs=0.1)
    assert table["points_se"].to_numpy() == pytest.approx(points.std(axis=0), rel=0.03)


def test_a_round_before_that_a_unit_lacks_sets_it_apart():
    now = towns(5)
    then = now.take({"unit": NAMES[:4]})
    found = sat.convert(now, sat.rule(BONUS), before=sat.estimates(then.value - 1, se=then.se, names=NAMES[:4]))
    assert found.apart[["unit", "reason"]].values.tolist() == [[NAMES[4], "only_after"]]
    assert len(found.table) == 4
    nobody = sat.estimates([80.0], se=[1.0], names=["elsewhere"])
    with pytest.raises(sat.NotEstimable, match="no unit is in both rounds"):
        sat.convert(now, sat.rule(BONUS), before=nobody)


def test_a_veto_excludes_or_takes_all_points():
    est = sat.estimates([85.0, 70.0, 58.5], se=[1.0, 1.0, 1.0], names=["a", "b", "c"])
    parts = [EIGHTY, {"kind": "veto", "below": 60, "then": "exclude"}]
    found = sat.convert(est, sat.rule({"parts": parts}))
    assert found.table.index.tolist() == ["a", "b"]
    assert found.apart[["unit", "estimate", "reason"]].values.tolist() == [["c", 58.5, "vetoed"]]
    veto = found.thresholds
    assert veto.loc["c", "side"] == "open"  # 1.5 standard errors below 60
    zero = sat.convert(est, sat.rule({"parts": [EIGHTY, {"kind": "veto", "below": 60, "then": "zero"}]})).table
    assert zero.loc["c", ["points", "points_low"]].tolist() == [0, 0]
    # its interval reaches beyond the veto, rounding of floats
    assert zero.loc["c", "points_high"] == pytest.approx(0.8 * (58.5 + stats.norm.ppf(0.975)), abs=1e-9)
    near = sat.convert(est, sat.rule({"parts": [EIGHTY, {"kind": "veto", "below": 69, "then": "zero"}]})).table
    assert near.loc["b", ["points_low"]].tolist() == [0]
    with pytest.raises(sat.NotEstimable, match="excludes every unit"):
        sat.convert(est, sat.rule({"parts": [EIGHTY, {"kind": "veto", "below": 99, "then": "exclude"}]}))


def test_ties_are_broken_by_the_order_of_the_rule():
    est = sat.estimates([85.0, 85.0, 80.0], se=[1.0, 1.0, 1.0], names=["a", "b", "c"])
    told = {"kind": "rank", "points": [3, 2, 1], "ties": "order"}
    assert sat.convert(est, sat.rule(told | {"order": ["b", "a"]})).table["points"].to_dict() == {
        "b": 3,
        "a": 2,
        "c": 1,
    }
    with pytest.raises(sat.SettingError, match="'b'"):
        sat.convert(est, sat.rule(told | {"order": ["a"]}))


def test_one_unit_two_units_no_variance_and_few_degrees():
    one = sat.convert(sat.estimates([85.0], se=[1.0], names=["a"]), sat.rule(TIERED))
    assert one.table[["rank", "rank_low", "rank_high"]].values.tolist() == [[1, 1, 1]]
    assert one.noise is None
    known = sat.convert(sat.estimates([85.0, 80.0, 79.0, 78.0], se=[0.0, 0.0, 0.0, 0.0]), sat.rule(EIGHTY))
    assert known.table["rank_high"].tolist() == [1, 2, 3, 4]
    assert (known.table["points_low"] == known.table["points_high"]).all()
    assert "cannot be told" in known.say("en")
    few = sat.convert(sat.estimates([85.0, 80.0], se=[1.0, 1.0], df=[3, 3]), sat.rule(EIGHTY)).table
    # the t quantile with three degrees of freedom: rounding of floats
    assert few["points_high"].iloc[0] == pytest.approx(0.8 * (85 + stats.t.ppf(0.975, 3)), abs=1e-9)


def test_no_interval_reaches_beyond_the_scale():
    near = sat.estimates([99.0, 80.0], sd=[4.0, 20.0], n=[40, 400], names=["a", "b"], limits=(0, 100))
    found = sat.convert(near, sat.rule(EIGHTY))
    assert found.table.loc["a", ["score_high", "points_high"]].tolist() == [100, 80]
    assert "half an answer" in found.say("en")


def test_rates_of_tickets_and_estimates_of_rates_go_the_same_way():
    frame = pd.DataFrame(
        {
            "department": ["Roads"] * 4 + ["Water"] * 10 + ["Parks"] * 3,
            "rating": ["satisfied"] * 3 + ["dissatisfied"] + ["satisfied"] * 9 + ["dissatisfied"] + ["satisfied"] * 3,
        }
    )
    counted, told = sat.ticket_rates(sat.tickets(frame)), sat.rule(RATE)
    tickets = sat.convert(counted, told, draws=1000)
    plain = sat.convert(sat.intervals({"Roads": (3, 4), "Water": (9, 10), "Parks": (3, 3)}), told, draws=1000)
    pd.testing.assert_frame_equal(tickets.table, plain.table, check_names=False)
    again = sat.convert(counted.estimates(), told, draws=1000)
    pd.testing.assert_frame_equal(again.table, plain.table, check_names=False)


@pytest.mark.parametrize(
    ("est", "given_rule", "more", "why"),
    [
        (towns(3), {"kind": "coefficient"}, {}, "needs a base"),
        (towns(3), EIGHTY, {"base": {"town 0": 1}}, "'town 1', 'town 2'"),
        (towns(2), EIGHTY, {"base": {"town 0": 1, "town 1": -1}}, "not so for 'town 1'"),
        (towns(2), EIGHTY, {"base": {"town 0": 1, "town 1": "900"}}, "not so for 'town 1'"),
        (towns(2), EIGHTY, {"base": [1, 2]}, "not so for 'town 0'"),
        (towns(3), EIGHTY, {"before": towns(3)}, "no bonus"),
        (towns(3), BONUS, {}, "give the round before"),
        (towns(3), EIGHTY, {"best": "top"}, "best must be"),
        (towns(3), EIGHTY, {"level": 1.0}, "level"),
        (sat.intervals({"a": (3, 4)}), EIGHTY, {}, "percent"),
        (sat.estimates([0.8, 0.9], se=[0.1, 0.1]), RATE, {}, "look like shares"),
        ("scores", EIGHTY, {}, "convert takes"),
    ],
)
def test_what_cannot_be_converted_is_refused_with_advice(est, given_rule, more, why):
    with pytest.raises(sat.SettingError, match=why):
        sat.convert(est, sat.rule(given_rule), **more)


def test_a_rule_that_is_not_read_is_refused():
    with pytest.raises(sat.SettingError, match=r"sat\.rule"):
        sat.convert(towns(3), EIGHTY)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize(
    "given_rule", [TIERED, BANDS, RANKED, PARTS, AVERAGE], ids=lambda one: one.get("kind", "parts")
)
def test_every_result_speaks(given_rule, code):
    found = sat.convert(towns(4), sat.rule(given_rule), draws=500)
    text = found.say(code)
    assert text.count("\n") >= 6
    assert found._repr_html_()
    assert found.step.find("rule")


@pytest.mark.slow
def test_intervals_near_a_cap_and_a_floor_hold_and_probabilities_of_reaching_come_true():
    rng, told = np.random.default_rng(1), sat.rule(TIERED)
    held, said, was = [], [], []
    for _ in range(250):
        true = 85 + 2 * rng.standard_normal(13)
        est = sat.estimates(true + 1.5 * rng.standard_normal(13), se=np.full(13, 1.5), names=NAMES)
        found = sat.convert(est, told, draws=200)
        points = np.clip(25 - 0.5 * (86 - true), 23, 25)
        table = found.table.loc[NAMES]
        held.append((table["points_low"] <= points + 1e-9) & (points <= table["points_high"] + 1e-9))
        full = found.thresholds[found.thresholds["threshold"] == 86].loc[NAMES]
        said.append(full["p_reached"])
        was.append(true >= 86)
    # 3,250 intervals: standard error 0.004; where an end is the cap or the floor they hold more often
    assert 0.94 <= np.mean(held) <= 0.99
    said, was = np.concatenate(said), np.concatenate(was)
    assert said.mean() == pytest.approx(was.mean(), abs=0.03)  # two standard errors of 3,250 units that share rounds
    for low in np.arange(0, 1, 0.2):
        inside = (said >= low) & (said < low + 0.2)
        # some hundred a bin: standard error 0.025
        assert abs(said[inside].mean() - was[inside].mean()) < 0.08, low
