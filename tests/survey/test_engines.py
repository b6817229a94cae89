"""Moments of frames and files: both engines give the same sums, and refuse the same faults."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.survey.adding import tally_duckdb

SUMS = ("respondents", "n", "sw", "swy", "swyy", "sww")
SQUARES = ("ww", "wwy", "wwyy")
ITEMS = ["q1", "q2", "q3"]
DESIGNS = {
    "people": {},
    "weighted": {"weight": "weight"},
    "strata": {"weight": "weight", "stratum": "stratum"},
    "clusters": {"weight": "weight", "cluster": "cluster", "stratum": "stratum", "population": "population"},
    "two stages": {
        "weight": "weight",
        "cluster": "cluster",
        "stratum": "stratum",
        "population": "population",
        "second": "house",
        "second_population": "houses",
    },
    "people within clusters": {
        "cluster": "cluster",
        "stratum": "stratum",
        "population": "population",
        "second_population": "houses",
    },
}
CLOSE = 1e-12  # the same sums in double precision, in another order


def drawn(rows=240, seed=11):
    """A sample with integer and float32 columns, missing answers, and a unit in which nobody answered one item."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "unit": random.choice(["甲镇", "乙镇", "丙镇"], rows),
            "cluster": np.repeat(np.arange(24), rows // 24),
            "weight": random.uniform(0.5, 2, rows).astype(np.float32),
            "house": np.tile(np.arange(rows // 48), 48),
            "q1": random.choice([55, 75, 100], rows),
            "q2": random.choice([55.0, 75.0, 100.0, np.nan], rows),
            "q3": random.choice([0.1, 0.7, np.nan], rows).astype(np.float32),
        }
    )
    frame["stratum"] = frame["cluster"] // 8
    frame["population"] = frame["stratum"].map({0: 40, 1: 16, 2: 9})
    frame["houses"] = 12 + frame["cluster"] % 3
    frame.loc[frame["unit"] == "丙镇", "q2"] = np.nan
    return frame


def same(a, b, rtol=CLOSE):
    pd.testing.assert_frame_equal(a.cells, b.cells, check_dtype=False)
    assert (a.units, a.columns, a.lost) == (b.units, b.columns, b.lost)
    for name in SUMS:
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=rtol)
    for name in ("sampled", "population", "second_sampled", "second_population"):
        left, right = getattr(a, name), getattr(b, name)
        assert (left is None) == (right is None)
        if left is not None:
            np.testing.assert_array_equal(left, right)
    assert (a.squares is None) == (b.squares is None)
    if a.squares is not None:
        for name in SQUARES:
            np.testing.assert_allclose(getattr(a.squares, name), getattr(b.squares, name), rtol=rtol)


@pytest.mark.parametrize("kind", ["parquet", "csv", "frame"])
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("complete", [False, True])
def test_both_engines_give_the_same_sums(tmp_path, kind, design, complete):
    frame = drawn()
    source = frame
    if kind == "parquet":
        source = tmp_path / "round.parquet"
        frame.to_parquet(source)
    elif kind == "csv":
        source = tmp_path / "round.csv"
        frame.to_csv(source, index=False)
    asked = {"unit": "unit", "items": ITEMS, "complete": complete, **DESIGNS[design]}
    same(sat.moments(source, **asked), sat.moments(source, engine="duckdb", **asked))


@pytest.mark.parametrize("design", DESIGNS)
def test_means_of_a_file_are_those_of_the_survey(tmp_path, design):
    frame = drawn()
    frame.to_parquet(tmp_path / "round.parquet")
    asked = {"unit": "unit", "items": ITEMS, **DESIGNS[design]}
    direct = sat.means(sat.read(frame.astype({"q3": float}), **asked))
    large = sat.means(sat.moments(tmp_path / "round.parquet", engine="duckdb", **asked))
    assert list(large.apart["reason"]) == list(direct.apart["reason"]) == ["no_answers"]
    order = [direct.labels.get_loc(label) for label in large.labels]
    np.testing.assert_allclose(large.value, direct.value[order], rtol=CLOSE)
    # squares of points lose digits to the square of the mean: 1e-16 times a hundred
    np.testing.assert_allclose(large.cov, direct.cov[np.ix_(order, order)], rtol=1e-10, atol=1e-13)
    np.testing.assert_array_equal(large.df, direct.df[order])
    np.testing.assert_array_equal(large.n, direct.n[order])


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_cells_without_answers_add_up_to_zero_and_not_to_nothing(engine):
    frame = pd.DataFrame({"unit": ["A", "A", "B", "B"], "q1": [100, 75, 55, 75], "q2": [np.nan, np.nan, 55, 100]})
    sums = sat.moments(frame, unit="unit", items=["q1", "q2"], engine=engine)
    assert sums.n.tolist() == [[2, 0], [2, 2]]
    assert sums.swy.tolist() == [[175, 0], [130, 155]]
    assert sums.swyy[0].tolist() == [[15625, 0], [0, 0]]


