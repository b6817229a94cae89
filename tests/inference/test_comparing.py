"""Intervals, p-values and verdicts of one difference and of a family."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from satmodel import SettingError, Verdict
from satmodel.inference.judging.comparing import compare, compare_given, statistic

INF = np.array([np.inf])
# 1e-12: the same formula twice, apart by rounding
SAME = 1e-12

families = st.lists(
    st.tuples(
        st.floats(-20, 20), st.one_of(st.just(0.0), st.floats(0.01, 8)), st.sampled_from([3.0, 14.0, 200.0, np.inf])
    ),
    min_size=1,
    max_size=9,
)


def family_of(rows):
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


def test_one_normal_difference_by_hand():
    found = compare(np.array([0.44]), np.array([16 * np.sqrt(2 / 450)]), INF)
    # two decimals: as the figures are quoted
    assert round(float(found.se[0]), 2) == 1.07
    assert round(float(found.gap[0] / found.se[0]), 2) == 0.41
    assert round(float(found.p[0]), 3) == 0.680
    assert round(float(found.high[0] - found.gap[0]), 2) == 2.09
    assert found.verdict == (Verdict.NOT_ESTABLISHED,)
    assert found.detectable == pytest.approx(found.critical * found.se, rel=SAME)
    assert found.p_adjusted == found.p


def test_t_reference():
    found = compare(np.array([2.0]), np.array([1.0]), np.array([14.0]))
    assert found.critical == pytest.approx(stats.t.ppf(0.975, 14), rel=SAME)
    assert found.p == pytest.approx(2 * stats.t.sf(2.0, 14), rel=SAME)


def test_margin_shifts_the_statistic_and_the_verdict_but_not_the_interval():
    plain = compare(np.array([3.0]), np.array([1.0]), INF)
    shifted = compare(np.array([3.0]), np.array([1.0]), INF, margin=1.5)
    assert (plain.low, plain.high) == (shifted.low, shifted.high)
    assert plain.verdict == (Verdict.ESTABLISHED,)
    assert shifted.verdict == (Verdict.NOT_ESTABLISHED,)
    assert shifted.p == pytest.approx(2 * stats.norm.sf(1.5), rel=SAME)
    assert shifted.detectable == pytest.approx(1.5 + stats.norm.ppf(0.975), rel=SAME)


def test_zero_standard_error_is_settled_without_warnings():
    for adjust in ("none", "holm", "bonferroni"):
        found = compare(np.array([0.0, 0.5, -0.5]), np.zeros(3), np.full(3, np.inf), adjust=adjust)
        assert found.p.tolist() == [1.0, 0.0, 0.0]
        assert found.p_adjusted.tolist() == [1.0, 0.0, 0.0]
        assert [verdict.value for verdict in found.verdict] == ["not established", "established", "established"]
        assert found.turn.tolist() == [np.inf, 0.0, 0.0]


def test_given_critical_value_settles_exact_differences_too():
    found = compare_given(
        np.array([0.0, 0.5, 3.0]),
        np.array([0.0, 0.0, 1.0]),
        np.full(3, np.inf),
        critical=2.5,
        p_value=lambda t: 2 * stats.norm.sf(t) * 3,
    )
    assert found.p_adjusted.tolist()[:2] == [1.0, 0.0]
    assert found.low[2] == 0.5


def test_turn_is_the_factor_on_n_at_which_the_verdict_turns():
    gap, se = np.array([0.44, 3.15]), np.array([1.07, 0.75])
    turn = compare(gap, se, np.full(2, np.inf)).turn
    for nudge, verdict in ((1 + 1e-9, Verdict.ESTABLISHED), (1 - 1e-9, Verdict.NOT_ESTABLISHED)):
        assert compare(gap, se / np.sqrt(turn * nudge), np.full(2, np.inf)).verdict == (verdict, verdict)


@pytest.mark.slow
@settings(max_examples=15)  # statsmodels collects garbage in every call, which takes a fifth of a second here
@given(families)
def test_holm_and_bonferroni_agree_with_statsmodels(rows):
    gap, se, df = family_of(rows)
    for adjust in ("holm", "bonferroni"):
        found = compare(gap, se, df, adjust=adjust)
        assert found.p_adjusted == pytest.approx(multipletests(found.p, method=adjust)[1], abs=SAME)


@given(
    families,
    st.sampled_from(["none", "holm", "bonferroni"]),
    st.sampled_from([0.0, 0.5, 3.0]),
    st.sampled_from([0.8, 0.95, 0.99]),
)
def test_interval_adjusted_p_and_detectable_give_the_same_verdict(rows, adjust, margin, level):
    gap, se, df = family_of(rows)
    found = compare(gap, se, df, level=level, margin=margin, adjust=adjust)
    by_verdict = np.array(found.verdict) == Verdict.ESTABLISHED
    assert np.array_equal(by_verdict, found.p_adjusted < 1 - level)
    # an exact difference is established where it exceeds what is detectable; so is one with an error
    assert np.array_equal(by_verdict, np.abs(gap) > found.detectable)


@given(families, st.randoms(use_true_random=False))
def test_the_order_of_a_family_does_not_matter(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    plain = compare(*family_of(rows), adjust="holm")
    mixed = compare(*family_of([rows[i] for i in order]), adjust="holm")
    for name in ("low", "high", "p_adjusted", "critical", "detectable"):
        assert np.array_equal(getattr(plain, name)[order], getattr(mixed, name))
    assert [plain.verdict[i] for i in order] == list(mixed.verdict)


@given(families)
def test_turning_signs_around_mirrors_the_intervals(rows):
    gap, se, df = family_of(rows)
    plain, turned = compare(gap, se, df, adjust="holm"), compare(-gap, se, df, adjust="holm")
    assert np.array_equal(plain.low, -turned.high)
    assert plain.verdict == turned.verdict


@given(families)
def test_holm_lies_between_no_adjustment_and_bonferroni(rows):
    gap, se, df = family_of(rows)
    none, holm, all_ = (compare(gap, se, df, adjust=adjust) for adjust in ("none", "holm", "bonferroni"))
    # 1e-9 wider: the three critical values come from one quantile function, apart by rounding
    assert np.all(none.critical <= holm.critical * (1 + 1e-9))
    assert np.all(holm.critical <= all_.critical * (1 + 1e-9))


def test_an_empty_family_is_an_empty_comparison():
    nothing = np.zeros(0)
    for adjust in ("none", "holm", "bonferroni"):
        found = compare(nothing, nothing, nothing, adjust=adjust)
        assert found.verdict == ()
        assert len(found.p_adjusted) == 0


def test_take_keeps_what_was_found_in_the_whole_family():
    found = compare(np.array([3.0, 2.2, 0.1]), np.ones(3), np.full(3, np.inf), adjust="holm")
    part = found.take(np.array([2, 0]))
    assert part.p_adjusted.tolist() == found.p_adjusted[[2, 0]].tolist()
    assert part.verdict == (found.verdict[2], found.verdict[0])


def test_vanishing_numbers_do_not_warn():
    found = compare(np.array([1e-300, 5.0]), np.array([1.0, 1e-320]), np.full(2, np.inf))
    assert found.turn[0] == np.inf
    assert statistic(np.array([5.0]), np.array([1e-320]))[0] == np.inf
    assert found.verdict[1] is Verdict.ESTABLISHED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"adjust": "tukey"}, "adjust"),
        ({"level": 1.0}, "level"),
        ({"margin": -1.0}, "margin"),
        ({"margin": np.nan}, "margin"),
    ],
)
def test_settings_that_cannot_be_used(change, message):
    with pytest.raises(SettingError, match=message):
        compare(np.array([1.0]), np.array([1.0]), INF, **change)


@pytest.mark.parametrize(
    ("gap", "se", "df"), [(np.nan, 1.0, 5.0), (1.0, np.inf, 5.0), (1.0, -1.0, 5.0), (1.0, 1.0, 0.0), (1.0, 1.0, np.nan)]
)
def test_numbers_that_cannot_be_used(gap, se, df):
    with pytest.raises(SettingError, match="must be"):
        compare(np.array([gap]), np.array([se]), np.array([df]))
