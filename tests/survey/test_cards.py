"""Cards out of files."""

from datetime import date
from pathlib import Path

import pytest

import satmodel as sat

SAMPLE = Path(__file__).parents[3] / "shared" / "inputs" / "12_instrument.yaml"
TEXT = """# one instrument
instrument_id: own-2025H1
organiser: 市统计局          # who asked
mode: CATI
fieldwork: [2025-06-01, 2025-06-12]
frame: {固话: 0.4, 手机: 0.6}
items: [社会治安, 看病就医]
options: {满意: 100, 基本满意: 75, 不满意: 55}
不计分: [不了解, 拒答]
composite: {type: mean, weights: equal}
conversion: {type: coefficient, formula: score/100}
"""


def write(folder, text):
    path = folder / "card.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_is_read(tmp_path):
    card = sat.instrument(write(tmp_path, TEXT))
    assert card.name == "own-2025H1"
    assert card.fieldwork == (date(2025, 6, 1), date(2025, 6, 12))
    assert card.frame == {"固话": 0.4, "手机": 0.6}
    assert card.options == {"满意": 100.0, "基本满意": 75.0, "不满意": 55.0}
    assert card.not_scored == ("不了解", "拒答")
    assert card.supplied()["frame"] == "固话 40%, 手机 60%"
    assert card.supplied()["conversion"] == "type: coefficient, formula: score/100"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample card is not here")
def test_the_sample_card_is_read_without_editing():
    card = sat.instrument(SAMPLE)
    assert card.supplied()["fieldwork"] == "2015-06-01 – 2015-06-12"
    assert card.options == {"满意": 100.0, "基本满意": 75.0, "不满意": 55.0}
    assert card.items is not None
    assert len(card.items) == 6


def test_every_fault_is_listed_with_its_row(tmp_path):
    wrong = TEXT.replace("organiser:", "organizer:").replace("[2025-06-01, 2025-06-12]", "[2025-06-12, 2025-06-01]")
    with pytest.raises(sat.DataProblems) as refused:
        sat.instrument(write(tmp_path, wrong.replace("满意: 100", "满意: 很高", 1)))
    found = [(fault.rule, fault.row, fault.header) for fault in refused.value.problems]
    assert found == [("card_key_unknown", 3, "organizer"), ("card_value", 5, "fieldwork"), ("card_value", 8, "options")]
    assert "organiser" in refused.value.problems[0].remedy


@pytest.mark.parametrize(("text", "row"), [("a: [1", 1), ("- a\n- b\n", None)])
def test_a_file_that_is_no_card_is_refused(tmp_path, text, row):
    with pytest.raises(sat.DataProblems) as refused:
        sat.instrument(write(tmp_path, text))
    assert [(fault.rule, fault.row) for fault in refused.value.problems] == [("card_unreadable", row)]


def test_a_missing_file_is_named_with_those_near_it(tmp_path):
    write(tmp_path, TEXT)
    with pytest.raises(sat.DataProblems, match=r"card\.yaml"):
        sat.instrument(tmp_path / "cart.yaml")
