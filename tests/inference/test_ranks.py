"""Rank sets: against csranks, against brute force, by their laws, and by their coverage."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import NotEstimable, SettingError, estimates, ranks
from satmodel.inference.judging.critical import Draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.rank_sets import EDGE, stepdown_sets, tukey_sets
from tests.grids import thinned

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
SIDES = {"two-sided": "both", "lower": "lower", "upper": "upper"}
FEW = 2_000  # draws where the law does not depend on how many


def reference_cases():
    made_up = pd.read_csv(REFERENCE / "csranks_synthetic.csv")
    pisa = pd.read_csv(REFERENCE / "csranks_pisa2018.csv").query("simul")
    for table in (made_up, pisa):
        for keys, part in table.groupby(["case", "cstype", "simul", "stepdown", "R"], sort=False):
            sigma = REFERENCE / f"syn_sigma_{keys[0]}.csv"
            cov = np.loadtxt(sigma, delimiter=",") if sigma.exists() else np.diag(part["se"].to_numpy() ** 2)
            # single units are drawn for correlated estimates only; a hundred of them take seconds
            marks = [pytest.mark.slow] if len(part) > 50 and not keys[2] else []
            yield pytest.param(part, cov, *keys[1:4], id="-".join(map(str, keys)), marks=marks)


def normal_pairs(value, cov):
    return pairs_of(np.asarray(value, dtype=float), cov, np.full(len(cov), np.inf))


@pytest.mark.parametrize(("part", "cov", "cstype", "simul", "stepdown"), reference_cases())
def test_rank_sets_are_those_of_csranks(part, cov, cstype, simul, stepdown):
    """Equal where csranks drew 20,000 times; within its own Monte Carlo noise where it drew 1,000 or 2,000 times."""
    pairs = normal_pairs(part["x"].to_numpy(), cov)
    draws, level = int(part["R"].iloc[0]), float(part["coverage"].iloc[0])

    def bounds_at(coverage):
        return stepdown_sets(pairs, level=coverage, simultaneous=simul, side=SIDES[cstype], stepdown=stepdown)

    theirs = part[["L", "U"]].to_numpy()
    if draws >= 20_000:
        found = bounds_at(level)
        ours = np.column_stack([found.low, found.high])
        # a bound is exempt where 0.05 standard errors more or less in the critical value would move it
        assert np.array_equal(ours[~found.knife_edge], theirs[~found.knife_edge])
    # csranks' critical value is a quantile of its draws: at ±4 binomial standard errors of the level ours enclose it
    noise = 4 * np.sqrt(level * (1 - level) / draws)
    wide, narrow = bounds_at(level + noise), bounds_at(level - noise)
    assert np.all((wide.low <= theirs[:, 0]) & (theirs[:, 0] <= narrow.low))
    assert np.all((narrow.high <= theirs[:, 1]) & (theirs[:, 1] <= wide.high))


def brute_force(pairs, *, level, simultaneous, side, stepdown, margin, draws, seed):
    """Every ordered pair of every draw at once, one comparison after the other."""
    count = len(pairs.place)
    drawn = np.concatenate([block for _, block in Draws(pairs, draws, seed).blocks()], axis=1)
    place = int(np.ceil(level * (draws + 1) - 1e-9)) - 1
    rejected = {}
    units = [None] if simultaneous else range(count)
    for unit in units:
        family = [
            (j, k)
            for j in range(count)
            for k in range(count)
            if j != k and (unit is None or (j == unit and side != "upper") or (k == unit and side != "lower"))
        ]
        left = set(family)
        while True:
            varying = [pair for pair in left if pairs.se[pair] > 0]
            top = np.zeros(draws)
            for j, k in varying:
                top = np.maximum(top, (drawn[k] - drawn[j]) / pairs.se[j, k])
            critical = np.sort(top)[place]
            new = set()
            for j, k in left:
                if pairs.se[j, k] > 0:
                    beyond = (pairs.lead[j, k] - margin) / pairs.se[j, k] > critical
                else:
                    beyond = pairs.lead[j, k] > margin
                if beyond:
                    new.add((j, k))
            left -= new
            if not (stepdown and new):
                break
        rejected[unit] = set(family) - left
    low, high = np.ones(count, dtype=int), np.full(count, count)
    for unit in range(count):
        own = rejected[None if simultaneous else unit]
        low[unit] += sum(j == unit for j, _ in own) if side != "upper" else 0
        high[unit] -= sum(k == unit for _, k in own) if side != "lower" else 0
    return low, high


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 8),
    st.sampled_from(["independent", "correlated", "singular", "no variance"]),
    st.booleans(),
    st.sampled_from(["both", "lower", "upper"]),
    st.booleans(),
    st.sampled_from([0.0, 0.7]),
)
def test_rank_sets_equal_brute_force(seed, count, shape, simultaneous, side, stepdown, margin):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(count, count if shape == "correlated" else 1))
    cov = {
        "independent": np.diag(rng.uniform(0.2, 3, count)),
        "correlated": root @ root.T,
        "singular": root @ root.T,
        "no variance": np.diag(rng.integers(0, 2, count).astype(float)),
    }[shape]
    pairs = normal_pairs(np.round(rng.normal(0, 3, count), 0), cov)
    asked = {
        "level": 0.9,
        "simultaneous": simultaneous,
        "side": side,
        "stepdown": stepdown,
        "margin": margin,
        "draws": 300,
        "seed": 11,
    }
    found = stepdown_sets(pairs, **asked)
    low, high = brute_force(pairs, **asked)
    assert np.array_equal(found.low, low)
    assert np.array_equal(found.high, high)


problems = st.tuples(st.integers(0, 2**32 - 1), st.integers(2, 7), st.booleans())


def problem(seed, count, correlated):
    """Estimates on a coarse grid, so that ties occur."""
    rng = np.random.default_rng(seed)
    value = np.round(rng.normal(80, 3, count) * 2) / 2
    root = rng.normal(size=(count, count))
    cov = root @ root.T / 2 if correlated else np.diag(rng.uniform(0.1, 2, count))
    return value, cov, [f"unit {i}" for i in range(count)]


def bounds(result):
    return np.column_stack([result.rank_low, result.rank_high])


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from(["simultaneous", "marginal"]), st.randoms(use_true_random=False))
def test_listing_the_units_in_another_order_changes_nothing(parts, kind, random):
    value, cov, names = problem(*parts)
    order = list(range(len(value)))
    random.shuffle(order)
    plain = ranks(estimates(value, cov=cov, names=names), kind=kind, draws=FEW)
    mixed_estimates = estimates(value[order], cov=cov[np.ix_(order, order)], names=[names[i] for i in order])
    mixed = ranks(mixed_estimates, kind=kind, draws=FEW)
    # tied correlated units have no order of their own: draws may be dealt otherwise, which moves knife-edge bounds only
    sure = ~(plain.knife_edge[order] | mixed.knife_edge)
    assert np.array_equal(bounds(plain)[order][sure], bounds(mixed)[sure])
    assert np.array_equal(plain.rank[order], mixed.rank)
    if not parts[2]:
        assert np.array_equal(bounds(plain)[order], bounds(mixed))


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from([-50.0, 8.0, 100.0]))
def test_adding_a_constant_changes_nothing(parts, shift):
    value, cov, names = problem(*parts)
    plain = ranks(estimates(value, cov=cov, names=names), draws=FEW)
    moved = ranks(estimates(value + shift, cov=cov, names=names), draws=FEW)
    assert np.array_equal(bounds(plain), bounds(moved))
    assert np.array_equal(plain.rank, moved.rank)


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from(["stepdown", "tukey"]))
def test_turning_the_scale_around_mirrors_the_sets(parts, method):
    value, cov, names = problem(*parts)
    plain = ranks(estimates(value, cov=cov, names=names), method=method, draws=FEW)
    turned = ranks(estimates(-value, cov=cov, names=names), method=method, best="low", draws=FEW)
    assert np.array_equal(bounds(plain), bounds(turned))
    from_below = ranks(estimates(value, cov=cov, names=names), method="tukey", best="low")
    from_above = ranks(estimates(value, cov=cov, names=names), method="tukey")
    assert np.array_equal(bounds(from_below), len(value) + 1 - bounds(from_above)[:, ::-1])


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from([0.0, 1.0]))
def test_sets_are_nested_and_hold_the_ranks(parts, margin):
    value, cov, _ = problem(*parts)
    pairs = normal_pairs(value, cov)
    plain = ranks(estimates(value, cov=cov), margin=margin, draws=FEW)
    single = stepdown_sets(pairs, stepdown=False, margin=margin, draws=FEW)
    alone = stepdown_sets(pairs, simultaneous=False, margin=margin, draws=FEW)
    assert np.all(single.low <= plain.rank_low)
    assert np.all(plain.rank_high <= single.high)
    assert np.all(plain.rank_low <= alone.low)
    assert np.all(alone.high <= plain.rank_high)
    for found in (plain, ranks(estimates(value, cov=cov), margin=margin, kind="marginal", draws=FEW)):
        assert np.all(found.rank_low <= found.rank)
        assert np.all(found.rank <= found.rank_tied)
        assert np.all(found.rank_tied <= found.rank_high)


@settings(deadline=None, max_examples=30)
@given(problems)
def test_a_larger_margin_and_a_higher_level_only_widen(parts):
    value, cov, _ = problem(*parts)
    est = estimates(value, cov=cov)
    plain = ranks(est, draws=FEW)
    for wider in (ranks(est, margin=0.8, draws=FEW), ranks(est, level=0.99, draws=FEW)):
        assert np.all(wider.rank_low <= plain.rank_low)
        assert np.all(plain.rank_high <= wider.rank_high)


def test_tukey_is_close_to_drawing_for_equal_errors_and_strict_for_unequal_degrees():
    rng = np.random.default_rng(2)
    pairs = normal_pairs(rng.normal(80, 2, 13), np.eye(13) * 0.5)
    drawn = stepdown_sets(pairs, stepdown=False, draws=50_000)
    exact = tukey_sets(pairs)
    # 0.05: the width at which a bound counts as on a knife's edge
    assert drawn.critical == pytest.approx(exact.critical, abs=EDGE)
    sure = ~(drawn.knife_edge | exact.knife_edge)
    assert np.array_equal(
        np.column_stack([drawn.low, drawn.high])[sure], np.column_stack([exact.low, exact.high])[sure]
    )
    mixed = pairs_of(np.zeros(3), np.eye(3), np.array([5.0, 50.0, np.inf]))
    least = mixed.df[np.triu_indices(3, 1)].min()
    assert tukey_sets(mixed).critical == tukey_sets(pairs_of(np.zeros(3), np.eye(3), np.full(3, least / 2))).critical


def test_few_degrees_of_freedom_widen_the_sets():
    value, se = [84.0, 80.0, 76.0], [1.0, 1.0, 1.0]
    many = ranks(estimates(value, se=se))
    few = ranks(estimates(value, se=se, df=2))
    assert bounds(many).tolist() == [[1, 1], [2, 2], [3, 3]]
    assert bounds(few).tolist() == [[1, 2], [1, 3], [2, 3]]
    assert (many.resolved, few.resolved) == (3, 1)
    assert few.step.settings["df"] == 2.0
    assert many.step.settings["df"] is None


def test_equal_estimates_share_their_ranks():
    found = ranks(estimates([80.0, 90.0, 80.0, 70.0], se=[0.1] * 4, names=["a", "b", "c", "d"]))
    assert found.rank.tolist() == [2, 1, 2, 4]
    assert found.rank_tied.tolist() == [3, 1, 3, 4]
    assert bounds(found).tolist() == [[2, 3], [1, 1], [2, 3], [4, 4]]
    assert found.table.index.get_level_values("unit").tolist() == ["b", "a", "c", "d"]
    kinds = {finding.kind: finding.values for finding in found.findings}
    assert kinds["ranks.tied"] == {"names": ("a", "c"), "rank": 2, "rank_tied": 3}


def test_estimates_without_error_are_ranked_exactly():
    found = ranks(estimates([3.0, 1.0, 2.0, 2.0], se=[0.0] * 4))
    assert bounds(found).tolist() == [[1, 1], [4, 4], [2, 3], [2, 3]]
    assert found.critical == 0.0
    assert not found.knife_edge.any()


def test_units_with_one_common_error_are_separated_exactly():
    found = ranks(estimates([3.0, 1.0], cov=np.ones((2, 2))))
    assert bounds(found).tolist() == [[1, 1], [2, 2]]


def test_a_poorly_known_covariance_is_bounded_by_bonferroni():
    cov = 0.6 + 0.4 * np.eye(13)
    few, enough = (ranks(estimates(np.zeros(13), cov=cov, df=df)) for df in (14, 65))
    # 1e-12: the same quantile
    assert few.critical == pytest.approx(stats.norm.isf(0.05 / (2 * 78)), rel=1e-12)
    assert (few.step.settings["method"], few.step.settings["draws"]) == ("bonferroni", None)
    assert (enough.step.settings["method"], enough.step.settings["draws"]) == ("stepdown", 10_000)
    assert enough.critical < few.critical
    uncorrelated = ranks(estimates(np.zeros(13), se=np.ones(13), df=4))
    assert uncorrelated.step.settings["method"] == "stepdown"


def test_margin_asks_for_more_than_a_difference():
    est = estimates([83.0, 80.0], se=[0.5, 0.5])
    assert bounds(ranks(est)).tolist() == [[1, 1], [2, 2]]
    assert bounds(ranks(est, margin=2.0)).tolist() == [[1, 2], [1, 2]]


def test_knife_edge_marks_a_bound_that_a_hair_decides():
    se = 1 / np.sqrt(2)
    for gap, edge in ((1.96, True), (2.5, False), (1.0, False)):
        found = ranks(estimates([80.0 + gap, 80.0], se=[se, se]))
        assert found.knife_edge.tolist() == [edge, edge]


def test_one_unit_has_one_rank():
    found = ranks(estimates([80.0], se=[1.0]))
    assert bounds(found).tolist() == [[1, 1]]
    assert [finding.kind for finding in found.findings] == ["ranks.leader"]
    assert bounds(ranks(estimates([80.0], se=[1.0]), method="tukey")).tolist() == [[1, 1]]
    assert bounds(ranks(estimates([80.0], se=[1.0]), kind="marginal")).tolist() == [[1, 1]]


def test_findings_of_the_six_items():
    """The six items of one round, standard error 1: which could be first."""
    value = [88.95, 88.15, 86.7, 82.19, 79.92, 76.79]
    names = ["culture", "schools", "safety", "housing", "officials", "care"]
    est = estimates(value, se=[1.0] * 6, names=names)
    kinds = {finding.kind: dict(finding.values) for finding in ranks(est).findings}
    assert kinds["ranks.leader"] == {
        "name": "culture",
        "estimate": 88.95,
        "rank_low": 1,
        "rank_high": 3,
        "count": 6,
        "level": 0.95,
        "alone": False,
    }
    assert kinds["ranks.also_first"] == {"names": ("schools", "safety")}
    seen = [kinds["ranks.pairs"].pop(name) for name in ("smallest_detectable", "largest_detectable")]
    # 0.1: the studentised range of six, 4.030, within four Monte Carlo standard errors of 10,000 draws (0.025 each)
    assert seen == pytest.approx([4.030, 4.030], abs=0.1)
    assert kinds["ranks.pairs"] == {
        "resolved": 10,
        "pairs": 15,
        "level": 0.95,
        "kind": "simultaneous",
        "margin": 0.0,
    }
    assert kinds["ranks.bottom"]["name"] == "care"
    alone = {finding.kind for finding in ranks(est, kind="marginal").findings}
    assert "ranks.marginal" in alone


def test_what_cannot_be_estimated_is_listed():
    est = estimates([80.0, 85.0], se=[1.0, 1.0], names=["a", "b"])
    apart = pd.DataFrame({"unit": ["c"], "estimate": [70.0], "n": [3.0], "reason": ["one_respondent"]})
    found = ranks(replace(est, apart=apart))
    assert found.apart["unit"].tolist() == ["c"]
    assert found.findings[-1].kind == "ranks.apart"
    assert found.findings[-1].values == {"name": "c", "reason": "one_respondent"}
    assert len(found.table) == 2


def test_table_chart_and_step():
    est = estimates([80.0, 85.0, 82.0], se=[1.0] * 3, n=[100, 200, 300], names=["a", "b", "c"])
    found = ranks(est, seed=4)
    table = found.table.reset_index()
    assert table.columns.tolist() == [
        *("unit", "estimate", "se", "n", "rank", "rank_tied", "rank_low", "rank_high", "knife_edge")
    ]
    assert table["unit"].tolist() == ["b", "c", "a"]
    assert found.chart.kind == "ranks"
    assert set(found.chart.columns.values()) <= set(found.chart.data.columns)
    assert found.step.method == "ranks"
    assert found.step.sources == (est.step,)
    told = found.step.settings
    assert (told["seed"], told["draws"], told["pairs"], told["count"]) == (4, 10_000, 3, 3)
    assert ranks(est, method="tukey").step.settings["seed"] is None
    again = ranks(est, seed=4)
    assert again.step == found.step
    pd.testing.assert_frame_equal(again.table, found.table)


def test_more_than_one_level_is_refused_with_advice():
    names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    est = estimates([1.0, 2.0, 3.0, 4.0], se=[1.0] * 4, names=names)
    with pytest.raises(SettingError, match=r"take.*average"):
        ranks(est)
    assert ranks(est.average("item")).rank.tolist() == [2, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": 95}, "level"),
        ({"kind": "joint"}, "kind"),
        ({"method": "mc"}, "method"),
        ({"best": "most"}, "best"),
        ({"margin": -1}, "margin"),
        ({"draws": 10}, "draws"),
        ({"seed": -3}, "seed"),
        ({"method": "tukey", "kind": "marginal"}, "marginal"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    with pytest.raises(SettingError, match=message):
        ranks(estimates([80.0, 85.0], se=[1.0, 1.0]), **change)


def test_nothing_to_rank():
    est = estimates([80.0], se=[1.0], names=["a"])
    with pytest.raises(NotEstimable, match="nothing to rank"):
        ranks(
            replace(est, value=np.zeros(0), cov=np.zeros((0, 0)), n=np.zeros(0), df=np.zeros(0), labels=est.labels[:0])
        )


def truth(count, shape):
    """True means and a true covariance of count estimates."""
    mean = {
        "equal": np.zeros(count),
        "tied": np.repeat(np.arange((count + 2) // 3), 3)[:count] * 2.0,
        "spread": np.arange(count) * 0.8,
    }.get(shape, np.zeros(count))
    cov = np.eye(count)
    if shape == "unequal":
        cov = np.diag(np.linspace(0.3, 3, count) ** 2)
    if shape == "correlated":
        cov = 0.6 + 0.4 * np.eye(count)
    return mean, cov


def coverage(count, shape, respondents, *, rounds, simultaneous=True):
    """How often all rank sets hold the true ranks (for tied units: all ranks they share)."""
    mean, cov = truth(count, shape)
    rng = np.random.default_rng(20_26)
    root = np.linalg.cholesky(cov)
    first = 1 + np.count_nonzero(mean[None] > mean[:, None], axis=1)
    last = count - np.count_nonzero(mean[None] < mean[:, None], axis=1)
    held = 0
    for i in range(rounds):
        df = np.full(count, np.inf)
        if respondents is None:
            value, known = mean + root @ rng.standard_normal(count), cov
        else:
            answers = mean + rng.standard_normal((respondents, count)) @ root.T * np.sqrt(respondents)
            value, known = answers.mean(axis=0), np.cov(answers.T) / respondents
            if shape != "correlated":
                known = np.diag(np.diag(known))
            df = np.full(count, respondents - 1.0)
        found = stepdown_sets(pairs_of(value, known, df), simultaneous=simultaneous, draws=1_000, seed=i)
        inside = (found.low <= first) & (last <= found.high)
        held += inside.all() if simultaneous else inside[0]
    return held / rounds


@pytest.mark.parametrize(
    ("count", "respondents"), [(2, None), (13, None), pytest.param(13, 15, marks=pytest.mark.slow)]
)
def test_coverage_of_equal_units_quick(count, respondents):
    # 0.917: the nominal 0.95 less three binomial standard errors of 400 rounds
    assert coverage(count, "equal", respondents, rounds=400) >= 0.917


@pytest.mark.parametrize(
    ("count", "respondents", "shape"),
    thinned(
        [(2, None), (2, 15), (13, None), (13, 15), (13, 75)],
        ["equal", "tied", "spread", "unequal", "correlated"],
        every=5,
    ),
)
def test_coverage(count, shape, respondents):
    # 0.94: the nominal 0.95 less three binomial standard errors of 4,000 rounds
    assert coverage(count, shape, respondents, rounds=4_000) >= 0.94


@pytest.mark.slow
@pytest.mark.parametrize("respondents", [None, 15])
def test_coverage_of_one_unit_alone(respondents):
    # 0.94: as above
    assert coverage(13, "equal", respondents, rounds=4_000, simultaneous=False) >= 0.94