def test_weights_in_single_precision_are_doubled_before_they_are_multiplied(tmp_path):
    frame = pd.DataFrame({"unit": "A", "w": np.full(9, 0.1, dtype=np.float32), "q1": np.arange(9) / 7})
    frame.to_parquet(tmp_path / "a.parquet")
    wanted = (frame["w"].astype(float) * frame["q1"]).sum()
    for engine in ("pandas", "duckdb"):
        sums = sat.moments(tmp_path / "a.parquet", unit="unit", items=["q1"], weight="w", engine=engine)
        assert sums.swy[0, 0] == pytest.approx(wanted, rel=1e-15)


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_labels_are_normalised_alike(tmp_path, engine):
    frame = pd.DataFrame({"unit": ["Ａ镇", "A镇 ", "A镇", "B镇"], "village": [1, 2, 3, 4], "q1": [100, 75, 55, 75]})
    frame.to_parquet(tmp_path / "a.parquet")
    frame.astype({"village": float}).to_csv(tmp_path / "a.csv", index=False)
    for name in ("a.parquet", "a.csv"):
        sums = sat.moments(tmp_path / name, unit="unit", items=["q1"], cluster="village", engine=engine)
        assert sums.units == ("A镇", "B镇")
        assert sums.sampled.tolist() == [4]
    without = sat.moments(tmp_path / "a.csv", unit="unit", items=["q1"], engine=engine)
    assert without.respondents.tolist() == [3, 1]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize("coded", [True, False])
