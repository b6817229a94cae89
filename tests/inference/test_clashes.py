"""Claims that cannot both be true, found without any table."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import satmodel as sat
from satmodel.inference.claiming.claim import claim_of
from satmodel.inference.claiming.clashes import clashes
from satmodel.inference.claiming.words import words_of


def claims(*rows):
    return [claim_of({"id": str(i), "about": "towns", **row}) for i, row in enumerate(rows, 1)]


def kinds(*rows):
    return [one.kind for one in clashes(claims(*rows), words_of())]


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ({"kind": "all_rose"}, {"kind": "some_fell"}, "all_some"),
        ({"kind": "none_fell"}, {"kind": "some_fell"}, "all_some"),
        ({"kind": "all_fell"}, {"kind": "some_rose"}, "all_some"),
        ({"kind": "all_rose"}, {"kind": "fall", "subject": "A"}, "all_some"),
        ({"kind": "all_rose"}, {"kind": "largest_fall", "subject": "A"}, "all_some"),
        ({"kind": "all_rose"}, {"kind": "all_fell"}, "all_all"),
        ({"kind": "all_rose"}, {"kind": "none_rose"}, "all_all"),
        ({"kind": "rise", "subject": "A"}, {"kind": "fall", "subject": "A"}, "direction"),
        ({"kind": "count_rise"}, {"kind": "count_fall"}, "direction"),
        ({"kind": "first", "subject": "A"}, {"kind": "rank", "subject": "A", "rank": 2}, "rank"),
        ({"kind": "rank", "subject": "A", "rank": 3}, {"kind": "rank", "subject": "A", "rank": 2}, "rank"),
        ({"kind": "first", "subject": "A"}, {"kind": "last", "subject": "A"}, "rank"),
        ({"kind": "first", "subject": "A"}, {"kind": "first", "subject": "B"}, "alone"),
        ({"kind": "largest_rise", "subject": "A"}, {"kind": "largest_rise", "subject": "B"}, "alone"),
        (
            {"kind": "position", "subject": "A", "word": "low"},
            {"kind": "position", "subject": "A", "word": "middle"},
            "position",
        ),
        ({"kind": "lead", "subject": "A", "object": "B"}, {"kind": "lead", "subject": "B", "object": "A"}, "order"),
        ({"kind": "above", "subject": "A", "object": "B"}, {"kind": "below", "subject": "A", "object": "B"}, "order"),
        ({"kind": "rise", "subject": "A", "amount": 9.2}, {"kind": "rise", "subject": "A", "amount": 9.3}, "amount"),
        (
            {"kind": "value", "subject": "A", "amount": 83.77},
            {"kind": "value", "subject": "A", "amount": 83.78},
            "amount",
        ),
        ({"kind": "share", "subject": "A", "amount": 40}, {"kind": "share", "subject": "A", "amount": 42}, "amount"),
    ],
)
def test_two_that_cannot_both_be_true(one, two, wanted):
    assert kinds(one, two) == [wanted]
    assert kinds(two, one) == [wanted]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"kind": "all_rose"}, {"kind": "some_rose"}),
        ({"kind": "none_fell"}, {"kind": "none_rose"}),  # nothing moved at all
        ({"kind": "some_rose"}, {"kind": "some_fell"}),
        ({"kind": "all_rose"}, {"kind": "some_fell", "about": "villages"}),
        ({"kind": "all_rose", "subject": ["A", "B"]}, {"kind": "fall", "subject": "C"}),
        ({"kind": "rise", "subject": "A"}, {"kind": "fall", "subject": "B"}),
        ({"kind": "rise", "subject": "A", "amount": 9.2}, {"kind": "rise", "subject": "A", "amount": 9.215}),
        ({"kind": "rise", "subject": "A"}, {"kind": "count_fall", "subject": "A"}),
        ({"kind": "position", "subject": "A", "word": "low"}, {"kind": "position", "subject": "B", "word": "middle"}),
        ({"kind": "position", "subject": "A", "word": "low"}, {"kind": "position", "subject": "A", "word": "lower"}),
        ({"kind": "lead", "subject": "A", "object": "B"}, {"kind": "lead", "subject": "B", "object": "C"}),
    ],
)
def test_two_that_can_both_be_true(one, two):
    assert kinds(one, two) == []


def test_two_of_different_parts_of_a_table_do_not_clash():
    rows = [
        {"id": "1", "kind": "first", "table": "t", "of": "safety", "subject": "A"},
        {"id": "2", "kind": "first", "table": "t", "of": "schools", "subject": "B"},
    ]
    assert clashes([claim_of(row) for row in rows], {}) == ()


def test_a_table_settles_which_of_two_is_contradicted():
    pair = (
        sat.estimates([80.0, 80.0], se=[1.0, 1.0], names=["A", "B"]),
        sat.estimates([90.0, 70.0], se=[1.0, 1.0], names=["A", "B"]),
    )
    rows = [{"id": "1", "kind": "all_rose", "table": "t"}, {"id": "2", "kind": "some_fell", "table": "t"}]
    found = sat.check_claims(rows, {"t": pair})
    assert found.table["outcome"].tolist() == ["contradicted", "holds"]
    assert found.table["why"].tolist() == ["opposite", "established"]
    assert found.table["against"].tolist() == ["2", "1"]


def test_a_claim_is_not_contradicted_by_one_that_is_false_itself():
    table = {"A": 81.0, "B": 80.0}
    rows = [
        {"id": "1", "kind": "lead", "table": "t", "subject": "A", "object": "B"},
        {"id": "2", "kind": "lead", "table": "t", "subject": "B", "object": "A"},
    ]
    assert sat.check_claims(rows, {"t": table}).table["outcome"].tolist() == ["not shown", "contradicted"]


# every outcome of three units that may rise, stay or fall, against what the logic says of each pair of claims
WORLDS = [(a, b, c) for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1)]
TRUE_IN = {
    "all_rose": lambda world: min(world) > 0,
    "all_fell": lambda world: max(world) < 0,
    "none_fell": lambda world: min(world) >= 0,
    "none_rose": lambda world: max(world) <= 0,
    "some_rose": lambda world: max(world) > 0,
    "some_fell": lambda world: min(world) < 0,
}


@pytest.mark.parametrize("pair", permutations(TRUE_IN, 2))
def test_claims_about_all_and_some_clash_exactly_where_no_world_has_both(pair):
    possible = any(TRUE_IN[pair[0]](world) and TRUE_IN[pair[1]](world) for world in WORLDS)
    assert bool(kinds({"kind": pair[0]}, {"kind": pair[1]})) != possible


@settings(deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_claims_does_not_matter(order):
    rows = [
        {"kind": "all_rose"},
        {"kind": "some_fell"},
        {"kind": "first", "subject": "A"},
        {"kind": "first", "subject": "B"},
    ]
    said = claims(*rows)
    found = {frozenset((one.first, one.second)) for one in clashes([said[i] for i in order], {})}
    assert found == {frozenset("12"), frozenset("34")}
