"""The test of parallel lines: R's numbers, a closed form, laws, what is refused, and its size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import satmodel as sat
from satmodel.inference.regressing.parallel_lines import wald
from satmodel.result import Verdict

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}


def designed(**more):
    data = pd.read_csv(REFERENCE / "survey" / "designed_data.csv")
    return sat.read(data, unit="unit", items=["q1", "q2", "q3"], **more)


def made(seed, n=400, each=5, *, terms=2, cuts=(-1.0, 1.0), bend=0.0, pull=0.0):
    """Respondents in clusters with a common part; the first slope is larger by ``bend`` beyond the last cut point."""
    rng = np.random.default_rng(seed)
    cluster = np.arange(n) // each
    x = rng.normal(size=(n, terms)) + 0.5 * rng.normal(size=(n // each, terms))[cluster]
    shift = x.sum(axis=1) * 0.6 + pull * rng.normal(size=n // each)[cluster] + rng.logistic(size=n)
    level = np.digitize(shift, cuts)
    level = np.where(shift + bend * x[:, 0] > cuts[-1], len(cuts), np.minimum(level, len(cuts) - 1))
    frame = pd.DataFrame(x, columns=list("abcdef")[:terms])
    return frame.assign(rating=level, town="A", village=cluster)


def read(frame, **more):
    items = [name for name in frame if len(name) == 1]
    return sat.read(frame, unit="town", items=items, overall="rating", **more)


def lines(frame, level=0.95, **more):
    survey = read(frame, **more)
    return sat.parallel_lines(survey, outcome="overall", on=list(survey.items), level=level)


@pytest.mark.parametrize("name", DESIGNS)
def test_slopes_covariance_and_wald_equal_r_survey(name):
    found = sat.parallel_lines(designed(weight="weight", **DESIGNS[name]), outcome="q3", on=["q1", "q2"])
    r = pd.read_csv(REFERENCE / "drivers" / "ordinal_parallel.csv").query("design == @name")
    assert found.cuts == ("55|75", "75|100")
    np.testing.assert_allclose(found.coefficient.ravel(), r["slope"], rtol=1e-9)  # both at the solution's last digits
    v = r[["V1", "V2", "V3", "V4"]]
    np.testing.assert_allclose(found.cov, v, rtol=1e-7, atol=1e-9 * np.abs(v.to_numpy()).max())
    overall = found.overall
    df = found.step.settings["df"]
    np.testing.assert_allclose(overall.f * overall.q * df / overall.rest, r["wald"].iloc[0], rtol=1e-7)
    assert (overall.q, overall.rest) == (2, df - 1)


def test_without_a_design_it_lies_near_brant_and_the_likelihood_ratios():
    found = sat.parallel_lines(designed(), outcome="q3", on=["q1", "q2"])
    logits = pd.read_csv(REFERENCE / "drivers" / "ordinal_logits.csv")
    np.testing.assert_allclose(found.coefficient.ravel(), logits["slope"], rtol=1e-9)
    brant = pd.read_csv(REFERENCE / "drivers" / "ordinal_brant.csv").set_index("term")
    # Brant takes the model's own covariance, here the sandwich is taken: they agree in large samples only
    np.testing.assert_allclose(found.table["f"], brant.loc[["q1", "q2"], "chi2"], rtol=0.25, atol=0.1)
    assert found.overall.p == pytest.approx(brant.loc["all", "p"], abs=0.1)


@pytest.mark.slow
def test_with_many_respondents_it_is_brants_test():
    frame = made(1, n=8_000, each=1)
    found = lines(frame)
    x, level = frame[["a", "b"]].to_numpy(), frame["rating"].to_numpy()
    full = np.column_stack([np.ones(len(x)), x])
    intercepts = np.array([np.log((level > j).mean() / (level <= j).mean()) for j in (0, 1)])
    chance = []
    for j in (0, 1):  # the binary logit anew, by Newton
        b = np.append(intercepts[j], found.coefficient[j])
        for _ in range(20):
            p = 1 / (1 + np.exp(-full @ b))
            b = b + np.linalg.solve((full * (p * (1 - p))[:, None]).T @ full, full.T @ ((level > j) - p))
        chance.append(1 / (1 + np.exp(-full @ b)))
    bread = [np.linalg.inv((full * (p * (1 - p))[:, None]).T @ full) for p in chance]
    meat = (full * (chance[1] * (1 - chance[0]))[:, None]).T @ full
    joint = (bread[0] @ meat @ bread[1])[1:, 1:]
    spread = bread[0][1:, 1:] + bread[1][1:, 1:] - joint - joint.T
    gap = found.coefficient[1] - found.coefficient[0]
    brant = gap @ np.linalg.solve(spread, gap)
    assert found.overall.f * found.overall.q == pytest.approx(brant, rel=0.08)  # some times 1/√8,000


def test_one_term_of_two_values_has_a_closed_form():
    counts = np.array([[40, 30, 30], [20, 35, 45]])
    frame = pd.DataFrame(
        {
            "a": np.repeat([0.0, 1.0], counts.sum(axis=1)),
            "rating": np.concatenate([np.repeat([0, 1, 2], row) for row in counts]),
            "town": "A",
        }
    )
    found = lines(frame)
    above = np.column_stack([counts[:, 1:].sum(axis=1), counts[:, 2]]) / counts.sum(axis=1, keepdims=True)
    odds = np.log(above / (1 - above))
    np.testing.assert_allclose(found.coefficient[:, 0], odds[1] - odds[0], rtol=1e-10)
    # the delta method for log odds; n/(n - 1) for the one stratum of 200 respondents
    share = 1 / (counts.sum(axis=1)[:, None] * above * (1 - above))
    own = (share).sum(axis=0)
    both = ((above[:, 1] * (1 - above[:, 0])) / (above * (1 - above)).prod(axis=1) / counts.sum(axis=1)).sum()
    expected = np.array([[own[0], both], [both, own[1]]]) * 200 / 199
    np.testing.assert_allclose(found.cov, expected, rtol=1e-9)
    gap = found.coefficient[1, 0] - found.coefficient[0, 0]
    row = found.table.loc["a"]
    assert row["f"] == pytest.approx(gap**2 / (own.sum() - 2 * both) * 199 / 200)
    assert row["p"] == pytest.approx(2 * stats.t.sf(np.sqrt(row["f"]), 198))
    assert found.overall.p == pytest.approx(row["p"])


def test_a_slope_that_bends_is_found_where_it_is():
    found = lines(made(2, n=2000, bend=0.8, cuts=(-1.0, 0.0, 1.0)), cluster="village")
    assert found.overall.p < 0.001
    table = found.table
    assert table.loc["a", "verdict"] == Verdict.ESTABLISHED
    assert table.loc["b", "verdict"] == Verdict.NOT_ESTABLISHED
    assert table.loc["a", "largest_at"] == "2|3"
    assert table.loc["b", "slope_gap"] < table.loc["b", "slope_detectable"]
    first = found.findings[0].values
    assert (first["term"], first["verdict"]) == ("a", Verdict.ESTABLISHED)


def test_a_gap_beyond_the_detectable_one_is_established():
    for seed in range(4):
        found = lines(made(seed, n=300, bend=0.4, cuts=(-1.0, 0.0, 1.0), terms=3), cluster="village")
        table = found.table
        beyond = table["slope_gap"] > table["slope_detectable"]
        assert (table.loc[beyond, "verdict"] == Verdict.ESTABLISHED).all()
        if (table["slope_gap"] > found.overall.reach * table["slope_gap_se"]).any():
            assert found.overall.p < 0.05


def test_order_of_rows_units_and_direction_do_not_matter():
    frame = made(3, cuts=(-1.0, 0.0, 1.0))
    found = lines(frame, cluster="village")
    mixed = lines(frame.sample(frac=1, random_state=3), cluster="village")
    scaled = lines(frame.assign(a=frame["a"] * 50 + 1000), cluster="village")
    turned = lines(frame.assign(rating=3 - frame["rating"]), cluster="village")
    for other in (mixed, scaled, turned):
        assert other.overall.f == pytest.approx(found.overall.f, rel=1e-8)  # solved anew
        np.testing.assert_allclose(other.table["p"], found.table["p"], rtol=1e-6)


def test_without_enough_clusters_the_terms_alone_are_tested():
    found = lines(
        made(4, n=400, each=50, terms=4), cluster="village"
    )  # 8 clusters: 3 degrees of freedom, 4 differences
    assert np.isnan(found.overall.p)
    assert found.findings[0].values["verdict"] == Verdict.NOT_COMPARABLE
    assert found.table["p"].notna().all()


def test_what_cannot_be_tested_is_refused():
    frame = made(5)
    with pytest.raises(sat.SettingError, match="2 levels, so one cut point"):
        lines(frame.assign(rating=(frame["rating"] > 0) * 1.0))
    few = frame.assign(rating=np.where(frame.index == 7, 3, frame["rating"]))
    with pytest.raises(sat.NotEstimable, match=r"on one side of 2\|3 are found in a single cluster"):
        lines(few, cluster="village")
    apart = frame.assign(a=np.where(frame["rating"] > 1, 5.0, frame["a"].clip(upper=4)))
    with pytest.raises(sat.NotEstimable, match=r"at the cut point 1\|2: the terms .*separation"):
        lines(apart)


def test_a_constant_and_a_copy_are_apart():
    frame = made(6)
    found = lines(frame.assign(c=1.0, d=frame["a"] * 2))
    assert found.apart["reason"].to_dict() == {"c": "term_constant", "d": "term_collinear"}
    assert found.names == ("a", "b")


def test_a_covariance_without_an_inverse_gives_no_test():
    found = wald(np.ones(2), np.ones((2, 2)), np.eye(2), df=10.0, level=0.95)
    assert np.isnan(found.p)


def test_a_census_has_nothing_to_test_and_says_so():
    found = lines(made(1).assign(N=80), cluster="village", population="N")
    assert found.findings[0].values["verdict"] == Verdict.NOT_COMPARABLE
    assert found.findings[0].values["gap"] == found.table["slope_gap"].max()
    for code, words in (("en", "every cluster of the population"), ("zh", "没有抽样误差")):
        assert found.say(code).count(words) == 3
    assert "too few" not in found.say("en")


def size(simulations, clusters, terms, cuts):
    """How often parallel lines are contradicted, of all terms and of any single one, where they are parallel."""
    drawn = [made(i, n=clusters * 20, each=20, terms=terms, cuts=cuts, pull=0.5) for i in range(simulations)]
    survey = read(drawn[0], cluster="village")
    p = []
    for frame in drawn:
        scores = frame.set_axis(survey.scores.index).rename(columns={"rating": "overall"})[survey.scores.columns]
        again = replace(survey, scores=scores.astype(float))
        found = sat.parallel_lines(again, outcome="overall", on=list(survey.items))
        p.append((found.overall.p, found.table["p_adjusted"].min()))
    return (np.array(p) < 0.05).mean(axis=0)


@pytest.mark.slow
@pytest.mark.parametrize(("clusters", "terms", "cuts"), [(20, 2, (-1.0, 1.0)), (40, 3, (-1.0, 0.0, 1.0))])
def test_parallel_lines_are_contradicted_no_more_often_than_told(clusters, terms, cuts):
    found = size(300, clusters, terms, cuts)
    # a cluster's own level bends the lines of the whole only a little; twice the binomial error of 300 is .025
    assert (found < 0.05 + 0.025).all()
