"""Several rounds of the same units put side by side, whichever way they were given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.rankable import REASON, guarded
from satmodel.inference.judging.units import check_one_level, fewest_degrees
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]
ROUND = "round"


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """k units in r rounds.

    Attributes:
        value, n: (k, r) estimates and respondents. cov: (k, r, k, r) covariance. df: the fewest degrees of freedom,
            None where all are infinite.
        units, rounds: the names. level: what the units' level is called. apart: units that are not in every round.
        noted: what a step keeps of it. sources: the steps that made the rounds.
    """

    value: Array
    n: Array
    cov: Array
    df: float | None
    units: tuple[Hashable, ...]
    rounds: tuple[Hashable, ...]
    level: str
    apart: pd.DataFrame
    noted: dict[str, Any]
    sources: tuple[Step, ...]

    @property
    def independent(self) -> bool:
        """Whether no two rounds share errors."""
        return not any(
            np.any(self.cov[:, i, :, j]) for i in range(len(self.rounds)) for j in range(len(self.rounds)) if i != j
        )


def side_by_side(rounds: Estimates | Mapping[Hashable, Estimates], *, fewest: int, override: str | None) -> Rounds:
    """Put rounds side by side; units that are not estimated in every round are set apart.

    Args:
        rounds: estimates of units with a further level ``round``, with one covariance; or independent estimates by
            round, in the order of the rounds.
        fewest: respondents that a unit needs in each round, where n is known.
        override: why rounds that are not comparable are put side by side all the same.

    Raises:
        SettingError: levels that do not fit. NotComparable: instruments that are not. NotEstimable: one round, or fewer
            than two units in all of them.
    """
    parts, joint, overridden = _parts(rounds, override)
    if len(parts) < 2:
        raise NotEstimable(f"persistence needs two rounds or more; there is {quoted(list(parts)) or 'none'}")
    kept, guards = {}, {}
    for key, part in parts.items():
        check_one_level(part)
        kept[key], guards[key] = guarded(part, fewest=fewest)
    level = str(next(iter(parts.values())).labels.names[0])
    there = [(*part.labels.get_level_values(0), *part.apart[level]) for part in parts.values()]
    seen = dict.fromkeys(name for names in there for name in names)
    held = [set(part.labels.get_level_values(0)) for part in kept.values()]
    units = [name for name in seen if all(name in here for here in held)]
    if len(units) < 2:
        raise NotEstimable(f"fewer than two units are estimated in every round; there are {quoted(units) or 'none'}")
    where = {key: [list(part.labels.get_level_values(0)).index(unit) for unit in units] for key, part in kept.items()}
    few = {name for part in kept.values() for name in part.apart.loc[part.apart["reason"] == REASON, level]}
    out = [name for name in seen if name not in units]
    lost = [[name, np.nan, np.nan, REASON if name in few else "not_in_all_rounds"] for name in out]
    told: dict[str, Any] = {"fewest": int(fewest), "too_few": sum(name in few for name in out)}
    told |= {what: _in_any(guards, what, units) for what in ("small", "widened")}
    return Rounds(
        np.column_stack([part.value[where[key]] for key, part in kept.items()]),
        np.column_stack([part.n[where[key]] for key, part in kept.items()]),
        _covariance(rounds, joint, kept, where, units),
        fewest_degrees(np.concatenate([part.df[where[key]] for key, part in kept.items()])),
        tuple(units),
        tuple(parts),
        level,
        pd.DataFrame(lost, columns=[level, "estimate", "n", "reason"]),
        {**told, **overridden},
        (rounds.step,) if isinstance(rounds, Estimates) else tuple(part.step for part in rounds.values()),
    )


def _parts(
    rounds: Estimates | Mapping[Hashable, Estimates], override: str | None
) -> tuple[dict[Hashable, Estimates], bool, dict[str, Any]]:
    """The estimates of each round, whether they have one covariance, and what was overridden."""
    if isinstance(rounds, Estimates):
        if ROUND not in rounds.labels.names or rounds.labels.nlevels != 2:
            names = quoted(list(rounds.labels.names))
            raise SettingError(f"the estimates need two levels, one of them 'round'; theirs are {names}")
        keys = list(rounds.labels.get_level_values(ROUND).unique())
        return {key: rounds.take({ROUND: key}) for key in keys}, True, {}
    parts = dict(rounds)
    overridden: dict[str, Any] = {}
    first = next(iter(parts.values()), None)
    for part in list(parts.values())[1:]:
        overridden |= require_comparable(first.step, part.step, override)  # type: ignore[union-attr]
        if first is part or list(first.labels.names) != list(part.labels.names):  # type: ignore[union-attr]
            raise SettingError("the rounds must be different estimates with the same level of labels")
    return parts, False, overridden


def _in_any(guards: dict[Hashable, dict[str, Any]], what: str, units: list[Hashable]) -> tuple[Hashable, ...]:
    """The units that the guard told of in any round."""
    return tuple(dict.fromkeys(name for guard in guards.values() for name in guard[what] if name in units))


def _covariance(
    rounds: Estimates | Mapping[Hashable, Estimates],
    joint: bool,
    kept: dict[Hashable, Estimates],
    where: dict[Hashable, list[int]],
    units: list[Hashable],
) -> Array:
    """(k, r, k, r), each round's own block as the guard left it."""
    count = len(units)
    cov = np.zeros((count, len(kept), count, len(kept)))
    if joint and isinstance(rounds, Estimates):
        labels = rounds.labels.to_frame(index=False)
        names = [name for name in rounds.labels.names if name != ROUND]
        place = {key: i for i, key in enumerate(zip(labels[names[0]], labels[ROUND], strict=True))}
        rows = np.array([[place[unit, key] for key in kept] for unit in units])
        cov = rounds.cov[rows[:, :, None, None], rows[None, None, :, :]].copy()
    for j, (key, part) in enumerate(kept.items()):
        cov[:, j, :, j] = part.cov[np.ix_(where[key], where[key])]
    return cov
