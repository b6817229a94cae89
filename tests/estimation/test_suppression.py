"""Small cells are withheld, and none can be worked out from what is shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import satmodel as sat
from satmodel import NotEstimable, SettingError
from satmodel.estimation.suppression import Suppressed


def counts_of(rows, columns=None):
    cells = np.array(rows)
    return pd.DataFrame(
        cells, index=[f"u{i}" for i in range(len(cells))], columns=columns or [f"a{j}" for j in range(cells.shape[1])]
    )


def ranges(cells, hidden):
    """Brute force: the smallest and the largest value of each hidden cell that the totals allow, zeros being shown."""
    places = np.argwhere(hidden)
    equations = np.zeros((sum(cells.shape), len(places)))
    equations[places[:, 0], np.arange(len(places))] = 1
    equations[cells.shape[0] + places[:, 1], np.arange(len(places))] = 1
    kept = np.where(hidden, cells, 0)
    totals = np.concatenate([kept.sum(axis=1), kept.sum(axis=0)])
    found = []
    for k in range(len(places)):
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(places))
            cost[k] = sign
            solved = linprog(cost, A_eq=equations, b_eq=totals, bounds=[(1, None)] * len(places))
            ends.append(sign * solved.fun)
        found.append((round(ends[0]), round(ends[1])))
    return found


def fixed(cells, hidden):
    """Brute force: the hidden cells that the totals give away."""
    return {tuple(p) for p, (low, high) in zip(np.argwhere(hidden), ranges(cells, hidden), strict=True) if low == high}


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_withheld_cell_follows_from_the_totals(data):
    rows, columns = data.draw(st.integers(2, 6)), data.draw(st.integers(2, 5))
    cells = np.array(
        data.draw(
            st.lists(st.lists(st.integers(0, 60), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
        )
    )
    made = sat.suppress(counts_of(cells))
    hidden = made.table.isna().to_numpy()
    small = (cells > 0) & (cells < 10)
    assert hidden[small].all()
    assert not hidden[cells == 0].any()
    assert (made.primary, made.secondary) == (small.sum(), (hidden & ~small).sum())
    shown = ~hidden
    np.testing.assert_array_equal(made.table.to_numpy(dtype=float, na_value=np.nan)[shown], cells[shown])
    # a cell may be given away only if it were with every cell above zero withheld; else the totals leave two values
    given_away = fixed(cells, hidden)
    assert made.exposed == len(given_away)
    assert given_away <= fixed(cells, cells > 0)


def test_cells_that_the_totals_bound_on_both_sides_are_counted_as_given_away():
    # both rows of 9 and 1 add up to 10 and the column of 9s to 18: neither can be more than 9, so both are 9
    made = sat.suppress(counts_of([[0, 9, 1], [0, 9, 1], [3, 0, 7], [7, 0, 3]]))
    assert made.table.isna().to_numpy().sum() == 8
    assert made.exposed == 4
    assert "4 withheld cells can still be worked out" in made.say("en")
    shown = sat.suppress(counts_of([[20, 9, 1], [20, 9, 1], [3, 30, 7], [7, 30, 3]]))
    assert shown.exposed == 0


def test_the_worked_example_by_hand():
    made = sat.suppress(counts_of([[40, 4], [31, 12], [25, 15]]))
    assert isinstance(made, Suppressed)
    assert made.table.isna().to_numpy().tolist() == [[True, True], [True, True], [False, False]]
    assert (made.primary, made.secondary) == (1, 3)


def test_a_table_without_small_cells_is_shown_whole():
    made = sat.suppress(counts_of([[40, 0], [31, 12]]))
    assert not made.table.isna().to_numpy().any()
    assert "all are shown" in made.say("en")


def test_two_small_cells_that_add_up_to_too_little_take_a_third():
    made = sat.suppress(counts_of([[1, 2, 50, 60], [20, 30, 40, 50], [20, 30, 40, 50]]))
    hidden = made.table.isna().to_numpy()
    assert hidden[0].sum() >= 3
    assert all(
        low < high for low, high in ranges(np.array([[1, 2, 50, 60], [20, 30, 40, 50], [20, 30, 40, 50]]), hidden)
    )


def test_doubling_the_smallest_number_never_shows_more():
    rows = np.random.default_rng(5).integers(0, 50, (8, 4))
    few, many = (sat.suppress(counts_of(rows), smallest=k).table.isna().to_numpy() for k in (5, 10))
    assert few.sum() <= many.sum()


def estimates():
    names = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]], names=["unit", "item"])
    return sat.estimates([90.0, 80, 70, 60, 50, 40], se=[1.0] * 6, n=[50, 50, 9, 50, 10, 3], names=names)


def test_small_estimates_are_listed_apart_without_their_value():
    made = sat.suppress(estimates())
    assert made.table.index.tolist() == [("A", "x"), ("A", "y"), ("B", "y"), ("C", "x")]
    assert made.apart[["unit", "item", "reason"]].values.tolist() == [
        ["B", "x", "too_few_to_publish"],
        ["C", "y", "too_few_to_publish"],
    ]
    assert made.apart[["estimate", "n"]].isna().all(axis=None)
    assert made.step.method == "suppress"
    assert "人数过少" in made.say("zh")
    np.testing.assert_array_equal(made.cov, np.eye(4))


def test_what_stood_apart_before_loses_its_value_where_it_is_small():
    frame = pd.DataFrame({"u": ["A"] * 12 + ["B"] + ["C"] * 12, "q": [100, 75] * 6 + [55] + [75] * 12})
    made = sat.suppress(sat.means(sat.read(frame, unit="u", items=["q"])))
    apart = made.apart.set_index("unit")
    assert apart["reason"].to_dict() == {"B": "too_few_to_publish", "C": "no_variance"}
    assert np.isnan(apart.loc["B", "estimate"])
    assert apart.loc["C", "estimate"] == 75


def test_nothing_to_suppress_changes_nothing():
    whole = estimates()
    made = sat.suppress(whole, smallest=1)
    np.testing.assert_array_equal(made.value, whole.value)
    assert not len(made.apart)


def test_faults_of_settings():
    with pytest.raises(NotEstimable, match="fewer than 100"):
        sat.suppress(estimates(), smallest=100)
    for wrong in (0, 2.5, True):
        with pytest.raises(SettingError, match="whole number"):
            sat.suppress(estimates(), smallest=wrong)
    with pytest.raises(SettingError, match="zero or more"):
        sat.suppress(counts_of([[1.5, 2]]))
    with pytest.raises(SettingError, match="numbers only"):
        sat.suppress(pd.DataFrame({"a": ["x"]}))
    with pytest.raises(SettingError, match="not list"):
        sat.suppress([1, 2])
