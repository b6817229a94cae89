"""The latent scale behind an outcome of few levels: R's numbers, refits of every replicate and subset, and laws."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.miscmodels.ordinal_model import OrderedModel

import satmodel as sat
from satmodel.inference.driving.fitting import fit_ordered
from satmodel.inference.driving.importance import all_subset_r2, shapley, shapley_of
from satmodel.inference.driving.latent import ERROR, implied_covariance
from satmodel.inference.driving.ordinal import ordinal_of
from satmodel.inference.driving.refitting import refit_ordered
from satmodel.inference.driving.sample import sample_of

REFERENCE = Path(__file__).parents[1] / "reference"
LEVELS = np.array([55.0, 75.0, 100.0])
LINKS = {"logistic": "logit", "probit": "probit"}


def made(seed, n=400, p=3, *, cuts=(-1.5, 0.5), logistic=True):
    """Respondents in clusters of five, whose items of three levels go together, and an overall answer of levels."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=(n, 1))
    items = LEVELS[np.digitize(0.7 * mood + 0.7 * rng.normal(size=(n, p)), [-1.0, 0.3])]
    latent = (items - 80) / 20 @ np.linspace(0.9, 0.3, p)
    latent += rng.logistic(size=n) if logistic else rng.normal(size=n)
    points = np.linspace(55, 100, len(cuts) + 1)[np.digitize(latent, cuts)]
    cluster = np.arange(n) // 5
    frame = pd.DataFrame(items, columns=list("abcdef")[:p])
    return frame.assign(rating=points, town="A", village=cluster, part=cluster % 3, weight=rng.uniform(0.5, 2, n))


def read(frame, **more):
    return sat.read(frame, unit="town", items=[name for name in frame if len(name) == 1], overall="rating", **more)


def latent(frame, replicates=200, link="logit", **more):
    survey = read(frame, **more)
    return ordinal_of(survey, sample_of(survey), replicates=replicates, seed=1, link=link)


@pytest.mark.parametrize("link", LINKS)
def test_slopes_and_shares_are_those_of_polr(link):
    data = pd.read_csv(REFERENCE / "survey" / "designed_data.csv")
    r = pd.read_csv(REFERENCE / "drivers" / "ordinal_latent.csv").query("link == @link").set_index("term")
    survey = sat.read(data, unit="unit", items=["q1", "q2"], overall="q3")
    found = ordinal_of(survey, sample_of(survey), replicates=200, seed=1, link=LINKS[link])
    slope = np.linalg.solve(found.cov[:-1, :-1], found.cov[:-1, -1])
    np.testing.assert_allclose(slope, r["slope"], rtol=2e-5)  # R's optimiser stops there
    np.testing.assert_allclose(shapley_of(found.cov), r["lmg"], rtol=2e-5)
    np.testing.assert_allclose(shapley_of(found.cov).sum(), r["r2"].iloc[0], rtol=2e-5)
    alone = all_subset_r2(found.cov)[[1, 2]]
    np.testing.assert_allclose(alone, r["alone_implied"], rtol=2e-5)
    # a term fitted alone leaves an error that is no longer logistic or normal: here within half a point of R²
    np.testing.assert_allclose(alone, r["alone_refit"], atol=0.006)


def test_slopes_are_those_of_statsmodels():
    frame = made(1)
    fit = OrderedModel(frame["rating"], frame[["a", "b", "c"]] / 20, distr="logit").fit(
        method="newton", disp=False, tol=1e-12
    )
    found = latent(frame)
    slope = np.linalg.solve(found.cov[:-1, :-1], found.cov[:-1, -1])
    np.testing.assert_allclose(slope * 20, fit.params[:3], rtol=1e-6)  # its own stopping rule


@pytest.mark.parametrize("probit", [False, True])
@pytest.mark.parametrize("levels", [2, 3, 5])
def test_every_replicate_is_fitted_in_full(probit, levels):
    rng = np.random.default_rng(levels)
    x = rng.normal(size=(300, 3))
    level = np.sort(np.digitize(rng.logistic(size=300), np.linspace(-1, 1.5, levels - 1)))
    x[:, 0] += level
    weights = rng.multinomial(300, np.full(300, 1 / 300), size=20) * rng.uniform(0.5, 2, 300)
    start = np.concatenate([np.zeros(3), np.linspace(-1, 1, levels - 1)])
    found = refit_ordered(x, level, weights, start, probit=probit)
    assert found.solved.all()
    for slope, weight in zip(found.slope, weights, strict=True):
        rows = weight > 0
        alone = fit_ordered(level[rows], x[rows], weight[rows], ("",) * (2 + levels), probit=probit)
        np.testing.assert_allclose(slope, alone.coefficient[:3], rtol=1e-8, atol=1e-10)  # both at Newton's limit


DESIGN = {"weight": "weight", "stratum": "part", "cluster": "village"}


