"""Ranks under other codings: brute force, R's tau, laws, and what is refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.soundness.recoded import BASE, _correlation

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
SCALE = sat.Scale({"very good": 100, "good": 80, "fair": 60, "bad": 0}, no_opinion=["don't know"])
ANSWERS = [*SCALE.points, "don't know"]
TOP = {"very good": 1, "good": 0, "fair": 0, "bad": 0}
TWO = {"very good": 1, "good": 1, "fair": 0, "bad": 0}
LINE = {"very good": 200, "good": 161, "fair": 122, "bad": 5}


def drawn(seed=1, units=6, rows=40, apart=0.05):
    random = np.random.default_rng(seed)
    frames = []
    for u in range(units):
        chance = random.dirichlet([4, 4, 3, 2]) * (1 - apart)
        answers = random.choice(ANSWERS, (rows, 2), p=[*chance, apart])
        frames.append(pd.DataFrame({"unit": f"U{u}", "q1": answers[:, 0], "q2": answers[:, 1]}))
    return pd.concat(frames, ignore_index=True).assign(w=random.uniform(0.5, 2, units * rows))


def survey_of(data, weight=None):
    return sat.read(data, unit="unit", items=["q1", "q2"], scale=SCALE, weight=weight)


def by_hand(data, points, weight=None):
    """The composite of every unit, computed row by row."""
    found = {}
    for unit, part in data.groupby("unit"):
        items = []
        for item in ("q1", "q2"):
            kept = [
                (points[a], 1 if weight is None else w)
                for a, w in zip(part[item], part["w"], strict=True)
                if a in points
            ]
            items.append(sum(y * w for y, w in kept) / sum(w for _, w in kept))
        found[unit] = sum(items) / 2
    return pd.Series(found)


@pytest.mark.parametrize("weight", [None, "w"])
def test_composites_and_ranks_are_those_computed_by_hand(weight):
    data = drawn()
    found = sat.recoded(survey_of(data, weight), {"top": TOP, "top two": TWO, "line": LINE})
    table = found.table
    for name, points in {"top": TOP, "top two": TWO, "line": LINE, BASE: dict(SCALE.points)}.items():
        expected = by_hand(data, points, weight)
        got = table.xs(name, level="coding")
        np.testing.assert_allclose(got["estimate"], expected[got.index], rtol=1e-12)  # the same sums
        assert got["rank"].tolist() == expected.rank(ascending=False, method="min").astype(int)[got.index].tolist()
    dk = {**SCALE.points, "don't know": 50.0}
    np.testing.assert_allclose(
        table.xs("no_opinion_middle", level="coding")["estimate"], by_hand(data, dk, weight), rtol=1e-12
    )


def test_the_summaries_tell_who_is_first_and_how_far_ranks_move():
    data = drawn(seed=4)
    found = sat.recoded(survey_of(data), {"top": TOP, "line": LINE})
    ranks = found.table["rank"].unstack("coding")
    units = found.by_unit
    assert units["rank_best"].to_dict() == ranks.min(axis=1).to_dict()
    assert units["rank_worst"].to_dict() == ranks.max(axis=1).to_dict()
    codings = found.by_coding
    assert codings.loc["line", "moved"] == 0
    assert codings.loc["line", "tau"] == pytest.approx(1)
    assert codings.loc["line", "linear"]
    assert not codings.loc["top", "linear"]
    assert codings.loc["top", "moved"] == (ranks["top"] != ranks[BASE]).sum()
    assert codings.loc[BASE, "first"] == ranks.index[ranks[BASE] == 1][0]
    for language in ("en", "zh"):
        assert "line" in found.say(language)


def test_tau_is_that_of_r():
    reference = pd.read_csv(REFERENCE / "kendall.csv")
    tau = _correlation(reference[["a", "b"]].to_numpy(), ["a", "b"])
    assert tau.loc["a", "b"] == pytest.approx(reference["tau"].iloc[0], rel=1e-12)  # a ratio of counts


@pytest.mark.parametrize(
    ("coding", "message"),
    [
        ({"very good": 1, "good": 2, "fair": 0, "bad": 0}, "not monotone: it gives 'good'"),
        ({"very good": 1, "good": 1, "fair": 1, "bad": 1}, "the same points"),
        ({"very good": 1, "good": 1, "fair": 1}, "without points: \\['bad'\\]"),
        ({**TOP, "splendid": 2}, "not answers of the scale: \\['splendid'\\]"),
    ],
)
def test_codings_that_are_not_monotone_or_do_not_fit_are_refused(coding, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.recoded(survey_of(drawn()), {"odd": coding})


def test_other_settings_that_cannot_be_used_are_refused():
    survey = survey_of(drawn())
    with pytest.raises(sat.SettingError, match="as scored"):
        sat.recoded(survey, {BASE: TOP})
    with pytest.raises(sat.SettingError, match="points by answer"):
        sat.recoded(survey, [TOP])
    with pytest.raises(sat.SettingError, match="no scored item"):
        sat.recoded(survey, {"top": TOP}, items=["q9"])
    with pytest.raises(sat.SettingError, match="every item once"):
        sat.recoded(survey, {"top": TOP}, weights={"q1": 1})
    with pytest.raises(sat.SettingError, match="middle"):
        sat.recoded(survey, {"top": TOP}, middle=101)
    with pytest.raises(sat.SettingError, match="nothing to compare"):
        sat.recoded(survey_of(drawn(apart=0.0)), {})
    with pytest.raises(sat.NotEstimable, match="fewer than two units"):
        sat.recoded(survey_of(drawn(units=1)), {"top": TOP})


def test_a_unit_without_answers_is_listed():
    data = drawn()
    data.loc[data["unit"] == "U0", "q1"] = ""
    found = sat.recoded(survey_of(data), {"top": TOP})
    assert found.apart["unit"].tolist() == ["U0"]
    assert "U0" not in found.units
    assert "U0" in found.say("en")


def test_points_without_answers_can_be_recoded_too():
    data = pd.DataFrame({"unit": list("AAABBB"), "q": [100, 55, 55, 75, 75, 55]})
    survey = sat.read(data, unit="unit", items=["q"])
    found = sat.recoded(survey, {"top": {"100": 1, "75": 0, "55": 0}})
    assert found.by_coding["first"].tolist() == ["A", "A"]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), slope=st.floats(0.01, 50), shift=st.floats(-100, 100))
def test_a_linear_coding_never_changes_a_rank(seed, slope, shift):
    coding = {answer: shift + slope * points for answer, points in SCALE.points.items()}
    found = sat.recoded(survey_of(drawn(seed)), {"line": coding})
    assert found.linear == ("line",)
    ranks = found.table["rank"].unstack("coding")
    assert (ranks["line"] == ranks[BASE]).all()
