"""The unit with the best composite, and the family of pairs in which a gap to it is judged."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.estimation.small import FEWEST
from satmodel.inference.gapping import gap_families as families
from satmodel.inference.gapping.gap_judging import judged
from satmodel.inference.judging.comparing import Comparison
from satmodel.inference.judging.critical import Draws
from satmodel.inference.judging.near_end import half_answers
from satmodel.inference.judging.rankable import rankable

DRAWS, SEED = 10_000, 1


@dataclass(frozen=True, slots=True, eq=False)
class Rivals:
    """Whom each unit is set against, picked by the data.

    Attributes:
        leader: the unit with the best composite.
        rivals: the leader for every unit, and the second for the leader.
        pairs: how many pairs there are from which the data picked one.
        small: units that might lead but for their number of respondents. few: units with as few that are compared all
            the same, since hardly any has enough.
        widened: units whose composite lies so near an end of the scale that its standard error was widened.
        sign: 1 where the highest composite is the best, -1 where the lowest is.
        adjust: how the family of the composites' gaps is judged.
        family: the composites' gaps of all pairs, judged together. unit, other: the two of each, the better first.
    """

    leader: Hashable
    rivals: dict[Hashable, Hashable]
    pairs: int
    small: tuple[Hashable, ...]
    few: tuple[Hashable, ...]
    widened: tuple[Hashable, ...]
    sign: float
    adjust: str
    family: Comparison
    unit: list[Hashable]
    other: list[Hashable]

    def gap(self, unit: Hashable) -> tuple[int, float]:
        """The row of a unit's gap to its rival in the family, and its sign."""
        against = self.rivals[unit]
        two = {unit, against}
        row = next(i for i, pair in enumerate(zip(self.unit, self.other, strict=True)) if set(pair) == two)
        return row, self.sign if self.unit[row] == unit else -self.sign

    def judged(self, units: list[Hashable]) -> Comparison:
        """The gaps of some units to their rivals, as they were judged among all pairs."""
        rows, signs = zip(*(self.gap(unit) for unit in units), strict=True)
        found, sign = self.family.take(np.array(rows, dtype=np.intp)), np.array(signs)
        low, high = np.where(sign > 0, found.low, -found.high), np.where(sign > 0, found.high, -found.low)
        return replace(found, gap=sign * found.gap, low=low, high=high)


def draws_at(level: float) -> int:
    """How many draws find the quantile of a level."""
    return max(DRAWS, int(np.ceil(10 / (1 - level))))


def rivals_of(whole: Estimates, unit: Hashable | None, *, best: str, level: float, margin: float) -> Rivals:
    """Pick the leader by the composite among the units that may be ranked, and judge all pairs of them.

    Args:
        whole: the composites of the units; those near an end of their scale are widened, as in gaps().
        unit: the one whose gap is asked for, which takes part whatever its n. best: ``"high"`` or ``"low"``.

    Raises:
        SettingError: two composites are equal at the top, so that no unit leads.
    """
    names = [name_of(label) for label in whole.labels]
    ready = {name_of(label) for label in rankable(whole).labels}
    kept = [i for i, name in enumerate(names) if name in ready or name == unit]
    est, near = half_answers(whole.take({"unit": [names[i] for i in kept]}))
    sign = 1.0 if best == "high" else -1.0
    able = [name in ready for name in (name_of(label) for label in est.labels)]
    both = families.compared_pairs(est, best=best, shared=families.is_pooled(est))
    asked = families.asked(est, both, "all", adjust=None, among=None)
    found = judged(asked, Draws(both, draws_at(level), SEED), level=level, margin=margin)[0]
    order = np.argsort(np.where(able, -sign * est.value, np.inf), kind="stable")
    labels = [name_of(label) for label in est.labels]
    leader = labels[order[0]]
    if abs(est.value[order[0]] - est.value[order[1]]) <= both.tolerance and able[order[1]]:
        raise SettingError(
            f"{leader!r} and {labels[order[1]]!r} have the same composite, so neither is first; name one in against="
        )
    rivals = {name: leader for name in labels if name != leader}
    rivals[leader] = labels[order[1]]
    return Rivals(
        leader,
        rivals,
        len(labels) * (len(labels) - 1) // 2,
        tuple(name for name in names if name not in ready),
        tuple(label for label, n in zip(labels, est.n, strict=True) if label in ready and n < FEWEST),
        tuple(label for label, one in zip(labels, near, strict=True) if one),
        sign,
        asked.adjust,
        found,
        [labels[i] for i in asked.unit],
        [labels[i] for i in asked.against],
    )
