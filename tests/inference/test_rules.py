"""Rules of conversion: published pairs, every fault at once, ties, bonus, veto, rounding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import satmodel as sat
from satmodel.inference.deciding.curves import rewarded
from satmodel.survey.sheets.faults_rules import WANTED
from satmodel.telling.language import language
from satmodel.telling.words import problem_text

RULES = Path(__file__).parents[2] / "data" / "rules"


def test_the_five_published_pairs_are_reproduced():
    told = sat.rule(RULES / "lianyungang.toml")
    printed = {75: 13.5, 83.33: 17.67, 87.5: 19.75, 71.43: 12.5, 50: 12.5}
    # exact: the printed points are those of the rule, rounded to two decimals half up
    assert told.points(list(printed)).tolist() == list(printed.values())
    assert told.points([98, 99.5, 100]).tolist() == [25, 25, 25]
    assert told.thresholds == ((73.0, "floor"), (98.0, "full"))


def test_a_lead_as_points_of_eighty():
    eighty = sat.rule(RULES / "points80.toml")
    lead, item = eighty.points([3.15, 0.44 / 6])
    # rounding of floats only
    assert lead == pytest.approx(2.52, abs=1e-12)
    assert round(item, 2) == 0.06
    assert sat.rule(RULES / "points75.toml").points([100]).tolist() == [75]


@pytest.mark.parametrize("path", sorted(RULES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_rule_that_is_shipped_is_read_and_names_its_source(path):
    told = sat.rule(path)
    assert told.name
    assert told.source
    assert len(told.step.settings["sha256"]) == 64


@pytest.mark.parametrize(
    ("score", "cut", "up"), [(83.339, 66.67, 66.67), (83.349, 66.67, 66.68), (0.0, 0.0, 0.0), (100, 80.0, 80.0)]
)
def test_points_are_rounded_as_published(score, cut, up):
    plain = {"kind": "points", "points": 80, "full": 100, "decimals": 2}
    assert sat.rule(plain).points([score])[0] == up
    assert sat.rule(plain | {"rounding": "truncate"}).points([score])[0] == cut


def test_a_share_at_a_bound_reaches_it():
    bands = sat.rule({"kind": "bands", "unit": "percent", "steps": [[29, 2], [0, 1]]})
    assert bands.points([100 * 0.29]).tolist() == [2]  # 28.999999999999996 as a float


def test_bands_give_the_points_of_the_highest_bound_reached():
    bands = sat.rule({"kind": "bands", "steps": [[80, 15], [90, 20]], "below": 5})
    assert bands.points([90, 89.99, 80, 79.99, 100]).tolist() == [20, 15, 15, 5, 20]
    assert [bound for bound, _ in bands.thresholds] == [80, 90]


def test_pieces_are_flat_beyond_their_ends():
    pieces = sat.rule({"kind": "pieces", "knots": [[60, 0], [80, 10], [90, 12]]})
    # rounding of floats only
    assert pieces.points([50, 60, 70, 85, 95]) == pytest.approx([0, 0, 5, 11, 12], abs=1e-12)


def test_a_cap_above_full_points_lets_them_rise():
    told = sat.rule({"kind": "tiered", "points": 20, "threshold": 90, "per_point": 1, "floor": 10, "cap": 22})
    assert told.points([95, 92, 91, 90, 85, 70]).tolist() == [22, 22, 21, 20, 15, 10]
    assert told.thresholds == ((80.0, "floor"), (92.0, "full"))
    open_end = sat.rule({"kind": "tiered", "points": 20, "threshold": 90, "per_point": 1})
    assert open_end.points([95, 60]).tolist() == [20, -10]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [10, 8, 8, 2]), ("max", [10, 5, 5, 2]), ("mean", [10, 6.5, 6.5, 2]), ("share", [10, 6.5, 6.5, 2])],
)
def test_tied_units_get_what_the_rule_says(ties, expected):
    told = sat.rule({"kind": "rank", "points": [10, 8, 5, 2], "ties": ties})
    assert told.points([90, 85, 85, 80]).tolist() == expected


def test_three_tied_units_tell_the_mean_rank_from_the_shared_points():
    mean = sat.rule({"kind": "rank", "points": [10, 4, 0], "ties": "mean"})
    share = sat.rule({"kind": "rank", "points": [10, 4, 0], "ties": "share"})
    assert mean.points([80, 80, 80]).tolist() == [4, 4, 4]
    # a third of 14 points, to rounding of floats
    assert share.points([80, 80, 80]) == pytest.approx([14 / 3] * 3, abs=1e-12)


def test_ties_are_those_of_printed_scores():
    told = {"kind": "rank", "points": [3, 2, 1], "ties": "min"}
    assert sat.rule(told).points([85.004, 85.001, 80]).tolist() == [3, 2, 1]
    assert sat.rule(told | {"score_decimals": 2}).points([85.004, 85.001, 80]).tolist() == [3, 3, 1]


def test_parts_are_summed_with_their_weights_and_a_veto_takes_all():
    told = sat.rule(
        {
            "parts": [
                {"kind": "points", "points": 80, "full": 100, "weight": 0.5},
                {"kind": "bands", "steps": [[90, 5]]},
                {"kind": "veto", "below": 60, "then": "zero"},
            ]
        }
    )
    assert told.points([90, 80, 59.9]).tolist() == [41, 32, 0]
    assert (60.0, "veto") in told.thresholds


def test_an_average_as_denominator():
    told = sat.rule({"kind": "coefficient", "per": "average", "base": 1000})
    # rounding of floats only
    assert told.points([90, 80, 70]) == pytest.approx([1125, 1000, 875], abs=1e-9)
    own = sat.rule({"kind": "coefficient"})
    assert own.points([90, 80], base=[800, 1000]).tolist() == [720, 800]
    with pytest.raises(sat.SettingError, match="needs a base"):
        own.points([90])


@pytest.mark.parametrize(
    ("settings", "gain", "expected"),
    [
        ({}, [-2, 0, 1, 4, 9], [0, 0, 2, 8, 18]),
        ({"threshold": 1.0, "cap": 5.0}, [-2, 1, 2, 3.5, 9], [0, 0, 2, 5, 5]),
        ({"threshold": 1.0, "whole": True, "cap": 5.0}, [0.9, 1, 2, 3], [0, 2, 4, 5]),
        ({"threshold": 3.0, "whole": True, "cap": 5.0}, [2.9, 3, 9], [0, 5, 5]),
        ({"threshold": 1.0, "falls": True, "cap": 5.0}, [-9, -2, -0.5, 0, 2, 9], [-5, -2, 0, 0, 2, 5]),
    ],
)
def test_a_bonus_counts_the_improvement(settings, gain, expected):
    plain = {"threshold": 0.0, "cap": None, "whole": False, "falls": False} | settings
    curve = rewarded(2.0, plain.pop("threshold"), plain.pop("cap"), **plain)
    assert curve(np.array(gain, dtype=float)).tolist() == expected


BROKEN = {
    "unit": "pt",
    "decimals": 11,
    "nonsense": 1,
    "thresholds": ["x"],
    "parts": [
        {"kind": "tierd"},
        {"points": 3},
        {"kind": "tiered", "points": 25, "treshold": 98, "per_point": -1},
        {"kind": "tiered", "points": 25, "threshold": 98, "per_point": 1, "floor": 30},
        {"kind": "rank", "points": [1, 2], "ties": "best"},
        {"kind": "rank", "points": [2, 1], "ties": "order"},
        {"kind": "rank", "points": [2, 1], "ties": "min", "order": ["a"]},
        {"kind": "rank", "points": [2, 1], "ties": "order", "order": ["a", "a"]},
        {"kind": "pieces", "knots": [[80, 1], [70, 2]]},
        {"kind": "bands", "steps": [[80, 1], [80, 2]]},
        {"kind": "bonus", "per_point": 1, "threshold": -1, "falls": "no"},
        {"kind": "coefficient", "per": 0},
        {"kind": "coefficient"},
        {"kind": "veto", "below": 60, "then": "out"},
    ],
    "kind": "points",
}


def test_every_fault_is_told_at_once_with_its_key_and_in_both_languages():
    with pytest.raises(sat.DataProblems) as caught:
        sat.rule(BROKEN)
    faults = caught.value.problems
    rules = [fault.rule for fault in faults]
    assert len(faults) == 23
    assert {"rule_key_unknown", "rule_key_missing", "rule_value", "rule_conflict"} == set(rules)
    headers = {fault.header for fault in faults}
    assert {"unit", "decimals", "nonsense", "parts[3].treshold", "parts[3].threshold", "parts[4].floor"} <= headers
    for fault in faults:
        assert fault.remedy
        message, remedy = problem_text(fault, "zh")
        assert any("\u4e00" <= sign <= "\u9fff" for sign in message), message
        assert any("\u4e00" <= sign <= "\u9fff" for sign in remedy), remedy


def test_a_fault_of_a_file_stands_in_its_row(tmp_path):
    path = tmp_path / "rule.toml"
    path.write_text('name = "x"\n\n[[parts]]\nkind = "points"\nponits = 80\n[[parts]]\nkind = "veto"\nbelow = "a"\n')
    with pytest.raises(sat.DataProblems) as caught:
        sat.rule(path)
    assert [(one.file, one.row, one.header) for one in caught.value.problems if one.row] == [
        ("rule.toml", 5, "parts[1].ponits"),
        ("rule.toml", 8, "parts[2].below"),
    ]
    path.write_text("name = \n")
    with pytest.raises(sat.DataProblems, match="cannot be read") as caught:
        sat.rule(path)
    assert caught.value.problems[0].row == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "'kind' is missing"),
        ({"kind": "veto", "below": 3, "then": "zero"}, "Only a veto"),
        ({"parts": []}, "parts"),
        ({"parts": [{"kind": "coefficient"}, {"kind": "coefficient"}]}, "Two coefficients"),
        ({"kind": 3}, "kind"),
    ],
)
def test_what_says_nothing_is_refused(given, why):
    with pytest.raises(sat.DataProblems, match=why):
        sat.rule(given)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_language_says_what_a_key_must_hold(code):
    assert not [key for key in WANTED if f"kind.wanted {key}" not in language(code).terms]


def test_a_rule_that_needs_two_rounds_or_names_says_so():
    with pytest.raises(sat.SettingError, match="both rounds"):
        sat.rule({"kind": "bonus", "per_point": 1}).points([80])
    with pytest.raises(sat.SettingError, match="named units"):
        sat.rule({"kind": "rank", "points": [1], "ties": "order", "order": ["a"]}).points([80])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": ["points"]}, "'kind' must be"),
        ({"parts": [{"kind": ["points"]}]}, "'kind' must be"),
        ({"kind": "points", "points": 80, "full": 100, "rounding": "truncate"}, "not to how many decimals"),
        ({"kind": "rank", "points": [10, 5], "rest": 6, "ties": "min"}, "more than the last rank"),
    ],
)
def test_what_would_be_read_in_silence_is_refused_in_both_languages(given, why):
    with pytest.raises(sat.DataProblems, match=why) as caught:
        sat.rule(given)
    for text in problem_text(caught.value.problems[0], "zh"):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text), text


def test_further_ranks_never_get_more_than_the_last_that_is_named():
    assert sat.rule({"kind": "rank", "points": [0, -1], "ties": "min"}).points([4, 3, 2]).tolist() == [0, -1, -1]


def test_a_unit_that_a_veto_excludes_has_no_part_in_the_average_of_the_others():
    veto = {"kind": "veto", "below": 60, "then": "exclude"}
    told = sat.rule({"base": 850, "parts": [{"kind": "coefficient", "per": "average"}, veto]})
    # 850 × score ÷ 85, rounding of floats only
    assert told.points([90, 80, 40]) == pytest.approx([900, 800, 0], abs=1e-9)
    assert told.points([40]).tolist() == [0]


@pytest.mark.parametrize(
    ("given", "scores", "base", "why"),
    [
        ({"kind": "points", "points": 80, "full": 100}, [80, np.nan], None, "finite"),
        ({"kind": "points", "points": 80, "full": 100}, [80], 1000, "no coefficient"),
        ({"kind": "coefficient"}, [80, 90], [1, 2, 3], "3 numbers for 2 scores"),
        ({"kind": "coefficient"}, [80, 90], np.inf, "finite"),
    ],
)
def test_scores_and_bases_that_are_no_numbers_are_refused(given, scores, base, why):
    with pytest.raises(sat.SettingError, match=why):
        sat.rule(given).points(scores, base=base)
