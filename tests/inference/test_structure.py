"""Items as one index: alpha, omega, one factor, collinearity, and the survey's intervals of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.multivariate.factor import Factor

import satmodel as sat
from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.driving.index_sample import against_zero, answered_items, interval, measured
from satmodel.inference.driving.structure import alpha_of, correlations, one_factor, structure_of
from satmodel.inference.sampling.regression import covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.result import Verdict

REFERENCE = Path(__file__).parents[1] / "reference" / "drivers"
OUTCOMES = {"swiss": "Fertility", "attitude": "rating", "stackloss": "stack.loss"}
ITEMS = list("abcdef")


def reference(data: str) -> tuple[np.ndarray, list[str], int, pd.DataFrame]:
    frame = pd.read_csv(REFERENCE / f"{data}.csv").drop(columns=OUTCOMES[data])
    numbers = pd.read_csv(REFERENCE / "structure.csv").query("data == @data")
    return np.cov(frame.T.to_numpy()), list(frame), len(frame), numbers


def of(numbers: pd.DataFrame, what: str, names: list[str] | None = None) -> np.ndarray:
    found = numbers[numbers["what"] == what].set_index("item")["value"]
    return found[names].to_numpy() if names else found.to_numpy()


def frame(seed: int = 1, n: int = 400, clusters: int = 40, loadings=(0.8, 0.7, 0.7, 0.6, 0.6, 0.5)) -> pd.DataFrame:
    """Answers that follow one mood, clusters with a share of it."""
    random = np.random.default_rng(seed)
    code = np.arange(n) % clusters
    mood = np.sqrt(0.05) * random.standard_normal(clusters)[code] + np.sqrt(0.95) * random.standard_normal(n)
    load = np.array(loadings)
    points = 80 + 10 * (mood[:, None] * load + random.standard_normal((n, len(load))) * np.sqrt(1 - load**2))
    return pd.DataFrame(points, columns=ITEMS[: len(load)]).assign(town=code % 4, village=code)


def survey(data: pd.DataFrame) -> sat.Survey:
    items = [name for name in data if name in ITEMS]
    return sat.read(data, unit="town", items=items, stratum="town", cluster="village")


@pytest.fixture(scope="module")
def found():
    data = frame()
    data.loc[[3, 70, 71], "a"] = np.nan
    return sat.structure(survey(data))


@pytest.mark.parametrize("data", ["swiss", "attitude", "stackloss"])
def test_alpha_and_collinearity_are_rs(data):
    cov, names, n, numbers = reference(data)
    found = structure_of(cov, n)
    # 1e-10: R prints 15 digits
    close = {"rtol": 1e-10, "atol": 1e-10}
    np.testing.assert_allclose(found.vif, of(numbers, "vif", names), **close)
    np.testing.assert_allclose(found.condition, of(numbers, "condition"), **close)
    np.testing.assert_allclose(found.alpha, of(numbers, "alpha"), **close)
    np.testing.assert_allclose(found.correlation, of(numbers, "correlation"), **close)
    np.testing.assert_allclose(found.item_total, of(numbers, "item_total", names), **close)
    np.testing.assert_allclose(found.alpha_without, of(numbers, "alpha_without", names), **close)
    np.testing.assert_allclose(alpha_of(correlations(cov)), of(numbers, "alpha standardised"), **close)
    for k in range(len(names)):
        np.testing.assert_allclose(found.proportions[k], of(numbers, f"proportion c{k + 1}", names), **close)


@pytest.mark.parametrize("data", ["swiss", "attitude"])
def test_loadings_are_psychs(data):
    cov, names, n, numbers = reference(data)
    found = structure_of(cov, n)
    # 2e-5: psych's optimiser stops there; the sum of squares below is smaller than its own
    np.testing.assert_allclose(found.loadings, of(numbers, "loading", names), atol=2e-5)
    np.testing.assert_allclose(found.omega, of(numbers, "omega"), atol=1e-6)

    def left(loadings):
        gap = correlations(cov) - np.outer(loadings, loadings)
        return (gap[np.triu_indices(len(gap), 1)] ** 2).sum()

    assert left(found.loadings) <= left(of(numbers, "loading", names)) + 1e-12


def test_loadings_are_those_of_statsmodels():
    cov, _, _, _ = reference("attitude")
    factor = Factor(corr=correlations(cov), n_factor=1, method="pa").fit(maxiter=5000, tol=1e-12)
    # 1e-5: principal axes come to the same loadings in small steps
    np.testing.assert_allclose(np.abs(factor.loadings[:, 0]), structure_of(cov, 30).loadings, atol=1e-5)


def test_an_item_that_one_factor_leaves_nothing_is_told():
    cov, names, n, numbers = reference("stackloss")
    found = structure_of(cov, n)
    assert found.heywood.tolist() == [True, False, False]
    assert np.isnan(found.omega)
    # .003: psych keeps half a per cent of an item's variance its own
    np.testing.assert_allclose(found.loadings, of(numbers, "loading", names), atol=0.003)


def test_three_items_have_a_closed_form():
    cor = np.array([[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]])
    expected = np.sqrt([0.5 * 0.4 / 0.3, 0.5 * 0.3 / 0.4, 0.4 * 0.3 / 0.5])
    # 1e-9: the sweeps stop when no squared loading moves by 1e-12
    np.testing.assert_allclose(one_factor(cor), expected, atol=1e-9)


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, 1), (-1, -1, 1)])
def test_a_weak_third_item_does_not_hide_the_factor_of_three(signs):
    # the sweeps would need more than 3,000 rounds here, and no factor would be told
    load = np.array([0.02, 0.5, -0.75]) * signs
    cor = np.outer(load, load)
    np.fill_diagonal(cor, 1)
    found = one_factor(cor)
    # 1e-9: products of rounded numbers
    np.testing.assert_allclose(np.outer(found, found) * (1 - np.eye(3)), cor * (1 - np.eye(3)), atol=1e-9)
    assert found.sum() >= 0


def test_three_correlations_that_contradict_one_another_have_no_factor():
    cor = np.array([[1, 0.5, 0.4], [0.5, 1, -0.3], [0.4, -0.3, 1]])
    assert np.isnan(one_factor(cor)).all()
    assert np.isnan(one_factor(np.diag(np.ones(3)))).all()


def test_alpha_and_omega_of_alike_items_are_spearman_and_browns():
    p, r = 5, 0.4
    found = structure_of(100 * (np.full((p, p), r) + np.eye(p) * (1 - r)), 50)
    expected = p * r / (1 + (p - 1) * r)
    # 1e-9: as above
    np.testing.assert_allclose([found.alpha, found.omega], expected, atol=1e-9)
    np.testing.assert_allclose(found.first_share, (1 + (p - 1) * r) / p, atol=1e-12)


def test_collinear_and_constant_items_are_told():
    random = np.random.default_rng(2)
    points = random.normal(0, 1, (60, 3))
    four = np.column_stack([points, points[:, 0] + points[:, 1], np.full(60, 3.0)])
    found = structure_of(np.cov(four.T), 60)
    assert np.isinf(found.vif).tolist() == [True, True, False, True, False]
    assert found.varies.tolist() == [True] * 4 + [False]
    assert np.isnan(found.vif[4])
    assert np.isinf(found.condition[-1])


def test_what_holds_no_structure_is_refused():
    with pytest.raises(SettingError, match="must have shape"):
        structure_of([1.0, 2.0], 5)
    with pytest.raises(NotEstimable, match="alike"):
        structure_of(np.zeros((2, 2)), 5)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), order=st.permutations(range(5)), flip=st.booleans())
def test_order_scale_and_mirroring_of_items_change_nothing(seed, order, flip):
    random = np.random.default_rng(seed)
    load = random.uniform(0.3, 0.9, 5)
    cov = np.outer(load, load) + np.diag(random.uniform(0.2, 0.6, 5))
    found = structure_of(cov, 100)
    moved = structure_of(cov[np.ix_(order, order)] * 4, 100)
    # 1e-6: the sweeps run in another order
    np.testing.assert_allclose(moved.loadings, found.loadings[order], atol=1e-6)
    np.testing.assert_allclose([moved.alpha, moved.omega], [found.alpha, found.omega], atol=1e-6)
    if flip:
        signs = np.diag([-1.0, 1, 1, 1, 1])
        mirrored = structure_of(signs @ cov @ signs, 100)
        np.testing.assert_allclose(mirrored.vif, found.vif, rtol=1e-9)
        np.testing.assert_allclose(np.abs(mirrored.loadings), np.abs(found.loadings), atol=1e-6)


def test_replicates_are_solved_together_as_each_alone():
    random = np.random.default_rng(4)
    many = np.stack([np.corrcoef(random.normal(0, 1, (5, 40)) + random.normal(0, 1, 40)) for _ in range(6)])
    # 1e-9: the sweeps stop when no squared loading moves by 1e-12
    np.testing.assert_allclose(one_factor(many), [one_factor(one) for one in many], atol=1e-9)


def test_the_survey_gives_what_its_covariance_gives(found):
    data = frame().drop(index=[3, 70, 71])
    cov = np.cov(data[ITEMS].T.to_numpy(), ddof=0)
    parts = structure_of(cov, len(data))
    # 1e-10: sums in another order
    np.testing.assert_allclose(found.overall.loc[["alpha", "omega"], "value"], [parts.alpha, parts.omega], rtol=1e-10)
    np.testing.assert_allclose(found.table["vif"], parts.vif, rtol=1e-10)
    assert found.step.settings["lost"] == 3
    assert found.table["n"].unique().tolist() == [397]
    inside = found.overall
    assert ((inside["low"] < inside["value"]) & (inside["value"] < inside["high"])).all()
    assert (found.table["verdict"] == "established").all()
    assert len(found.pairs) == 15
    assert found.conditions.shape == (6, 7)


def test_the_order_of_respondents_does_not_matter(found):
    data = frame()
    data.loc[[3, 70, 71], "a"] = np.nan
    again = sat.structure(survey(data.sample(frac=1, random_state=3)))
    # 1e-9: sums in another order
    np.testing.assert_allclose(again.overall, found.overall, rtol=1e-9)


def test_a_pair_beyond_the_index_is_found():
    data = frame()
    data["b"] = data["c"] + np.random.default_rng(9).normal(0, 4, len(data))
    told = {one.kind: one.values for one in sat.structure(survey(data)).findings}["structure.pair"]
    assert {told["item"], told["against"]} == {"b", "c"}
    assert told["verdict"] is Verdict.ESTABLISHED


def test_an_item_that_stands_apart_is_told():
    data = frame()
    others = np.column_stack([np.ones(len(data)), data[ITEMS[:5]]])
    chance = np.random.default_rng(9).normal(80, 10, len(data))
    data["f"] = 80 + chance - others @ np.linalg.lstsq(others, chance)[0]  # goes with none of the others
    told = {one.kind: one.values for one in sat.structure(survey(data)).findings}["structure.weakest"]
    assert told["item"] == "f"
    assert told["verdict"] is Verdict.NOT_ESTABLISHED
    assert told["detectable"] > abs(told["value"])
    mirrored = frame()
    mirrored["f"] = 160 - mirrored["f"]
    told = {one.kind: one.values for one in sat.structure(survey(mirrored)).findings}["structure.weakest"]
    assert told["item"] == "f"
    assert told["against"]


def test_two_items_have_an_alpha_and_no_factor():
    found = sat.structure(survey(frame(loadings=(0.8, 0.7))))
    assert np.isnan(found.overall.loc["omega", "value"])
    assert found.beyond is None
    assert found.pairs.empty
    kinds = [one.kind for one in found.findings]
    assert "structure.omega" not in kinds
    assert "structure.pair" not in kinds


def test_constant_and_collinear_items_are_findings():
    data = frame().assign(e=80.0)
    data["d"] = data["a"] + data["b"]
    found = sat.structure(survey(data))
    told = {one.kind: one.values for one in found.findings}
    assert told["structure.constant"]["items"] == ("e",)
    assert set(told["structure.collinear"]["items"]) == {"a", "b", "d"}
    assert list(found.table.index) == ["a", "b", "c", "d", "f"]


def told_of(data: pd.DataFrame) -> tuple[sat.Structure, dict]:
    found = sat.structure(survey(data), replicates=200)
    for code in ("en", "zh"):
        assert "nan" not in found.say(code)
    return found, {one.kind: one.values for one in found.findings}


def test_intervals_of_correlations_end_at_one_and_no_larger_one_is_promised():
    random = np.random.default_rng(5)
    data = pd.DataFrame(random.normal(80, 10, (8, 4)) + random.normal(0, 7, (8, 1)), columns=list("abcd"))
    found, _ = told_of(data.assign(town="A", village=np.arange(8)))
    rows = found.table
    assert (rows["low"] >= -1).all()
    assert (rows["high"] <= 1).all()
    assert (rows["high"] == 1).any()
    assert (found.with_rest.detectable > 1).any()
    assert "which no correlation reaches" in found.say("en")
    assert "相关系数不会大于1" in found.say("zh")


def test_copies_of_one_item_are_one_index():
    data = frame()
    found, told = told_of(data.assign(b=data["a"], c=data["a"], d=data["a"]).drop(columns=["e", "f"]))
    assert "structure.heywood" not in told
    # 1e-6: where the sweeps stop
    assert found.parts.omega == pytest.approx(1, abs=1e-6)
    assert not found.parts.heywood.any()
    # nothing but rounding is left to any pair
    assert (found.pairs["verdict"] == "not established").all()


def test_items_that_run_exactly_against_each_other_are_refused():
    data = frame(loadings=(0.8, 0.7))
    with pytest.raises(NotEstimable, match="the sum of 'a', 'b' does not vary"):
        sat.structure(survey(data.assign(b=160 - data["a"])))
    three = frame(loadings=(0.8, 0.7, 0.6))
    with pytest.raises(NotEstimable, match="the sum of the items beside 'a' does not vary"):
        sat.structure(survey(three.assign(c=160 - three["b"])))


def test_items_that_do_not_go_together_are_not_called_one_mood():
    random = np.random.default_rng(1)
    data = frame(loadings=(0.8, 0.7))
    _, told = told_of(data.assign(b=160 - data["b"]))
    assert told["structure.alpha"]["value"] < 0
    said = sat.structure(survey(data.assign(b=160 - data["b"])), replicates=200).say("en")
    assert "a low estimate" not in said
    assert "Below zero it is no reliability" in said
    assert "rates them all well" not in said.replace(
        "do not show that a respondent who rates one well rates them all", ""
    )
    apart = frame(loadings=(0.8, 0.7, 0.7, 0.6))
    apart[list("abcd")] = random.normal(80, 10, (len(apart), 4))
    found, told = told_of(apart)
    assert not told["structure.halo"]["together"]
    assert told["structure.halo"]["least"] == 0.25
    assert "unrelated items would have 25.0% there" in found.say("en")
    assert told_of(frame())[1]["structure.halo"]["together"]


def test_pairs_that_share_something_of_their_own_are_counted_without_those_that_go_less_together():
    random = np.random.default_rng(3)
    points = random.normal(80, 5, (200, 3))
    data = pd.DataFrame({"a": points[:, 0], "b": points[:, 0], "c": points[:, 1], "d": points.sum(axis=1)})
    found, told = told_of(data.assign(town="A", village=np.arange(200)))
    settled = found.pairs.query("verdict == 'established'")
    assert told["structure.pair"]["alike"] == (settled["residual"] > 0).sum() < len(settled)
    assert f"as it is of {told['structure.pair']['alike']} of the pairs" in found.say("en")


def test_replicates_in_which_an_item_does_not_vary_are_told():
    data = frame(loadings=(0.8, 0.7, 0.6))
    data["c"] = np.where(data["village"] == 3, data["c"], 80.0)
    _, told = told_of(data)
    # the one village is not drawn in (1 - 1/10)^9 = 39 % of the replicates of its ten; 200 of them give it to .035
    assert told["structure.replicates"]["count"] / 200 == pytest.approx(0.9**9, abs=0.1)
    assert "structure.replicates" not in told_of(frame())[1]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"items": ["a"]}, "two or more"),
        ({"items": ["a", "z"]}, "not there: 'z'"),
        ({"items": ["a", "a"]}, "named once each"),
        ({"replicates": 50}, "200 or more"),
        ({"level": 1.5}, "level"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(asked, message):
    with pytest.raises(SettingError, match=message):
        sat.structure(survey(frame()), **asked)


def test_too_little_is_refused_in_words():
    with pytest.raises(NotEstimable, match="clusters in 4 strata answered every item"):
        sat.structure(survey(frame(clusters=6)))
    with pytest.raises(NotEstimable, match="fewer than two items vary"):
        sat.structure(survey(frame(loadings=(0.8, 0.7)).assign(b=80.0)))


def test_few_clusters_are_told():
    found = sat.structure(survey(frame(clusters=16)))
    assert "structure.few" in [one.kind for one in found.findings]


@pytest.mark.parametrize(
    ("n", "clusters"),
    [pytest.param(200, 40, marks=pytest.mark.slow), pytest.param(800, 80, marks=pytest.mark.thorough)],
)
def test_intervals_of_the_index_hold(n, clusters):
    load = np.array([0.8, 0.7, 0.7, 0.6, 0.6, 0.5])
    cor = np.outer(load, load) + np.diag(1 - load**2)
    whole, _, rest, _ = measured(cor)
    held, held_rest, told, samples = np.zeros(5), np.zeros(6), 0, 120
    for seed in range(samples):
        data, noted, _ = answered_items(survey(frame(seed + 1000, n, clusters)), tuple(ITEMS))
        drawn = bootstrap_sums(data.totals, data.stratum, replicates=400, seed=seed)
        value, loadings, with_rest, left = measured(covariance(data.totals.sum(axis=0), data.columns))
        wholes, _, rests, lefts = measured(covariance(drawn, data.columns), loadings)
        low, high = interval(value, wholes, df=noted["df"], level=0.95)
        held += (low <= whole) & (whole <= high)
        found = against_zero(with_rest, rests, df=noted["df"], level=0.95)
        held_rest += (found.low <= rest) & (rest <= found.high)
        told += (against_zero(left, lefts, df=noted["df"], level=0.95).p_adjusted < 0.05).any()
    # .023: the simulation's standard error at .93; two and a half of them around .93 to .97, and below Holm's intervals
    assert (held / samples).min() > 0.93 - 2.5 * 0.023
    assert (held_rest / samples).min() > 0.93 - 2.5 * 0.023
    # .022: the simulation's standard error at .06; nothing is left here, so whatever is told is wrong
    assert told / samples <= 0.06 + 2 * 0.022
