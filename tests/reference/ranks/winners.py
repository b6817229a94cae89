"""How winners_*.csv come about. Python 3.11, multiple-inference 1.2.0 (PyPI, MIT).

Run in this folder: python winners.py
"""

import numpy as np
import pandas as pd
import scipy.misc

if not hasattr(scipy.misc, "derivative"):  # gone from SciPy 1.12; the package imports it for densities, not used here
    scipy.misc.derivative = None

from multiple_inference.confidence_set import ConfidenceSet, SimultaneousRanking
from multiple_inference.rank_condition import RankCondition

LEVEL, BETA = 0.95, 0.005
RNG = np.random.default_rng(20)


def cases():
    """Name, estimates and covariance: far apart, close, unequal errors, correlated either way."""
    yield "steps5", np.arange(5.0), np.eye(5)
    yield (
        "towns6",
        np.array([88.1, 87.2, 84.0, 82.5, 80.0, 79.1]),
        np.diag(np.array([0.7, 1.5, 0.9, 1.2, 0.8, 2.0]) ** 2),
    )
    yield "spread13", np.linspace(90, 78, 13) + RNG.normal(0, 0.5, 13), np.diag(RNG.uniform(0.4, 2.0, 13) ** 2)
    yield "close13", np.linspace(85, 83, 13) + RNG.normal(0, 0.3, 13), np.diag(RNG.uniform(0.5, 1.5, 13) ** 2)
    yield "correlated8", RNG.normal(80, 2, 8), 0.5 * np.eye(8) + 0.5
    root = RNG.normal(size=(6, 6)) * 0.6 + np.eye(6)
    yield "mixed6", RNG.normal(80, 2.5, 6), root @ root.T
    yield "many38", np.sort(RNG.normal(80, 3, 38))[::-1], np.diag(RNG.uniform(0.5, 1.5, 38) ** 2)


def pisa():
    """Mathematics in 38 countries, from the file that csranks was run on."""
    rows = pd.read_csv("csranks_pisa2018.csv")
    rows = rows[rows["case"] == "pisa2018_math"].drop_duplicates("unit")
    return "pisa2018_math", rows["x"].to_numpy(), np.diag(rows["se"].to_numpy() ** 2)


def sets(name, value, cov):
    """Who may be, and who is established to be, among the t best."""
    found = SimultaneousRanking(value, cov, random_state=0).fit(n_samples=20_000 if len(value) < 20 else 10_000)
    for top in (1, 2, 3) if len(value) < 20 else (1, 2) if name == "many38" else (1, 3):
        may_be = found.compute_best_params(top, alpha=1 - LEVEL).to_numpy()
        sure = found.compute_best_params(top, alpha=1 - LEVEL, superset=False).to_numpy() if len(value) < 9 else None
        for i in range(len(value)):
            yield name, top, i, value[i], may_be[i], None if sure is None else sure[i]


def scores(name, value, cov):
    """Conditional and hybrid estimates and intervals of the units observed among the t best."""
    model = RankCondition(value, cov, random_state=0)
    whole = ConfidenceSet(value, cov, random_state=0).fit()
    for top in (1, 3):
        for i in np.argsort(-value)[:top]:
            plain = model.get_marginal_distribution(int(i), ranks=np.arange(top))
            hybrid = model.get_marginal_distribution(int(i), ranks=np.arange(top), beta=BETA)
            reach = whole.conf_int(BETA, [int(i)])[0][1] - value[i]
            alpha = 1 - LEVEL
            inner = (alpha - BETA) / (1 - BETA)
            yield (
                *(name, top, int(i), value[i], reach),
                *(float(np.squeeze(plain.ppf(q))) for q in (0.5, alpha / 2, 1 - alpha / 2)),
                *(float(np.squeeze(hybrid.ppf(q))) for q in (0.5, inner / 2, 1 - inner / 2)),
            )


if __name__ == "__main__":
    every = [*cases(), pisa()]
    pd.concat([pd.DataFrame(cov).assign(case=name, value=value) for name, value, cov in every]).to_csv(
        "winners_cases.csv", index=False
    )
    columns = ["case", "top", "unit", "value", "may_be", "established"]
    pd.DataFrame([row for case in every for row in sets(*case)], columns=columns).to_csv("winners_top.csv", index=False)
    columns = ["case", "top", "unit", "value", "reach", "conditional", "conditional_low", "conditional_high"]
    columns += ["hybrid", "hybrid_low", "hybrid_high"]
    pd.DataFrame([row for case in every[:-1] for row in scores(*case)], columns=columns).to_csv(
        "winners_scores.csv", index=False
    )
