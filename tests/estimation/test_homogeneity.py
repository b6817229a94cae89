"""Whether a share is the same in all units: Pearson's chi-square, and its size under a design."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import satmodel as sat
from satmodel.estimation.homogeneity import homogeneity

UNITS = tuple("ABCDE")


def survey(rng, clusters=0, mood=0.0, share=0.2):
    unit = np.repeat(np.arange(5), 80)
    cluster = np.arange(400) // (400 // clusters) if clusters else np.arange(400)
    lean = stats.norm.ppf(share) * np.sqrt(1 + mood**2) + mood * rng.normal(size=cluster.max() + 1)[cluster]
    frame = pd.DataFrame({"unit": [UNITS[u] for u in unit], "cluster": cluster, "q": (lean + rng.normal(size=400)) > 0})
    design = {"stratum": "unit", "cluster": "cluster"} if clusters else {}
    return sat.read(frame.astype({"q": float}), unit="unit", items=["q"], **design)


def test_of_people_drawn_one_by_one_is_pearsons_chi_square():
    made = survey(np.random.default_rng(1))
    found = homogeneity(made.scores["q"].to_numpy(), made.design, made.units, source=made.step)
    table = pd.crosstab(made.design.unit, made.scores["q"])
    expected = stats.chi2_contingency(table, correction=False)
    np.testing.assert_allclose([found.statistic, found.p], [expected.statistic, expected.pvalue], rtol=1e-10)
    assert found.simple


def test_all_alike_is_refused():
    made = survey(np.random.default_rng(1))
    with pytest.raises(sat.NotEstimable, match="alike"):
        homogeneity(np.ones(400), made.design, made.units, source=made.step)


def false_alarms(clusters, mood, runs=600):
    rng = np.random.default_rng(20261124)
    found = []
    for _ in range(runs):
        made = survey(rng, clusters, mood)
        found.append(homogeneity(made.scores["q"].to_numpy(), made.design, made.units, source=made.step).p < 0.05)
    return float(np.mean(found))


@pytest.mark.slow
@pytest.mark.parametrize(("clusters", "mood"), [(0, 0.0), (100, 0.5)])
def test_the_test_has_its_size(clusters, mood):
    # nominal .05; three simulation errors of 600 runs are .027; with 20 clusters a unit the correction is close
    assert 0.02 <= false_alarms(clusters, mood) <= 0.08
