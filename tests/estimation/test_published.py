"""Published means: the bound on the standard error, and what must be said before it can be computed."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.estimation.bounds import largest_sd


def bulletin(**more):
    return pd.DataFrame({"unit": ["A", "B"], "score": [83.78, 80.63], **more})


def test_the_bound_is_reached_when_everybody_gives_an_end_of_the_scale():
    answers = np.array([55.0] * 36 + [100.0] * 64)
    assert largest_sd(answers.mean(), (55, 100)) == pytest.approx(answers.std(), rel=1e-12)


def test_known_bounds():
    # closed form, printed with two decimals
    np.testing.assert_allclose(largest_sd([88.95, 83.78, 76.79], (55, 100)), [19.37, 21.61, 22.49], atol=0.005)
    np.testing.assert_allclose(largest_sd([88.95, 83.78, 76.79], (0, 100)), [31.35, 36.86, 42.22], atol=0.005)


def test_the_bound_holds_for_random_answers():
    random = np.random.default_rng(4)
    for _ in range(200):
        answers = random.choice([55.0, 75.0, 100.0], 50, p=random.dirichlet([1, 1, 1]))
        assert answers.std() <= largest_sd(answers.mean(), (55, 100)) + 1e-9


def test_an_sd_is_used_where_there_is_one():
    est = sat.published(bulletin(sd=[16.0, np.nan]), unit="unit", score="score", n=450, sd="sd", limits=(55, 100))
    bound = largest_sd(80.63, (55, 100)) / np.sqrt(450)
    np.testing.assert_allclose(est.se, [16 / np.sqrt(450), bound])
    assert est.step.settings["basis"] == "both"


def test_n_is_an_assumption_or_a_column():
    assumed = sat.published(bulletin(), unit="unit", score="score", n=450, limits=(55, 100))
    given = sat.published(bulletin(n=[400, 500]), unit="unit", score="score", n="n", limits=(55, 100))
    assert assumed.step.settings["n_assumed"]
    assert not given.step.settings["n_assumed"]
    assert given.n.tolist() == [400, 500]


def test_items_of_a_unit_need_a_correlation():
    frame = pd.DataFrame({"item": ["x", "y"], "score": [88.95, 76.79]})
    with pytest.raises(sat.SettingError, match="correlation="):
        sat.published(frame, item="item", score="score", n=450, limits=(55, 100))
    est = sat.published(frame, item="item", score="score", n=450, limits=(55, 100), correlation=0.4)
    assert est.cov[0, 1] == pytest.approx(0.4 * est.se[0] * est.se[1])


def test_a_perfect_mean_is_set_apart():
    frame = pd.DataFrame({"unit": ["A", "B"], "score": [100.0, 98.0]})
    est = sat.published(frame, unit="unit", score="score", n=22, limits=(0, 100))
    assert est.apart[["unit", "reason"]].to_numpy().tolist() == [["A", "no_variance"]]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"n": 450}, "limits="),
        ({"n": 450, "limits": (0, 80)}, "outside the limits"),
        ({"n": 1, "limits": (55, 100)}, "2 or more"),
    ],
)
def test_what_is_missing_is_said(settings, says):
    with pytest.raises(sat.SettingError, match=says):
        sat.published(bulletin(), unit="unit", score="score", **settings)
