"""The intraclass correlation against psych, closed forms and coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.estimation.intraclass import intraclass

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"


def test_it_is_icc1_of_psych():
    ratings = pd.read_csv(REFERENCE / "shrout_fleiss.csv").to_numpy(dtype=float)
    r = pd.read_csv(REFERENCE / "psych_icc.csv").set_index("type").loc["ICC1"]
    found = intraclass(ratings.ravel(), np.repeat(np.arange(6), 4))
    # 1e-5: psych fits the parts of the variance by an iteration that stops early; the F statistic shows by how much
    np.testing.assert_allclose([found.icc, found.f], [r["ICC"], r["F"]], rtol=1e-5)
    np.testing.assert_allclose([found.low, found.high], [r["lower bound"], r["upper bound"]], rtol=1e-5)
    assert (found.df_between, found.df_within) == (r["df1"], r["df2"])


def test_unequal_groups_are_the_textbook_analysis_of_variance():
    rng = np.random.default_rng(5)
    sizes = np.array([3, 5, 9, 2])
    group = np.repeat(np.arange(4), sizes)
    y = rng.normal(size=len(group)) + group * 0.4
    means = np.array([y[group == g].mean() for g in range(4)])
    between = (sizes * (means - y.mean()) ** 2).sum() / 3
    within = sum(((y[group == g] - means[g]) ** 2).sum() for g in range(4)) / (len(y) - 4)
    k = (len(y) - (sizes**2).sum() / len(y)) / 3
    expected = (between - within) / (between + (k - 1) * within)
    found = intraclass(y, group)
    np.testing.assert_allclose([found.icc, found.size], [expected, k], rtol=1e-10)  # the same sums in another order


def test_blocks_take_out_their_means_and_a_constant_changes_nothing():
    rng = np.random.default_rng(6)
    group, block = np.tile(np.arange(5), 24), np.repeat(np.arange(4), 30)
    y = rng.normal(size=120)
    plain, moved = intraclass(y, group, blocks=block), intraclass(y + 10.0 * block + 3, group, blocks=block)
    np.testing.assert_allclose([plain.icc, plain.low], [moved.icc, moved.low], rtol=1e-8)  # rounding of the shift
    order = rng.permutation(120)
    np.testing.assert_allclose(intraclass(y[order], group[order], blocks=block[order]).icc, plain.icc, rtol=1e-10)


@pytest.mark.parametrize(
    ("values", "groups"), [([1.0, 2.0], ["a", "b"]), ([1.0, 1.0, 1.0, 1.0], list("aabb")), ([1.0, 2.0], ["a", "a"])]
)
def test_what_cannot_be_compared_is_refused(values, groups):
    with pytest.raises(sat.NotEstimable):
        intraclass(values, groups)


@pytest.mark.slow
@pytest.mark.parametrize("icc", [0.0, 0.02, 0.1])
def test_intervals_cover(icc):
    rng = np.random.default_rng(20261124)
    group, block = np.arange(600) % 20, rng.integers(0, 13, 600)
    runs, held = 1000, 0
    for _ in range(runs):
        y = rng.normal(size=20)[group] * np.sqrt(icc) + rng.normal(size=600) * np.sqrt(1 - icc) + block
        found = intraclass(y, group, blocks=block)
        held += found.low <= icc <= found.high
    assert 0.93 <= held / runs <= 0.97  # nominal .95; three simulation errors of 1,000 runs are .021
