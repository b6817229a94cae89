"""Compact letters: against multcompView and emmeans, against every clique by brute force, and what is refused."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satmodel import SettingError
from satmodel.inference.judging.critical import tukey_p
from satmodel.inference.ranking.letters import compact_letters, sign_of, spelled

REFERENCE = Path(__file__).parents[1] / "reference" / "ranks"


def groups_of(words):
    """The units behind each letter, whatever the letters are called."""
    return {frozenset(i for i, word in enumerate(words) if sign in word) for sign in set("".join(words))}


def differing(value, se, df, level):
    first, second = np.triu_indices(len(value), 1)
    t = np.abs(value[first] - value[second]) / np.hypot(se[first], se[second])
    found = np.zeros((len(value),) * 2, dtype=bool)
    found[first, second] = tukey_p(t, len(value), np.full(len(t), df)) < 1 - level
    return found | found.T


def test_the_letters_of_51_states_are_those_of_multcompview():
    acs = pd.read_csv(REFERENCE / "acs_traveltime2011.csv").sort_values("Estimate.2dec", kind="stable")
    theirs = pd.read_csv(REFERENCE / "multcompview_cld.csv").set_index("unit")["letters"]
    value, se = acs["Estimate.2dec"].to_numpy(), acs["SE.2dec"].to_numpy()
    found = compact_letters(differing(value, se, np.inf, 0.90))
    assert groups_of(spelled(found)) == groups_of(theirs[acs["Abbreviation"]])


@pytest.mark.parametrize("data", ["chickwts", "InsectSprays", "PlantGrowth"])
def test_the_letters_of_three_data_sets_are_those_of_emmeans(data):
    part = pd.read_csv(REFERENCE / "emmeans_cld.csv").query("dataset == @data")
    ours = spelled(
        compact_letters(differing(part["emmean"].to_numpy(), part["SE"].to_numpy(), part["df"].iloc[0], 0.95))
    )
    assert ours == tuple(part["letters"])


def random_matrix(random, count, share):
    upper = np.triu(random.random((count, count)) < share, 1)
    return upper | upper.T


@given(st.integers(0, 10_000), st.integers(1, 8), st.sampled_from([0.2, 0.5, 0.8]))
@settings(max_examples=150, deadline=None)
def test_two_units_share_a_letter_exactly_where_they_do_not_differ_and_no_letter_is_idle(seed, count, share):
    different = random_matrix(np.random.default_rng(seed), count, share)
    letters = compact_letters(different)
    together = letters.astype(int) @ letters.T.astype(int) > 0
    assert np.array_equal(together, ~different)
    # brute force: a letter for each largest set of units of which no two differ
    alike = [
        set(group)
        for size in range(1, count + 1)
        for group in combinations(range(count), size)
        if not different[np.ix_(group, group)].any()
    ]
    largest = {frozenset(group) for group in alike if not any(group < other for other in alike)}
    assert {frozenset(np.flatnonzero(column)) for column in letters.T} == largest
    assert letters.shape[1] == len(largest)


def test_the_order_of_units_changes_the_names_of_letters_only():
    random = np.random.default_rng(3)
    different, order = random_matrix(random, 9, 0.4), random.permutation(9)
    first = {frozenset(np.flatnonzero(column)) for column in compact_letters(different).T}
    turned = {frozenset(order[column]) for column in compact_letters(different[np.ix_(order, order)]).T}
    assert first == turned


def test_a_missing_comparison_is_refused_and_never_read_as_the_same():
    different = np.array([[0.0, 1.0, np.nan], [1.0, 0.0, 0.0], [np.nan, 0.0, 0.0]])
    with pytest.raises(SettingError, match="comparison of units 0 and 2 is missing"):
        compact_letters(different)
    with pytest.raises(SettingError, match="symmetric"):
        compact_letters(np.array([[False, True], [False, False]]))
    with pytest.raises(SettingError, match="square"):
        compact_letters(np.zeros((2, 3), dtype=bool))


def test_there_are_letters_beyond_the_alphabet():
    assert [sign_of(i) for i in (0, 25, 26, 51, 52, 104)] == ["a", "z", "A", "Z", "a1", "a2"]
