"""Drivers of two rounds or groups compared: R, closed forms, laws, coverage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import satmodel as sat
from satmodel.inference.driving.compare_drivers import MOVED
from satmodel.inference.sampling.regression import regress
from satmodel.inference.sampling.sample import sample_of
from satmodel.inference.sampling.two_samples import two_groups
from satmodel.inference.sharing.importance import shapley_of
from satmodel.telling.figures import draw
from satmodel.telling.tables import measured, notebook_view, shown

REFERENCE = Path(__file__).parents[1] / "reference"
ITEMS = ["a", "b", "c"]
DESIGNS = {
    "plain": {"cluster": "cluster", "stratum": "stratum", "weight": "weight"},
    "finite": {"cluster": "cluster", "stratum": "stratum", "weight": "weight", "population": "population"},
    "people": {"stratum": "stratum", "weight": "weight"},
}


def drawn(
    seed: int, *, clusters: int = 30, each: int = 12, pull: tuple[float, ...] = (0.5, 0.3, 0.1), shared: float = 0.4
):
    """Respondents whose villages share a mood in the items and in what the rating is beside them; two sexes in each."""
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(clusters), each)
    mood = shared * rng.standard_normal((clusters, len(pull) + 1))[village]
    halo = rng.standard_normal((len(village), 1))
    items = 0.7 * halo + 0.7 * rng.standard_normal((len(village), len(pull))) + mood[:, :-1]
    rating = items @ np.array(pull) + 0.7 * rng.standard_normal(len(village)) + mood[:, -1]
    frame = pd.DataFrame(80 + 10 * items, columns=list("abcdef")[: len(pull)])
    sex = np.where(np.arange(len(village)) % 2, "man", "woman")
    return frame.assign(rating=80 + 10 * rating, village=village, town=village % 3, sex=sex)


def read(frame: pd.DataFrame, **roles: object) -> sat.Survey:
    design = {"stratum": "town", "cluster": "village"}
    return sat.read(
        frame, unit="town", items=[name for name in frame if len(name) == 1], overall="rating", **design, **roles
    )


@pytest.mark.parametrize("design", DESIGNS)
def test_coefficients_are_compared_as_svyglm_compares_them(design):
    frame = pd.read_csv(REFERENCE / "survey" / "designed_data.csv")
    frame["group"] = np.where(np.arange(1, len(frame) + 1) % 3 == 0, "second", "first")
    survey = sat.read(frame, unit="unit", items=["q1", "q2", "q3"], **DESIGNS[design])
    numbers = pd.read_csv(REFERENCE / "drivers" / "compare.csv").set_index("design").loc[design]
    pair = two_groups(survey, "group", "q3", ["q1", "q2"])
    turned = [pair.before.items.index(name) for name in ("q1", "q2")]
    before, after, se = (part[turned] for part in pair.coefficients())
    # 1e-9: R prints 15 digits; svyglm solves both groups at once by QR, here each by its covariance
    np.testing.assert_allclose(before, numbers["before"], rtol=1e-9)
    np.testing.assert_allclose(after - before, numbers["gap"], rtol=1e-9)
    np.testing.assert_allclose(se, numbers["se"], rtol=1e-9)


def test_two_rounds_are_two_samples_of_drivers():
    then, now = read(drawn(1), round="2025"), read(drawn(2, pull=(0.2, 0.5, 0.1)), round="2026")
    found = sat.compare_drivers(then, now, replicates=400)
    table = found.table
    for survey, column, r2 in ((then, "before", "before"), (now, "after", "after")):
        sample = sample_of(survey, items=ITEMS)
        # 1e-12: the same function of the same covariance
        np.testing.assert_allclose(table.loc[ITEMS, column], shapley_of(sample.cov), rtol=0, atol=1e-12)
        np.testing.assert_allclose(
            table.loc[ITEMS, f"coefficient_{column}"], regress(sample.data).coefficient, rtol=1e-12
        )
        np.testing.assert_allclose(table.loc[ITEMS, f"sd_{column}"], np.sqrt(np.diag(sample.cov))[:3], rtol=1e-12)
        assert found.r2[r2] == pytest.approx(table[column].sum(), abs=1e-12)
        assert table[f"share_{column}"].sum() == pytest.approx(1, abs=1e-12)
    apart = [regress(sample_of(one, items=ITEMS).data).se for one in (then, now)]
    np.testing.assert_allclose(table.loc[ITEMS, "coefficient_se"], np.hypot(*apart), rtol=1e-12)
    # the errors of independent samples add up; 15 %: two spreads of 400 replicates, each known to 3.5 %
    own = [shapley_of(sample_of(one, items=ITEMS).replicated(400, 7)).std(axis=0, ddof=1) for one in (then, now)]
    np.testing.assert_allclose(table.loc[ITEMS, "se"], np.hypot(*own), rtol=0.15)
    assert found.names == ("2025", "2026")
    assert not table.isna().any(axis=None)


def test_groups_that_share_clusters_are_drawn_together():
    # man and woman of each pair answer alike, so that nothing can differ, and no error is left when drawn together
    frame = drawn(3)
    twins = frame.iloc[::2].copy()
    both = pd.concat([twins.assign(sex="woman"), twins.assign(sex="man")])
    found = sat.compare_drivers(read(both), by="sex", replicates=200)
    # 1e-9: rounding of sums in another order
    assert found.table[["gap", "se", "coefficient_gap", "coefficient_se", "share_gap"]].abs().to_numpy().max() < 1e-9
    assert (found.table["verdict"] == "not established").all()
    # even where every village was taken, so that no difference has an error, rounding is no difference
    whole = read(both.sample(frac=1, random_state=1).assign(size=10), population="size")
    taken = sat.compare_drivers(whole, by="sex", replicates=200)
    verdicts = taken.table[["verdict", "share_verdict", "coefficient_verdict"]]
    assert (verdicts == "not established").all(axis=None)
    assert taken.r2["verdict"] == "not established"
    # as two rounds they would have errors
    apart = sat.compare_drivers(read(twins), read(twins.assign(sex="man")), replicates=200)
    assert apart.table["se"].min() > 0.01


@pytest.mark.parametrize(("language", "rounds"), [("en", ("Before", "After")), ("zh", ("上轮", "本轮"))])
def test_the_heads_of_groups_are_not_those_of_rounds(language, rounds):
    groups = sat.compare_drivers(read(drawn(3)), by="sex", replicates=200)
    table = shown(measured(groups), language=language, measure=groups.step.measure)
    first = {"en": ("First group", "Second group"), "zh": ("第一组", "第二组")}[language]
    assert table.heads[1:3] == first
    told = " ".join((*table.heads, *table.raw_heads, notebook_view(groups, language=language).split("<table")[1]))
    assert not [word for word in (*rounds, "before", "after") if word in told]
    # an interval of a difference of shares is not headed as one of a share
    assert {"en": "Share interval", "zh": "份额区间"}[language] not in table.heads
    assert {"en": "Difference of shares, interval", "zh": "份额差区间"}[language] in table.heads
    apart = sat.compare_drivers(read(drawn(1)), read(drawn(2)), replicates=200)
    assert shown(measured(apart), language=language, measure=apart.step.measure).heads[1:3] == rounds


def test_the_picture_tells_differences_in_percentage_points():
    found = sat.compare_drivers(read(drawn(3)), by="sex", replicates=200)
    canvas = draw(found, language="en")
    texts = " ".join(text.get_text() for text in canvas.findobj(Text))
    for gap in found.table["gap"]:
        assert f"{100 * gap:+.1f} [".replace("-", "−") in texts
    assert "%]" not in texts
    assert "Percentage points, interval" in texts


def test_groups_in_different_strata_are_independent():
    frame = drawn(4)
    frame["side"] = np.where(frame["town"] == 0, "north", "south")
    pair = two_groups(read(frame), "side", None, None)
    _, _, se = pair.coefficients()
    own = [regress(side.data).se for side in (pair.before, pair.after)]
    # 1e-10: influences of both at once
    np.testing.assert_allclose(se, np.hypot(*own), rtol=1e-10)
    assert pair.df == min(side.settings["df"] for side in (pair.before, pair.after)) == 9


def test_swapping_the_rounds_mirrors_what_is_estimated():
    a, b = read(drawn(5)), read(drawn(6, clusters=20))
    one, two = sat.compare_drivers(a, b, replicates=200).table, sat.compare_drivers(b, a, replicates=200).table
    two = two.loc[one.index]
    # 1e-12: differences of the same numbers
    np.testing.assert_allclose(one["gap"], -two["gap"], rtol=0, atol=1e-12)
    for column in ("coefficient_gap", "share_gap"):
        np.testing.assert_allclose(one[column], -two[column], rtol=0, atol=1e-12)
    np.testing.assert_allclose(one["coefficient_low"], -two["coefficient_high"], rtol=0, atol=1e-12)
    # 25 %: two spreads of 200 other draws, each known to 5 %
    np.testing.assert_allclose(one["se"], two["se"], rtol=0.25)


def test_the_order_of_items_and_rows_does_not_matter():
    frame = drawn(7)
    one = sat.compare_drivers(read(frame), by="sex", replicates=200).table
    moved = frame[["c", "a", "b", "rating", "village", "town", "sex"]].sample(frac=1, random_state=3)
    two = sat.compare_drivers(read(moved), by="sex", replicates=200).table
    pd.testing.assert_frame_equal(one, two, atol=1e-10)


def test_a_wider_spread_moves_importance_and_not_the_coefficient():
    """What `moved` is for: the same coefficients, one item's answers twice as far apart."""
    rng = np.random.default_rng(8)
    rounds = []
    for wide in (6.0, 12.0):
        points = rng.standard_normal((2000, 2)) * [wide, 8.0] + 70
        rating = 0.5 * points.sum(axis=1) + 5 * rng.standard_normal(2000)
        frame = pd.DataFrame(points, columns=["a", "b"]).assign(rating=rating, town=np.arange(2000) % 3)
        rounds.append(sat.read(frame, unit="town", items=["a", "b"], overall="rating"))
    found = sat.compare_drivers(*rounds, replicates=300).table.loc["a"]
    assert (found["verdict"], found["coefficient_verdict"], found["moved"]) == (
        "established",
        "not established",
        "importance",
    )
    # closed form of independent items: b² s² over the variance of the rating; 0.04: two samples of 2,000
    for side, wide in (("before", 6.0), ("after", 12.0)):
        assert found[side] == pytest.approx(0.25 * wide**2 / (0.25 * wide**2 + 16 + 25), abs=0.04)
        assert found[f"sd_{side}"] == pytest.approx(wide, rel=0.05)


