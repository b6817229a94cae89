"""Two rounds of every unit side by side, out of two sets of estimates or out of one that holds both rounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.inference.gapping.differences import difference
from satmodel.inference.judging.units import check_one_level
from satmodel.inference.shrinking.between import known_exactly
from satmodel.inference.shrinking.bivariate import FEWEST, TwoRounds, two_rounds
from satmodel.step import Step

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ROUND = "round"  # the level of the labels that tells the rounds apart


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The units of two rounds.

    Attributes:
        change: the k changes with their covariance, degrees of freedom, labels and what is apart.
        rounds: the values and errors of both rounds. independent: whether the errors of the rounds are uncorrelated.
    """

    change: Estimates
    rounds: TwoRounds
    independent: bool


def sides_of(before: Estimates, after: Estimates | None) -> Sides:
    """The units that are estimated in both rounds.

    Args:
        before, after: two independent rounds; or one set with a level ``round`` of two rounds, the earlier one first.

    Raises:
        SettingError: levels that do not fit, not two rounds, or a value known without error.
        NotComparable: no unit is estimated in both rounds.
        NotEstimable: fewer than four units are.
    """
    found = _stacked(before) if after is None else _independent(before, after)
    count = len(found.change)
    if count < FEWEST:
        raise NotEstimable(
            f"{count} units are estimated in both rounds; how far true changes lie apart cannot be told from fewer "
            f"than {FEWEST}. Ask change() for each change by itself, or give more units"
        )
    if known_exactly(found.rounds.cov):
        raise SettingError(
            "a score, or a combination of the scores, has a standard error of zero; leave out what is known exactly"
        )
    return found


def _independent(before: Estimates, after: Estimates) -> Sides:
    if ROUND in before.labels.names or ROUND in after.labels.names:
        raise SettingError(f"give two rounds without the level {ROUND!r}, or one set that has it")
    check_one_level(after)
    joint = [step for step in before.step.find("round_means") if step in after.step.find("round_means")]
    if before is not after and any(step.settings["overlap"] != "none" for step in joint):
        raise SettingError(
            "the two rounds were taken out of one round_means and share sampling units; give what it returned alone, "
            "so that their covariance is used"
        )
    moved, first, second = difference(before, after)
    old, new = before.labels.get_indexer(moved.labels), after.labels.get_indexer(moved.labels)
    count = len(moved)
    cov = np.zeros((count, 2, count, 2))
    cov[:, 0, :, 0] = before.cov[np.ix_(old, old)]
    cov[:, 1, :, 1] = after.cov[np.ix_(new, new)]
    value = np.stack([first, second], axis=1)
    return Sides(moved, two_rounds(value, cov.reshape(2 * count, 2 * count)), True)


def _stacked(both: Estimates) -> Sides:
    names = list(both.labels.names)
    if ROUND not in names or len(names) != 2:
        raise SettingError(
            f"one set of estimates must have the levels unit and {ROUND!r}; it has {quoted(names)}. "
            "Give the two rounds as before and after otherwise"
        )
    when = both.labels.get_level_values(ROUND)
    rounds = list(dict.fromkeys([*when, *both.apart[ROUND]]))
    if len(rounds) != 2:
        raise SettingError(f"there must be two rounds, and there are {quoted(rounds)}; choose two with .take")
    units = both.labels.droplevel(ROUND)
    rounds = _in_order(units, when, rounds)
    sides = [dict(zip(units[when == one], np.flatnonzero(when == one), strict=True)) for one in rounds]
    shared = [unit for unit in sides[1] if unit in sides[0]]
    if not shared:
        raise NotComparable(f"no unit is estimated in both {rounds[0]} and {rounds[1]}")
    pick = np.array([[side[unit] for side in sides] for unit in shared])
    level = next(name for name in names if name != ROUND)
    labels = pd.MultiIndex.from_arrays([shared], names=[level])
    matrix = np.zeros((len(shared), len(both)))
    rows = np.arange(len(shared))
    matrix[rows, pick[:, 0]], matrix[rows, pick[:, 1]] = -1.0, 1.0
    n = np.fmin(both.n[pick[:, 0]], both.n[pick[:, 1]])
    step = Step("difference", {"rounds": tuple(rounds)}, (both.step,))
    moved = both.linear(matrix, labels, n, step, _apart(both, level, sides, rounds))
    flat = pick.ravel()
    pairs = two_rounds(both.value[pick], both.cov[np.ix_(flat, flat)])
    crossing = pairs.cov.reshape(len(shared), 2, len(shared), 2)[:, 0, :, 1]
    return Sides(moved, pairs, not np.any(crossing))


def _in_order(units: pd.Index, when: pd.Index, rounds: list[object]) -> list[object]:
    """The two rounds, the earlier one first: as they stand with every unit that is in both."""
    place = {one: dict(zip(units[when == one], np.flatnonzero(when == one), strict=True)) for one in rounds}
    turned = {bool(place[rounds[1]][unit] < row) for unit, row in place[rounds[0]].items() if unit in place[rounds[1]]}
    if len(turned) > 1:
        raise SettingError(
            "the rounds stand in one order with some units and in the other with others, so that it is not known which "
            "came first; put them in order with .take({'round': [first, second]})"
        )
    return rounds[::-1] if True in turned else rounds


def _apart(both: Estimates, level: str, sides: list[dict[object, int]], rounds: list[object]) -> pd.DataFrame:
    """What is not estimated in both rounds."""
    lost = [
        [unit, both.value[row], both.n[row], reason]
        for here, there, reason in ((sides[1], sides[0], "only_after"), (sides[0], sides[1], "only_before"))
        for unit, row in here.items()
        if unit not in there
    ]
    known = {row[0] for row in lost}
    for one in reversed(rounds):
        for row in both.apart.loc[both.apart[ROUND] == one, [level, "estimate", "n", "reason"]].itertuples(index=False):
            if row[0] not in known:
                known.add(row[0])
                lost.append(list(row))
    return pd.DataFrame(lost, columns=[level, "estimate", "n", "reason"]) if lost else nothing_apart([level])
