"""Units with too few respondents: listed with their numbers, never dropped, never ranked."""

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel import SettingError, estimates, ranks
from satmodel.inference.judging.rankable import guarded, rankable, told_guard

NAMES = ["a", "b", "c", "d"]


def four(n, cov=None):
    cov = np.diag([1.0, 4.0, 9.0, 16.0]) if cov is None else cov
    return estimates([90.0, 80.0, 70.0, 60.0], cov=cov, n=n, df=[9, 99, np.inf, 29], names=NAMES)


def test_small_units_keep_their_numbers_and_lose_their_place():
    cov = np.arange(16.0).reshape(4, 4) / 10
    cov = cov @ cov.T + np.eye(4)
    whole = four([10, 100, np.nan, 30], cov)
    kept = rankable(whole)
    assert [name for (name,) in kept.labels] == ["b", "c", "d"]
    assert np.array_equal(kept.cov, cov[1:, 1:])
    assert kept.df.tolist() == [99, np.inf, 29]
    assert kept.step == whole.step
    assert kept.apart.to_dict("records") == [{"unit": "a", "estimate": 90.0, "n": 10.0, "reason": "too_few_to_rank"}]


def test_what_stood_apart_before_stays_first():
    whole = rankable(four([10, 100, 40, 30]))
    twice = rankable(whole, fewest=35)
    assert twice.apart["unit"].tolist() == ["a", "d"]
    assert len(twice) + len(twice.apart) == 4
    (finding,) = told_guard(twice.apart, {"fewest": 35, "small": (), "widened": ()})
    assert finding.values == {"names": ("a", "d"), "count": 2, "more": False, "fewest": 35}


@pytest.mark.parametrize("n", [[30, 31, 400, 30], [np.nan] * 4])
def test_nothing_is_touched_where_all_are_large_enough_or_unknown(n):
    whole = four(n)
    assert rankable(whole) is whole
    assert told_guard(whole.apart, {"fewest": 30, "small": (), "widened": ()}) == ()


def test_zero_ranks_every_unit():
    whole = four([1, 2, 3, 4])
    assert rankable(whole, fewest=0) is whole


def test_labels_of_two_levels_are_kept():
    names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
    kept = rankable(estimates([1.0, 2.0, 3.0, 4.0], se=[1.0] * 4, n=[5, 50, 50, 50], names=names))
    assert kept.labels.tolist() == [("A", "y"), ("B", "x"), ("B", "y")]
    assert kept.apart.columns.tolist() == ["unit", "item", "estimate", "n", "reason"]
    assert told_guard(kept.apart, {"fewest": 30, "small": (), "widened": ()})[0].values["names"] == (("A", "x"),)


@pytest.mark.parametrize("n", [[10, 9, 8, 7], [10, 9, 800, 7]])
def test_where_hardly_any_unit_is_large_enough_all_are_compared_and_told(n):
    whole = four(n)
    assert rankable(whole) is whole
    kept, told = guarded(whole)
    small = tuple(name for name, size in zip(NAMES, n, strict=True) if size < 30)
    assert told == {"fewest": 30, "too_few": 0, "small": small, "widened": ()}
    (finding,) = told_guard(kept.apart, told)
    assert (finding.kind, finding.values["count"]) == ("rankable.small", len(small))


@pytest.mark.parametrize("fewest", [-1, 2.5, np.nan, np.inf, True])
def test_settings_that_cannot_be_used(fewest):
    with pytest.raises(SettingError, match="fewest"):
        rankable(four([10, 9, 80, 70]), fewest=fewest)


def test_a_ranking_lists_small_units_and_is_cautious_near_an_end():
    est = estimates(
        [99.0, 92.0, 80.0, 95.0], sd=[4.0, 12.0, 20.0, 9.0], n=[60, 400, 400, 12], limits=(0, 100), names=NAMES
    )
    found = ranks(est)
    assert found.table.index.tolist() == ["a", "b", "c"]
    assert found.apart["unit"].tolist() == ["d"]
    assert [finding.kind for finding in found.findings[-2:]] == ["rankable.few", "rankable.near_end"]
    told = found.step.settings
    assert (told["fewest"], told["too_few"], told["widened"]) == (30, 1, ("a",))
    assert found.se[0] > est.se[0]
    every = ranks(est, fewest=0)
    assert every.table.index.tolist() == ["a", "d", "b", "c"]
    assert not len(every.apart)
    assert "只列数据、不参加排名" in found.say("zh")


def test_tiers_and_reliability_judge_the_units_that_ranks_judges():
    n = [400, 300, 350, 500, 12, 420]
    est = sat.estimates([88.0, 86.0, 84.0, 82.0, 95.0, 99.6], sd=[12.0, 12, 12, 12, 9, 2], n=n, limits=(0, 100))
    ranked = sat.ranks(est)
    for found in (sat.tiers(est), sat.tiers(est, method="clusters"), sat.reliability(est)):
        assert found.apart["reason"].tolist() == ranked.apart["reason"].tolist() == ["too_few_to_rank"]
        assert found.step.settings["widened"] == ranked.step.settings["widened"] != ()
        assert [finding.kind for finding in found.findings if finding.kind.startswith("rankable")] == [
            "rankable.few",
            "rankable.near_end",
        ]
    assert len(sat.tiers(est, fewest=0).value) == 6
    assert sat.tiers(est, method="clusters").noted["separated"] == ranked.resolved
    assert sat.reliability(est).resolved == ranked.resolved
