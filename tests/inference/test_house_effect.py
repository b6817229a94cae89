"""Own survey against the official one: differences, house effect, limits, order, forecasts, refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.inference.moving.house_offset import net_limits, offset, raw_limits
from satmodel.inference.moving.official_forecast import calibrate, forecasts
from satmodel.inference.moving.rank_agreement import rank_agreement
from satmodel.result import Verdict

REFERENCE = Path(__file__).parents[1] / "reference" / "rounds"
API = Path(__file__).parents[3] / "shared" / "data" / "survey_api_design"
BULLETIN = Path(__file__).parents[2] / "data" / "city-bulletin"


@pytest.fixture(scope="module")
def towns():
    data = pd.read_csv(REFERENCE / "house_effect_data.csv")
    own = sat.estimates(data["own"], se=data["own_se"], names=data["unit"].tolist())
    return own, sat.estimates(data["official"], se=data["official_se"], names=data["unit"].tolist())


@pytest.fixture(scope="module")
def answer():
    return pd.read_csv(REFERENCE / "house_effect.csv", index_col="what")["value"]


def independent(own, official, own_se, official_se, names=None):
    return sat.estimates(own, se=own_se, names=names), sat.estimates(official, se=official_se, names=names)


def test_the_mean_and_the_spread_are_those_of_metafor(towns, answer):
    effect = sat.house_effect(*towns).found.effect
    # 1e-9: the reference has 12 digits
    np.testing.assert_allclose([effect.mean, effect.se, effect.tau**2], answer[["mean", "se", "tau2"]], rtol=1e-9)
    np.testing.assert_allclose([effect.q, effect.p], answer[["q", "p"]], rtol=1e-9)
    # 1e-4: metafor stops its search for the interval's ends there
    ends = [effect.tau_low**2, effect.tau_high**2]
    np.testing.assert_allclose(ends, answer[["tau2_low", "tau2_high"]], rtol=1e-4)
    assert effect.df == 13
    assert effect.verdict is Verdict.ESTABLISHED


def test_the_limits_are_those_of_bland_and_altman_with_the_exact_interval(towns, answer):
    raw = sat.house_effect(*towns).limits.loc["raw"]
    np.testing.assert_allclose(raw[["lower", "upper"]], answer[["lower", "upper"]], rtol=1e-9)
    # 1e-6: quantiles of the non-central t by two programs
    np.testing.assert_allclose(raw[["upper_low", "upper_high"]], answer[["upper_low", "upper_high"]], rtol=1e-6)
    # the lower limit mirrors the upper one around the mean
    mirrored = 2 * answer["mean"] - answer[["upper_high", "upper_low"]]
    np.testing.assert_allclose(raw[["lower_low", "lower_high"]], mirrored, rtol=1e-6)


def test_the_order_and_the_line_are_those_of_r(towns, answer):
    found = sat.house_effect(*towns).found
    observed = [found.kendall.observed, found.spearman.observed]
    np.testing.assert_allclose(observed, answer[["kendall", "spearman"]], rtol=1e-9)
    line = found.calibration
    assert line.kind == "slope"
    np.testing.assert_allclose([line.slope, line.intercept], answer[["slope", "intercept"]], rtol=1e-9)
    half = stats.t.isf(0.025, 12) * answer["slope_se"]
    np.testing.assert_allclose([line.low, line.high], [line.slope - half, line.slope + half], rtol=1e-9)


def test_equal_errors_without_spread_beyond_them_are_a_t_test():
    own, official = independent([90.0, 87.0, 93.0, 84.0], [83.0, 82.0, 85.0, 78.0], 0.2, 0.1)
    found = sat.house_effect(own, official).found
    classic = stats.ttest_rel(own.value, official.value).confidence_interval(0.95)
    # 1e-12: the same numbers in another order
    np.testing.assert_allclose([found.mean.low[0], found.mean.high[0]], [classic.low, classic.high], rtol=1e-12)


def test_forecasts_by_a_shift_are_those_of_one_more_difference():
    names = list("ABCDEF")
    own = sat.estimates([90.0, 87.0, 93.0, 84.0, 80.0, 95.0], se=0.2, names=names)
    official = sat.estimates([83.0, 82.0, 85.0, 78.0], se=0.1, names=names[:4])
    found = sat.house_effect(own, official)
    d = own.value[:4] - official.value
    half = stats.t.isf(0.025, 3) * d.std(ddof=1) * np.sqrt(1 + 1 / 4)
    table = found.forecast.table
    np.testing.assert_allclose(table["forecast"], [80 - d.mean(), 95 - d.mean()], rtol=1e-12)
    np.testing.assert_allclose(table["high"] - table["forecast"], half, rtol=1e-12)
    assert table["outside"].tolist() == [True, True]
    assert found.apart["reason"].tolist() == ["only_own", "only_own"]


def test_the_bulletin_of_a_city_is_refused_in_words():
    towns = sat.published(BULLETIN / "towns.csv", unit="单位", score="得分", n=400, limits=(55, 100))
    own = towns.take({"unit": ["全部镇街"]})
    official = sat.published(BULLETIN / "leads.csv", unit="单位", score="综合得分", n=450, sd=11.3).take(
        {"unit": ["我市"]}
    )
    with pytest.raises(sat.NotComparable, match="no calculation can tell these apart") as refusal:
        sat.house_effect(own, official)
    kinds = [finding.kind for finding in refusal.value.findings]
    assert kinds == ["house_effect.nothing", "house_effect.instruments", "house_effect.use"]
    values = refusal.value.findings[0].values
    assert (values["own"], values["official"]) == (90.69, 83.78)
    assert values["verdict"] is Verdict.NOT_COMPARABLE
    with pytest.raises(sat.NotComparable) as refusal:
        sat.house_effect(towns, official)
    assert refusal.value.findings[0].values["own_count"] == 3


@pytest.mark.parametrize("count", [1, 2])
def test_few_points_have_differences_and_nothing_else(count):
    names = list("AB")[:count]
    own, official = independent([90.0, 88.0][:count], [83.0, 82.0][:count], 0.5, 0.5, names)
    found = sat.house_effect(own, official)
    assert found.found is None
    assert found.forecast is None
    assert len(found.table) == count
    assert not len(found.limits)
    assert found.findings[0].kind == "house_effect.few"
    assert "house_effect.use" in {finding.kind for finding in found.findings}


def test_rounds_are_points_too_and_published_tables_will_do():
    frame = pd.DataFrame({"unit": ["county"], "2024": [82.0], "2025": [84.0], "2026": [85.5], "2027": [86.0]})
    rounds = {name: {"score": name} for name in ("2024", "2025", "2026", "2027")}
    own = sat.published(frame, unit="unit", rounds=rounds, n=900, limits=(55, 100))
    official = sat.published(
        frame.drop(columns="2027").assign(**{"2024": 76.0, "2025": 77.5, "2026": 79.0}),
        unit="unit",
        rounds={name: rounds[name] for name in ("2026", "2024", "2025")},
        n=900,
        limits=(55, 100),
    )
    found = sat.house_effect(own, official)
    assert found.table.index.tolist() == [("county", name) for name in ("2024", "2025", "2026")]
    assert found.forecast.table.index.tolist() == [("county", "2027")]
    assert found.found.effect.mean == pytest.approx(19 / 3, abs=1e-12)
    assert "house_effect.bounds" in {finding.kind for finding in found.findings}


def test_instruments_are_compared_and_refuse_nothing():
    own, official = independent([90.0, 88.0, 85.0], [83.0, 82.0, 80.0], 0.5, 0.5)
    ours = sat.Instrument(organiser="county", mode="telephone", options={"good": 100, "bad": 0}).mark(own)
    theirs = sat.Instrument(organiser="province", mode="telephone", options={"good": 100, "bad": 55}).mark(official)
    found = sat.house_effect(ours, theirs)
    values = next(one.values for one in found.findings if one.kind == "house_effect.instruments")
    assert values["carded"]
    assert values["differing"] == ("organiser", "scale")
    assert found.step.settings["differing"] == ("organiser", "scale")
    assert not sat.house_effect(own, official).cards.carded


def test_settings_that_cannot_be_used_are_refused():
    own, official = independent([90.0, 88.0], [83.0, 82.0], 0.5, 0.5)
    items = sat.estimates([1.0], se=1.0, names=pd.MultiIndex.from_arrays([["x"]], names=["item"]))
    for wrong in ({"level": 1.0}, {"margin": -1.0}, {"best": "top"}, {"adjust": "other"}, {"draws": 10}):
        with pytest.raises(sat.SettingError):
            sat.house_effect(own, official, **wrong)
    with pytest.raises(sat.SettingError, match="different levels"):
        sat.house_effect(own, items)
    with pytest.raises(sat.SettingError):
        sat.house_effect(own, own)


def test_a_share_is_not_held_against_points():
    frame = pd.DataFrame({"town": ["A"] * 40 + ["B"] * 40, "q": (["good"] * 3 + ["bad"]) * 20})
    survey = sat.read(frame, unit="town", items=["q"], scale=sat.Scale({"good": 100, "bad": 0}))
    share = sat.rates(survey)
    with pytest.raises(sat.SettingError, match=r"different levels|as points or both"):
        sat.house_effect(share, sat.means(survey))


def test_shares_are_held_against_shares_and_one_measure_at_a_time():
    def asked(first, second):
        answers = ["good"] * first + ["bad"] * (60 - first) + ["good"] * second + ["bad"] * (60 - second)
        answers += ["good", "bad"] * 30
        frame = pd.DataFrame({"town": ["A"] * 60 + ["B"] * 60 + ["C"] * 60, "q": answers})
        return sat.rates(
            sat.read(frame, unit="town", items=["q"], scale=sat.Scale({"good": 100, "bad": 0})), level=0.95
        )

    own, official = asked(50, 40), asked(45, 38)
    measure = own.labels.get_level_values("measure")[0]
    kept = {"measure": [measure]}
    found = sat.house_effect(own.take(kept), official.take(kept))
    assert found.step.measure == "share"
    assert found.found.effect.mean == pytest.approx((5 + 2 + 0) / 60 / 3, abs=1e-12)
    assert "percentage points" in found.say("en")
    with pytest.raises(sat.SettingError, match="each measure"):
        sat.house_effect(own, official)


def test_items_of_several_units_have_house_effects_of_their_own():
    labels = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    own, official = (sat.estimates([v, v, v + 1, v + 2], se=0.5, names=labels) for v in (88.0, 80.0))
    with pytest.raises(sat.SettingError, match="each item"):
        sat.house_effect(own, official)
    assert len(sat.house_effect(own.average("item"), official.average("item")).table) == 2
    assert len(sat.house_effect(own.take({"unit": "A"}), official.take({"unit": "A"})).table) == 2


def test_exact_official_scores_and_exact_differences():
    own = sat.estimates([90.0, 88.0, 86.0], se=0.5)
    found = sat.house_effect(own, sat.estimates([83.0, 82.0, 79.0], se=0.0))
    assert np.isfinite(found.found.effect.se)
    same = sat.house_effect(sat.estimates([90.0, 88.0, 86.0], se=0.0), sat.estimates([83.0, 81.0, 79.0], se=0.0))
    effect = same.found.effect
    assert (effect.mean, effect.se, effect.tau, effect.tau_high) == (7.0, 0.0, 0.0, 0.0)
    assert effect.verdict is Verdict.NOT_ESTABLISHED
    assert (same.found.kendall.low, same.found.kendall.high) == (1.0, 1.0)
    apart = sat.house_effect(sat.estimates([90.0, 88.0, 86.0], se=0.0), sat.estimates([83.0, 80.0, 79.0], se=0.0))
    assert apart.found.effect.verdict is Verdict.ESTABLISHED


def test_equal_scores_have_no_order():
    own, official = independent([80.0] * 4, [75.0, 76.0, 77.0, 78.0], 0.5, 0.5)
    agreed = sat.house_effect(own, official).found.kendall
    assert (agreed.observed, agreed.low, agreed.high) == (0.0, -1.0, 1.0)


def test_errors_that_all_points_share_widen_the_house_effect_and_nothing_between_points():
    own = np.array([90.0, 88.0, 86.0, 91.0])
    official = sat.estimates([83.0, 82.0, 80.5, 83.0], se=0.5)
    alone = sat.house_effect(sat.estimates(own, cov=np.eye(4) * 0.25), official).found
    shared = sat.house_effect(sat.estimates(own, cov=np.eye(4) * 0.25 + 2.0), official).found
    # 1e-9: the common part cancels in exact arithmetic
    assert shared.effect.se**2 == pytest.approx(alone.effect.se**2 + 2.0, rel=1e-9)
    assert shared.effect.tau == pytest.approx(alone.effect.tau, rel=1e-9)
    assert shared.effect.q == pytest.approx(alone.effect.q, rel=1e-9)
    assert shared.kendall == alone.kendall


@settings(max_examples=5)
@given(st.integers(0, 10**6), st.floats(-30, 30))
def test_laws(seed, moved):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(4, 13))
    names = [f"T{i}" for i in range(k + 2)]
    own, official = rng.normal(80, 4, k + 2), rng.normal(75, 4, k)
    se = rng.uniform(0.3, 1.5, (2, k + 2))
    first = sat.house_effect(*_both(own, official, se, names), draws=200)
    order = rng.permutation(k + 2)
    mixed = sat.estimates(own[order], se=se[0][order], names=[names[i] for i in order])
    again = sat.house_effect(mixed, _both(own, official, se, names)[1], draws=200)
    # the order of the units changes nothing but the order of the rows; 1e-9: sums in another order
    np.testing.assert_allclose(again.table.loc[first.table.index, "offset"], first.table["offset"], rtol=1e-9)
    assert again.found.kendall == first.found.kendall
    assert again.found.effect.mean == pytest.approx(first.found.effect.mean, rel=1e-9)
    np.testing.assert_allclose(
        again.forecast.table.loc[first.forecast.table.index, "low"], first.forecast.table["low"], rtol=1e-7
    )
    # a constant added to the own scores moves the house effect by it, and no forecast
    raised = sat.house_effect(*_both(own + moved, official, se, names), draws=200)
    assert raised.found.effect.mean == pytest.approx(first.found.effect.mean + moved, abs=1e-9)
    assert raised.found.effect.tau == pytest.approx(first.found.effect.tau, abs=1e-6)
    np.testing.assert_allclose(raised.forecast.table["high"], first.forecast.table["high"], rtol=1e-7)
    # the mirrored scale mirrors it
    mirrored = sat.house_effect(*_both(100 - own, 100 - official, se, names), draws=200, best="low")
    assert mirrored.found.effect.mean == pytest.approx(-first.found.effect.mean, abs=1e-9)
    assert mirrored.table["rank_own"].tolist() == first.table["rank_own"].tolist()
    np.testing.assert_allclose(mirrored.limits["upper"], -first.limits["lower"], rtol=1e-9)


def _both(own, official, se, names):
    k = len(official)
    return sat.estimates(own, se=se[0], names=names), sat.estimates(official, se=se[1][:k], names=names[:k])


def test_the_house_effect_of_a_sample_against_its_own_population_holds_zero():
    if not API.exists():
        pytest.skip("the data are not here")
    sample, population = pd.read_csv(API / "apistrat.csv"), pd.read_csv(API / "apipop.csv")
    survey = sat.read(sample, unit="stype", items={"api": "api00"}, stratum="stype", weight="pw", population="fpc")
    truth = population.groupby("stype")["api00"].mean()
    labels = pd.MultiIndex.from_product([truth.index, ["api"]], names=["unit", "item"])
    found = sat.house_effect(sat.means(survey), sat.estimates(truth.to_numpy(), se=0.0, names=labels))
    assert len(found.table) == 3
    assert found.found.mean.low[0] < 0 < found.found.mean.high[0]
    assert set(found.table["verdict"]) == {Verdict.NOT_ESTABLISHED}
    assert found.found.effect.verdict is Verdict.NOT_ESTABLISHED


def simulated(rng, count, tau, slope=1.0, spread=3.0, new=1):
    """Own and official scores of count points and of some that only the own survey has, with unequal errors."""
    truth = 80 + spread * rng.standard_normal(count + new)
    variance = rng.choice([0.25, 1.0, 2.0], (2, count + new))
    true = 74 + slope * (truth - 80) + tau * rng.standard_normal(count + new)
    own = truth + np.sqrt(variance[0]) * rng.standard_normal(count + new)
    official = true + np.sqrt(variance[1]) * rng.standard_normal(count + new)
    return own, official, variance, truth, true


@pytest.mark.slow
@pytest.mark.parametrize(("count", "tau"), [(4, 0.0), (8, 1.0), (20, 0.0)])
def test_intervals_hold_the_truth_as_often_as_they_say(count, tau):
    rng = np.random.default_rng(17)
    held = []
    z = stats.norm.isf(0.025)
    for _ in range(500):
        own, official, variance, truth, true = simulated(rng, count, tau, new=1)
        covs = np.diag(variance[0]), np.diag(variance[1][:count])
        kept = covs[0][:count, :count], covs[1]
        found = offset(own[:count] - official[:count], kept[0] + kept[1], np.full(count, np.inf), level=0.95)
        mean = abs(found.mean - 6.0) <= stats.t.isf(0.025, found.df) * found.se
        net = net_limits(found, level=0.95)
        line = calibrate(own[:count], official[:count], kept, found, level=0.95)
        value, error = forecasts(line, own, np.arange(count + 1) < count, covs)
        ahead = abs(official[-1] - value[0]) <= stats.t.isf(0.025, line.df) * np.sqrt(error[0])
        order, _ = rank_agreement(own[:count], official[:count], kept, level=0.95, draws=400, seed=5)
        tau_true = stats.kendalltau(truth[:count], true[:count]).statistic
        held.append(
            [mean, net.upper_low <= 6 + z * tau <= net.upper_high, ahead[()], order.low <= tau_true <= order.high]
        )
    # 0.95 less three standard errors of 500 samples; the intervals may hold more often
    assert np.mean(held, axis=0).min() >= 0.92


@pytest.mark.slow
def test_raw_limits_hold_the_quantile_of_normal_differences():
    rng = np.random.default_rng(3)
    held = []
    for _ in range(1000):
        found = offset(6 + 2 * rng.standard_normal(9), np.eye(9), np.full(9, np.inf), level=0.95)
        limits = raw_limits(found, 9, level=0.95)
        held.append(limits.upper_low <= 6 + 2 * stats.norm.isf(0.025) <= limits.upper_high)
    # three standard errors of 1,000 samples
    assert abs(np.mean(held) - 0.95) <= 0.021
