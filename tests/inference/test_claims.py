"""Printed claims: the figures known for the city bulletin, settle and gaps at the turn, every answer there could be."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import satmodel as sat
from satmodel.errors import DataProblems, SettingError

FIVE = [0, 25, 50, 75, 100]
# the two scores of each claim of the city bulletin, and the known figures: never below, at SD 20, always above
BULLETIN = {
    "综合得分领先": (83.78, 80.63, 97, 310, 1131),
    "看病就医领先": (76.79, 76.35, 1458, 15874, 71193),
    "文化高于教育": (88.95, 88.15, 1861, 4802, 12169),
    "开发区低于平均": (84.80, 90.69, 33, 89, 236),
    "东阁高于开发区": (85.74, 84.80, 1313, 3478, 10919),
    "看病就医提高": (76.79, 74.743, 44, 733, 3365),
    "中小学教育提高": (88.15, 84.363, 81, 214, 633),
    "群众文化提高": (88.95, 79.792, 11, 37, 119),
}


def frame(rows):
    return pd.DataFrame([(name, *row[:2]) for name, row in rows.items()], columns=["claim", "one", "other"])


def judged(rows=BULLETIN, **more):
    return sat.claims(frame(rows), claim="claim", score="one", against="other", **more)


def test_the_city_bulletin():
    found = judged(scale=FIVE)
    known = np.array([row[2:] for row in BULLETIN.values()])
    # the figures are rounded to whole interviews, half of one either way
    np.testing.assert_allclose(found.turning, known, atol=0.5)
    assert found.table.index.tolist() == list(BULLETIN)
    np.testing.assert_array_equal(found.table[["n_least", "n_at_sd", "n_most"]], np.ceil(found.turning))


def test_the_scores_are_those_of_the_bulletins_files():
    items = pd.read_csv("data/city-bulletin/items.csv", encoding="utf-8-sig", skiprows=1, nrows=6).set_index("项目")
    assert items.loc["看病就医"].tolist() == list(BULLETIN["看病就医提高"][:2])
    assert items.loc["中小学教育"].tolist() == list(BULLETIN["中小学教育提高"][:2])
    assert items.loc["群众文化生活"].tolist() == list(BULLETIN["群众文化提高"][:2])
    assert items["本轮得分"].tolist()[:2] == list(BULLETIN["文化高于教育"][:2])
    leads = pd.read_csv("data/city-bulletin/leads.csv", encoding="utf-8-sig", skiprows=1, nrows=2)
    for column, name in (("综合得分", "综合得分领先"), ("看病就医", "看病就医领先")):
        assert leads[column].tolist() == list(BULLETIN[name][:2])
    towns = pd.read_csv("data/city-bulletin/towns.csv", encoding="utf-8-sig", skiprows=1, nrows=3).set_index("单位")
    assert towns.squeeze().loc[["开发区", "全部镇街"]].tolist() == list(BULLETIN["开发区低于平均"][:2])
    assert towns.squeeze().loc[["东阁街道", "开发区"]].tolist() == list(BULLETIN["东阁高于开发区"][:2])


@pytest.mark.parametrize("name", BULLETIN)
@pytest.mark.parametrize("more", [{"scale": FIVE}, {"scale": "100/75/55"}, {"limits": (0, 100)}])
def test_settle_turns_at_the_same_interviews(name, more):
    one, other, *_ = BULLETIN[name]
    scores = pd.DataFrame({"unit": ["a", "b"], "score": [one, other]})
    ask = {"unit": "unit", "score": "score", "n": 450, "pairs": [("a", "b")]}
    found = judged({name: BULLETIN[name]}, **more)
    settled = sat.settle(scores, **ask, **more)
    assert settled.n_most.tolist() == found.n_most.tolist()
    if "scale" in more:
        assert settled.n_least.tolist() == found.n_least.tolist()
    else:
        assert np.isnan(found.n_least).all()
    if more.get("scale") == FIVE:
        assert sat.settle(scores, **ask, sd=20).n_most.tolist() == found.n_at_sd.tolist()


@pytest.mark.parametrize(("limits", "expected"), [((55, 100), [1037, 55754]), ((0, 100), [3144, 197929])])
def test_picked_from_twelve_on_the_bulletins_own_scale(limits, expected):
    rows = {name: BULLETIN[name] for name in ("综合得分领先", "看病就医领先")}
    assert judged(rows, limits=limits, among=12).n_most.tolist() == expected


def test_gaps_turns_at_the_same_interviews():
    found = judged(limits=(0, 100), sd=16)
    for i, (one, other, *_) in enumerate(BULLETIN.values()):
        est = sat.estimates([one, other], se=16 / math.sqrt(450), n=450, names=["a", "b"])
        assert sat.gaps(est, pairs=[("a", "b")]).n_turn[0] == found.n_at_sd[i]


def test_no_answers_of_so_few_establish_it_and_all_answers_of_so_many_do():
    """Every way in which n respondents can answer on five levels with these two means."""
    n, one, other = 12, 1000 / 12, 700 / 12  # means that answers at the two ends, and at two neighbours, can have
    found = judged({"x": (one, other)}, scale=FIVE)
    totals = {}
    for counts in itertools.product(range(n + 1), repeat=4):
        if sum(counts) <= n:
            full = np.array([*counts, n - sum(counts)])
            mean = full @ FIVE / n
            for target in (one, other):
                if abs(mean - target) < 1e-9:
                    totals.setdefault(target, []).append(math.sqrt(full @ (np.array(FIVE) - mean) ** 2 / n))
    gap = one - other
    z = stats.norm.ppf(0.975)
    reach = [z * math.hypot(a, b) for a in totals[one] for b in totals[other]]
    least, _, most = found.turning[0]
    assert (min(reach) / gap) ** 2 == pytest.approx(least)
    assert (max(reach) / gap) ** 2 == pytest.approx(most)


@pytest.mark.parametrize("items", [2, 3])
def test_a_composite_has_a_finer_lattice(items):
    """The smallest spread of the mean of several items, over every pair of scores next to the mean."""
    possible = sorted({sum(one) / items for one in itertools.product(FIVE, repeat=items)})
    found = judged(scale=FIVE, items=items)
    for i, (one, other, *_) in enumerate(BULLETIN.values()):
        least = 0.0
        for mean in (one, other):
            below, above = max(x for x in possible if x <= mean), min(x for x in possible if x >= mean)
            least += (above - mean) * (mean - below)
        assert found.turning[i, 0] == pytest.approx(stats.norm.ppf(0.975) ** 2 * least / (one - other) ** 2)
    np.testing.assert_array_equal(found.n_most, judged(scale=FIVE).n_most)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(1, 99), st.floats(1, 99)), min_size=1, max_size=5), st.floats(1, 60))
def test_laws(scores, sd):
    rows = {str(i): pair for i, pair in enumerate(scores)}
    found = judged(rows, scale=FIVE, sd=sd)
    least = np.where(np.isnan(found.n_least), 0, found.n_least)
    assert np.all(least <= found.n_at_sd)
    assert np.all(found.n_at_sd <= found.n_most)
    turned = judged({name: pair[::-1] for name, pair in rows.items()}, scale=FIVE, sd=sd)
    np.testing.assert_array_equal(turned.gap, -found.gap)
    np.testing.assert_allclose(turned.turning, found.turning)
    mirrored = judged({name: (100 - a, 100 - b) for name, (a, b) in rows.items()}, scale=FIVE, sd=sd)
    # 1e-6: 100 - (100 - a) is not quite a, and a tiny gap magnifies it
    close = np.abs(found.gap) > 1e-3
    np.testing.assert_allclose(mirrored.turning[close], found.turning[close], rtol=1e-6, atol=1e-6)


def test_no_difference_and_a_score_at_the_end_of_the_scale():
    found = judged({"tie": (80.0, 80.0), "full": (100.0, 80.0), "average of all": (81.0, 80.0)}, scale=FIVE)
    assert found.table.index.tolist() == ["tie", "average of all"]
    assert found.n_most[0] == np.inf
    assert found.apart["claim"].tolist() == ["full"]
    said = found.say("en")
    assert "no sample size establishes" in said
    assert "Full is listed apart" in said


def test_a_score_on_a_level_has_no_smallest_number():
    found = judged({"x": (75.0, 50.0)}, scale=FIVE)
    assert np.isnan(found.n_least).all()
    assert "never" not in found.say("en")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({}, "give scale="),
        ({"scale": FIVE, "limits": (0, 100)}, "not both"),
        ({"limits": (85, 100)}, "outside the limits"),
        ({"scale": FIVE, "sd": 0}, "sd must be"),
        ({"scale": FIVE, "among": 1}, "among must be"),
        ({"scale": FIVE, "items": 0}, "items must be"),
        ({"scale": FIVE, "items": 20}, "items must be"),
        ({"scale": FIVE, "level": 2}, "level must lie"),
    ],
)
def test_what_cannot_be_is_refused_in_words(setting, message):
    with pytest.raises(SettingError, match=message):
        judged(**setting)


def test_a_cell_without_a_number_is_named():
    with pytest.raises(DataProblems, match="other"):
        judged({"x": (83.0, "unknown")}, scale=FIVE)


def test_a_tie_without_a_smallest_standard_deviation_is_never_established_and_gives_no_warning():
    printed = pd.DataFrame({"claim": ["level"], "one": [80.0], "other": [80.0]})
    found = sat.claims(printed, claim="claim", score="one", against="other", limits=(0, 100))
    assert np.isnan(found.table["n_least"].iloc[0])
    assert np.isinf(found.table["n_most"].iloc[0])