def test_answers_become_points_on_the_way(tmp_path, engine, coded):
    words = ["满意", "基本满意", "不满意", "不了解", None, " 满意"]
    frame = pd.DataFrame({"unit": "A", "q1": [1.0, 2, 3, 8, np.nan, 1] if coded else words})
    scale = sat.Scale({1: 100, 2: 75, 3: 55}, no_opinion=[8]) if coded else "100/75/55"
    for name in ("a.parquet", "a.csv"):
        path = tmp_path / name
        frame.to_parquet(path) if name.endswith("parquet") else frame.to_csv(path, index=False)
        sums = sat.moments(path, unit="unit", items=["q1"], scale=scale, engine=engine)
        assert (sums.n[0, 0], sums.swy[0, 0], sums.respondents[0]) == (4, 330, 6)
    frame.loc[0, "q1"] = 7.0 if coded else "满竟"
    frame.to_parquet(tmp_path / "b.parquet")
    with pytest.raises(sat.DataProblems) as caught:
        sat.moments(tmp_path / "b.parquet", unit="unit", items=["q1"], scale=scale, engine=engine)
    assert caught.value.table[["rule", "header", "value"]].to_numpy().tolist() == [
        ["answers_unknown", "q1", "7.0" if coded else "满竟"]
    ]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("unit", None, "labels_blank"),
        ("cluster", None, "labels_blank"),
        ("stratum", None, "labels_blank"),
        ("weight", None, "weights_unusable"),
        ("weight", 0.0, "weights_unusable"),
        ("weight", -1.0, "weights_unusable"),
        ("weight", np.inf, "weights_unusable"),
        ("q1", np.inf, "numbers_unusable"),
        ("population", None, "numbers_unusable"),
        ("population", 41.0, "population_differs"),
        ("houses", 99.0, "second_population_differs"),
    ],
)
def test_what_cannot_be_used_is_a_fault_and_not_a_dropped_row(tmp_path, engine, kind, column, value, rule):
    frame = drawn()
    frame[column] = frame[column].astype(object)
    frame.loc[5, column] = value
    frame[column] = frame[column].infer_objects()
    path = tmp_path / f"bad.{kind}"
    frame.to_parquet(path) if kind == "parquet" else frame.to_csv(path, index=False)
    with pytest.raises(sat.DataProblems) as caught:
        sat.moments(path, unit="unit", items=ITEMS, engine=engine, **DESIGNS["two stages"])
    assert rule in list(caught.value.table["rule"])
    assert caught.value.table["file"].unique().tolist() == [path.name]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_text_in_a_number_is_a_fault_with_an_example(tmp_path, engine):
    frame = drawn().astype({"q1": object, "weight": object})
    frame.loc[3, "q1"], frame.loc[4, "weight"] = "good", "1_0"
    frame.to_csv(tmp_path / "bad.csv", index=False)
    with pytest.raises(sat.DataProblems) as caught:
        sat.moments(tmp_path / "bad.csv", unit="unit", items=ITEMS, weight="weight", engine=engine)
    found = caught.value.table.set_index("rule")
    assert found.loc["numbers_unusable", ["header", "value"]].tolist() == ["q1", "good"]
    assert found.loc["weights_unusable", "header"] == "weight"


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_a_cluster_in_two_strata_and_too_small_a_population_are_faults(engine):
    frame = drawn()
    frame.loc[0, "stratum"] = 2
    with pytest.raises(sat.DataProblems, match="lies in the strata"):
        sat.moments(frame, unit="unit", items=ITEMS, stratum="stratum", cluster="cluster", engine=engine)
    design = {"stratum": "stratum", "cluster": "cluster", "unit": "unit", "items": ITEMS, "engine": engine}
    with pytest.raises(sat.DataProblems, match="no number for the stratum '2'"):
        sat.moments(drawn(), population={0: 40, 1: 16}, **design)
    with pytest.raises(sat.DataProblems, match=r"2 .* in the population and 8 in the sample"):
        sat.moments(drawn(), population={0: 2, 1: 16, 2: 9}, **design)


def test_columns_are_named_whole_and_missing_ones_are_told_with_those_near(tmp_path):
    drawn().to_parquet(tmp_path / "a.parquet")
    for engine in ("pandas", "duckdb"):
        with pytest.raises(sat.DataProblems, match="Near it there is: weight"):
            sat.moments(tmp_path / "a.parquet", unit="unit", items=ITEMS, weight="wieght", engine=engine)
    drawn().drop(columns="q3").to_parquet(tmp_path / "b.parquet")
    with pytest.raises(sat.DataProblems, match=r"b\.parquet"):
        sat.moments(str(tmp_path / "*.parquet"), unit="unit", items=ITEMS, engine="duckdb")


def test_kinds_of_columns_that_a_parquet_file_may_have(tmp_path):
    frame = pd.DataFrame(
        {
            "unit": pd.Categorical(["A", "B", "A", "B"]),
            "solved": [True, False, True, True],
            "q1": pd.array([1, None, 3, 4], dtype="Int64"),
            "q2": [Decimal("1.50"), None, Decimal("2.25"), Decimal("3.00")],
            "village": [1.0, 2.0, 3.0, 4.0],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    asked = {"unit": "unit", "items": ["solved", "q1", "q2"], "stratum": "unit", "cluster": "village"}
    for engine in ("pandas", "duckdb"):
        sums = sat.moments(tmp_path / "a.parquet", engine=engine, **asked)
        assert sums.swy.sum(axis=0).tolist() == [3.0, 8.0, 6.75]
        assert sums.n.sum(axis=0).tolist() == [4, 3, 3]
        assert sums.ends.tolist() == [[0, 1, 1.5], [1, 4, 3]]
        assert sums.sampled.tolist() == [2, 2]


def test_a_missing_file_and_settings_that_do_not_fit_are_refused(tmp_path):
    with pytest.raises(sat.DataProblems, match="no file"):
        sat.moments(tmp_path / "none.parquet", unit="unit", items=ITEMS)
    with pytest.raises(sat.DataProblems, match="it is a folder"):
        sat.moments(tmp_path, unit="unit", items=ITEMS)
    with pytest.raises(sat.SettingError, match="unit= and items="):
        sat.moments(drawn(), items=ITEMS)
    with pytest.raises(sat.SettingError, match="engine"):
        sat.moments(drawn(), unit="unit", items=ITEMS, engine="spark")
    with pytest.raises(sat.SettingError, match="leave out"):
        sat.moments(sat.read(drawn(), unit="unit", items=["q1"]), weight="weight")
    with pytest.raises(sat.SettingError, match="items="):
        sat.moments(drawn(), unit="unit", items=ITEMS, columns=["q1"])
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(sat.SettingError, match="others by sat"):
        sat.moments(tmp_path / "a.xlsx", unit="unit", items=ITEMS)


def test_a_file_that_is_not_utf8_is_refused_by_both(tmp_path):
    (tmp_path / "a.csv").write_bytes("unit,q1\n甲,100\n".encode("gb18030"))
    for engine in ("pandas", "duckdb"):
        with pytest.raises(sat.DataProblems, match="utf-8"):
            sat.moments(tmp_path / "a.csv", unit="unit", items=["q1"], engine=engine)


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] == "ibis":
            raise ModuleNotFoundError("No module named 'ibis'", name="ibis")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(sat.SettingError, match=r'pip install "satmodel\[big\]"'):
        tally_duckdb.connect()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), parts=st.integers(2, 4), engine=st.sampled_from(["pandas", "duckdb"]))
