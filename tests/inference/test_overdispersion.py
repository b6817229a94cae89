"""Over-dispersion against FunnelPlotR, R's hubers and brute force; the share of false alarms; the bands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from satmodel.inference.standing.leave_one_out import against_mean
from satmodel.inference.standing.overdispersion import (
    BANDS,
    CUTS,
    banded,
    published_dispersion,
    robust_dispersion,
    winsorised,
)

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"
FUNNELS = pd.read_csv(REFERENCE / "funnelplotr_overdispersion.csv")
HUBERS = pd.read_csv(REFERENCE / "hubers.csv")
FINITE = st.floats(-50, 50, allow_nan=False)


@pytest.mark.parametrize("kind", ["PR", "RC"])
def test_the_published_dispersion_is_that_of_funnelplotr(kind):
    rows = FUNNELS[FUNNELS["data_type"] == kind]
    s, z = rows["s"].to_numpy(), ((rows["Y"] - rows["target"]) / rows["s"]).to_numpy()
    found = published_dispersion(z, s)
    # 1e-12: both are double arithmetic on fifteen printed digits
    np.testing.assert_allclose(winsorised(z), rows["Wuzscore"], rtol=1e-12, atol=1e-12)
    assert found.phi == pytest.approx(rows["phi"].iloc[0], rel=1e-12)
    assert found.tau2 == pytest.approx(rows["tau2"].iloc[0], rel=1e-11, abs=1e-15)
    np.testing.assert_allclose(
        (rows["Y"] - rows["target"]) / np.sqrt(s**2 + found.tau2), rows["z_od"], rtol=1e-11, atol=1e-12
    )


def test_proportions_are_set_against_the_pooled_share_on_the_arcsine_scale_as_funnelplotr_does():
    rows = FUNNELS[FUNNELS["data_type"] == "PR"]
    share = rows["numerator"] / rows["denominator"]
    pooled = np.average(share, weights=rows["denominator"])
    np.testing.assert_allclose(np.arcsin(np.sqrt(share)), rows["Y"], rtol=1e-13)
    np.testing.assert_allclose(1 / (2 * np.sqrt(rows["denominator"])), rows["s"], rtol=1e-13)
    assert np.arcsin(np.sqrt(pooled)) == pytest.approx(rows["target"].iloc[0], rel=1e-13)


@pytest.mark.parametrize("case", range(len(HUBERS)))
def test_with_equal_variances_the_robust_dispersion_is_hubers_proposal_2(case):
    values = np.array(HUBERS["values"][case].split(), dtype=float)
    square = float(HUBERS["square"][case])
    # 2e-7: hubers stops after thirty steps, which leaves it some parts in 1e8 short
    found = robust_dispersion(values, np.ones(len(values)))
    assert found.phi == pytest.approx(square, rel=2e-7)
    assert found.tau2 == pytest.approx(square - 1, rel=2e-7)
    small = robust_dispersion(values, np.full(len(values), 1e3))
    assert (small.phi, small.tau2) == (pytest.approx(square / 1e3, rel=2e-7), 0.0)


def test_with_unequal_variances_it_is_the_root_that_a_fine_grid_finds():
    random = np.random.default_rng(3)
    variance = random.uniform(0.2, 4.0, 17)
    difference = random.normal(0, np.sqrt(variance + 2.0))
    cut = stats.norm.ppf(0.9)
    expected = integrate.quad(lambda z: min(z * z, cut * cut) * stats.norm.pdf(z), -12, 12, points=[-cut, cut])[0]
    grid = np.linspace(0, 20, 200_001)
    square = np.minimum(difference[:, None] ** 2 / (variance[:, None] + grid), cut**2).mean(axis=0)
    # half a step of the grid
    assert robust_dispersion(difference, variance).tau2 == pytest.approx(
        grid[np.argmin(np.abs(square - expected))], abs=5.1e-5
    )


def test_one_wild_unit_of_thirteen_does_not_carry_the_spread_away():
    quiet = np.linspace(-2, 2, 13)
    wild = np.r_[quiet[:-1], 100.0]
    assert robust_dispersion(wild, np.ones(13)).tau2 <= 1.6 * robust_dispersion(quiet, np.ones(13)).tau2 + 1


def test_units_that_all_lie_on_their_targets_have_none():
    found = robust_dispersion(np.zeros(8), np.ones(8))
    assert (found.phi, found.tau2) == (0.0, 0.0)
    assert published_dispersion(np.zeros(8), np.ones(8)).tau2 == 0.0
    assert published_dispersion(np.array([3.0]), np.ones(1)).tau2 == 0.0  # one unit has no spread
    nearly = robust_dispersion(np.array([5.0, 1e-13, -1e-13, 1e-13, 0.0, 0.0]), np.ones(6))
    assert (nearly.phi, nearly.tau2) == (0.0, 0.0)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.tuples(FINITE, st.floats(0.05, 20)), min_size=5, max_size=20),
    scale=st.floats(0.1, 10),
    random=st.randoms(use_true_random=False),
)
def test_order_and_sign_change_nothing_and_the_scale_carries_over(values, scale, random):
    difference, variance = np.array(values).T
    found = robust_dispersion(difference, variance)
    mixed = values.copy()
    random.shuffle(mixed)
    other = robust_dispersion(-np.array(mixed)[:, 0] * scale, np.array(mixed)[:, 1] * scale**2)
    # 1e-7 of the squares: two searches for a root that may be flat
    assert other.tau2 == pytest.approx(
        found.tau2 * scale**2, rel=1e-6, abs=1e-7 * float((difference**2).sum()) * scale**2
    )


def test_the_cuts_are_the_control_limits_of_95_and_99_8_percent():
    assert pytest.approx((1.96, 3.09), abs=5e-3) == CUTS
    edge = np.array([-CUTS[1], -CUTS[0], CUTS[0], CUTS[1]])
    assert banded(edge) == ("worse", "about_the_same", "about_the_same", "better")
    assert banded(edge * 1.001) == ("much_worse", "worse", "better", "much_better")
    assert banded(np.array([-np.inf, np.inf])) == (BANDS[0], BANDS[-1])


def alarms(count, tau, runs, seed):
    """The share of units outside the 95% and 99.8% limits: robust, published, and without over-dispersion."""
    random = np.random.default_rng(seed)
    rows = against_mean(np.ones(count), np.zeros(count, dtype=int))
    outside = np.zeros((3, 2))
    for _ in range(runs):
        error = 20 / np.sqrt(random.integers(30, 400, count))
        value = random.normal(random.normal(80, tau, count), error)
        difference, variance = rows @ value, rows**2 @ error**2
        robust = robust_dispersion(difference, variance).tau2
        published = published_dispersion(difference / error, error).tau2
        for row, spread in enumerate((variance + robust, error**2 + published, variance)):
            outside[row] += [np.mean(np.abs(difference) > cut * np.sqrt(spread)) for cut in CUTS]
    return outside / runs


@pytest.mark.parametrize(("count", "runs"), [(13, 900), (50, 250)])
def test_units_that_differ_but_hold_no_exception_lie_outside_as_often_as_they_should(count, runs):
    robust, published, alone = alarms(count, 3.0, runs, seed=count)
    # 0.05 within three standard errors of about 12,000 units that hang together a little
    assert robust[0] == pytest.approx(0.05, abs=0.01)
    assert robust[1] < 0.009  # of 0.002: with few units the spread itself is poorly known
    # the published method takes the winsorised spread for the whole one
    assert published[0] > 0.07
    assert alone[0] > 0.3


@pytest.mark.parametrize("count", [6, 13, 50])
def test_without_any_spread_there_are_no_more_alarms_than_sampling_makes(count):
    robust, _, alone = alarms(count, 0.0, 400, seed=count + 1)
    assert robust[0] < alone[0] < 0.062
    assert robust[1] < 0.004