def test_a_combination_has_no_coefficient_to_compare():
    a, b = drawn(9), drawn(10)
    a, b = (one.assign(d=one["a"] + one["b"]) for one in (a, b))
    found = sat.compare_drivers(read(a), read(b), replicates=200)
    table = found.table
    assert (table.loc[["a", "b", "d"], "coefficient_verdict"] == "not comparable").all()
    assert table.loc["c", "coefficient_verdict"] != "not comparable"
    assert table[["gap", "low", "high", "share_low"]].notna().all(axis=None)
    assert "compare_drivers.no_coefficient" in {one.kind for one in found.findings}
    # of what has no coefficient nothing is said but that it cannot be compared
    told = [one.values for one in found.findings if one.kind.split(".")[1] in MOVED]
    assert sorted(item for values in told for item in values["items"]) == list("abcd")
    for values in told:
        assert np.isnan(values["coefficient_detectable_least"]) == (values["items"] != ("c",))


def test_blank_groups_are_left_out_and_the_lost_are_counted_by_group():
    frame = drawn(11)
    frame.loc[[1, 3, 5], "a"] = np.nan  # men
    frame.loc[0, "rating"] = np.nan
    frame.loc[[2, 4], "sex"] = ""
    found = sat.compare_drivers(read(frame), by={"sex": ["woman", "man"]}, replicates=200)
    noted = found.step.settings
    # who belongs to neither group is told, in both ways of naming them
    assert [one.values["count"] for one in found.findings if one.kind == "compare_drivers.outside"] == [2]
    assert "2 respondents belong to neither woman nor man" in found.say("en")
    two = sat.compare_drivers(read(frame), by={"town": ["0", "1"]}, replicates=200)
    assert two.step.settings["outside"] == (frame["town"] == 2).sum()
    assert (noted["n_before"], noted["lost_before"]) == (177, 1)
    assert (noted["n_after"], noted["lost_after"]) == (177, 3)


