"""Each unit against the others, a target, its peers: R's deleted effects, brute force, laws, error rates, refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart
from satmodel.inference.standing.overdispersion import BANDS, CUTS, banded, published_dispersion
from satmodel.inference.standing.standing_asked import asked
from satmodel.result import Verdict
from satmodel.step import Step

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
YES = Verdict.ESTABLISHED
NAMES = list("ABCDEFGH")
VALUE = np.array([90.0, 84.0, 83.0, 82.0, 78.0, 86.5, 80.2, 88.1])
SE = np.array([4.0, 1.0, 1.2, 0.8, 1.0, 2.0, 1.5, 0.7])
PEOPLE = dict(zip(NAMES, [10.0, 40.0, 35.0, 60.0, 22.0, 8.0, 31.0, 90.0], strict=True))


def towns(**more):
    return sat.estimates(VALUE, se=SE, names=NAMES, **more)


def mixed(seed=4, k=8):
    """Estimates with a full covariance, of either sign."""
    random = np.random.default_rng(seed)
    root = random.normal(size=(k, k)) * 0.4 + np.diag(random.uniform(0.6, 1.8, k))
    return sat.estimates(VALUE[:k], cov=root @ root.T, df=12, names=NAMES[:k], n=random.integers(40, 400, k))


def shares(count, n, *, more=None, names=None):
    """Shares of counted answers, as a survey of respondents drawn one by one gives them."""
    p = np.asarray(count) / np.asarray(n)
    names = names or [f"u{i}" for i in range(len(p))]
    labels = pd.MultiIndex.from_arrays([names], names=["unit"])
    step = Step("rates", {"measure": "share", **(more or {})})
    n = np.asarray(n, dtype=float)
    df = np.full(len(p), np.inf)
    return Estimates(p, np.diag(p * (1 - p) / n), n, df, labels, step, 0.95, nothing_apart(["unit"]))


@pytest.mark.parametrize("data", ["InsectSprays", "chickwts"])
def test_against_the_others_is_rs_deleted_effect(data):
    rows = pd.read_csv(REFERENCE / f"del_eff_{data}.csv", skipinitialspace=True)
    # a pooled variance makes one block, which keeps its degrees of freedom: a trace of correlation says so
    cov = np.diag(rows["mean_se"] ** 2) + 1e-40
    est = sat.estimates(rows["emmean"], cov=cov, df=rows["df"], names=list(rows["group"]))
    found = sat.standing(est).table
    # 1e-11: fifteen digits of means near 300, whose differences are near 30
    np.testing.assert_allclose(found["gap"], rows["estimate"], rtol=1e-11)
    np.testing.assert_allclose(sat.standing(est).compared.se, rows["SE"], rtol=1e-11)
    np.testing.assert_allclose(found["p_adjusted"], rows["p_adjusted"], rtol=1e-8)
    t = rows["t.ratio"].to_numpy()
    # far in the tail the probability is small and the quantile of it hardly known better
    np.testing.assert_allclose(found["z"], np.sign(t) * stats.norm.isf(stats.t.sf(np.abs(t), rows["df"])), rtol=1e-7)


@pytest.mark.parametrize("est", [towns(), towns(df=[3, 9, 12, 40, 7, 5, 6, 30]), mixed()], ids=["normal", "t", "mixed"])
@pytest.mark.parametrize("weights", [None, PEOPLE])
def test_leaving_one_out_by_hand(est, weights):
    found = sat.standing(est, weights=weights)
    size = pd.Series(weights or dict.fromkeys(NAMES, 1.0))
    for i, name in enumerate(NAMES):
        others = size.drop(name) / size.drop(name).sum()
        whole = est.combine({name: 1.0, **{other: -part for other, part in others.items()}}, over="unit")
        assert found.compared.gap[i] == pytest.approx(whole.value[0], rel=1e-11)
        assert found.compared.se[i] == pytest.approx(whole.se[0], rel=1e-11)
        assert found.compared.df[i] == pytest.approx(whole.df[0], rel=1e-11)
        assert found.table.loc[name, "reference"] == pytest.approx(
            sum(est.value[NAMES.index(other)] * part for other, part in others.items()), rel=1e-12
        )


@pytest.mark.parametrize("weights", [None, PEOPLE])
def test_the_difference_to_the_others_is_that_to_the_mean_of_all_over_one_minus_the_weight(weights):
    est = mixed()
    question = asked(est, "others", weights)
    part = np.array(list((weights or dict.fromkeys(NAMES, 1.0)).values()))
    part /= part.sum()
    np.testing.assert_allclose(question.rows * (1 - part)[:, None], question.mean, atol=1e-15)
    independent = towns()
    question = asked(independent, "others", weights)
    among = (1 - part) ** 2 * SE**2 + (part**2 * SE**2).sum() - part**2 * SE**2
    np.testing.assert_allclose(np.diag(question.mean @ independent.cov @ question.mean.T), among, rtol=1e-12)
    found = sat.standing(independent, weights=weights)
    np.testing.assert_allclose(found.funnel.z, found.compared.gap / found.compared.se, rtol=1e-12)


def test_against_a_target_each_unit_stands_by_itself():
    found = sat.standing(towns(), against=85, adjust="none")
    np.testing.assert_allclose(found.compared.gap, VALUE - 85)
    np.testing.assert_allclose(
        found.table[["low", "high"]], np.c_[VALUE - 85, VALUE - 85] + 1.959964 * np.c_[-SE, SE], rtol=1e-6
    )
    assert set(found.reference) == {85.0}
    # an aim far from all is not taken for a spread of theirs
    assert sat.standing(towns(), against=60).funnel.tau2 == pytest.approx(found.funnel.tau2)
    assert set(sat.standing(towns(), against=60).band) <= {"better", "much_better"}


def test_peers_are_units_of_the_same_group_and_a_group_of_one_stands_apart():
    group = dict(zip(NAMES, ["x", "x", "x", "y", "y", "y", "y", "z"], strict=True))
    lists = {"x": list("ABC"), "y": list("DEFG"), "z": ["H"]}
    for given_as in (group, pd.Series(group), pd.DataFrame({"kind": group}), group | {"elsewhere": "x"}, lists):
        found = sat.standing(towns(), against=given_as, weights=PEOPLE)
        assert found.apart[["unit", "estimate", "reason"]].values.tolist() == [["H", 88.1, "no_peers"]]
        for members in ("ABC", "DEFG"):
            alone = sat.standing(towns().take({"unit": list(members)}), weights=PEOPLE)
            rows = found.table.loc[list(members)]
            for column in ("reference", "gap", "p"):
                np.testing.assert_allclose(rows[column], alone.table[column], rtol=1e-12)
        assert found.table["peer_group"].tolist() == list("xxxyyyy")
    assert "H" in found.say("en")


def test_units_without_an_estimate_stay_apart_and_are_part_of_no_mean():
    apart = pd.DataFrame([["Z", np.nan, 3, "single_respondent"]], columns=["unit", "estimate", "n", "reason"])
    est = towns()
    est = Estimates(est.value, est.cov, est.n, est.df, est.labels, est.step, est.level, apart)
    found = sat.standing(est, weights=PEOPLE | {"Z": 50.0})
    assert found.apart["unit"].tolist() == ["Z"]
    np.testing.assert_allclose(found.compared.gap, sat.standing(towns(), weights=PEOPLE).compared.gap)
    alone = dict(zip(NAMES, "xxxxxxxz", strict=True)) | {"Z": "x"}
    assert sat.standing(est, against=alone).apart["reason"].tolist() == ["single_respondent", "no_peers"]


def test_verdicts_are_those_of_holm_over_the_units_shown():
    found = sat.standing(towns())
    p = np.sort(found.compared.p)
    expected = np.minimum(np.maximum.accumulate(p * np.arange(8, 0, -1)), 1)
    np.testing.assert_allclose(np.sort(found.compared.p_adjusted), expected)
    assert [one is YES for one in found.compared.verdict] == list(found.compared.p_adjusted < 0.05)


@settings(max_examples=40, deadline=None)
@given(
    value=st.lists(st.floats(40, 100), min_size=2, max_size=12, unique=True),
    shift=st.floats(-30, 30),
    random=st.randoms(use_true_random=False),
)
def test_laws(value, shift, random):
    k = len(value)
    se = np.array([0.4 + random.random() * 3 for _ in range(k)])
    names = [f"u{i}" for i in range(k)]
    size = {name: 1 + random.random() * 9 for name in names}
    est = sat.estimates(value, se=se, n=100, names=names, df=30)
    found = sat.standing(est, weights=size)
    order = random.sample(range(k), k)
    turned = sat.standing(est.take({"unit": [names[i] for i in order]}), weights=size)
    columns = ["gap", "low", "high", "p_adjusted", "z_od"]
    # 1e-6 of the points: p-values and normal scores turn rounding of the last digit into more
    np.testing.assert_allclose(
        turned.table.loc[names, columns].to_numpy(), found.table[columns].to_numpy(), rtol=1e-6, atol=1e-6
    )
    moved = sat.standing(sat.estimates(np.array(value) + shift, se=se, n=100, names=names, df=30), weights=size)
    np.testing.assert_allclose(moved.table[columns].to_numpy(), found.table[columns].to_numpy(), rtol=1e-6, atol=1e-6)
    mirrored = sat.estimates(-np.array(value), se=se, n=100, names=names, df=30)
    low = sat.standing(mirrored, weights=size, best="low")
    assert low.band == found.band
    np.testing.assert_allclose(low.compared.gap, -found.compared.gap, rtol=1e-9, atol=1e-9)


def test_the_lower_score_is_the_better_one_where_asked():
    high, low = sat.standing(towns()), sat.standing(towns(), best="low")
    assert [BANDS[::-1].index(band) for band in high.band] == [BANDS.index(band) for band in low.band]
    np.testing.assert_array_equal(high.compared.gap, low.compared.gap)


def test_the_bands_are_the_limits_of_the_picture():
    random = np.random.default_rng(8)
    n = random.integers(20, 900, 60)
    est = sat.estimates(80 + random.normal(0, 3, 60) + random.normal(0, 18 / np.sqrt(n)), se=18 / np.sqrt(n), n=n)
    for how in (True, False, "published"):
        found = sat.standing(est, overdispersion=how, weights=dict(zip(range(1, 61), n, strict=True)))
        limits = found.funnel.limits()
        behind = "_od" if found.funnel.tau2 > 0 else ""
        place = np.zeros(60)
        for far in ("", "_far"):
            low, high = (
                np.interp(found.funnel.size, limits["size"], limits[f"{end}{far}{behind}"]) for end in ("low", "high")
            )
            place += (est.value > high).astype(int) - (est.value < low).astype(int)
        assert [BANDS[2 + int(one)] for one in place] == list(found.band)
        assert found.funnel.size.sum() == pytest.approx(n.sum())
        assert limits["high_far_od"].gt(limits["high_od"]).all()


def test_shares_follow_the_published_funnel_of_proportions():
    rows = pd.read_csv(REFERENCE / "funnelplotr_overdispersion.csv")
    rows = rows[(rows["data_type"] == "PR") & (rows["numerator"] < rows["denominator"])]
    est = shares(rows["numerator"], rows["denominator"])
    n = dict(zip((f"u{i}" for i in range(len(rows))), rows["denominator"], strict=True))
    found = sat.standing(est, overdispersion="published", weights=n)
    pooled = rows["numerator"].sum() / rows["denominator"].sum()
    s = 1 / (2 * np.sqrt(rows["denominator"].to_numpy()))
    z = (np.arcsin(np.sqrt(est.value)) - np.arcsin(np.sqrt(pooled))) / s
    expected = published_dispersion(z, s)
    assert found.funnel.scale == "arcsine"
    assert (found.funnel.phi, found.funnel.tau2) == pytest.approx((expected.phi, expected.tau2), rel=1e-10)
    np.testing.assert_allclose(found.funnel.z_od, z * s / np.sqrt(s**2 + expected.tau2), rtol=1e-10)
    np.testing.assert_allclose(found.funnel.size, rows["denominator"], rtol=1e-10)
    assert found.band == banded(z * s / np.sqrt(s**2 + expected.tau2))
    limits = found.funnel.limits()
    reach = CUTS[1] * np.sqrt(0.25 / limits["size"] + expected.tau2)
    np.testing.assert_allclose(
        limits["low_far_od"], np.sin(np.maximum(np.arcsin(np.sqrt(pooled)) - reach, 0)) ** 2, rtol=1e-9
    )


def test_a_design_effect_makes_a_share_count_for_fewer_respondents():
    plain = shares([80, 150, 60, 170, 90], [100, 200, 100, 200, 150])
    wide = Estimates(plain.value, plain.cov * 2, plain.n, plain.df, plain.labels, plain.step, plain.level, plain.apart)
    one, two = sat.standing(plain), sat.standing(wide)
    np.testing.assert_allclose(two.funnel.z, one.funnel.z / np.sqrt(2), rtol=1e-10)
    np.testing.assert_allclose(two.funnel.size, one.funnel.size / 2, rtol=1e-10)
    # a difference of proportions in points is close to that of their arcsines over the slope at the target
    assert one.funnel.z == pytest.approx(one.compared.gap / one.compared.se, abs=0.6)


def test_what_is_no_rate_is_judged_on_its_own_scale():
    net = shares([80, 150, 60, 170, 90], [100, 200, 100, 200, 150], more={"what": "net"})
    assert sat.standing(net).funnel.scale == "direct"
    assert sat.standing(shares([80, 60], [100, 100]), against=1.0).funnel.scale == "direct"
    group = dict(zip((f"u{i}" for i in range(5)), "aabbb", strict=True))
    peers = sat.standing(shares([80, 150, 60, 170, 90], [100, 200, 100, 200, 150]), against=group)
    assert (peers.funnel.scale, peers.chart.marks["target"]) == ("direct", 0.0)


def test_few_units_show_no_over_dispersion_and_say_so():
    four = towns().take({"unit": list("ABCD")})
    found = sat.standing(four)
    assert (found.funnel.how, found.funnel.tau2) == ("few", 0.0)
    np.testing.assert_array_equal(found.funnel.z, found.funnel.z_od)
    assert sat.standing(towns()).funnel.how == "robust"
    assert sat.standing(towns(), overdispersion=False).funnel.tau2 == 0.0


def test_two_units_mirror_each_other_and_one_has_a_target_only():
    two = sat.standing(towns().take({"unit": ["A", "B"]}))
    assert two.compared.gap.tolist() == [6.0, -6.0]
    assert two.compared.p[0] == pytest.approx(two.compared.p[1])
    one = towns().take({"unit": ["A"]})
    assert sat.standing(one, against=85).compared.gap.tolist() == [5.0]
    assert next(finding.kind for finding in sat.standing(one, against=85).findings) == "standing.unit"
    with pytest.raises(sat.NotEstimable, match="only unit"):
        sat.standing(one)


def test_equal_scores_are_told_as_equal():
    same = sat.standing(sat.estimates([80.0] * 6, se=[1.0] * 6, n=100))
    assert set(same.compared.gap) == {0.0}
    assert set(same.band) == {"about_the_same"}
    assert same.funnel.tau2 == 0.0
    assert "same" in same.say("en")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"against": "rest"}, "against must be"),
        ({"against": np.inf}, "finite number"),
        ({"against": 85, "weights": PEOPLE}, "leave them out"),
        ({"weights": {"A": 1.0}}, "no weight for 'B'"),
        ({"weights": PEOPLE | {"C": 0.0}}, "above zero; it is not for 'C'"),
        ({"weights": PEOPLE | {"C": "many"}}, "above zero; it is not for 'C'"),
        ({"weights": [1, 2]}, "mapping or a series"),
        ({"weights": pd.Series([1.0, 2.0], index=["A", "A"])}, "names a unit twice"),
        ({"against": {"A": "x"}}, "no peer group for 'B'"),
        ({"against": {}}, "no peer group for 'A'"),
        ({"against": {"x": list("ABCD"), "y": list("DEFGH")}}, "names a unit twice: 'D'"),
        ({"against": pd.DataFrame({"a": 1, "b": 2}, index=NAMES)}, "one column"),
        ({"adjust": "tukey"}, "adjust must be"),
        ({"overdispersion": "some"}, "overdispersion must be"),
        ({"overdispersion": 3}, "overdispersion must be"),
        ({"best": "most"}, "best must be"),
        ({"level": 1.0}, "level"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_words(more, words):
    with pytest.raises(sat.SettingError, match=words):
        sat.standing(towns(), **more)


def test_what_has_no_standard_error_or_no_peers_is_refused_in_words():
    sure = sat.estimates([80.0, 81.0, 82.0], se=[0.0, 0.0, 1.0], names=list("ABC"))
    with pytest.raises(sat.SettingError, match="'A', 'B'"):
        sat.standing(sure, against=81)
    assert len(sat.standing(sure).table) == 3
    with pytest.raises(sat.SettingError, match="published"):
        sat.standing(sure, overdispersion="published")
    alike = sat.estimates(VALUE, cov=np.ones((8, 8)), names=NAMES)  # one error shared by all
    with pytest.raises(sat.SettingError, match="no standard error"):
        sat.standing(alike)
    assert sat.standing(alike, against=85).funnel.spread == pytest.approx(np.std(VALUE), rel=0.4)
    with pytest.raises(sat.NotEstimable, match="one unit"):
        sat.standing(sure, against=dict(zip("ABC", "xyz", strict=True)))
    both = sat.estimates(
        [1.0, 2.0], se=[1.0, 1.0], names=pd.MultiIndex.from_tuples([("A", "x"), ("B", "x")], names=["unit", "item"])
    )
    with pytest.raises(sat.SettingError, match="levels"):
        sat.standing(both)


def errors(n, runs, seed, weights=None):
    """How often any of equal units is said to differ from the others, each variance estimated from its own sample."""
    random = np.random.default_rng(seed)
    false = 0
    for _ in range(runs):
        sample = [random.normal(80, 20, size) for size in n]
        est = sat.estimates(
            [one.mean() for one in sample], se=[one.std(ddof=1) / len(one) ** 0.5 for one in sample], df=n - 1, n=n
        )
        found = sat.standing(est, weights=weights)
        false += YES in found.compared.verdict
    return false / runs


UNEQUAL = np.array([10, 12, 15, 20, 20, 30, 30, 60, 60, 120, 240, 500, 1000])


@pytest.mark.slow
def test_the_family_wise_error_keeps_to_its_level():
    # 1,200 runs: two standard errors are 0.0126 at 0.05
    assert 0.02 <= errors(np.full(13, 60), 1200, 11) <= 0.06


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [False, True])
def test_the_family_wise_error_with_unequal_samples_and_populations(weighted):
    people = dict(zip(range(1, 14), [90, 5, 5, 60, 5, 5, 20, 5, 5, 5, 5, 5, 500], strict=True))
    assert errors(UNEQUAL, 2000, 12, people if weighted else None) <= 0.06


@pytest.mark.slow
@pytest.mark.parametrize("rho", [-0.07, 0.6])
def test_the_family_wise_error_with_correlated_units(rho):
    random = np.random.default_rng(5)
    k = 13
    se = random.uniform(0.5, 3.0, k)
    cov = np.outer(se, se) * (rho + (1 - rho) * np.eye(k))
    root = np.linalg.cholesky(cov)
    false = 0
    for _ in range(3000):
        est = sat.estimates(80 + root @ random.normal(size=k), cov=cov)
        false += YES in sat.standing(est, overdispersion=False).compared.verdict
    assert false / 3000 <= 0.06
