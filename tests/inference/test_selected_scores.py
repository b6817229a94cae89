"""Corrected scores of picked units: against multiple-inference, the inverted distribution, simulation, far tails."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, optimize, stats
from scipy.special import log_ndtr

from satmodel.inference.ranking import selected_scores as module
from satmodel.inference.ranking.selected_scores import selected_scores, selection

STORED = Path(__file__).parents[1] / "reference" / "ranks"
CASES = pd.read_csv(STORED / "winners_cases.csv")
SCORES = pd.read_csv(STORED / "winners_scores.csv")


def case(name):
    rows = CASES[CASES["case"] == name]
    count = len(rows)
    return rows["value"].to_numpy(), rows[[str(i) for i in range(count)]].to_numpy()


def scored(value, cov, selected, top=1, level=0.95, df=np.inf):
    return selected_scores(value, cov, np.full(len(value), df), selected=np.atleast_1d(selected), top=top, level=level)


@pytest.mark.parametrize("row", SCORES.itertuples(), ids=lambda row: f"{row.case}-{row.top}-{row.unit}")
def test_the_conditional_estimate_and_interval_are_those_of_multiple_inference(row):
    value, cov = case(row.case)
    found = scored(value, cov, row.unit, top=row.top)
    sd = cov[row.unit, row.unit] ** 0.5
    for probability, ours, theirs in (
        (0.5, found.conditional[0], row.conditional),
        (0.975, found.conditional_low[0], row.conditional_low),
        (0.025, found.conditional_high[0], row.conditional_high),
    ):
        if abs(theirs - row.value) < 4 * sd:
            assert ours == pytest.approx(theirs, abs=2e-6 * sd)  # the witness's root is found to 1e-8 relative
        else:  # so far out the witness draws its masses and loses its root; the tails themselves say what is right
            [(bound, _)] = selection(value, cov, row.unit, row.top)
            tails = log_ndtr((ours - row.value) / sd) - log_ndtr((ours - bound) / sd)
            assert -np.expm1(tails) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize("row", SCORES.itertuples(), ids=lambda row: f"{row.case}-{row.top}-{row.unit}")
def test_the_hybrid_estimate_and_interval_are_those_of_multiple_inference(row):
    value, cov = case(row.case)
    y, sd = row.value, cov[row.unit, row.unit] ** 0.5
    spans = selection(value, cov, row.unit, row.top)
    inner = (0.05 - 0.005) / (1 - 0.005)
    wanted = ((0.5, row.hybrid), (1 - inner / 2, row.hybrid_low), (inner / 2, row.hybrid_high))
    found = scored(value, cov, row.unit, top=row.top)
    whole = (found.corrected[0], found.low[0], found.high[0])
    for (probability, theirs), ours in zip(wanted, whole, strict=True):
        # with the witness's own drawn projection interval; where its root lies outside that interval it lost it
        exact = module._hybrid(y, sd, spans, probability, row.reach)
        assert abs(exact - y) <= row.reach
        if abs(theirs - y) <= row.reach:
            assert exact == pytest.approx(theirs, abs=1e-5 * sd)
        # the projection interval in closed form: 10,000 draws leave 0.1 standard errors in its critical value
        assert ours == pytest.approx(exact, abs=0.15 * sd)


def test_the_selection_is_where_the_unit_would_be_among_the_largest():
    random = np.random.default_rng(4)
    for _ in range(60):
        count = int(random.integers(2, 7))
        root = random.normal(size=(count, count))
        cov, value = root @ root.T, random.normal(0, 1.5, count)
        top = int(random.integers(1, count))
        i = int(np.argmax(value))
        spans = selection(value, cov, i, top)
        for y in value[i] + random.normal(0, 4, 40):
            moved = value + cov[:, i] / cov[i, i] * (y - value[i])  # the part that goes along with it
            among = np.count_nonzero(np.delete(moved, i) > y) < top
            assert among == any(low < y < high for low, high in spans)
        assert any(low <= value[i] <= high for low, high in spans)


def test_the_estimate_inverts_the_truncated_distribution():
    value, cov = np.array([3.0, 2.2, 1.0, 1.9]), 0.4 * np.eye(4) + 0.6
    cov[0, 0] = 2.0  # the others move along with it more slowly
    [span] = selection(value, cov, 0, 1)
    sd = cov[0, 0] ** 0.5
    for probability, ours in zip(
        (0.5, 0.975, 0.025),
        (lambda f: (f.conditional[0], f.conditional_low[0], f.conditional_high[0]))(scored(value, cov, 0)),
        strict=True,
    ):

        def below(mu):
            whole = integrate.quad(lambda y: stats.norm.pdf(y, mu, sd), span[0], max(mu, value[0]) + 12 * sd)[0]
            return integrate.quad(lambda y: stats.norm.pdf(y, mu, sd), span[0], value[0])[0] / whole

        root = optimize.brentq(lambda mu, q=probability: below(mu) - q, value[0] - 9 * sd, value[0] + 4 * sd)
        assert ours == pytest.approx(root, abs=1e-6)  # quadrature


def test_far_out_it_follows_the_exponential_limit():
    # just above its rival the truncated distribution is exponential with rate (lead / variance): μ has a closed form
    for lead in (1e-3, 1e-4):
        found = scored(np.array([lead, 0.0]), np.eye(2), 0)
        # P(Y <= y) = 1 - exp(-h d), h the hazard, close to the distance y - μ so far out
        hazard = np.log(2) / lead
        assert found.conditional[0] == pytest.approx(-hazard, rel=2e-5)
    tied = scored(np.array([1.0, 1.0]), np.eye(2), 0)
    assert tied.near_tie[0]
    assert tied.conditional[0] == -np.inf
    assert np.isfinite([tied.corrected[0], tied.low[0], tied.high[0]]).all()


def test_a_leader_far_ahead_is_not_corrected():
    found = scored(np.array([30.0, 1.0, 0.0]), np.eye(3), 0)
    z = stats.norm.ppf(0.975)
    np.testing.assert_allclose(
        [found.conditional[0], found.conditional_low[0], found.conditional_high[0]], [30, 30 - z, 30 + z], atol=1e-9
    )
    c = stats.norm.ppf(0.5 + 0.95 ** (1 / 3) / 2)
    assert found.projection_high[0] == pytest.approx(30 + c, abs=1e-12)
    assert not found.near_tie[0]
    assert found.corrected[0] == pytest.approx(30, abs=1e-9)


def test_mirroring_shifting_and_scaling():
    random = np.random.default_rng(9)
    value, root = random.normal(size=6), random.normal(size=(6, 6)) + 2 * np.eye(6)
    cov, top = root @ root.T, 2
    chosen = np.argsort(-value)[:2]
    plain, moved = scored(value, cov, chosen, top), scored(3 * value + 70, 9 * cov, chosen, top)
    for name in ("corrected", "low", "high", "conditional", "conditional_low", "projection_high"):
        np.testing.assert_allclose(getattr(moved, name), 3 * getattr(plain, name) + 70, rtol=1e-9)
    turned = plain.turned()
    np.testing.assert_allclose([turned.low, turned.conditional_high], [-plain.high, -plain.conditional_low])
    order = random.permutation(6)
    again = scored(value[order], cov[np.ix_(order, order)], np.argsort(order)[chosen], top)
    np.testing.assert_allclose(again.corrected, plain.corrected, rtol=1e-10)


def test_a_unit_known_exactly_needs_no_correction():
    found = scored(np.array([3.0, 1.0]), np.diag([0.0, 1.0]), 0)
    assert found.corrected[0] == found.low[0] == found.projection_high[0] == 3.0


@pytest.mark.parametrize(
    ("name", "truth", "cov", "top"),
    [
        ("equal", np.zeros(8), np.eye(8), 1),
        ("spread", np.linspace(0, 4, 8), np.diag(np.linspace(0.5, 1.5, 8) ** 2), 1),
        ("correlated", np.zeros(5), 0.5 * np.eye(5) + 0.5, 1),
        ("top3", np.linspace(0, 2, 8), np.eye(8), 3),
    ],
)
@pytest.mark.slow
def test_medians_are_unbiased_and_intervals_cover(name, truth, cov, top):
    random = np.random.default_rng(11)
    root, rounds = np.linalg.cholesky(cov), 1500
    below = covered = covered_conditional = covered_projection = plain = 0
    for _ in range(rounds):
        value = truth + root @ random.normal(size=len(truth))
        i = int(np.argsort(-value)[int(random.integers(top))])
        found = scored(value, cov, i, top)
        mu = truth[i]
        below += found.conditional[0] < mu
        covered += found.low[0] <= mu <= found.high[0]
        covered_conditional += found.conditional_low[0] <= mu <= found.conditional_high[0]
        covered_projection += found.projection_low[0] <= mu <= found.projection_high[0]
        plain += abs(value[i] - mu) <= 1.96 * cov[i, i] ** 0.5
    assert below / rounds == pytest.approx(0.5, abs=0.04)  # three standard errors of 1,500 rounds
    assert covered_conditional / rounds == pytest.approx(0.95, abs=0.018)
    assert covered / rounds >= 0.935
    assert covered_projection / rounds >= 0.94
    if name == "equal":
        assert plain / rounds < 0.9  # what the correction is for


@pytest.mark.slow
def test_intervals_cover_with_ten_degrees_of_freedom():
    random = np.random.default_rng(12)
    rounds, count, df = 1500, 6, 10
    covered = 0
    for _ in range(rounds):
        value = random.normal(size=count)
        cov = np.diag(random.chisquare(df, count) / df)
        i = int(np.argmax(value))
        found = scored(value, cov, i, df=df)
        covered += found.low[0] <= 0 <= found.high[0]
    assert covered / rounds >= 0.93


def test_a_near_tie_is_seen_from_either_side():
    found = selected_scores(
        np.array([81.0, 80.99]), np.array([[1.0, 2.0], [2.0, 9.0]]), np.full(2, np.inf), selected=np.array([0]), top=1
    )
    assert found.conditional[0] > found.projection_high[0]
    assert found.near_tie[0]