def test_rows_split_over_files_in_any_order_are_one_file(tmp_path_factory, seed, parts, engine):
    folder = tmp_path_factory.mktemp("files")
    frame = drawn(seed=seed)
    random = np.random.default_rng(seed)
    part = random.integers(0, parts, len(frame))
    part[:parts] = range(parts)
    paths = []
    for i in range(parts):
        piece = frame[part == i].sample(frac=1, random_state=seed)
        # one file holds whole numbers where another holds decimals
        paths.append(folder / f"{i}.parquet")
        piece.astype({"q1": float if i else int}).to_parquet(paths[-1])
    asked = {"unit": "unit", "items": ITEMS, "engine": engine, **DESIGNS["clusters"]}
    frame.to_parquet(folder / "whole.parquet")
    same(sat.moments(paths, **asked), sat.moments(folder / "whole.parquet", **asked))


def test_decimals_in_a_later_file_are_kept(tmp_path):
    pd.DataFrame({"unit": ["A", "A"], "q1": [100, 75]}).to_parquet(tmp_path / "1.parquet")
    pd.DataFrame({"unit": ["A", "A"], "q1": [55.5, 75.25]}).to_parquet(tmp_path / "2.parquet")
    for engine in ("pandas", "duckdb"):
        sums = sat.moments(str(tmp_path / "*.parquet"), unit="unit", items=["q1"], engine=engine)
        assert sums.swy[0, 0] == 305.75


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_moments_of_two_disjoint_parts_add_up(seed):
    frame = drawn(seed=seed)
    asked = {"unit": "unit", "items": ITEMS, "weight": "weight"}
    whole = sat.moments(frame, **asked)
    parts = [sat.moments(frame[rows], **asked) for rows in (frame["q1"] > 60, frame["q1"] <= 60)]
    for name in SUMS:
        total = sum(getattr(part, name).sum(axis=0) for part in parts)
        np.testing.assert_allclose(getattr(whole, name).sum(axis=0), total, rtol=CLOSE)
    for name in SQUARES:
        total = sum(getattr(part.squares, name).sum(axis=0) for part in parts)
        np.testing.assert_allclose(getattr(whole.squares, name).sum(axis=0), total, rtol=CLOSE)


def test_answers_all_alike_have_no_standard_error_by_squares_either():
    frame = drawn().assign(q1=83.3)
    for weight in (None, "weight"):
        est = sat.means(sat.moments(frame, unit="unit", items=["q1", "q2"], weight=weight))
        reasons = est.apart.set_index(["unit", "item"])["reason"]
        assert set(reasons.xs("q1", level="item")) == {"no_variance"}


def test_driver_importance_refuses_sums_without_single_respondents():
    from satmodel.inference.sampling.regression import cluster_totals

    with pytest.raises(sat.SettingError, match="single respondents"):
        cluster_totals(sat.moments(drawn(), unit="unit", items=ITEMS, complete=True))
