"""How often a change that is none is established, where both rounds ask in the same villages."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from benchmarks import change_size as simulation
from satmodel.result import Verdict


def read(answers):
    village = [f"v{i}" for i, people in enumerate(answers) for _ in people]
    frame = pd.DataFrame({"town": "A", "village": village, "q": answers.ravel()}).dropna()
    return sat.read(frame, unit="town", items=["q"], cluster="village")


@pytest.mark.parametrize("kept", [10, 5])
def test_the_simulation_judges_as_the_package_does(kept):
    answers = 75 + simulation.drawn(0.9, 5.0, kept, 4, np.random.default_rng(1))
    by_hand = simulation.judged(answers)
    for i, rounds in enumerate(answers):
        first, second = map(read, rounds)
        verdicts = [sat.change(first, second, overlap=overlap).compared.verdict[0] for overlap in (None, "none")]
        assert [verdict == Verdict.ESTABLISHED for verdict in verdicts] == by_hand[:2, i].tolist()


@pytest.mark.slow
def test_only_the_covariance_of_the_overlap_keeps_the_promise():
    samples, random = 6000, np.random.default_rng(20261124)
    found = {rho: simulation.judged(simulation.drawn(rho, 0.0, 10, samples, random)).mean(axis=1) for rho in (0.0, 0.9)}
    # three standard errors of a share of .05 in 6,000 samples, and a little for ten villages
    for paired, _, _ in found.values():
        assert abs(paired - 0.05) < 0.0084 + 0.004
    assert found[0.9][1] < 0.03  # independence assumed: real changes are overlooked
    assert found[0.0][2] > 0.09  # villages ignored: chance is taken for change
    power = simulation.judged(simulation.drawn(0.9, 5.0, 10, samples, random)).mean(axis=1)
    assert power[0] > power[1] + 0.1


@pytest.mark.slow
def test_where_half_of_the_villages_are_kept_it_stays_below():
    random = np.random.default_rng(20261124)
    for rho in (0.0, 0.9):
        paired = simulation.judged(simulation.drawn(rho, 0.0, 5, 4000, random)).mean(axis=1)[0]
        assert 0.03 < paired < 0.05 + 0.0103 + 0.004  # three standard errors, and a little for few villages
