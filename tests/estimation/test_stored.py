"""Stored estimates come back to the last digit, and a damaged file tells every fault of it."""

import json
import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import satmodel as sat
from satmodel.estimation.stored import read_bytes, store_bytes
from satmodel.step import Step
from satmodel.telling.words import problem_text

FINITE = st.floats(-1e6, 1e6, allow_subnormal=False)


def same(found, wanted):
    """Equal to the last bit, with the same names, steps and what was set apart."""
    for name in ("value", "cov", "n", "df"):
        # no tolerance: JSON writes the shortest text of each double, which reads back as that double
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))
    assert list(found.labels) == list(wanted.labels)
    assert found.labels.names == wanted.labels.names
    assert (found.level, found.step) == (wanted.level, wanted.step)
    pd.testing.assert_frame_equal(found.apart, wanted.apart, check_dtype=False)
    pd.testing.assert_frame_equal(found.table, wanted.table)


def again(est):
    return read_bytes(store_bytes({"x": est}, round="r"), "f.json")["x"]


@given(
    st.lists(FINITE, min_size=1, max_size=5),
    st.lists(FINITE, min_size=25, max_size=25),
    st.lists(st.one_of(st.just(math.inf), st.floats(0.5, 1e4)), min_size=5, max_size=5),
    st.lists(st.one_of(st.just(math.nan), st.integers(1, 10**6).map(float)), min_size=5, max_size=5),
)
def test_any_estimates_come_back_to_the_last_digit(value, loadings, df, n):
    k = len(value)
    root = np.array(loadings[: k * k]).reshape(k, k) / 1e3
    cov = root @ root.T
    est = sat.estimates(value, cov=(cov + cov.T) / 2, n=n[:k], df=df[:k])
    same(again(est), est)


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"town": np.repeat([*"甲乙丙丁"], 40), "village": np.tile(np.repeat(range(4), 10), 4)})
    frame["village"] = frame["town"] + frame["village"].astype(str)
    for item in ("治安", "医疗"):
        frame[item] = rng.choice([100, 75, 55], len(frame))
    frame.loc[frame["town"] == "丁", "医疗"] = np.nan
    frame.loc[[120, 131, 142], "医疗"] = [100, 75, 55]
    return sat.read(frame, unit="town", cluster="village", stratum="town", items=["治安", "医疗"], round="r")


def test_estimates_of_respondents_with_what_is_apart_and_their_steps(survey):
    card = sat.Instrument(organiser="统计局", fieldwork=(date(2026, 6, 1), date(2026, 6, 12)), frame={"mobile": 0.6})
    cells = card.mark(sat.means(survey))
    for est in (cells, cells.average("item"), sat.means(survey, by=None), sat.suppress(cells, smallest=10)):
        same(again(est), est)
    kept = again(cells).step.find("instrument")[0]
    assert sat.Instrument.from_step(kept) == card


def test_withheld_cells_stay_withheld_and_no_answer_is_in_the_file(survey):
    shown = sat.suppress(sat.means(survey), smallest=10)
    assert len(shown.apart)
    content = store_bytes({"cells": shown}, round="r")
    kept = read_bytes(content, "f")["cells"]
    assert kept.apart["reason"].tolist() == ["too_few_to_publish"]
    assert kept.apart[["estimate", "n"]].isna().all(axis=None)
    hidden = sat.means(survey).take({"unit": ["丁"], "item": ["医疗"]})
    assert repr(float(hidden.value[0])) not in content.decode()
    # nothing is as long as the respondents are many
    longest = max(len(part) for part in lists(json.loads(content)))
    assert longest < len(survey)


def lists(given):
    inner = given.values() if isinstance(given, dict) else given if isinstance(given, list) else ()
    return [*([given] if isinstance(given, list) else []), *(found for part in inner for found in lists(part))]


def test_units_of_their_own_strata_take_room_for_their_own_block_only(survey):
    cells = sat.means(survey)
    blocks = json.loads(store_bytes({"c": cells}, round="r"))["sets"]["c"]["covariance"]
    assert len(blocks) == len(survey.units)
    assert max(len(block["rows"]) for block in blocks) == 2


def test_the_same_estimates_give_the_same_bytes_and_shared_steps_stand_once(survey):
    cells = sat.means(survey)
    sets = {"cells": cells, "composite": cells.average("item")}
    content = store_bytes(sets, round="r")
    assert content == store_bytes(sets, round="r")
    methods = [step["method"] for step in json.loads(content)["steps"]]
    assert sorted(methods) == sorted(set(methods))


def test_settings_that_json_has_no_word_for():
    settings = {"a": math.inf, "b": (1, (2.5, None)), "c": {1: "x", 2.5: True}, "d": date(2026, 1, 2), "e": {"k": ()}}
    est = sat.estimates([1.0], se=[1.0])
    marked = type(est)(est.value, est.cov, est.n, est.df, est.labels, Step("m", settings), est.level, est.apart)
    assert again(marked).step.settings == settings


