"""Three treatments of missing answers in a driver analysis: against R, brute force, laws, and a known truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.filling.chained import chained
from satmodel.inference.filling.missing import TREATMENTS, regression_of, treated
from satmodel.inference.filling.nearest import nearest_correlation, smallest_of
from satmodel.inference.filling.pairwise import mended, pair_covariance
from satmodel.inference.sampling.regression import regress
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.inference.sharing.importance import shapley_of

REFERENCE = Path(__file__).parents[1] / "reference" / "drivers"
COLUMNS = [*"abcd", "rating"]
FRAME = pd.read_csv(REFERENCE / "missing_data.csv").assign(town=np.arange(600) % 3, village=np.arange(600) // 10)


def survey(frame: pd.DataFrame = FRAME, **roles: str) -> sat.Survey:
    return sat.read(frame, unit="town", items=list("abcd"), overall="rating", **roles)


def printed(what: str) -> np.ndarray:
    numbers = pd.read_csv(REFERENCE / "missing.csv").query("what == @what")
    return numbers.pivot_table(index="row", columns="column", values="value").to_numpy()


def correlations(cov: np.ndarray) -> np.ndarray:
    spread = np.sqrt(np.diag(cov))
    return cov / np.outer(spread, spread)


def test_pairs_are_rs_pairwise_correlations():
    found = treated(survey(), missing="pairwise")
    # 1e-12: R prints 15 digits
    np.testing.assert_allclose(correlations(found.cov), printed("pairwise"), rtol=0, atol=1e-12)
    noted = found.settings
    both = FRAME[COLUMNS].notna().astype(int)
    pairs = (both.T @ both).to_numpy()
    assert (noted["pair_least"], noted["pair_most"]) == (pairs.min(), pairs[~np.eye(5, dtype=bool)].max())
    assert (noted["n"], noted["lost"], noted["mended"]) == (600, 0, False)


def test_weighted_pairs_are_those_of_a_loop_over_respondents():
    weight = np.random.default_rng(2).uniform(0.5, 3, len(FRAME))
    found = treated(survey(FRAME.assign(w=weight), weight="w", cluster="village"), missing="pairwise").cov
    points = FRAME[COLUMNS].to_numpy()
    spread = [np.sqrt(np.cov(p[~np.isnan(p)], aweights=weight[~np.isnan(p)], ddof=0)) for p in points.T]
    for j in range(5):
        for k in range(5):
            both = ~np.isnan(points[:, [j, k]]).any(axis=1)
            pair = np.cov(points[both][:, [j, k]].T, aweights=weight[both], ddof=0)
            expected = pair[0, 1] / np.sqrt(pair[0, 0] * pair[1, 1]) * spread[j] * spread[k]
            # 1e-9: sums of squares of a few hundred points each
            assert found[j, k] == pytest.approx(expected, rel=1e-9)


def test_replicates_of_pairs_are_pairs_of_reweighted_respondents():
    frame = FRAME[FRAME["village"] < 12]
    sample = treated(survey(frame, cluster="village"), missing="pairwise")
    drawn = sample.replicated(5, seed=3)
    # one more total for each cluster tells how often it was drawn
    marked = np.column_stack([sample.pairs.totals, np.eye(12)])
    factors = bootstrap_sums(marked, sample.pairs.stratum, replicates=5, seed=3)[:, -12:]
    for replicate, factor in zip(drawn, factors, strict=True):
        again = pair_covariance(factor @ sample.pairs.totals, 5)
        # 1e-9: sums in another order
        np.testing.assert_allclose(replicate, mended(again[None])[0][0], rtol=1e-9)
        weighted = frame.assign(w=factor[frame["village"]]).query("w > 0")
        other = treated(survey(weighted, weight="w"), missing="pairwise", guard=False)
        np.testing.assert_allclose(replicate, other.cov, rtol=1e-9)


@pytest.mark.parametrize("missing", TREATMENTS)
def test_without_gaps_all_treatments_are_the_complete_cases(missing):
    whole = survey(FRAME.dropna())
    complete, found = treated(whole), treated(whole, missing=missing)
    # 1e-9: variances from other sums
    np.testing.assert_allclose(found.cov, complete.cov, rtol=1e-9)
    same = ("n", "lost", "clusters", "strata", "df", "lonely_strata", "clustered", "stratified", "weighted", "finite")
    assert [found.settings[key] for key in same] == [complete.settings[key] for key in same]
    assert set(complete.settings) <= set(found.settings)
    if missing != "imputed":
        ours, theirs = found.replicated(50, 1), complete.replicated(50, 1)
        # clusters are sorted by their totals, and the first total of pairs is that of complete cases: the weight
        np.testing.assert_allclose(ours.mean(axis=0), theirs.mean(axis=0), rtol=0.05)


def test_the_nearest_correlation_matrix_is_rs():
    broken = np.array([[1, 0.9, -0.9, 0.2], [0.9, 1, 0.9, 0.3], [-0.9, 0.9, 1, 0.1], [0.2, 0.3, 0.1, 1]])
    near, changed = nearest_correlation(np.stack([broken, np.eye(4)]))
    assert changed.tolist() == [True, False]
    # 1e-7: both stop when a round changes next to nothing
    np.testing.assert_allclose(near[0], printed("nearest"), rtol=0, atol=1e-7)
    np.testing.assert_array_equal(near[1], np.eye(4))


@given(st.integers(0, 10_000), st.integers(3, 8))
def test_a_mended_matrix_is_a_correlation_matrix_and_no_other_is_much_nearer(seed, q):
    rng = np.random.default_rng(seed)
    broken = np.clip(rng.uniform(-1, 1, (q, q)), -1, 1)
    broken = np.triu(broken, 1) + np.triu(broken, 1).T + np.eye(q)
    near = nearest_correlation(broken[None])[0][0]
    # 1e-12: rounding of q products
    assert smallest_of(near) >= -1e-12
    np.testing.assert_allclose(np.diag(near), 1, atol=1e-12)
    # 1e-6: the projections stop at 1e-9 a cell
    others = rng.standard_normal((20, q, 2 * q))
    others /= np.linalg.norm(others, axis=2, keepdims=True)
    inside = near + 0.05 * (others @ others.transpose(0, 2, 1) - near)
    assert np.linalg.norm(near - broken) <= np.linalg.norm(inside - broken, axis=(1, 2)).min() + 1e-6


def apart(together: float) -> pd.DataFrame:
    """Three groups of respondents: a goes with b at .9, b with c at .9, a with c at ``together`` (.62 is possible)."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.standard_normal((300, 5)), columns=COLUMNS).assign(town=np.arange(300) % 3)
    group = np.arange(300) // 100
    for one, (left, right, r) in enumerate([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", together)]):
        mine = group == one
        frame.loc[mine, right] = r * frame.loc[mine, left] + np.sqrt(1 - r**2) * frame.loc[mine, right]
        frame.loc[mine, [name for name in "abc" if name not in (left, right)]] = np.nan
    frame["rating"] += 0.5 * frame["d"]
    return frame


def test_pairs_that_no_data_could_give_are_refused_and_those_close_to_it_are_told():
    with pytest.raises(sat.NotEstimable, match="the pairs of columns contradict each other"):
        treated(survey(apart(-0.9)), missing="pairwise")
    close = treated(survey(apart(0.75)), missing="pairwise")
    assert not close.settings["mended"]
    assert 0 < close.settings["smallest_eigenvalue"] < 0.2
    count = close.mended_replicates(400, 1)
    assert 0 < count < 200
    broken = smallest_of(np.stack([correlations(cov) for cov in close.pairs.replicated(400, 1)])) < -1e-10
    assert broken.sum() == count
    kept = close.replicated(400, 1)
    np.testing.assert_array_equal(kept[~broken], close.pairs.replicated(400, 1)[~broken])
    # 1e-9: rounding of an eigenvalue of zero in points
    assert (np.linalg.eigvalsh(kept[broken])[:, 0] > -1e-9).all()
    assert np.isfinite(shapley_of(kept)).all()


def test_a_pair_that_hardly_anyone_answered_is_refused():
    frame = FRAME.copy()
    frame.loc[frame["village"] < 29, "a"] = np.nan
    frame.loc[frame["village"] >= 31, "b"] = np.nan
    with pytest.raises(sat.NotEstimable, match="'a' and 'b' were answered together in 2 clusters only"):
        treated(survey(frame, cluster="village"), missing="pairwise")


def test_imputed_means_and_covariances_are_those_of_mice():
    points = FRAME[COLUMNS].to_numpy()
    tables = chained(points, np.empty((600, 0)), imputations=100, seed=1)
    means = tables.mean(axis=1)
    covs = np.stack([np.cov(table.T) for table in tables])
    # five standard errors of the difference of two means over 100 and 200 imputations
    for ours, name in ((means, "mean"), (covs, "cov")):
        theirs, sd = printed(name).reshape(ours.shape[1:]), printed(f"{name}_sd").reshape(ours.shape[1:])
        assert (np.abs(ours.mean(axis=0) - theirs) <= 5 * sd * np.sqrt(1 / 100 + 1 / 200) + 1e-9).all()
        gaps = sd > 1e-9
        # the spread between imputations, which Rubin's rules add: within a quarter, as sd over 100 and 200 are
        np.testing.assert_allclose(ours.std(axis=0, ddof=1)[gaps], sd[gaps], rtol=0.25)


def test_imputed_means_are_those_of_statsmodels():
    from statsmodels.imputation.mice import MICEData

    chain = MICEData(FRAME[COLUMNS], k_pmm=5, rng=np.random.default_rng(3))
    chain.update_all(5)
    theirs = []
    for _ in range(20):
        chain.update_all(1)
        theirs.append(chain.data.mean().to_numpy())
    ours = chained(FRAME[COLUMNS].to_numpy(), np.empty((600, 0)), imputations=20, seed=2).mean(axis=1)
    error = np.sqrt((np.var(theirs, axis=0) + ours.var(axis=0)) / 20)
    # five standard errors of the difference; statsmodels' chain takes tables that are a little alike
    assert (np.abs(np.mean(theirs, axis=0) - ours.mean(axis=0)) <= 5 * np.sqrt(2) * error + 1e-9).all()


def test_imputed_answers_are_answers_that_others_gave_and_given_ones_stay():
    points = FRAME[COLUMNS].to_numpy()
    tables = chained(points, np.empty((600, 0)), imputations=3, seed=1)
    known = ~np.isnan(points)
    for table in tables:
        np.testing.assert_array_equal(table[known], points[known])
        for j in range(5):
            assert set(table[:, j]) <= set(points[known[:, j], j])
    assert not np.array_equal(tables[0], tables[1])


@pytest.mark.parametrize("missing", TREATMENTS)
def test_the_order_of_rows_and_items_does_not_matter(missing):
    one = treated(survey(cluster="village"), missing=missing, seed=4)
    moved = FRAME.sample(frac=1, random_state=1)
    other = treated(survey(moved, cluster="village"), missing=missing, seed=4)
    # 1e-9: sums in another order; the same answers are drawn
    np.testing.assert_allclose(other.cov, one.cov, rtol=1e-9)
    np.testing.assert_allclose(other.replicated(20, 1), one.replicated(20, 1), rtol=1e-7)
    turned = treated(survey(cluster="village"), missing=missing, items=list("dbca"), seed=4)
    np.testing.assert_allclose(turned.cov, one.cov[np.ix_([3, 1, 2, 0, 4], [3, 1, 2, 0, 4])], rtol=1e-9)


def test_replicates_of_imputed_answers_come_from_every_table():
    sample = treated(survey(), missing="imputed", imputations=7, seed=1)
    drawn = sample.replicated(100, 1)
    assert drawn.shape == (100, 5, 5)
    sizes = [len(part) for part in np.array_split(np.arange(100), 7)]
    start = np.cumsum([0, *sizes])
    for i, own in enumerate(sample.each):
        part = drawn[start[i] : start[i + 1]]
        # four standard errors of the mean of about 14 replicates, whose variances vary by a tenth
        assert abs(part[:, 0, 0].mean() / own[0, 0] - 1) < 4 * 0.06 / np.sqrt(len(part)) + 0.01
    np.testing.assert_array_equal(drawn, sample.replicated(100, 1))


def test_no_opinion_and_blank_are_told_apart():
    frame = pd.DataFrame(
        np.random.default_rng(1).choice(["good", "fair", "bad"], (60, 3)), columns=["a", "b", "rating"]
    ).assign(town="x")
    frame.loc[[0, 1, 2], "a"] = "can't say"
    frame.loc[[2, 3], "b"] = ""
    frame.loc[[4], "rating"] = "can't say"
    scale = sat.Scale({"good": 100, "fair": 75, "bad": 55}, no_opinion=["can't say"])
    asked = sat.read(frame, unit="town", items=["a", "b"], overall="rating", scale=scale)
    for missing in TREATMENTS:
        noted = treated(asked, missing=missing).settings
        assert noted["unanswered"] == (("a", 3, 0), ("b", 0, 2), ("overall", 1, 0))
        assert (noted["respondents"], noted["complete"]) == (60, 55)
        assert (noted["with_no_opinion"], noted["with_blank_only"]) == (4, 1)


@pytest.mark.parametrize("missing", TREATMENTS)
def test_controls_are_held_and_a_computed_outcome_is_refused(missing):
    frame = FRAME.assign(age=np.arange(600) % 40 + 20.0, sex=np.where(np.arange(600) % 2, "f", "m"))
    found = treated(survey(frame), missing=missing, controls=["age", "sex"])
    assert found.controls == ("age", "sex=f")
    assert found.cov.shape == (7, 7)
    np.testing.assert_allclose(found.cov, found.cov.T)
    with pytest.raises(sat.SettingError, match="at once"):
        treated(survey(frame), missing=missing, controls=["a"])
    computed = survey(FRAME.assign(rating=FRAME[list("abcd")].mean(axis=1, skipna=False)))
    with pytest.raises(sat.SettingError, match="is computed from the items"):
        treated(computed, missing=missing)


def test_respondents_without_a_control_are_left_out_of_the_imputation():
    frame = FRAME.assign(age=np.where(np.arange(600) < 5, np.nan, np.arange(600) % 40))
    noted = treated(survey(frame), missing="imputed", controls=["age"]).settings
    assert (noted["n"], noted["lost"], noted["lost_controls"]) == (595, 5, 5)


def test_what_cannot_be_done_is_refused():
    with pytest.raises(sat.SettingError, match="missing must be one of"):
        treated(survey(), missing="mean")
    with pytest.raises(sat.SettingError, match="2 or more"):
        treated(survey(), missing="imputed", imputations=1)
    with pytest.raises(sat.NotEstimable, match="same answer"):
        treated(survey(FRAME.assign(rating=1.0)), missing="imputed")


def test_coefficients_of_replicates_agree_with_linearised_ones():
    whole = treated(survey(FRAME.dropna()))
    linear = regress(whole.data)
    pairs = treated(survey(FRAME.dropna()), missing="pairwise")
    found = regression_of(pairs, pairs.replicated(2000, 1))
    np.testing.assert_allclose(found.coefficient, linear.coefficient, rtol=1e-8)
    np.testing.assert_allclose(found.standardised, linear.standardised, rtol=1e-8)
    np.testing.assert_allclose(found.correlation, linear.correlation, rtol=1e-8)
    # a tenth: 2000 replicates give a standard error to two per cent, linearising differs by a little more
    np.testing.assert_allclose(found.se, linear.se, rtol=0.1)
    assert regression_of(whole, whole.cov[None]).se.tolist() == linear.se.tolist()


def mar(seed: int, n: int = 600) -> pd.DataFrame:
    """Items with a halo; those who rate high answer a and b less often. The rating is always answered."""
    rng = np.random.default_rng(seed)
    raw = np.sqrt(0.4) * rng.standard_normal((n, 1)) + np.sqrt(0.6) * rng.standard_normal((n, 3))
    rating = raw @ [0.6, 0.3, 0.1] + 0.8 * rng.standard_normal(n)
    frame = pd.DataFrame(80 + 10 * np.column_stack([raw, rating]), columns=[*"abc", "rating"]).assign(town="x")
    chance = 1 / (1 + np.exp(-1.5 * rating / rating.std()))
    for name in "ab":
        frame.loc[rng.random(n) < 0.6 * chance, name] = np.nan
    return frame


TRUTH_COV = np.array([[1, 0.4, 0.4, 0], [0.4, 1, 0.4, 0], [0.4, 0.4, 1, 0], [0, 0, 0, 0]])


def truth() -> np.ndarray:
    cov = TRUTH_COV.copy()
    pull = np.array([0.6, 0.3, 0.1])
    cov[:3, 3] = cov[3, :3] = cov[:3, :3] @ pull
    cov[3, 3] = pull @ cov[:3, :3] @ pull + 0.64
    return shapley_of(cov)


@pytest.mark.slow
def test_imputed_intervals_hold_the_truth_where_complete_cases_do_not():
    true, samples, tail = truth(), 200, [0.025, 0.975]
    held = {missing: np.zeros(3) for missing in ("complete", "imputed")}
    bias = {missing: np.zeros(3) for missing in held}
    for seed in range(samples):
        asked = sat.read(mar(seed), unit="town", items=list("abc"), overall="rating")
        for missing in held:
            sample = treated(asked, missing=missing, guard=False, imputations=10, seed=seed)
            low, high = np.quantile(shapley_of(sample.replicated(400, seed)), tail, axis=0)
            held[missing] += (low <= true) & (true <= high)
            bias[missing] += shapley_of(sample.cov) - true
    # .93 is promised, less three standard errors of 200 samples
    error = np.sqrt(0.95 * 0.05 / samples)
    assert (held["imputed"] / samples >= 0.93 - 3 * error).all(), held["imputed"] / samples
    # the larger share is what complete cases lose: those left rate alike, and R² falls
    assert abs(bias["complete"][0]) > 3 * abs(bias["imputed"][0])