@pytest.mark.parametrize(
    "design",
    [{}, {"weight": "weight"}, DESIGN, {**DESIGN, "population": 40}],
    ids=["plain", "weights", "clusters", "fpc"],
)
def test_replicates_spread_as_the_linearised_errors(design):
    frame = made(2)
    if "population" in design:
        design = {**design, "population": "clusters"}
        frame["clusters"] = 40
    survey = read(frame, **design)
    found = ordinal_of(survey, sample_of(survey), replicates=2000, seed=1)
    items, with_outcome = found.replicated[:, :-1, :-1], found.replicated[:, :-1, -1]
    slopes = np.linalg.solve(items, with_outcome[..., None])[..., 0]
    taylor = sat.regress(survey, outcome="overall", on=["a", "b", "c"], family="ordinal")
    # 2,000 replicates know a standard deviation to 2 %, and 400 respondents the difference of the two methods to 5 %
    np.testing.assert_allclose(slopes.std(axis=0), taylor.se[:3], rtol=0.12)
    np.testing.assert_allclose(slopes.mean(axis=0), taylor.coefficient[:3], atol=0.3 * taylor.se[:3].max())


def test_a_stratum_with_one_cluster_stays_as_it_is():
    frame = made(3)
    frame["part"] = np.where(frame["village"] == 0, 9, frame["part"])
    found = latent(frame, stratum="part", cluster="village")
    assert np.isfinite(found.replicated).all()
    frame["part"] = np.where(frame["village"] < 40, 1, 2)
    frame.loc[frame["village"] >= 40, "village"] = 40  # 200 respondents in one cluster: only the others vary
    half = latent(frame, stratum="part", cluster="village")
    assert np.isfinite(half.replicated).all()


def test_more_replicates_begin_with_the_same_ones():
    frame = made(4)
    np.testing.assert_allclose(latent(frame, 300).replicated[:200], latent(frame, 200).replicated, rtol=1e-10)


@settings(max_examples=2)
@given(seed=st.integers(0, 2**16))
def test_neither_order_nor_units_nor_points_of_the_levels_matter(seed):
    frame = made(seed, n=150)
    found = latent(frame, 50, cluster="village")
    shares = shapley_of(found.replicated)
    rng = np.random.default_rng(seed)
    mixed = latent(frame.sample(frac=1, random_state=seed), 50, cluster="village")
    # 1e-6: Newton's steps stop at the square of 1e-6, sums are added in another order
    np.testing.assert_allclose(shapley_of(mixed.cov), shapley_of(found.cov), rtol=1e-6)
    np.testing.assert_allclose(shapley_of(mixed.replicated), shares, rtol=1e-6, atol=1e-9)
    other = frame.assign(a=frame["a"] * rng.uniform(0.1, 10) + 7, rating=frame["rating"] ** 2)
    np.testing.assert_allclose(shapley_of(latent(other, 50, cluster="village").cov), shapley_of(found.cov), rtol=1e-6)
    turned = frame.assign(rating=200 - frame["rating"])
    np.testing.assert_allclose(shapley_of(latent(turned, 50, cluster="village").cov), shapley_of(found.cov), rtol=1e-6)


def test_whole_weights_are_repeated_respondents():
    frame = made(5, n=120)
    frame["weight"] = np.random.default_rng(5).integers(1, 4, 120)
    weighted = latent(frame, weight="weight", cluster="village")
    repeated = latent(frame.loc[frame.index.repeat(frame["weight"])].reset_index(drop=True), cluster="village")
    np.testing.assert_allclose(weighted.cov, repeated.cov, rtol=1e-8)  # sums in another order
    np.testing.assert_allclose(
        shapley_of(weighted.replicated).std(axis=0), shapley_of(repeated.replicated).std(axis=0), rtol=1e-5
    )


def test_a_copy_and_a_constant_leave_the_others_as_they_are():
    frame = made(6)
    alone = latent(frame, cluster="village")
    more = latent(frame.assign(d=frame["a"] + frame["b"], e=75.0), cluster="village")
    np.testing.assert_allclose(all_subset_r2(more.cov)[0b111], all_subset_r2(alone.cov)[0b111], rtol=1e-8)
    np.testing.assert_allclose(shapley_of(more.cov).sum(), shapley_of(alone.cov).sum(), rtol=1e-8)
    assert shapley_of(more.cov)[4] == pytest.approx(0, abs=1e-12)
    assert np.isfinite(more.replicated).all()


def test_a_level_that_is_not_drawn_is_counted_and_left_out():
    frame = made(7)
    frame["rating"] = frame["rating"].replace({55.0: 75.0, 77.5: 75.0})
    frame.loc[[3, 4], "rating"] = 40.0
    found = latent(frame, 400)
    assert found.notes["levels"] == (40.0, 75.0, 100.0)
    assert found.notes["rarest"] == 40.0
    assert found.notes["rarest_n"] == 2
    # two respondents are both not drawn in (1 - 2/n)^(n-1) = 13.5 % of replicates; twice the binomial error is 3.4 %
    assert found.notes["replicates_fewer_levels"] / 400 == pytest.approx(np.exp(-2), abs=0.035)
    assert len(found.replicated) + found.notes["replicates_separated"] == 400
    assert "ordinal.fewer" in [one.kind for one in found.findings]