def test_a_reader_is_told_the_file_beneath_every_step(tmp_path):
    est = sat.estimates([80.0, 70.0], se=[1.0, 1.0], names=["甲", "乙"])
    path = sat.store({"composite": est}, tmp_path, round="2025H2", simulated=True)
    kept = sat.stored(tmp_path)
    assert (kept.round, kept.about["simulated"]) == ("2025H2", True)
    steps = kept["composite"].step.history()
    assert [step.method for step in steps] == ["file", "stored", "estimates"]
    assert steps[0].settings["name"] == f"{tmp_path.name}/estimates.json"
    assert sat.stored(path)["composite"].value.tolist() == est.value.tolist()
    with pytest.raises(sat.SettingError, match="there are 'composite'"):
        kept["items"]


def test_shares_stay_shares(tmp_path):
    est = sat.estimates([0.8], se=[0.1])
    step = Step("average", {}, (Step("rates", {"measure": "share"}),))
    est = type(est)(est.value, est.cov, est.n, est.df, est.labels, step, est.level, est.apart)
    sat.store({"x": est}, tmp_path, round="r")
    assert sat.stored(tmp_path)["x"].step.measure == "share"


def damaged(change):
    est = sat.estimates([80.0, 70.0], cov=[[1.0, 0.3], [0.3, 1.0]], names=["甲", "乙"])
    book = json.loads(store_bytes({"composite": est}, round="r"))
    change(book)
    with pytest.raises(sat.DataProblems) as caught:
        read_bytes(json.dumps(book).encode(), "f.json")
    for problem in caught.value.problems:
        message, remedy = problem_text(problem, "zh")
        assert message != problem.message, problem.rule
        assert remedy != problem.remedy, problem.rule
    return {(problem.rule, problem.header) for problem in caught.value.problems}


def test_every_fault_of_a_damaged_file_at_once():
    def change(book):
        part = book["sets"]["composite"]
        part["value"] = [80.0, "eighty"]
        part["n"] = [1.0]
        part["labels"] = [["甲"], ["甲"]]
        part["step"] = 9
        part["level"] = 95
        part["apart"] = [["丙", None]]
        book["steps"][0]["sources"] = [4]
        del book["about"]["round"]

    where = "sets.composite."
    assert damaged(change) == {
        ("stored_part", where + "value"),
        ("stored_twice", where + "labels"),
        ("stored_part", where + "step"),
        ("stored_part", where + "level"),
        ("stored_part", where + "apart"),
        ("stored_part", "steps.0"),
        ("stored_part", "about"),
    }


@pytest.mark.parametrize(
    ("change", "rule", "header"),
    [
        (lambda book: book["sets"]["composite"].update(n=[1.0]), "stored_length", "sets.composite.n"),
        (lambda book: book["sets"]["composite"].update(labels=[["甲"]]), "stored_length", "sets.composite.labels"),
        (
            lambda book: book["sets"]["composite"]["covariance"][0].update(lower=[[1.0], [3.0, 1.0]]),
            "stored_covariance",
            "sets.composite.covariance",
        ),
        (
            lambda book: book["sets"]["composite"]["covariance"][0].update(rows=[0, 0]),
            "stored_covariance",
            "sets.composite.covariance",
        ),
        (lambda book: book["sets"]["composite"].update(covariance=[3]), "stored_part", "sets.composite.covariance"),
        (lambda book: book.update(version=2), "stored_newer", None),
        (lambda book: book.update(schema="x"), "stored_other", None),
        (lambda book: book.update(sets={}), "stored_part", "sets"),
        (lambda book: book.update(steps=3), "stored_part", "steps"),
    ],
)
def test_each_fault_is_named(change, rule, header):
    assert (rule, header) in damaged(change)


def test_a_file_that_is_cut_off_missing_or_changed_by_hand(tmp_path):
    content = store_bytes({"x": sat.estimates([80.0], se=[1.0])}, round="r")
    with pytest.raises(sat.DataProblems, match="not a JSON file"):
        read_bytes(content[:-40], "f.json")
    with pytest.raises(sat.DataProblems, match="no stored estimates"):
        sat.stored(tmp_path / "2025H2")
    out = tmp_path / "out"
    out.mkdir()
    (out / "estimates.json").write_bytes(content)
    (out / "manifest.json").write_text(json.dumps({"outputs": {"estimates.json": {"sha256": "0"}}}), "utf-8")
    with pytest.raises(sat.DataProblems, match="changed after the run"):
        sat.stored(tmp_path)
    with pytest.raises(sat.SettingError, match="no estimates to store"):
        store_bytes({}, round="r")