def test_a_small_round_beside_a_large_one_is_told_to_look_better_than_it_is():
    pull = (0.4, 0.3, 0.2, 0.1, 0.1, 0.0)
    small, large = read(drawn(21, clusters=20, each=3, pull=pull)), read(drawn(22, clusters=80, each=12, pull=pull))
    for pair, side, n in (((small, large), "before", 60), ((large, small), "after", 60)):
        found = sat.compare_drivers(*pair, replicates=300)
        told = next(one.values for one in found.findings if one.kind == "compare_drivers.flattered")
        assert (told["side"], told["n"]) == (side, n)
        assert told["excess"] == found.r2[f"excess_{side}"] > told["other_excess"]
        # chance alone adds (items / respondents)(1 - R²) to R² where everyone is drawn alone: here .05
        assert told["excess"] == pytest.approx(6 / 60 * (1 - found.r2[side]), abs=0.03)
        for language in ("en", "zh"):
            assert f"{100 * told['excess']:.1f}" in found.say(language)
    alike = sat.compare_drivers(large, read(drawn(23, clusters=80, each=12, pull=pull)), replicates=300)
    assert "compare_drivers.flattered" not in {one.kind for one in alike.findings}


@pytest.mark.parametrize("method", ["johnson", "genizi", "car", "pratt"])
def test_other_ways_of_sharing_out(method):
    found = sat.compare_drivers(read(drawn(12)), by="sex", method=method, replicates=200)
    assert found.r2["after"] == pytest.approx(found.table["after"].sum())
    assert found.step.settings["method"] == method


