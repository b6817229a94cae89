"""Pairs of estimates and critical values: against R, closed forms, and drawing everything at once."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel import SettingError
from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.inference.judging import critical
from satmodel.inference.judging.critical import (
    Draws,
    Family,
    check_draws,
    critical_value,
    largest,
    tukey_critical,
    tukey_p,
)
from satmodel.inference.judging.pairs import normal_equivalent, pairs_of, t_equivalent

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"


def everything(pairs):
    first, second = np.nonzero(np.triu(pairs.se > 0, 1))
    return Family(first, second, np.ones((2, len(first)), dtype=bool))


def independent(se, df=np.inf, value=None):
    se = np.asarray(se, dtype=float)
    value = np.zeros(len(se)) if value is None else np.asarray(value, dtype=float)
    return pairs_of(value, np.diag(se**2), np.full(len(se), df))


def test_studentised_range_quantiles_agree_with_r():
    table = pd.read_csv(REFERENCE / "qtukey.csv")
    for (count, level), part in table.groupby(["count", "level"]):
        found = tukey_critical(level, count, part["df"].to_numpy()) * np.sqrt(2)
        # 1e-4: R stops its search for a finite-df quantile at that accuracy
        assert found == pytest.approx(part["q"].to_numpy(), abs=1e-4)


def test_studentised_range_tails_agree_with_r():
    table = pd.read_csv(REFERENCE / "ptukey.csv")
    for count, part in table.groupby("count"):
        found = tukey_p(part["q"].to_numpy() / np.sqrt(2), count, part["df"].to_numpy())
        # 3e-6: R's own quadrature at 3 degrees of freedom; scipy's agrees with ours to 1e-10 there
        assert found == pytest.approx(part["p"].to_numpy(), abs=3e-6)


def test_studentised_range_agrees_with_scipy_at_few_degrees_of_freedom():
    q = np.array([1.0, 4.0, 12.0])
    for df in (2.0, 5.0):
        # 1e-8: two quadratures
        assert tukey_p(q / np.sqrt(2), 13, np.full(3, df)) == pytest.approx(
            stats.studentized_range.sf(q, 13, df), abs=1e-8
        )


@pytest.mark.parametrize(("name", "count"), [("PlantGrowth", 3), ("InsectSprays", 6), ("chickwts", 6)])
def test_tukey_p_values_of_emmeans(name, count):
    table = pd.read_csv(REFERENCE / f"emmeans_pairs_{name}.csv")
    found = tukey_p(table["t.ratio"].abs().to_numpy(), count, table["df"].to_numpy(dtype=float))
    # 1e-9: ptukey prints zero below that
    assert found == pytest.approx(table["p.value"].to_numpy(), abs=1e-9)


def test_two_units_need_no_adjustment():
    df = np.array([4.0, 14.0, np.inf])
    # 1e-8: a quantile found by search against the closed form
    assert tukey_critical(0.95, 2, df) == pytest.approx(stats.t.ppf(0.975, df), abs=1e-8)


def test_many_degrees_of_freedom_are_interpolated_without_loss():
    df = np.linspace(3, 90, 300)
    some = slice(None, None, 60)
    # 1e-8: the interpolation's own accuracy at 13 units
    assert tukey_critical(0.95, 13, df)[some] == pytest.approx(tukey_critical(0.95, 13, df[some]), abs=1e-8)


def test_normal_and_t_scale_are_each_other_s_inverse():
    z = np.array([-3.0, -0.1, 0.0, 1.7, 5.0])
    for df in (3.0, 28.0):
        t = t_equivalent(z, np.full(5, df))
        # 1e-9: two quantile functions
        assert normal_equivalent(t, np.full(5, df)) == pytest.approx(z, abs=1e-9)
    assert normal_equivalent(np.array([1.5, np.inf, -np.inf]), np.array([np.inf, 3.0, 3.0])).tolist() == [
        1.5,
        np.inf,
        -np.inf,
    ]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
def test_degrees_of_freedom_of_all_pairs_are_those_of_the_contrasts(seed, count):
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 3, count)
    root = rng.normal(size=(count, count)) * (blocks[:, None] == blocks[None, :])
    cov = root @ root.T
    df = rng.choice([3.0, 8.5, 20.0, np.inf], count)
    found = pairs_of(np.zeros(count), cov, df).df
    for a in range(count):
        for b in range(a):
            contrast = np.zeros((1, count))
            contrast[0, [a, b]] = 1, -1
            # 1e-9: two orders of summing
            assert found[a, b] == pytest.approx(degrees_of_freedom(contrast, cov, df)[0], rel=1e-9)
            assert found[a, b] == found[b, a]


def test_differences_without_variance_are_exact():
    pairs = pairs_of(np.array([1.0, 1.0, 2.0]), np.ones((3, 3)), np.full(3, np.inf))
    assert pairs.se.tolist() == np.zeros((3, 3)).tolist()
    assert pairs.beyond()[0].tolist() == [-np.inf, -np.inf, np.inf]
    assert pairs.beyond(1.0)[0].tolist() == [-np.inf, -np.inf, -np.inf]


def test_estimates_equal_to_rounding_are_equal():
    pairs = independent([1.0, 1.0], value=[0.1 + 0.2, 0.3])
    assert pairs.lead.tolist() == [[0, 0], [0, 0]]


def test_drawn_critical_value_of_equal_units_is_that_of_the_studentised_range():
    pairs = independent(np.full(13, 2.0))
    found = critical_value(Draws(pairs, 100_000, 1), everything(pairs), 0.95)
    # 0.02: four Monte Carlo standard errors of the 95 % point of 100,000 draws
    assert found == pytest.approx(tukey_critical(0.95, 13, np.array([np.inf]))[0], abs=0.02)


def test_drawn_critical_value_against_one_reference_unit_is_dunnett_s():
    """One unit against 12 others with equal errors: given its own error the others are independent, one integral."""
    pairs = independent(np.full(13, 1.0))
    family = Family(np.zeros(12, dtype=int), np.arange(1, 13), np.ones((2, 12), dtype=bool))
    found = critical_value(Draws(pairs, 100_000, 1), family, 0.95)

    def coverage(c):
        node, weight = np.polynomial.hermite_e.hermegauss(80)
        inside = stats.norm.cdf(c * np.sqrt(2) + node) - stats.norm.cdf(-c * np.sqrt(2) + node)
        return weight @ inside**12 / weight.sum()

    # 0.0028: four Monte Carlo standard errors of a probability of 95 % from 100,000 draws
    assert coverage(found) == pytest.approx(0.95, abs=0.0028)


def test_largest_difference_equals_all_differences_at_once(monkeypatch):
    rng = np.random.default_rng(5)
    root = rng.normal(size=(6, 6))
    pairs = pairs_of(rng.normal(size=6), root @ root.T, np.full(6, np.inf))
    draws = Draws(pairs, 500, 3)
    deviations = np.concatenate([block for _, block in draws.blocks()], axis=1)
    rescaled = np.where(pairs.se > 0, pairs.se, np.inf)
    dense = np.abs(deviations[:, None] - deviations[None]) / rescaled[:, :, None]
    whole = largest(draws, everything(pairs))
    # 1e-12: the same numbers in another order of operations
    assert whole == pytest.approx(dense.max(axis=(0, 1)), rel=1e-12)
    monkeypatch.setattr(critical, "BLOCK", 100)
    assert largest(draws, everything(pairs)) == pytest.approx(whole, rel=1e-12)


def test_draws_have_the_covariance_even_where_it_is_singular():
    root = np.array([[1.0, 0.0], [0.5, 1.0], [1.5, 1.0]])
    cov = root @ root.T
    draws = Draws(pairs_of(np.array([3.0, 1.0, 2.0]), cov, np.full(3, np.inf)), 200_000, 1)
    deviations = np.concatenate([block for _, block in draws.blocks()], axis=1)
    # 0.05: five Monte Carlo standard errors of a variance of 3.25 from 200,000 draws
    assert np.cov(deviations) == pytest.approx(cov, abs=0.05)


def test_the_draws_of_a_unit_do_not_depend_on_where_it_is_listed():
    value, se = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 0.5])
    order = [2, 0, 1]
    plain = next(Draws(independent(se, value=value), 50, 7).blocks())[1]
    mixed = next(Draws(independent(se[order], value=value[order]), 50, 7).blocks())[1]
    assert np.array_equal(plain[order], mixed)


def test_the_critical_value_keeps_the_level_among_the_draws():
    draws = Draws(independent([1.0, 1.0]), 999, 1)
    assert draws.place(0.95) == 950
    assert Draws(independent([1.0, 1.0]), 10_000, 1).place(0.95) == 9501


@pytest.mark.parametrize(
    ("draws", "seed", "level"), [(50, 1, 0.95), (1000.5, 1, 0.95), (1000, 1, 0.995), (1000, -1, 0.9)]
)
def test_draws_that_cannot_be_used(draws, seed, level):
    with pytest.raises(SettingError, match=r"draws|seed"):
        check_draws(draws, seed, level)