def test_separation_is_refused():
    frame = made(8)
    frame["a"] = frame["rating"] + np.random.default_rng(8).uniform(-5, 5, len(frame))
    with pytest.raises(sat.NotEstimable, match="'a', 'b', 'c' tell the answers apart without error"):
        latent(frame)


def test_separation_in_many_replicates_is_refused():
    frame = made(9, n=60)
    frame["a"] = np.where(frame["rating"] > 70, 100.0, 55.0)
    frame.loc[[int(np.flatnonzero(frame["rating"] > 70)[0])], "a"] = 55.0
    with pytest.raises(sat.NotEstimable, match="in more than 4 of 200 bootstrap replicates the terms tell"):
        latent(frame)


def test_many_levels_are_numbers():
    frame = made(10).assign(rating=np.arange(400) % 37)
    frame["rating"] += frame["a"]
    with pytest.raises(sat.SettingError, match="different answers; an ordered outcome has at most 11"):
        latent(frame)
    with pytest.raises(sat.SettingError, match="link must be one of logit, probit"):
        latent(made(10), link="cauchit")


def test_controls_stand_before_the_items():
    frame = made(11).assign(sex=np.where(np.arange(400) % 2, "m", "f"), age=np.arange(400) % 50)
    survey = read(frame)
    sample = sample_of(survey, controls=["sex", "age"])
    found = ordinal_of(survey, sample, replicates=50, seed=1)
    assert found.cov.shape == sample.cov.shape
    np.testing.assert_allclose(
        found.cov[:-1, :-1], sample.cov[:-1, :-1], rtol=1e-8, atol=1e-10
    )  # another way of adding
    fit = sat.regress(survey, outcome="overall", on=["sex", "age", "a", "b", "c"], family="ordinal")
    slope = np.linalg.solve(found.cov[:-1, :-1], found.cov[:-1, -1])
    np.testing.assert_allclose(slope, fit.coefficient[:5], rtol=1e-8)


def refitted_r2(x, level, *, probit):
    """The R² of McKelvey and Zavoina of the regression on each subset, each fitted anew."""
    n, p = x.shape
    result = np.zeros(2**p)
    for size in range(1, p + 1):
        for subset in combinations(range(p), size):
            part = x[:, subset]
            fit = fit_ordered(level, part, np.ones(n), ("",) * (size + int(level.max())), probit=probit)
            explained = np.var(part @ fit.coefficient[:size])
            result[sum(1 << i for i in subset)] = explained / (explained + ERROR["probit" if probit else "logit"])
    return result


@pytest.mark.parametrize(("probit", "apart", "shares"), [(True, 0.01, 0.01), (False, 0.02, 0.01)])
def test_subsets_fitted_anew_have_the_implied_r2(probit, apart, shares):
    rng = np.random.default_rng(12)
    n, p = 5_000, 4
    x = 0.7 * rng.normal(size=(n, 1)) + 0.7 * rng.normal(size=(n, p))
    shift = x @ [0.8, 0.6, 0.4, 0.2] + (rng.normal(size=n) if probit else rng.logistic(size=n))
    level = np.digitize(shift, [-1.0, 0.0, 1.0])
    fit = fit_ordered(level, x, np.ones(n), ("",) * 7, probit=probit)
    implied = all_subset_r2(
        implied_covariance(np.cov(x.T, ddof=0), fit.coefficient[:p], ERROR["probit" if probit else "logit"])
    )
    anew = refitted_r2(x, level, probit=probit)
    # with normal items and a probit the two have the same limit; sampling error of R² at n = 5,000 is some 0.01.
    # What a subset leaves is logistic plus normal, which is not logistic: fitted anew its R² comes out one or two
    # points lower, and the importance differs by less than a point
    np.testing.assert_allclose(implied, anew, atol=apart)
    np.testing.assert_allclose(shapley(implied), shapley(anew), atol=shares)


@pytest.mark.slow
def test_the_order_of_items_is_that_of_refits_with_items_of_three_levels():
    for seed in range(20):
        frame = made(seed, n=1000, p=5)
        x, level = frame[list("abcde")].to_numpy() / 20, np.unique(frame["rating"], return_inverse=True)[1]
        implied = shapley_of(latent(frame, 50).cov)
        anew = shapley(refitted_r2(x - x.mean(axis=0), level, probit=False))
        # the two divide nearly the same R²; differences lie far below the sampling error of a share (.02)
        np.testing.assert_allclose(implied / implied.sum(), anew / anew.sum(), atol=0.01)
