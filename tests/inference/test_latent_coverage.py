"""The intervals of the importance for an ordered outcome hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from benchmarks import ordinal_coverage as study
from satmodel.inference.driving.importance import shapley_of
from satmodel.inference.driving.latent import ERROR, implied_covariance

SLOW = [(0.6, 400, 1)]
CELLS = [pytest.param(*cell, marks=pytest.mark.slow if cell in SLOW else pytest.mark.thorough) for cell in study.CELLS]


def test_the_truth_of_the_study_is_that_of_a_large_sample():
    items, _, _ = study.drawn(1, 0.6, 200_000, 1)
    share = np.diff(stats.norm.cdf([-np.inf, *study.CUTS, np.inf]))
    spread = np.sqrt(share @ (study.POINTS - share @ study.POINTS) ** 2)
    sampled = implied_covariance(np.cov(items.T / spread), study.SLOPES, ERROR["logit"])
    # 200,000 respondents know a covariance to some 0.003
    np.testing.assert_allclose(shapley_of(sampled), study.truth(0.6), atol=0.003)


@pytest.mark.parametrize(("halo", "n", "each"), CELLS)
def test_intervals_hold_the_truth(halo, n, each):
    found = study.coverage(200, halo=halo, n=n, each=each)
    assert found["refused"] == 0
    for key in ("importance", "share", "weak"):
        # .93 to .97 is the aim; three binomial errors of 200 samples (.015 each) stand beside .95
        assert 0.95 - 0.046 < found[key] < 0.95 + 0.046, key
