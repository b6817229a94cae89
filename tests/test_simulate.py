"""The simulated county: its truth, and that the example round is what the program makes."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import satmodel as sat
from satmodel import simulate

DATA = Path(__file__).parents[1] / "data" / "county-phone"


@pytest.fixture(scope="module")
def drawn():
    return simulate.county()


def test_the_example_round_is_what_the_program_makes(drawn, tmp_path):
    drawn.save(tmp_path)
    for name in ("2025H2.xlsx", "2026H1.xlsx", "truth.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_the_truth_is_calibrated_to_the_published_item_means(drawn):
    means = drawn.truth.groupby(["round", "item"])["points"].mean()
    for name, target in (("2025H2", simulate.BEFORE), ("2026H1", simulate.NOW)):
        for item, goal in zip(simulate.ITEMS, target, strict=True):
            assert means[name, item] == pytest.approx(goal, abs=1e-9)  # the thresholds are solved for it
    assert means["2026H1", "composite"] == pytest.approx(np.mean(simulate.NOW), abs=1e-9)


def test_a_large_sample_comes_near_the_truth():
    plan = simulate.Plan(villages=150, calls=20)
    county = simulate.county(seed=3, plan=plan)
    points = {"满意": 100.0, "基本满意": 75.0, "不满意": 55.0}
    frame = county.rounds["2026H1"]
    got = frame.groupby("镇街")[list(simulate.QUESTIONS)].agg(lambda answers: answers.map(points).mean())
    truth = county.truth.query("round == '2026H1' and item != 'composite'").pivot_table(
        index="unit", columns="item", values="points"
    )
    miss = got.to_numpy() - truth.loc[got.index, list(simulate.ITEMS)].to_numpy()
    # 3,000 answers in 150 villages: a standard error of about .4 points; 78 misses, so 4 of these
    assert np.abs(miss).max() < 1.6
    assert abs(stats.ttest_1samp(miss.ravel(), 0).statistic) < 4


def test_another_seed_is_another_county_and_the_same_seed_the_same():
    plan = simulate.Plan(villages=2, calls=3)
    a, b, c = (simulate.county(seed=seed, plan=plan).rounds["2026H1"] for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(a, b)
    assert not a.equals(c)


def test_a_plan_without_room_for_the_persons_own_answer_is_refused():
    with pytest.raises(sat.SettingError, match="less than one"):
        simulate.county(plan=simulate.Plan(halo_sd=1.0))


def test_scores_of_several_rounds_are_what_they_are_said_to_be():
    drawn = sat.simulate.series(rounds=400, seed=3, n=100, sd=16, spread=2, drift=1, rise=0.1, house=7)
    scores = drawn.scores
    errors = (scores["score"] - scores["truth"]) / scores["se"]
    # 5,200 standard normal errors: their mean and standard deviation within four standard errors
    assert abs(errors.mean()) < 4 / np.sqrt(len(errors))
    assert abs(errors.std() - 1) < 4 / np.sqrt(2 * len(errors))
    steps = scores.groupby("round")["truth"].mean().diff().dropna()
    assert steps.mean() == pytest.approx(0.1, abs=4 * np.sqrt(2 / 13 / 400))
    last = scores[scores["round"] == "2026H1"].set_index("unit")["truth"]
    official = drawn.official.set_index("unit")["truth"]
    # the official truth is the own one less the house effect, to the last digit but one
    np.testing.assert_allclose(last[official.index] - official, 7, rtol=1e-12)


def test_the_same_seed_gives_the_same_scores_and_rounds_have_names():
    one, other = sat.simulate.series(rounds=4), sat.simulate.series(rounds=4)
    pd.testing.assert_frame_equal(one.scores, other.scores)
    assert one.scores["round"].unique().tolist() == ["2024H2", "2025H1", "2025H2", "2026H1"]
    with pytest.raises(sat.SettingError, match="at least one round"):
        sat.simulate.series(rounds=0)
