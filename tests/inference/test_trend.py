"""Three or more rounds: lines against R, steps against change, the doors, the laws, size and coverage."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from benchmarks import trend_size
from satmodel.inference.moving.lines import fit_line, none_moved
from satmodel.inference.moving.share_lines import fit_shares, none_differs
from satmodel.result import Verdict
from satmodel.telling.context import Context
from satmodel.telling.language import language
from satmodel.telling.outcomes import outcome

REFERENCE = Path(__file__).parents[1] / "reference" / "rounds"
SCORES = np.array([78.1, 81.6, 79.9, 83.2, 82.0, 84.9, 82.7, 86.1])
SE = np.array([0.7, 0.8, 0.6, 0.75, 0.9, 0.7, 0.65, 0.8])
YEARS = ["2022", "2023", "2024", "2025"]
CALM = [78.1, 79.6, 81.9, 83.2]


def reference(file: str) -> dict[tuple[str, str], np.ndarray]:
    rows = pd.read_csv(REFERENCE / file)
    return {key: part["value"].to_numpy() for key, part in rows.groupby(["case", "name"])}


def overlapping() -> np.ndarray:
    cov = np.diag(SE**2)
    for i in range(7):
        cov[i, i + 1] = cov[i + 1, i] = 0.4 * SE[i] * SE[i + 1]
    return cov


def rounds(value, se=0.7, names=None, df=np.inf, n=None, level="round") -> sat.Estimates:
    labels = pd.MultiIndex.from_arrays([list(names or range(1, len(value) + 1))], names=[level])
    return sat.estimates(value, se=np.broadcast_to(se, len(value)), names=labels, df=df, n=n)


def towns(values: dict[str, list[float]], names=("r1", "r2", "r3", "r4"), se=0.7) -> sat.Estimates:
    labels = pd.MultiIndex.from_product([values, names], names=["unit", "round"])
    value = np.concatenate(list(values.values()))
    return sat.estimates(value, se=np.full(len(value), se), names=labels)


LINES = {
    "independent": (SCORES, np.diag(SE**2), False),
    "overlap": (SCORES, overlapping(), False),
    "season": (SCORES, overlapping(), True),
    "calm": (np.array(CALM), np.diag(np.full(4, 0.49)), False),
}


@pytest.mark.parametrize("case", LINES)
def test_lines_are_those_written_out_in_r(case):
    y, cov, season = LINES[case]
    x = np.column_stack([np.ones(len(y)), np.arange(len(y)) - (len(y) - 1) / 2])
    x = np.column_stack([x, np.tile([1.0, -1.0], 4)]) if season else x
    fit, known = fit_line(y, cov, np.full(len(y), np.inf), x), reference("trend_lines.csv")
    errors = fit.errors(np.eye(x.shape[1]))
    # 1e-9: uniroot stops at a distance of 1e-13 of a variance of about one
    for name, found in (
        ("coefficient", fit.coefficient),
        ("around", errors.around),
        ("sampled", errors.sampled),
        ("tau2", fit.extra),
        ("tau2_low", fit.extra_low),
        ("tau2_high", fit.extra_high),
        ("departure", fit.departure),
    ):
        np.testing.assert_allclose(found, known[case, name], rtol=1e-9, atol=1e-11, err_msg=name)


@pytest.mark.parametrize("case", ["quarters", "plain", "smokers"])
def test_shares_are_those_of_r_quasibinomial(case):
    known, frame = reference("trend_shares.csv"), pd.read_csv(REFERENCE / "trend_counts.csv")
    count, total = (frame[name].to_numpy(dtype=float) for name in ("count", "total"))
    if case == "smokers":
        count, total = np.array([83.0, 90, 129, 70]), np.array([86.0, 93, 136, 82])
    x = np.column_stack([np.ones(len(count)), np.arange(len(count)) - (len(count) - 1) / 2])
    if case == "quarters":
        x = np.column_stack([x, np.vstack([np.eye(3), -np.ones(3)])[frame["quarter"] - 1]])
    fit = fit_shares(count, total, x)
    errors = fit.errors(np.eye(x.shape[1]))
    p = 2 * stats.t.sf(abs(fit.coefficient[1]) / errors.around[1], fit.df)
    # 1e-8: both iterate, to a deviance that no longer moves in its twelfth digit
    np.testing.assert_allclose(fit.coefficient, known[case, "coefficient"], rtol=1e-8)
    np.testing.assert_allclose(errors.around, known[case, "around"], rtol=1e-8)
    np.testing.assert_allclose([fit.scale, p], [*known[case, "dispersion"], *known[case, "p"]], rtol=1e-8)
    np.testing.assert_allclose(1 / (1 + np.exp(-x @ fit.coefficient)), known[case, "fitted"], rtol=1e-8)
    assert none_differs(count, total) == pytest.approx(known[case, "equal"][0], rel=1e-9)


@pytest.mark.slow
def test_shares_are_those_of_statsmodels_with_weights():
    from statsmodels.api import GLM, families

    frame = pd.read_csv(REFERENCE / "trend_counts.csv")
    count, total = (frame[name].to_numpy(dtype=float) for name in ("count", "total"))
    x = np.column_stack([np.ones(20), np.arange(20.0)])
    theirs = GLM(count / total, x, family=families.Binomial(), var_weights=total).fit(scale="X2", tol=1e-14)
    ours = fit_shares(count, total, x)
    # 1e-8: both iterate
    np.testing.assert_allclose(ours.coefficient, theirs.params, rtol=1e-8)
    np.testing.assert_allclose(np.sqrt(np.diag(ours.cov)), theirs.bse, rtol=1e-8)


def test_the_line_by_sampling_alone_is_prop_trend_test():
    count, total = np.array([83.0, 90, 129, 70]), np.array([86.0, 93, 136, 82])
    pooled = count.sum() / total.sum()
    cov = np.diag(pooled * (1 - pooled) / total)
    x = np.column_stack([np.ones(4), np.arange(4.0)])
    inverse = np.linalg.inv(x.T @ np.linalg.solve(cov, x))
    slope = (inverse @ x.T @ np.linalg.solve(cov, count / total))[1]
    known = reference("trend_shares.csv")["smokers", "trend_statistic"][0]
    assert slope**2 / inverse[1, 1] == pytest.approx(known, rel=1e-12)  # the same sums
    # and the rounds' line is the same one where the rounds do not scatter beyond sampling
    calm = fit_line(0.9 + 0.01 * np.arange(4) + 1e-4 * np.array([1, -1, -1, 1]), cov, np.full(4, np.inf), x)
    assert calm.extra == 0
    assert calm.errors(np.eye(2)).sampled[1] == pytest.approx(np.sqrt(inverse[1, 1]), rel=1e-12)


def test_equal_rounds_by_welch_hotelling_and_chi_square():
    known = reference("trend_welch.csv")
    mean, sd, n = (known["welch", name] for name in ("mean", "sd", "n"))
    # 1e-9: the same formula on rounded inputs of fifteen digits
    assert none_moved(mean, np.diag(sd**2 / n), n - 1) == pytest.approx(known["welch", "p"][0], rel=1e-9)
    rng = np.random.default_rng(3)
    rows = rng.normal(80, 4, (14, 3)) + rng.normal(0, 5, (14, 1)) + [0, 1, 3]
    cov = np.cov(rows.T) / 14
    steps = np.diff(np.eye(3), axis=0)
    moved = steps @ rows.mean(axis=0)
    t2 = moved @ np.linalg.solve(steps @ cov @ steps.T, moved)
    hotelling = stats.f.sf(t2 * 12 / (2 * 13), 2, 12)  # two steps, thirteen degrees of freedom
    assert none_moved(rows.mean(axis=0), cov, np.full(3, 13.0)) == pytest.approx(hotelling, rel=1e-9)
    assert none_moved(rows.mean(axis=0), cov, np.full(3, 1.0)) is None
    cov = np.diag([0.5, 0.4, 0.6])
    w = 1 / np.diag(cov)
    q = (w * (rows[0] - (w * rows[0]).sum() / w.sum()) ** 2).sum()
    assert none_moved(rows[0], cov, np.full(3, np.inf)) == pytest.approx(stats.chi2.sf(q, 2), rel=1e-9)


def test_steps_are_those_of_change():
    found = sat.trend(rounds(CALM, names=YEARS, df=40), adjust="none").table
    for before, after in pairwise(YEARS):
        one, other = (rounds([CALM[YEARS.index(year)]], names=["x"], df=40, level="unit") for year in (before, after))
        wanted = sat.change(one, other).table.iloc[0]
        for name in ("change", "se", "low", "high", "df", "p", "detectable"):
            assert found.loc[after, name] == pytest.approx(wanted[name], rel=1e-12), name
        assert found.loc[after, "verdict"] == wanted["verdict"]


def test_rounds_that_share_respondents_come_under_one_covariance():
    labels = pd.MultiIndex.from_arrays([[f"r{i}" for i in range(8)]], names=["round"])
    est = sat.estimates(SCORES, cov=overlapping(), df=25, names=labels)
    row, known = sat.trend(est).slope_table.iloc[0], reference("trend_lines.csv")
    # 1e-9: uniroot stops at a distance of 1e-13 of a variance of about one
    assert row["slope"] == pytest.approx(known["overlap", "coefficient"][1], rel=1e-9)
    assert row["high"] - row["slope"] == pytest.approx(stats.t.isf(0.025, 6) * known["overlap", "around"][1], rel=1e-9)
    steps = sat.trend(est).table
    assert steps["se"].iloc[1] ** 2 == pytest.approx(0.49 + 0.64 - 2 * 0.4 * 0.7 * 0.8)
    assert steps["df"].iloc[1:].tolist() == [25.0] * 7


def test_only_the_slope_every_step_or_neither():
    slope = {f.kind: f.values for f in sat.trend(rounds(CALM, names=YEARS)).findings}
    assert slope["trend.run"]["direction"] == "up"
    assert slope["trend.run"]["only_slope"] is True
    every = {f.kind: f.values for f in sat.trend(rounds([70, 74, 78.2, 82], names=YEARS)).findings}["trend.run"]
    assert (every["all_settled"], every["risen"], every["unsettled"]) == (True, tuple(YEARS[1:]), ())
    neither = {f.kind: f.values for f in sat.trend(rounds([80.0, 80.2, 80.5], names=YEARS[:3])).findings}["trend.run"]
    assert (neither["direction"], neither["none_settled"], neither["slope_settled"]) == ("up", True, False)
    down = sat.trend(rounds([82, 78.2, 74, 70], names=YEARS))
    assert "逐轮下降" in down.say("zh")
    assert "prove" not in down.say("en")


def test_three_rounds_on_a_line_are_not_certain():
    found = sat.trend(rounds([80.0, 80.5, 81.0]), ahead=0)
    row = found.slope_table.iloc[0]
    # by the scatter alone the interval would have no width; sampling gives it 1.96 · 0.7 / √2
    assert row["high"] - row["slope"] == pytest.approx(1.959964 * 0.7 / np.sqrt(2), rel=1e-6)
    assert row["verdict"] == Verdict.NOT_ESTABLISHED
    assert row["rest_df"] == 1
    scattered = sat.trend(rounds([80.0, 84.0, 83.0]), ahead=0)
    assert scattered.slope_table["verdict"].iloc[0] == Verdict.NOT_ESTABLISHED
    assert "1 degree of freedom, too few" in scattered.say("en")
    assert "t = 12.71" in scattered.say("en")


def test_a_family_of_series():
    data = {"A": [78, 80, 82, 84.1], "B": [80, 80.3, 79.8, 80.1], "C": [90, 87.9, 86, 84]}
    found = sat.trend(towns(data))
    own = [sat.trend(rounds(value)).slope_table["p"].iloc[0] for value in data.values()]
    table = found.slope_table
    np.testing.assert_allclose(table["p"], own, rtol=1e-12)  # each is alone in its own covariance
    order = np.sort(own)
    assert table["p_adjusted"].min() == pytest.approx(3 * order[0])
    assert (table["p_adjusted"] < 0.05).tolist() == (table["verdict"] == "established").tolist()
    family = next(f.values for f in found.findings if f.kind == "trend.family")
    assert (family["risen"], family["fallen"], family["unsettled"]) == (("A",), ("C",), ("B",))
    assert len(found.table) == 12
    assert found.table.index.names == ["unit", "round"]
    assert found.chart.columns["panel"] == "series"
    assert found.table["p_adjusted"].dropna().le(1).all()
    told = found.further
    assert list(told) == ["trend_slopes", "trend_forecasts"]
    assert told["trend_slopes"][["rises", "falls"]].sum().sum() == list(found.steps.verdict).count("established")
    assert told["trend_forecasts"].index.tolist() == [("A", 1), ("B", 1), ("C", 1)]
    steps = found.steps
    assert sum(steps.p_adjusted < 0.05) == list(steps.verdict).count(Verdict.ESTABLISHED)


def test_a_mapping_is_stacked_and_its_instruments_are_compared():
    parts = {year: rounds([score], names=["county"], level="unit") for year, score in zip(YEARS, CALM, strict=True)}
    found = sat.trend(parts)
    alone = sat.trend(rounds(CALM, names=YEARS))
    np.testing.assert_array_equal(found.slope_table.drop(columns="verdict"), alone.slope_table.drop(columns="verdict"))
    assert found.table.index.tolist() == [("county", year) for year in YEARS]
    first = parts["2022"].stack(parts["2023"], keys=("2022", "2023"))
    assert len(first) == 2


def carded(organiser: str, value: float) -> sat.Estimates:
    frame = pd.DataFrame({"town": ["A"] * 6, "q": [100, 75, 55, 100, 100, value]})
    card = sat.Instrument(organiser=organiser)
    return sat.means(sat.read(frame, unit="town", items=["q"], instrument=card))


def test_an_instrument_that_changes_between_rounds_is_refused_or_said():
    parts = {"a": carded("ours", 55), "b": carded("ours", 75), "c": carded("theirs", 100)}
    with pytest.raises(sat.NotComparable, match="organiser"):
        sat.trend(parts)
    found = sat.trend(parts, override="the same questions and the same villages")
    assert found.step.settings["override"] == "the same questions and the same villages"
    assert found.step.settings["overridden"] == ("organiser",)


def test_counts_by_quarter_with_a_season():
    frame = pd.read_csv(REFERENCE / "trend_counts.csv")
    found = sat.trend(frame, season="quarter", ahead=2)
    known = reference("trend_shares.csv")
    row = found.slope_table.iloc[0]
    assert row["log_odds"] == pytest.approx(known["quarters", "coefficient"][1], rel=1e-8)
    assert row["p"] == pytest.approx(known["quarters", "p"][0], rel=1e-8)
    assert row["dispersion"] == pytest.approx(known["quarters", "dispersion"][0], rel=1e-8)
    fitted = known["quarters", "fitted"]
    # points a round: log-odds times the mean of the slope of the logit
    assert row["slope"] == pytest.approx(row["log_odds"] * (fitted * (1 - fitted)).mean(), rel=1e-8)
    assert found.step.measure == "share"
    assert found.season_table["effect"].sum() == pytest.approx(0, abs=1e-12)
    later = found.forecast_table.reset_index()
    b = known["quarters", "coefficient"]
    eta = b[0] + b[1] * (np.array([21, 22]) - 10.5) + b[2:4]  # the next two are of the first and the second season
    np.testing.assert_allclose(later["estimate"], 1 / (1 + np.exp(-eta)), rtol=1e-8)
    assert ((later["low"] > 0) & (later["high"] < 1)).all()
    told = found.say("en")
    assert "percentage points per round, seasons taken out" in told
    assert "In log-odds this is 0.029 per round." in told


def test_counts_of_several_units_and_columns_of_other_names():
    frame = pd.read_csv(REFERENCE / "trend_counts.csv").rename(
        columns={"round": "季度", "count": "满意", "total": "参评"}
    )
    both = pd.concat([frame.assign(部门="甲"), frame.assign(部门="乙", 满意=frame["满意"] - 20)])
    columns = {"round": "季度", "count": "满意", "total": "参评", "unit": "部门"}
    found = sat.trend(both, counts=columns, season="quarter")
    assert found.slope_table.index.tolist() == ["甲", "乙"]
    alone = sat.trend(frame, counts=dict(list(columns.items())[:3]), season="quarter")
    assert found.slope_table["p"].iloc[0] == pytest.approx(alone.slope_table["p"].iloc[0], rel=1e-12)


def test_what_is_missing_or_has_no_line_is_listed():
    est = towns({"A": CALM, "B": CALM, "C": CALM})
    labels = est.labels
    keep = np.array([label not in {("B", "r2"), ("C", "r1"), ("C", "r2")} for label in labels])
    part = sat.estimates(est.value[keep], se=est.se[keep], names=labels[keep])
    found = sat.trend(part)
    assert found.slope_table.index.tolist() == ["A", "B"]
    missing = [f.values for f in found.findings if f.kind == "trend.missing"]
    assert missing == [{"name": "B", "missing": ("r2",)}]
    assert found.apart["reason"].tolist() == ["fewer_than_three_rounds"] * 2
    # a step across the hole is the change from r1 to r3
    assert found.table.loc[("B", "r3"), "change"] == pytest.approx(81.9 - 78.1)
    whole = pd.DataFrame({"round": list("abcd"), "count": [40, 40, 40, 40], "total": 40})
    with pytest.raises(sat.NotEstimable, match="no_line_of_odds"):
        sat.trend(whole)


def test_years_and_given_times_are_kept_apart():
    years = sat.trend(rounds([78.1, 79.6, 81.9], names=[2021, 2022, 2024]))
    assert years.table["time"].tolist() == [2021, 2022, 2024]
    assert years.when.per == "year"
    assert any(f.kind == "trend.uneven" for f in years.findings)
    given = sat.trend(rounds([78.1, 79.6, 81.9], names=list("abc")), times={"a": 0, "b": 1, "c": 3})
    np.testing.assert_allclose(given.slope_table["slope"], years.slope_table["slope"], rtol=1e-9)
    turned = sat.trend(rounds([81.9, 78.1, 79.6], names=[2024, 2021, 2022]))
    pd.testing.assert_frame_equal(turned.slope_table, years.slope_table, rtol=1e-9)
    assert turned.table.index.tolist() == [2021, 2022, 2024]


def test_the_forecast_is_the_line_with_a_new_round():
    value = np.array([78.0, 81.0, 79.5, 83.0, 81.9, 84.4])
    found = sat.trend(rounds(value, se=0.1), ahead=2).forecast_table
    # rounds of equal errors far below their scatter: ordinary least squares and its prediction interval
    x = np.column_stack([np.ones(6), np.arange(1.0, 7)])
    b, rest = np.linalg.lstsq(x, value, rcond=None)[:2]
    new = np.array([[1.0, 7], [1, 8]])
    spread = np.sqrt(rest[0] / 4 * (1 + np.einsum("ij,jk,ik->i", new, np.linalg.inv(x.T @ x), new)))
    # 1e-9: τ² is found by bisection
    np.testing.assert_allclose(found["estimate"], new @ b, rtol=1e-9)
    np.testing.assert_allclose(found["high"] - found["estimate"], stats.t.isf(0.025, 4) * spread, rtol=1e-9)


@pytest.mark.parametrize(("code", "words"), [("en", "Slopes over the rounds"), ("zh", "各走势")])
def test_an_appendix_holds_the_slopes_of_all_series(code, words):
    context = Context(language(code), 2, {}, simulated=False, several_bases=False, workbook=True)
    blocks = outcome(sat.trend(towns(dict.fromkeys("ABCDE", CALM))), "1", context)
    slopes = next(block for block in blocks if getattr(block, "caption", "") == words)
    assert len(slopes.rows) == 5


def test_shares_of_estimates_are_told_as_shares():
    scale = sat.Scale({"very satisfied": 100, "satisfied": 80, "dissatisfied": 40})
    answers = ["very satisfied", "satisfied", "dissatisfied", "satisfied", "satisfied", "dissatisfied"]
    rates = {
        name: sat.rates(
            sat.read(pd.DataFrame({"town": "A", "q": answers[cut:]}), unit="town", items=["q"], scale=scale)
        )
        for cut, name in enumerate("abc")
    }
    found = sat.trend(rates)
    assert found.step.measure == "share"
    assert "percentage points per round" in found.say("en")
    assert "个百分点" in found.say("zh")


def test_places_to_come_by_all_pairs_of_joint_intervals():
    rng = np.random.default_rng(8)
    data = {
        name: list(base + 0.5 * np.arange(6) + rng.normal(0, 0.3, 6))
        for name, base in zip("ABCDE", (80, 81, 84, 90, 91), strict=True)
    }
    found = sat.trend(towns(data, names=range(6), se=0.3), ahead=2)
    joint = sat.trend(towns(data, names=range(6), se=0.3), ahead=2, level=1 - 0.05 / 5).forecast_table
    table = found.forecast_table
    for ahead in (1, 2):
        low, high = (joint.xs(ahead, level="ahead")[name] for name in ("low", "high"))
        for name in "ABCDE":
            row = table.loc[(name, ahead)]
            assert row["rank_low"] == 1 + (low > high[name]).sum()
            assert row["rank_high"] == 5 - (high < low[name]).sum()
    assert table["rank_high"].max() == 5
    assert table.loc[("A", 1), "rank_low"] > 1
    told = next(f.values for f in found.findings if f.kind == "trend.places")
    assert (told["leader"], told["others"]) == (("E", ("D",)) if told["rank_high"] > 1 else ("E", ()))
    turned = sat.trend(towns({k: [160 - v for v in vs] for k, vs in data.items()}, names=range(6), se=0.3), best="low")
    one = table.xs(1, level="ahead")[["rank_low", "rank_high"]]
    pd.testing.assert_frame_equal(turned.forecast_table.xs(1, level="ahead")[["rank_low", "rank_high"]], one)
    with pytest.raises(sat.SettingError, match="best must be 'high' or 'low'"):
        sat.trend(towns(data, names=range(6)), best="up")


def test_no_forecast_where_the_seasons_have_no_turn():
    found = sat.trend(rounds(SCORES, se=SE), season=["dry", "wet", "wet", "dry", "wet", "dry", "dry", "wet"])
    assert len(found.forecast_table) == 0
    assert any(f.kind == "trend.no_forecast" for f in found.findings)
    assert found.chart.data["ahead"].max() == 0


def test_rounds_too_close_to_their_line_are_told():
    smooth = sat.trend(rounds(80 + np.arange(12.0) + 0.01 * (-1.0) ** np.arange(12)))
    told = [f.values for f in smooth.findings if f.kind == "trend.smooth"]
    assert len(told) == 1
    assert told[0]["p"] < 1e-6
    assert not [f for f in sat.trend(rounds(SCORES, se=SE)).findings if f.kind == "trend.smooth"]


def test_words_hold_no_cause_and_the_next_round():
    found = sat.trend(rounds(SCORES, se=SE, names=[f"r{i}" for i in range(8)]))
    assert "预测区间" in found.say("zh")
    assert "不说明变化的原因" in found.say("zh")
    assert found._repr_html_()
    assert len(found.findings) == len({(f.kind, str(f.values)) for f in found.findings})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sat.trend(rounds([80.0, 81.0])), r"three rounds or more; there are 2: for two use change\(\)"),
        (lambda: sat.trend(rounds(CALM, level="unit")), r"no level 'round'.*stack\(\)"),
        (lambda: sat.trend([1, 2, 3]), "a mapping of estimates by round, or a frame of counts"),
        (lambda: sat.trend(rounds(CALM), adjust="fdr"), "holm, bonferroni, none"),
        (lambda: sat.trend(rounds(CALM), level=95), "level"),
        (lambda: sat.trend(rounds(CALM), ahead=9), "from 0 to the number of rounds, 4"),
        (lambda: sat.trend(rounds(CALM), times=[1, 2, 2, 3]), "another one for each round"),
        (lambda: sat.trend(rounds(CALM), times=[1, 2, 3]), "one entry for each of the 4 rounds"),
        (lambda: sat.trend(rounds(CALM), times={1: 0, 2: 1, 3: 2, 9: 3}), "without one: 4; not there: 9"),
        (lambda: sat.trend(rounds(CALM), times=["a", "b", "c", "d"]), "times must be numbers, not 'a'"),
        (lambda: sat.trend(rounds(CALM), season=[1, 1, 1, 1]), "one season only"),
        (lambda: sat.trend(rounds(CALM), season="quarter"), r"give \{round: season\}"),
        (lambda: sat.trend(rounds(CALM), counts={"round": "r"}), "columns of a frame"),
        (lambda: sat.trend(pd.DataFrame({"round": [1]})), "no column 'count', 'total'; it has 'round'"),
        (lambda: sat.trend(pd.DataFrame({"round": [1], "count": [5], "total": [3]})), "above its total"),
        (lambda: sat.trend(pd.DataFrame({"round": [1], "count": [0.5], "total": [3]})), "whole numbers, zero or more"),
        (lambda: sat.trend(pd.DataFrame({"round": [1], "count": ["x"], "total": [3]})), "must hold whole numbers"),
        (lambda: sat.trend(pd.DataFrame({"round": [1], "count": [0], "total": [0]})), "total.*zero"),
        (lambda: sat.trend(pd.DataFrame({"round": [1, 1], "count": [1, 1], "total": [3, 3]})), "rounds given twice"),
    ],
)  # fmt: skip
def test_refusals_say_what_would_do(call, message):
    with pytest.raises(sat.SettingError, match=message):
        call()


def test_lines_that_cannot_be_told_apart_from_the_season_are_refused():
    with pytest.raises(sat.NotEstimable, match="too_few_rounds"):
        sat.trend(rounds(CALM), season=["a", "b", "c", "d"])
    est = towns({"A": [80.0, 81, 79] * 3, "B": [80.0, 81, 79] * 3}, names=range(2, 11))
    without = np.array([label[0] == "A" or label[1] % 3 != 1 for label in est.labels])
    part = sat.estimates(est.value[without], se=est.se[without], names=est.labels[without])
    # B was never asked in the third season: its line would need that season's effect
    assert set(sat.trend(part, season=list("abc") * 3).apart["reason"]) == {"season_is_time"}
    with pytest.raises(sat.NotEstimable, match="error_of_zero"):
        sat.trend(rounds(CALM, se=0.0))
    same = rounds([80.0], level="unit")
    with pytest.raises(sat.SettingError, match="the same estimates"):
        sat.trend({"a": same, "b": same, "c": rounds([81.0], level="unit")})
    with pytest.raises(sat.SettingError, match="round 'b' has the levels"):
        sat.trend({"a": same, "b": rounds([81.0], level="item"), "c": rounds([81.0], level="unit")})


def test_an_order_that_nothing_tells_is_asked_for():
    labels = pd.MultiIndex.from_tuples([("A", "x"), ("A", "y"), ("A", "z"), ("B", "y"), ("B", "x"), ("B", "z")])
    est = sat.estimates(np.arange(6.0) + 80, se=np.ones(6), names=labels.set_names(["unit", "round"]))
    with pytest.raises(sat.SettingError, match=r"different orders; give times=\{round: number\}"):
        sat.trend(est)
    assert sat.trend(est, times={"x": 1, "y": 2, "z": 3}).table.loc["B", "estimate"].tolist() == [84, 83, 85]
    apart = pd.MultiIndex.from_tuples([("A", "x"), ("A", "y"), ("A", "z"), ("B", "w"), ("B", "y"), ("B", "z")])
    est = sat.estimates(np.arange(6.0) + 80, se=np.ones(6), names=apart.set_names(["unit", "round"]))
    with pytest.raises(sat.SettingError, match="nothing says which round came first"):
        sat.trend(est)


NUMBERS = ["estimate", "fitted", "change", "se", "low", "high", "p_adjusted"]
SEEDS = st.integers(0, 10_000)


def random_towns(seed: int) -> sat.Estimates:
    rng = np.random.default_rng(seed)
    return towns({name: list(rng.normal(80, 2, 4)) for name in "ABC"}, se=0.9)


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.permutations("ABC"))
def test_the_order_of_the_units_does_not_matter(seed, order):
    est = random_towns(seed)
    one, other = sat.trend(est), sat.trend(est.take({"unit": list(order)}))
    pd.testing.assert_frame_equal(other.table.loc[one.table.index], one.table, rtol=1e-9)  # sums in another order
    pd.testing.assert_frame_equal(other.slope_table.loc[list("ABC")], one.slope_table, rtol=1e-9)


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.floats(-40, 40))
def test_a_constant_moves_scores_and_no_slope_and_a_mirror_turns_the_sign(seed, constant):
    est = random_towns(seed)
    base = sat.trend(est)
    moved = sat.trend(sat.estimates(est.value + constant, cov=est.cov, names=est.labels))
    turned = sat.trend(sat.estimates(200 - est.value, cov=est.cov, names=est.labels))
    columns = ["slope", "se", "low", "high", "p", "tau", "detectable"]
    # 1e-6 points: near its edge τ² moves with the rounding of the shift
    np.testing.assert_allclose(moved.slope_table[columns], base.slope_table[columns], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(turned.slope_table["slope"], -base.slope_table["slope"], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(turned.slope_table["low"], -base.slope_table["high"], rtol=1e-6, atol=1e-6)
    assert turned.slope_table["verdict"].tolist() == base.slope_table["verdict"].tolist()


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.sampled_from(["holm", "bonferroni", "none"]))
def test_intervals_and_p_values_say_the_same(seed, adjust):
    rng = np.random.default_rng(seed)
    data = {name: list(80 + rng.normal(0, 1) * np.arange(5) + rng.normal(0, 0.8, 5)) for name in "ABCD"}
    found = sat.trend(towns(data, names=tuple("vwxyz")), adjust=adjust).slope_table
    assert (found["p_adjusted"] < 0.05).tolist() == ((found["low"] > 0) | (found["high"] < 0)).tolist()
    assert (found["verdict"] == "established").tolist() == (found["p_adjusted"] < 0.05).tolist()


def within(rate: float, wanted: float, samples: int) -> bool:
    """Whether a rate lies within three standard errors of what is wanted."""
    return abs(rate - wanted) <= 3 * np.sqrt(wanted * (1 - wanted) / samples)


@pytest.mark.slow
def test_false_trends_of_twenty_quarters_with_a_season_and_moods():
    found = trend_size.quarters(2000, mood=0.12)
    assert 0.03 <= found["both, season (trend)"] <= 0.06
    # the simulation can see what is wrong: binomial errors, and no season
    assert found["binomial"] > 0.1
    assert found["scatter"] < 0.05 - 3 * np.sqrt(0.05 * 0.95 / 2000)


@pytest.mark.slow
@pytest.mark.parametrize("count", [4, 6, 12])
def test_false_slopes_and_the_forecast(count):
    samples = 1200
    moody = trend_size.points(count, 2.0, samples, unequal=False)
    # the scatter decides, and its t is exact for equal samples
    assert within(moody["trend"], 0.05, samples)
    assert within(moody["forecast"], 0.95, samples)
    assert moody["sampling, z"] > 0.3
    # without round effects both errors must be passed: never more often than promised
    calm = trend_size.points(count, 0.0, samples, unequal=False)
    assert calm["trend"] <= 0.05
    assert calm["forecast"] >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / samples)
