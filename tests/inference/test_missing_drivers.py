"""Drivers under three treatments of missing answers, side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from satmodel.inference.filling.missing import TREATMENTS
from satmodel.telling.language import language
from satmodel.telling.methods import methods
from tests.inference.test_missing_answers import FRAME, apart, survey

ASKED: dict[str, Any] = {"replicates": 200, "seed": 2}


@pytest.fixture(scope="module")
def found():
    return sat.missing_drivers(survey(cluster="village"), **ASKED)


@pytest.mark.parametrize("missing", TREATMENTS)
def test_every_number_is_that_of_the_direct_call(found, missing):
    direct = sat.drivers(survey(cluster="village"), missing=missing, **ASKED)
    mine = found.table.xs(missing, level="treatment")
    columns = ["estimate", "share", "share_low", "share_high"]
    pd.testing.assert_frame_equal(mine[columns].sort_index(), direct.table[columns].sort_index(), check_exact=True)
    assert mine["rank"].loc[direct.table.index].tolist() == [1, 2, 3, 4]
    assert set(mine["n"]) == {direct.step.settings["n"]}


def test_what_was_lost_is_told(found):
    kinds = [finding.kind.removeprefix("missing_drivers.") for finding in found.findings]
    assert kinds == ["lost", "most", "fit", "fit", "fit", "order", "reversed", "largest", "unknown"]
    values = found.findings[0].values
    assert values["complete"] == len(FRAME.dropna())
    assert values["with_blank_only"] == 600 - values["complete"]
    assert found.unanswered.loc["c"].tolist() == [0, FRAME["c"].isna().sum()]
    assert found.findings[1].values["item"] == "c"
    assert (found.treatments, found.refused, found.mended) == (TREATMENTS, (), 0)


def test_where_nothing_is_missing_no_item_is_said_to_miss_most():
    whole = sat.missing_drivers(survey(FRAME.dropna(), cluster="village"), **ASKED)
    assert whole.unanswered.to_numpy().sum() == 0
    assert "missing_drivers.most" not in {one.kind for one in whole.findings}
    assert whole.say("en")
    assert whole.say("zh")


def test_the_share_that_moves_most_is_the_one_that_does(found):
    share = found.table["share"].unstack("treatment")
    moved = share.sub(share["complete"], axis=0).abs()
    told = found.findings[7].values
    assert moved.loc[told["item"], told["treatment"]] == moved.to_numpy().max()
    low, high = found.table.loc[(told["item"], "complete"), ["share_low", "share_high"]]
    assert told["within"] == (low <= told["share"] <= high)


def test_orders_that_differ_are_named(found):
    ranks = found.table["rank"].unstack("treatment")
    moved = ranks.index[ranks.nunique(axis=1) > 1]
    assert set(found.findings[5].values["items"]) == set(moved)


def test_a_treatment_that_cannot_be_computed_is_left_out_and_told():
    few = sat.missing_drivers(survey(apart(-0.9)), **ASKED)
    assert few.refused == ("complete", "pairwise")
    assert few.table.index.get_level_values("treatment").unique().tolist() == ["imputed"]
    kinds = [finding.kind for finding in few.findings]
    assert kinds.count("missing_drivers.refused") == 2
    assert "missing_drivers.order" not in kinds
    assert few.say("en")
    assert few.say("zh")


def test_pairs_that_were_mended_are_counted():
    close = sat.missing_drivers(survey(apart(0.75)), **ASKED)
    assert 0 < close.mended < 200
    assert f"The pairs of {close.mended} replicates of 200 contradicted each other" in close.say("en")


def test_where_no_answer_is_missing_nothing_is_said_to_move():
    found = sat.missing_drivers(survey(FRAME.dropna(subset=[*"abcd", "rating"])), **ASKED)
    kinds = [finding.kind for finding in found.findings]
    assert kinds[0] == "missing_drivers.none"
    assert not {"missing_drivers.lost", "missing_drivers.most", "missing_drivers.largest"} & set(kinds)
    assert "so that there is nothing to treat" in found.say("en")
    assert "没有缺答需要处理" in found.say("zh")


def test_what_the_imputation_knows_is_what_the_methods_section_says():
    def said(found: sat.Result) -> str:
        (own,) = methods((found.step,), language("en"), decimals=2, labels={})
        return " ".join(line.text for line in own.said)

    plain = FRAME.assign(town="one")
    assert "Unit, stratum and weight take no part in it." in said(sat.missing_drivers(survey(plain), **ASKED))
    weighted = plain.assign(w=np.linspace(0.5, 1.5, len(plain)))
    assert "takes part: weight." in said(sat.missing_drivers(survey(weighted, weight="w"), **ASKED))


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(sat.SettingError, match="which share out R²"):
        sat.missing_drivers(survey(), method="coefficients")
    with pytest.raises(sat.NotEstimable):
        sat.missing_drivers(survey(FRAME.assign(rating=1.0)), **ASKED)
    computed = FRAME.assign(rating=np.round(FRAME[list("abcd")].mean(axis=1, skipna=False), 6))
    with pytest.raises(sat.SettingError, match="is computed from the items"):
        sat.missing_drivers(survey(computed), **ASKED)
