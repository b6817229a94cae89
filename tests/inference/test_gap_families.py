"""Families of gaps: step by step, with pooled and with own variances, from means, SD and n, and guarded."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import NotEstimable, SettingError, Verdict, estimates, gaps
from satmodel.inference.judging.critical import Draws, tukey_critical
from satmodel.inference.judging.pairs import normal_equivalent, pairs_of
from satmodel.inference.judging.stepdown import step_down

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
SETS = ("InsectSprays", "PlantGrowth", "chickwts")


def from_summaries(name, **extra):
    table = pd.read_csv(REFERENCE / "group_summaries.csv").query("set == @name")
    return estimates(table["mean"], sd=table["sd"], n=table["n"], names=table["group"].tolist(), **extra)


def reference(file, name, split=" - "):
    """The rows of a reference table by their pair of groups."""
    table = pd.read_csv(REFERENCE / file)
    table = table[table["set"] == name] if "set" in table else table
    return {frozenset(pair.split(split)): row for pair, row in zip(table["contrast"], table.itertuples(), strict=True)}


@pytest.mark.parametrize("name", SETS)
def test_tukey_kramer_from_means_sd_and_n_is_that_of_emmeans(name):
    rows = reference(f"emmeans_pairs_{name}.csv", name)
    for found in (
        gaps(from_summaries(name, pooled=True), fewest=0),
        gaps(from_summaries(name), adjust="tukey_kramer", fewest=0),
    ):
        assert found.adjust == "tukey_kramer"
        for i, pair in enumerate(found.labels):
            row = rows[frozenset(pair)]
            # 1e-9: the summaries are printed with 15 digits
            assert found.compared.gap[i] == pytest.approx(abs(row.estimate), rel=1e-9)
            assert found.compared.se[i] == pytest.approx(row.SE, rel=1e-9)
            assert found.compared.df[i] == pytest.approx(row.df, rel=1e-9)
            # 1e-6: R's ptukey and ours
            assert found.compared.p_adjusted[i] == pytest.approx(row[6], abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_games_howell_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    samples = [rng.normal(80 + 2 * i, 5 + 4 * i, 8 + 7 * i) for i in range(4)]
    mean, sd, n = np.array([(sample.mean(), sample.std(ddof=1), len(sample)) for sample in samples]).T
    found = gaps(estimates(mean, sd=sd, n=n, names=list(range(4))), adjust="games_howell", fewest=0)
    witness = stats.tukey_hsd(*samples, equal_var=False)
    limits = witness.confidence_interval(0.95)
    for i, (a, b) in enumerate(found.labels):
        # 1e-6: two quadratures of the studentised range
        assert found.compared.p_adjusted[i] == pytest.approx(witness.pvalue[a, b], abs=1e-6)
        assert found.compared.low[i] == pytest.approx(limits.low[a, b], abs=1e-5)
        assert found.compared.high[i] == pytest.approx(limits.high[a, b], abs=1e-5)
    pd.testing.assert_frame_equal(gaps(estimates(mean, sd=sd, n=n), fewest=0).table.reset_index(drop=True),
                                  found.table.reset_index(drop=True))  # fmt: skip


def test_studentised_range_quantiles_of_many_units_are_those_of_r_to_1e_6():
    table = pd.read_csv(REFERENCE / "qtukey_inf.csv")
    for row in table.itertuples():
        # 1e-6: R's qtukey stops there
        assert tukey_critical(row.conf, row.K, np.array([np.inf]))[0] == pytest.approx(row.crit_over_sqrt2, abs=1e-6)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("adjust", "how"), [("maxt", "single-step"), ("stepdown", "free")])
def test_drawn_p_values_are_those_of_multcomp(name, adjust, how):
    table = pd.read_csv(REFERENCE / "multcomp_free.csv").query("set == @name and how == @how")
    rows = {frozenset(row.contrast.split(" - ")): row.p for row in table.rename(columns={"p.value": "p"}).itertuples()}
    groups = pd.read_csv(REFERENCE / "group_summaries.csv").query("set == @name")
    se = groups["sd"] / np.sqrt(groups["n"])
    found = gaps(estimates(groups["mean"], se=se, names=groups["group"].tolist()), adjust=adjust)
    for i, pair in enumerate(found.labels):
        # 0.02: four Monte Carlo standard errors of a probability near one half, from 10,000 draws
        assert found.compared.p_adjusted[i] == pytest.approx(rows[frozenset(pair)], abs=0.02)


problems = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(2, 6), st.booleans(), st.sampled_from([np.inf, 40.0]), st.booleans()
)


def problem(seed, count, correlated, df, tied):
    rng = np.random.default_rng(seed)
    value = rng.normal(80, 2.5, count)
    if tied:
        value = np.round(value / 2) * 2
    root = rng.normal(size=(count, count))
    cov = root @ root.T / 3 if correlated else np.diag(rng.integers(1, 4, count) / 2.0)
    return value, cov, df


@settings(deadline=None, max_examples=40)
@given(problems, st.sampled_from([0.0, 0.8]))
def test_step_down_is_that_of_brute_force(parts, margin):
    value, cov, df = problem(*parts)
    both = pairs_of(value, cov, np.full(len(value), df))
    draws = Draws(both, 400, 3)
    first, second = both.varying()
    t = (np.abs(both.lead[first, second]) - margin) / both.se[first, second]
    size = normal_equivalent(t, both.df[first, second])
    critical, p = step_down(draws, first, second, size, 0.9)
    drawn = np.concatenate([block for _, block in draws.blocks()], axis=1)
    every = np.abs(drawn[second] - drawn[first]) / both.se[first, second][:, None]
    # one at a time, the largest first, each among all that are no larger
    expected, least = np.empty(len(size)), 0.0
    for i in np.argsort(-size, kind="stable"):
        top = every[size <= size[i]].max(axis=0)
        least = max(least, (1 + np.count_nonzero(top >= size[i])) / 401)
        expected[i] = least
    # 1e-12: differences of draws, in another order
    assert p == pytest.approx(expected, abs=1e-12)
    assert np.array_equal(size > critical, p < 0.1)
    left, steps = np.ones(len(size), dtype=bool), np.empty(len(size))
    while left.any():
        steps[left] = np.sort(every[left].max(axis=0))[draws.place(0.9) - 1]
        out = left & (size > steps)
        if not out.any():
            break
        left &= ~out
    assert critical == pytest.approx(steps, abs=1e-12)


@settings(deadline=None, max_examples=30)
@given(problems, st.sampled_from([0.0, 0.8]))
def test_step_down_establishes_all_that_one_step_does(parts, margin):
    value, cov, df = problem(*parts)
    est = estimates(value, cov=cov, df=df)
    one, more = (gaps(est, adjust=adjust, margin=margin).compared for adjust in ("maxt", "stepdown"))
    assert np.all(more.p_adjusted <= one.p_adjusted + 1e-12)
    assert np.all(more.critical <= one.critical + 1e-9)
    yes = [np.array(found.verdict) == Verdict.ESTABLISHED for found in (one, more)]
    assert np.all(yes[1] | ~yes[0])


def test_step_down_can_establish_more():
    # a far unit leaves three pairs of close ones, which then need a smaller critical value
    est = estimates([100.0, 83.0, 80.56, 80.0], se=[1.0, 0.7, 0.7, 0.7], names=list("abcd"))
    one, more = gaps(est, adjust="maxt"), gaps(est, adjust="stepdown")
    assert more.table.loc[("b", "c"), "verdict"] == Verdict.ESTABLISHED
    assert one.table.loc[("b", "c"), "verdict"] == Verdict.NOT_ESTABLISHED
    assert more.step.settings["critical_smallest"] < more.step.settings["critical"]
    assert one.step.settings["draws"] == more.step.settings["draws"] == 10_000


def test_given_sd_and_n_are_welch_for_a_single_pair():
    given_ = {"sd": [10.0, 18.0], "n": [60, 45], "names": ["a", "b"]}
    found = gaps(estimates([83.0, 80.0], **given_), pairs=[("a", "b")])
    witness = stats.ttest_ind_from_stats(83, 10, 60, 80, 18, 45, equal_var=False)
    # 1e-12: the same closed form
    assert found.compared.p[0] == pytest.approx(witness.pvalue, rel=1e-12)
    pooled = gaps(estimates([83.0, 80.0], pooled=True, **given_), pairs=[("a", "b")])
    witness = stats.ttest_ind_from_stats(83, 10, 60, 80, 18, 45, equal_var=True)
    assert pooled.compared.p[0] == pytest.approx(witness.pvalue, rel=1e-12)
    assert pooled.compared.df.tolist() == [103]


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"sd": 10.0}, "needs n="),
        ({"sd": 10.0, "n": [60, 1]}, "2 or more"),
        ({"sd": [10.0, -1.0], "n": 60}, "sd"),
        ({"sd": 10.0, "se": 1.0, "n": 60}, "only one"),
        ({"se": 1.0, "pooled": True}, "pooled"),
        ({"se": 1.0, "limits": (100, 0)}, "limits"),
        ({"se": 1.0, "limits": (0, 82)}, "limits"),
    ],
)
def test_summaries_that_cannot_be_used(given_, says):
    with pytest.raises(SettingError, match=says):
        estimates([83.0, 80.0], **given_)


def test_adjustments_that_do_not_fit_are_refused_with_advice():
    plain = estimates([83.0, 80.0, 78.0], se=1.0)
    with pytest.raises(SettingError, match="degrees of freedom"):
        gaps(plain, adjust="games_howell")
    with pytest.raises(SettingError, match="every unit's n"):
        gaps(plain, adjust="tukey_kramer")
    with pytest.raises(SettingError, match="independent"):
        gaps(estimates([83.0, 80.0], cov=[[1, 0.2], [0.2, 1]], n=50), adjust="tukey_kramer")
    with pytest.raises(SettingError, match="tukey_kramer"):
        gaps(from_summaries("PlantGrowth", pooled=True), adjust="games_howell")
    with pytest.raises(SettingError, match="named before looking"):
        gaps(plain, pairs="neighbours")
    with pytest.raises(SettingError, match="single pair"):
        gaps(plain, pairs=(1, 2))


def five(n=(400, 300, 20, 500, 90)):
    return estimates([88.0, 85.0, 95.0, 80.0, 79.0], sd=15.0, n=list(n), names=list("abcde"))


def test_units_with_few_respondents_take_no_part_in_what_the_data_pick():
    found = gaps(five(), pairs="first")
    assert found.labels.tolist() == [("a", "b")]
    assert found.family == 6
    assert found.apart[["unit", "estimate", "n", "reason"]].values.tolist() == [["c", 95.0, 20.0, "too_few_to_rank"]]
    assert found.findings[-1].values == {"names": ("c",), "count": 1, "more": False, "fewest": 30}
    assert "样本少于30的单位只列数据、不参加排名" in found.say("zh")
    every = gaps(five(), pairs="first", fewest=0)
    assert every.labels.tolist() == [("c", "a")]
    assert (every.family, len(every.apart), every.step.settings["too_few"]) == (10, 0, 0)


def test_a_pair_named_beforehand_is_kept_and_told():
    found = gaps(five(), pairs=[("c", "a"), ("a", "b")])
    assert len(found.apart) == 0
    assert (found.findings[-1].kind, found.findings[-1].values["names"]) == ("rankable.small", ("c",))
    assert [finding.kind for finding in gaps(five(), pairs=[("a", "b")]).findings] == ["gaps.pair"]
    with pytest.raises(NotEstimable, match="too_few_to_rank"):
        gaps(five(), pairs=[("c", "a")], among=12)


def test_unadjusted_pairs_that_the_data_picked_are_told():
    kinds = [finding.kind for finding in gaps(five(), adjust="none").findings]
    assert kinds[-2:] == ["gaps.unadjusted", "rankable.few"]
    assert "0.30" in gaps(five(), adjust="none").say("en")
    assert "gaps.unadjusted" not in [finding.kind for finding in gaps(five(), pairs=[("a", "b")]).findings]


def test_charts_follow_the_question():
    rng = np.random.default_rng(1)
    est = estimates(rng.normal(80, 3, 8), se=1.0)
    first = gaps(est, pairs="first")
    assert first.chart.kind == "lead"
    assert len(first.chart.data) == 7
    every = gaps(est)
    assert (every.chart.kind, len(every.chart.data)) == ("matrix", 28)
    pd.testing.assert_frame_equal(
        first.chart.data[["gap", "low", "high"]], every.table.reset_index().loc[:6, ["gap", "low", "high"]]
    )
    assert set(first.chart.columns.values()) <= set(first.chart.data.columns)
    assert gaps(est, pairs="adjacent").chart.kind == "gaps"
    assert gaps(est.take({"unit": [1, 2, 3]})).chart.kind == "gaps"
    assert gaps(est.take({"unit": [1, 2]}), pairs="first", among=12).chart.kind == "gaps"