def test_what_cannot_be_compared_is_refused():
    survey, other = read(drawn(13)), read(drawn(14, pull=(0.3, 0.2)))
    for given in ({}, {"b": other, "by": "sex"}):
        with pytest.raises(sat.SettingError, match="two rounds"):
            sat.compare_drivers(survey, **given)
    with pytest.raises(sat.SettingError, match=r"different items.*only in the first: 'c'"):
        sat.compare_drivers(survey, other)
    with pytest.raises(sat.SettingError, match="the same survey"):
        sat.compare_drivers(survey, survey)
    with pytest.raises(sat.SettingError, match="two are compared, not 3"):
        sat.compare_drivers(survey, by="town")
    with pytest.raises(sat.SettingError, match="not there: '9'"):
        sat.compare_drivers(survey, by={"town": ["1", "9"]})
    with pytest.raises(sat.SettingError, match="one column"):
        sat.compare_drivers(survey, by={"town": ["1", "2"], "sex": ["man", "woman"]})
    with pytest.raises(sat.SettingError, match="sum to R²"):
        sat.compare_drivers(survey, by="sex", method="first")
    with pytest.raises(sat.SettingError, match="200 or more"):
        sat.compare_drivers(survey, by="sex", replicates=20)
    few = drawn(13).assign(sex="man")
    few.loc[few["village"] < 3, "sex"] = "woman"
    with pytest.raises(sat.NotEstimable, match="woman: 3 clusters"):
        sat.compare_drivers(read(few), by="sex")


def test_few_clusters_are_told():
    few, many = read(drawn(31, clusters=12)), read(drawn(32, clusters=60))
    for one in (sat.compare_drivers(few, many, replicates=200), sat.dominance(few, replicates=200)):
        told = [said.values for said in one.findings if said.kind == "drivers.few_clusters"]
        assert told == [{"df": 9, "fewest": 15}]
    assert "drivers.few_clusters" in {said.kind for said in sat.priorities(few, replicates=200).findings}
    assert "drivers.few_clusters" not in {said.kind for said in sat.dominance(many, replicates=200).findings}


def test_instruments_that_differ_are_not_compared():
    cards = [sat.Instrument(organiser=name, mode="telephone") for name in ("ours", "the level above")]
    rounds = [read(drawn(15 + i), instrument=card) for i, card in enumerate(cards)]
    with pytest.raises(sat.NotComparable, match="organiser"):
        sat.compare_drivers(*rounds)
    found = sat.compare_drivers(*rounds, override="the same office did both", replicates=200)
    assert found.step.settings["overridden"] == ("organiser",)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["rounds", "unequal", "groups"])
def test_nothing_is_found_where_nothing_differs(kind):
    """250 pairs of one truth: R² covered, and a family of items wrongly told apart no more often than the level."""
    wrong, covered = np.zeros(3), 0
    sizes = (30, 80) if kind == "unequal" else (30, 30)
    base = [read(drawn(0, clusters=clusters)) for clusters in sizes]

    def again(side: int, seed: int) -> sat.Survey:
        points = drawn(seed, clusters=sizes[side]).rename(columns={"rating": "overall"})[base[side].scores.columns]
        return replace(base[side], scores=points.set_index(base[side].scores.index))

    for seed in range(250):
        if kind == "groups":
            found = sat.compare_drivers(again(0, seed), by="sex", replicates=200, seed=seed)
        else:
            found = sat.compare_drivers(again(0, 2 * seed), again(1, 2 * seed + 1), replicates=200, seed=seed)
        verdicts = found.table[["verdict", "share_verdict", "coefficient_verdict"]]
        wrong += (verdicts == "established").any().to_numpy()
        covered += found.r2["low"] <= 0 <= found.r2["high"]
    # 0.06 and two standard errors of 250 samples
    assert (wrong / 250).max() <= 0.088
    # 0.95 less two standard errors of 250 samples
    assert covered / 250 >= 0.922
