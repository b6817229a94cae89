"""Specification tables: brute force, the verdicts of single runs, laws, and what is refused."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.soundness.specifying import BASE, CHOICES
from tests.inference.test_recoded import LINE, SCALE, TOP, drawn, survey_of

TREATED = {"lowest": 0.0, "middle": 50.0, "highest": 100.0}  # of SCALE
TWICE = {"q1": 2.0, "q2": 1.0}


def worked(seed=1, rows=40, units=6):
    """Respondents with a column of interviewers."""
    data = drawn(seed, units=units, rows=rows)
    return data.assign(caller=np.random.default_rng(seed).choice(["07", "08", "12"], len(data)))


def by_hand(data, points, *, weight=None, items=None, gone=()):
    """The composite of every unit, row by row."""
    shares = items or {"q1": 1.0, "q2": 1.0}
    found = {}
    for unit, part in data[~data["caller"].isin(gone)].groupby("unit"):
        total = 0.0
        for item, share in shares.items():
            kept = [
                (points[a], 1.0 if weight is None else w)
                for a, w in zip(part[item], part["w"], strict=True)
                if a in points
            ]
            total += share * sum(y * w for y, w in kept) / sum(w for _, w in kept)
        found[unit] = total / sum(shares.values())
    return pd.Series(found)


def test_every_combination_is_that_computed_by_hand():
    data = worked()
    found = sat.sensitivity(
        survey_of(data, "w"),
        codings={"line": LINE},
        weights={"unweighted": None},
        item_weights={"twice": TWICE},
        without={"no 07": {"caller": ["07"]}},
    )
    table = found.long
    assert len(found.specifications) == 2 * 4 * 2 * 2 * 2
    for number, spec in found.specifications.iterrows():
        points = dict(SCALE.points) if spec["coding"] == BASE[0] else dict(LINE)
        if spec["no_opinion"] != "apart":
            low, high = min(points.values()), max(points.values())
            treated = {"lowest": low, "middle": (low + high) / 2, "highest": high}
            points["don't know"] = treated[spec["no_opinion"]]
        expected = by_hand(
            data,
            points,
            weight=None if spec["weights"] == "unweighted" else "w",
            items=TWICE if spec["items"] == "twice" else None,
            gone=("07",) if spec["respondents"] == "no 07" else (),
        )
        got = table.loc[number]
        np.testing.assert_allclose(got["estimate"], expected[got.index], rtol=1e-12)  # the same sums
        # rounded: equal composites are sums in another order
        assert (
            got["rank"].tolist()
            == expected.round(9).rank(ascending=False, method="min").astype(int)[got.index].tolist()
        )


def test_the_first_specification_is_the_ranking_itself_and_its_verdicts_are_those_of_gaps():
    survey = survey_of(worked(3, rows=150))
    found = sat.sensitivity(survey, codings={"top": TOP})
    est = sat.means(survey).average("item")
    ranked = sat.ranks(est, method="tukey").table
    assert found.table["rank"].to_dict() == ranked["rank"].to_dict()
    gaps = sat.gaps(est).table
    pairs = found.by_pair
    for (a, b), row in pairs.iterrows():
        twin = gaps.loc[(a, b)] if (a, b) in gaps.index else gaps.loc[(b, a)]
        assert abs(row["gap"]) == pytest.approx(abs(twin["gap"]), rel=1e-12)
        assert row["verdict"] == twin["verdict"]
        assert row["detectable"] == pytest.approx(twin["detectable"], rel=1e-12)
    counts = ["count_established", "count_open", "count_turned", "count_reversed", "count_unjudged"]
    assert (pairs[counts].sum(axis=1) == len(found.specifications)).all()


def test_leaving_respondents_out_is_a_domain_of_the_same_sample():
    data = worked(5, rows=120)
    found = sat.sensitivity(survey_of(data), no_opinion=(), without={"no 07": {"caller": ["07"]}})
    survey = survey_of(data)
    kept = survey.scores.where(np.tile((survey.frame["caller"] != "07").to_numpy()[:, None], 2))
    direct = sat.gaps(sat.means(type(survey)(**{**_parts(survey), "scores": kept})).average("item")).table
    settled = {frozenset(pair) for pair in direct.index[direct["verdict"] == "established"]}
    low, high = found.long.loc[1]["rank_low"], found.long.loc[1]["rank_high"]
    for unit in found.units:
        assert high[unit] - low[unit] == len(found.units) - 1 - sum(unit in pair for pair in settled)


def _parts(survey):
    return {name: getattr(survey, name) for name in survey.__dataclass_fields__}


def test_each_interviewer_is_left_out_alone():
    data = worked(7)
    found = sat.sensitivity(survey_of(data), codings={"top": TOP}, interviewer="caller")
    listed = found.specifications
    alone = listed[listed["respondents"] != BASE[4]]
    assert alone["respondents"].tolist() == ["caller 07", "caller 08", "caller 12"]
    assert (alone[list(CHOICES[:4])] == list(BASE[:4])).all(axis=None)
    for number, name in alone["respondents"].items():
        expected = by_hand(data, dict(SCALE.points), gone=(name[-2:],))
        got = found.long.loc[number]["estimate"]
        np.testing.assert_allclose(got, expected[got.index], rtol=1e-12)  # the same sums


def test_a_survey_weighted_otherwise_and_a_column_of_weights():
    data = worked(11)
    found = sat.sensitivity(survey_of(data), no_opinion=(), weights={"column": "w", "survey": survey_of(data, "w")})
    one, other = found.long.loc[1]["estimate"], found.long.loc[2]["estimate"]
    np.testing.assert_allclose(one, other, rtol=1e-15)  # the same numbers
    np.testing.assert_allclose(one, by_hand(data, dict(SCALE.points), weight="w")[one.index], rtol=1e-12)  # same sums


def test_an_established_order_may_be_reversed_and_is_told():
    loved = ["very good"] * 60 + ["bad"] * 40  # top box first
    liked = ["good"] * 90 + ["fair"] * 10  # mean first
    data = pd.DataFrame({"unit": ["A"] * 100 + ["B"] * 100, "q1": loved + liked})
    survey = sat.read(data, unit="unit", items=["q1"], scale=SCALE)
    flat = {"very good": 100, "good": 20, "fair": 10, "bad": 0}
    found = sat.sensitivity(survey, codings={"steep": flat})
    assert found.units == ("B", "A")
    assert found.by_pair.loc[("B", "A"), "count_reversed"] == 1
    assert "The opposite is established under 1" in found.say("en")
    assert "次序相反" in found.say("zh")


def test_a_unit_without_a_standard_error_keeps_its_rank_and_is_not_judged():
    data = worked(13)
    data.loc[data["unit"] == "U1", ["q1", "q2"]] = "good"
    found = sat.sensitivity(survey_of(data), codings={"top": TOP}, no_opinion=())
    pairs = found.by_pair
    ones = [pair for pair in pairs.index if "U1" in pair]
    assert (pairs.loc[ones, "count_unjudged"] == 2).all()
    assert set(found.long.loc[0].index) == set(found.units)
    assert "ranked there by the score alone: U1." in found.say("en")
    assert "只按得分排名的有U1" in found.say("zh")


def test_small_units_and_units_without_answers_are_listed():
    data = worked(17, rows=60)
    small = data[(data["unit"] != "U2") | (data.groupby("unit").cumcount() < 12)].copy()
    small.loc[small["unit"] == "U3", "q1"] = ""
    found = sat.sensitivity(survey_of(small), codings={"top": TOP})
    assert found.apart.set_index("unit")["reason"].to_dict() == {"U2": "too_few_to_rank", "U3": "no_answers"}
    assert not {"U2", "U3"} & set(found.units)
    for language in ("en", "zh"):
        assert "U2" in found.say(language)
        assert "U3" in found.say(language)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_rows_changes_nothing_and_a_linear_coding_turns_nothing(seed):
    data = worked(seed, rows=35)
    asked = {"codings": {"line": {a: 3 + 0.5 * y for a, y in SCALE.points.items()}}, "no_opinion": ()}
    found = sat.sensitivity(survey_of(data), **asked)
    shuffled = sat.sensitivity(survey_of(data.sample(frac=1, random_state=seed)), **asked)
    pd.testing.assert_frame_equal(found.table, shuffled.table, rtol=1e-12)  # sums in another order
    assert found.by_choice.loc[("coding", "line"), ["moved", "turned"]].tolist() == [0, 0]
    assert (found.table["held"] == 1).all()


def test_the_ranges_are_those_of_the_specifications():
    found = sat.sensitivity(survey_of(worked(19)), codings={"top": TOP}, item_weights={"twice": TWICE})
    long, table = found.long, found.table
    by_unit = long.groupby("unit", sort=False)
    own = long[long["coding"] == BASE[0]].groupby("unit", sort=False)["estimate"]
    pd.testing.assert_series_equal(table["rank_best"], by_unit["rank"].min(), check_names=False)
    pd.testing.assert_series_equal(table["rank_worst"], by_unit["rank"].max(), check_names=False)
    pd.testing.assert_series_equal(table["set_low"], by_unit["rank_low"].min(), check_names=False)
    pd.testing.assert_series_equal(table["estimate_low"], own.min(), check_names=False)
    assert (table["set_low"] <= table["rank_best"]).all()
    assert (table["set_high"] >= table["rank_worst"]).all()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"codings": {BASE[0]: TOP}}, "the survey's own way"),
        ({"codings": [TOP]}, "under a name"),
        ({"no_opinion": "lowest"}, "must be a list"),
        ({"no_opinion": ["best"]}, "must be a list of"),
        ({"no_opinion": ()}, "nothing to compare"),
        ({"item_weights": {"odd": {"q9": 1}}}, "name \\['q9'\\]"),
        ({"item_weights": {"odd": {"q1": 0}}}, "sum|more than zero"),
        ({"without": {"odd": {"caller": ["99"]}}}, "nobody has \\['99'\\]"),
        ({"without": {"odd": {"caller": ["07", "08", "12"]}}}, "leaves nobody"),
        ({"without": {"odd": ["07"]}}, "values by column"),
        ({"weights": {"odd": "q1"}}, "numbers above zero"),
        ({"interviewer": "unit", "without": {"unit U1": {"unit": ["U1"]}}}, "both a name in without"),
        ({"codings": {str(i): TOP for i in range(600)}}, "at most 2000"),
        ({"level": 1.5}, "level must lie"),
    ],
)
def test_what_cannot_be_used_is_refused(asked, message):
    with pytest.raises(sat.SettingError, match=message):
        sat.sensitivity(survey_of(worked()), **asked)


def test_one_unit_is_refused():
    with pytest.raises(sat.NotEstimable, match="fewer than two units"):
        sat.sensitivity(survey_of(worked(units=1)), codings={"top": TOP})


def test_combinations_are_crossed_once():
    listed = sat.sensitivity(survey_of(worked()), codings={"top": TOP}, no_opinion=["lowest"]).specifications
    pairs = list(zip(listed["coding"], listed["no_opinion"], strict=True))
    assert pairs == list(itertools.product(["as scored", "top"], ["apart", "lowest"]))
