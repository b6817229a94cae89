"""Who may be among the best: csranks, multiple-inference, enumeration, laws, coverage."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from satmodel.inference.judging.critical import Draws
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking import top_sets
from satmodel.inference.ranking.rank_sets import stepdown_sets
from satmodel.inference.ranking.top_sets import direct_sets, projected_sets
from tests.grids import thinned

STORED = Path(__file__).parents[1] / "reference" / "ranks"
CSRANKS = pd.concat([pd.read_csv(STORED / "csranks_synthetic.csv"), pd.read_csv(STORED / "csranks_pisa2018.csv")])
CSRANKS = CSRANKS[CSRANKS["simul"] & (CSRANKS["R"] > 1_000)]  # the most draws of each case
WINNERS = pd.read_csv(STORED / "winners_cases.csv")
BEST = pd.read_csv(STORED / "winners_top.csv")


def made(value, cov, df=np.inf):
    return pairs_of(np.asarray(value, dtype=float), cov, np.full(len(value), df))


def winners(name):
    rows = WINNERS[WINNERS["case"] == name]
    return rows["value"].to_numpy(), rows[[str(i) for i in range(len(rows))]].to_numpy()


def enumerated(pairs, top, draws, level=0.95):
    """The direct sets by their definition: every K, every draw, all held in memory."""
    held_draws = np.concatenate([block for _, block in draws.blocks()], axis=1)
    count = len(held_draws)
    scale = np.where(pairs.se > 0, 1 / np.where(pairs.se > 0, pairs.se, 1.0), 0.0)
    ahead = pairs.beyond()
    np.fill_diagonal(ahead, -np.inf)
    worst = np.sort(ahead, axis=1)[:, ::-1][:, top - 1]
    held = set(range(count))
    while True:
        values = []
        for out in combinations(sorted(held), top - 1):
            inside = [(held_draws[k] - held_draws[j]) * scale[j, k] for j in held for k in range(count) if k not in out]
            values.append(np.sort(np.max(inside, axis=0))[draws.place(level) - 1])
        critical = max(max(values), 0.0)
        left = {j for j in held if worst[j] <= critical}
        if left == held:
            break
        held = left
    sure = set()
    for j in held:
        leads = np.sort([pairs.beyond()[k, j] for k in held if k != j])
        if len(leads) < top or leads[top - 1] > critical:
            sure.add(j)
    return held, sure, critical


@pytest.mark.parametrize("correlated", [False, True])
@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_the_direct_sets_are_those_of_their_definition(count, correlated):
    random = np.random.default_rng(count)
    for _ in range(6):
        root = random.normal(size=(count, count)) * 0.6 * correlated + np.diag(random.uniform(0.4, 1.5, count))
        pairs = made(random.normal(80, 2, count), root @ root.T)
        draws = Draws(pairs, 2_000, 5)
        for top in range(1, min(count, 4)):
            held, sure, critical = enumerated(pairs, top, draws)
            found = direct_sets(pairs, top=top, draws=2_000, seed=5)
            if top <= 2:
                assert set(np.flatnonzero(found.may_be)) == held
                assert set(np.flatnonzero(found.established)) == sure
                assert found.critical == pytest.approx(critical, abs=1e-12)
            else:  # bounded from above, by little
                assert set(np.flatnonzero(found.may_be)) >= held
                assert set(np.flatnonzero(found.established)) <= sure
                if set(np.flatnonzero(found.may_be)) == held:
                    assert critical <= found.critical + 1e-12 <= critical + 0.3


@pytest.mark.parametrize("key", sorted(BEST.groupby(["case", "top"]).groups), ids=str)
def test_the_direct_set_is_that_of_multiple_inference(key):
    rows = BEST[(BEST["case"] == key[0]) & (BEST["top"] == key[1])]
    pairs = made(*winners(key[0]))
    found = direct_sets(pairs, top=key[1], draws=40_000)
    # both draw: a unit on a knife's edge may fall to either side
    assert np.all((found.may_be == rows["may_be"]) | found.knife_edge)
    if rows["established"].notna().all():  # its own, wider family for the second statement: never more than ours
        theirs = rows["established"].astype(bool).to_numpy()
        assert np.all(found.established | ~theirs | found.knife_edge)


@pytest.mark.parametrize("key", sorted(CSRANKS.groupby(["case", "cstype", "stepdown"]).groups), ids=str)
def test_projected_sets_are_those_of_csranks(key):
    name, cstype, stepdown = key
    rows = CSRANKS[(CSRANKS["case"] == name) & (CSRANKS["cstype"] == cstype) & (CSRANKS["stepdown"] == stepdown)]
    file = STORED / f"syn_sigma_{name}.csv"
    cov = pd.read_csv(file, header=None).to_numpy() if file.exists() else np.diag(rows["se"] ** 2)
    pairs = made(rows["x"].to_numpy(), cov)
    # csranks draws as well: bounds on a knife's edge may be others
    edge = stepdown_sets(pairs, stepdown=stepdown).knife_edge
    ours = stepdown_sets(pairs, stepdown=stepdown)
    for top in (1, 2, min(5, len(rows) - 1)):
        if cstype != "upper":
            assert np.all(((ours.low <= top) == (rows["L"] <= top).to_numpy()) | edge[:, 0])
        if cstype != "lower":
            assert np.all(((ours.high <= top) == (rows["U"] <= top).to_numpy()) | edge[:, 1])
        if stepdown and top < len(rows):
            found = projected_sets(pairs, top=top)
            np.testing.assert_array_equal(found.may_be, ours.low <= top)
            np.testing.assert_array_equal(found.established, ours.high <= top)


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 9), st.integers(0, 10_000))
def test_laws_of_the_sets(count, seed):
    random = np.random.default_rng(seed)
    value, se, top = random.normal(80, 3, count), random.uniform(0.3, 1.5, count), int(random.integers(1, count))
    found = direct_sets(made(value, np.diag(se**2)), top=top, draws=1_000)
    best = np.argsort(-value)[:top]
    assert found.may_be[best].all()  # the observed ones are always held
    assert not np.any(found.established & ~found.may_be)
    assert found.established.sum() <= top
    assert found.established.all() or (found.may_be.sum() == top) == (found.established.sum() == top)
    order = random.permutation(count)
    again = direct_sets(made(value[order] + 7, np.diag(se[order] ** 2)), top=top, draws=1_000)
    np.testing.assert_array_equal(again.may_be, found.may_be[order])
    np.testing.assert_array_equal(again.established, found.established[order])
    more = direct_sets(made(value, np.diag(se**2)), top=top, draws=1_000, level=0.9)
    assert np.all(found.may_be | ~more.may_be)  # less sure, fewer held


def test_two_units_are_compared_by_the_two_sided_test():
    for lead in (1.95, 1.97):
        found = direct_sets(made([lead * np.sqrt(2), 0.0], np.eye(2)), top=1, draws=200_000)
        assert found.may_be.tolist() == [True, lead < 1.96]
        assert found.established.tolist() == [lead > 1.96, False]
        assert found.critical == pytest.approx(stats.norm.ppf(0.975), abs=0.02) or lead > 1.96


def test_exact_differences_ties_and_few_degrees_of_freedom():
    exact = direct_sets(made([3.0, 2.0, 2.0], np.zeros((3, 3))), top=1)
    assert exact.may_be.tolist() == [True, False, False]
    assert exact.established[0]
    second = direct_sets(made([3.0, 2.0, 2.0], np.zeros((3, 3))), top=2)
    assert second.may_be.all()
    assert second.established.tolist() == [True, False, False]
    tied = direct_sets(made([3.0, 3.0, -9.0], np.eye(3)), top=1)
    assert tied.may_be.tolist() == [True, True, False]
    assert not tied.established.any()
    few = made([9.0, 1.0, 0.0], 0.5 * np.eye(3) + 0.5, df=6)
    assert not few.drawable
    bound = direct_sets(few, top=1)
    assert bound.may_be.tolist() == [True, False, False]
    # one unit is held, against two others: Bonferroni over two differences
    assert bound.critical == pytest.approx(stats.norm.isf(0.025), abs=1e-12)


def truths(name, count):
    if name == "tied":
        return np.zeros(count)
    if name == "two tied":
        return np.r_[0.0, 0.0, -np.linspace(0.3, 8, count - 2)]
    return -np.linspace(0, 4, count)


@pytest.mark.parametrize(
    ("count", "rounds", "shape", "top"),
    thinned([(2, 800), (13, 800), (50, 400)], ["tied", "two tied", "spread"], [1, 3]),
)
def test_both_statements_hold_together(count, rounds, shape, top):
    top = min(top, count - 1)
    random = np.random.default_rng(count + top)
    truth = truths(shape, count)
    right = 0
    for _ in range(rounds):
        se = random.uniform(0.3, 1.5, count)
        found = direct_sets(made(truth + se * random.normal(size=count), np.diag(se**2)), top=top, draws=2_000)
        rank = 1 + (truth[None, :] > truth[:, None] + 1e-12).sum(axis=1)
        right += found.may_be[rank <= top].all() and not found.established[rank > top].any()
    assert right / rounds >= 0.93  # .95 less two and a half standard errors of 800 rounds


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [0.6, -0.07])
def test_both_hold_for_correlated_estimates_with_a_t_reference(correlation):
    random = np.random.default_rng(6)
    count, rounds, df = 13, 600, 80
    cov = (1 - correlation) * np.eye(count) + correlation
    root, truth, right = np.linalg.cholesky(cov), truths("two tied", count), 0
    for _ in range(rounds):
        sample = random.normal(size=(df, count)) @ root.T
        pairs = made(truth + root @ random.normal(size=count), sample.T @ sample / df, df=df)
        found = direct_sets(pairs, top=2, draws=2_000)
        right += found.may_be[:2].all() and not found.established[2:].any()
    assert right / rounds >= 0.93


@pytest.mark.parametrize("top", [1, 3])
@pytest.mark.parametrize("spread", [0.01, 3.0])
def test_many_units_are_looked_at_where_it_matters_and_come_out_the_same(monkeypatch, spread, top):
    random = np.random.default_rng(8)
    pairs = made(random.normal(80, spread, 90), np.diag(random.uniform(0.4, 1.5, 90) ** 2))
    found = direct_sets(pairs, top=top, draws=4_000)
    monkeypatch.setattr(top_sets, "DENSE", 90)
    whole = direct_sets(pairs, top=top, draws=4_000)
    assert found.critical == pytest.approx(whole.critical, rel=1e-12)  # rounding
    np.testing.assert_array_equal(found.may_be, whole.may_be)
    np.testing.assert_array_equal(found.established, whole.established)
