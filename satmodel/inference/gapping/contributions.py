"""Which items carried a change of the composite, or a gap between two units: an exact split, by arithmetic."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import group, keys, name_of, quoted
from satmodel.inference.gapping.change import difference
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]

_MARKS = (("total", "gap"), ("start", "before"), ("end", "after"))
_TOLD = ("contribution", "share", "low", "high", "detectable")


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """Which of k differences make up which of s splits.

    Attributes:
        order: (m,) the difference behind each row. split: (m,) the split it belongs to. weight: (m,) its weight.
        keys: (s,) labels of the splits on the levels ``rest``.
    """

    order: NDArray[np.intp]
    split: NDArray[np.intp]
    weight: Array
    keys: list[tuple[Hashable, ...]]
    rest: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Contributions(Result):
    """The split of a composite's difference by item, for one unit or several.

    Attributes:
        rows: the table: one row an item of each split.
        totals: one row a split: before, after, gap (of the composite), se, low, high, df, p, p_adjusted, verdict,
            detectable; indexed by the levels other than the items', or by ``"all"`` where there are none.
        apart: units whose composite cannot be split, with the reason.
        over: the level that is split, such as ``"item"``.
        unit, against: the two units whose gap is split; None where two rounds are compared.
        step: how they were made.
    """

    rows: pd.DataFrame
    totals: pd.DataFrame
    apart: pd.DataFrame
    over: str
    unit: Hashable | None
    against: Hashable | None
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item of each split.

        ``before`` and ``after`` are the item's points in the two rounds (of ``against`` and of ``unit``), ``gap`` their
        difference, ``weight`` the item's weight; ``contribution`` is weight x gap, with its se, low, high, df, p,
        p_adjusted, verdict and detectable; ``share`` is its part of the composite's gap, ``nan`` where that is zero.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart | None:
        """A waterfall from the one composite to the other; None where several units are split: take one of them."""
        if len(self.totals) != 1:
            return None
        data = self.rows.reset_index().sort_values("contribution", ascending=False, kind="stable", ignore_index=True)
        whole = self.totals.iloc[0]
        marks: dict[str, Any] = {key: float(whole[name]) for key, name in _MARKS}
        if self.unit is not None:
            marks |= {"start_name": self.against, "end_name": self.unit}
        columns = {"label": self.over, "value": "contribution", "low": "low", "high": "high"}
        return Chart("waterfall", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        for i, label in enumerate(self.totals.index):
            found += self._split(i, None if self.totals.index.names == [None] else name_of(label))
        found += [
            Finding("contributions.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return (*found, Finding("contributions.arithmetic", {}))

    def _split(self, i: int, name: Any) -> list[Finding]:
        whole = self.totals.iloc[i]
        total: dict[str, Any] = {key: float(whole[key]) for key in ("before", "after", "low", "high", "detectable")}
        total |= {
            "total": float(whole["gap"]),
            "verdict": Verdict(whole["verdict"]),
            "level": self.step.settings["level"],
        }
        if self.unit is None:
            found = [Finding("contributions.total", {"name": name, **total})]
        else:
            found = [Finding("contributions.gap", {"name": self.unit, "against": self.against, **total})]
        frame = self.rows.reset_index()
        rest = [level for level in self.rows.index.names if level != self.over]
        own = frame.iloc[list(group(frame, rest).values())[i]]
        told = [
            {
                "name": name,
                "item": row[self.over],
                **{key: row[key] for key in _TOLD},
                "verdict": Verdict(row["verdict"]),
            }
            for row in own.to_dict("records")
        ]
        largest = max(told, key=lambda values: abs(values["contribution"]))
        found += [Finding("contributions.item", values) for values in told]
        found.append(
            Finding("contributions.largest", {key: largest[key] for key in ("name", "item", "contribution", "share")})
        )
        if abs(total["total"]) <= total["high"] - total["total"]:
            found.append(Finding("contributions.share_unstable", {"name": name}))
        return found


def contributions(  # noqa: PLR0913 -- two rounds or two units, and what is asked of their split
    first: Estimates,
    second: Estimates | None = None,
    *,
    unit: Hashable | None = None,
    against: Hashable | None = None,
    weights: Mapping[Hashable, float] | None = None,
    over: str = "item",
    level: float = 0.95,
    margin: float = 0.0,
    override: str | None = None,
) -> Contributions:
    """Split the change of a composite, or the gap between two units, exactly by item.

    Either two rounds are given (``contributions(before, after)``), or two units of the same estimates are named
    (``contributions(est, unit="A", against="B")``).

    Args:
        first: estimates with the level ``over``, in points: the earlier round, or the only one.
        second: the later round.
        unit, against: the two units; the gap is ``unit`` minus ``against``.
        weights: the weight of each item in the composite; equal by default. They are divided by their sum.
        over: the level to split by.
        level: confidence level of the intervals.
        margin: the smallest difference of the composite that matters, in points; items are judged against zero.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The split: contributions sum to the composite's difference exactly. Several units give one split each. A unit of
        which an item is missing in a round is listed in ``apart`` as ``part_not_estimable``. Intervals and
        verdicts of the items of a split form one family (Holm), and so do the composites of several units.

    Assumptions:
        The composite is this weighted mean in both rounds (of both units). Two rounds are independent samples.
        The split is arithmetic; it does not say what brought a difference about.

    Raises:
        SettingError: neither two rounds nor two units, a level or a label that is not there, or weights that do not
            name every item, or are negative, or sum to zero.
        NotComparable: no unit has every item on both sides, or two rounds were made with instruments that are not
            comparable and there is no override.

    Formula:
        c_i = w_i (y_i,after - y_i,before), Σ c_i = composite after - composite before, with variance
        w_i² (Σ_after + Σ_before)_ii; between units w_i² Var(y_i,unit - y_i,against) from the full covariance.

    Source:
        Kitagawa (1955), JASA 50, 1168-1194 (weights held constant); Holm (1979), Scandinavian Journal of Statistics 6.

    Examples:
        >>> import pandas as pd
        >>> from satmodel import estimates
        >>> items = pd.MultiIndex.from_arrays([["roads", "schools"]], names=["item"])
        >>> then = estimates([80.0, 70.0], se=[0.5, 0.5], names=items)
        >>> now = estimates([83.0, 71.0], se=[0.5, 0.5], names=items)
        >>> contributions(then, now).table[["contribution", "share"]].values.tolist()
        [[1.5, 0.75], [0.5, 0.25]]
    """
    check_level(level)
    if over not in first.labels.names:
        raise SettingError(f"there is no level {over!r} to split by; the levels are {quoted(first.labels.names)}")
    if second is not None and unit is None and against is None:
        overridden = require_comparable(first.step, second.step, override)
        moved, before, after = difference(first, second)
    elif second is None and unit is not None and against is not None:
        overridden = {"override": None, "overridden": ()}
        moved, before, after = _between(first, unit, against, over)
    else:
        raise SettingError(
            "give two rounds, contributions(before, after), or two units of one, contributions(est, unit=, against=); "
            "for one unit over two rounds take({'unit': [...]}) from both first"
        )
    parts = _weights(moved, over, weights)
    plan = _plan(moved, parts, over)
    rows = _rows(moved, before, after, plan, level)
    totals = _totals(*_composites((first, second), [unit, against], parts, over), plan, (level, margin))
    apart = _apart(moved, plan)
    settings = {
        "over": over,
        "weights": tuple(parts.items()),
        "equal": weights is None,
        "between": "units" if second is None else "rounds",
        "independent": second is not None,
        **overridden,
        "level": level,
        "margin": margin,
        "adjust": "holm",
        "count": len(totals),
        "apart": len(apart),
    }
    sources = (first.step,) if second is None else (first.step, second.step)
    return Contributions(rows, totals, apart, over, unit, against, Step("contributions", settings, sources))


def _between(est: Estimates, unit: Hashable, against: Hashable, over: str) -> tuple[Estimates, Array, Array]:
    """The differences ``unit`` minus ``against`` of each item, with their covariance, and the values of each."""
    if set(est.labels.names) != {"unit", over}:
        raise SettingError(
            f"two units are split over the levels 'unit' and {over!r}; there are {quoted(est.labels.names)}"
        )
    if unit == against:
        raise SettingError(f"unit and against are both {unit!r}; name two units")
    pair = est.take({"unit": [unit, against]})
    frame = pair.labels.to_frame(index=False)
    new, old = ({item: i for i, item in zip(own.index, own[over], strict=True)} for own in _each(frame, unit, against))
    shared = [item for item in new if item in old]
    matrix = np.zeros((len(shared), len(pair)))
    matrix[range(len(shared)), [new[item] for item in shared]] = 1
    matrix[range(len(shared)), [old[item] for item in shared]] = -1
    lost = [item for item in dict.fromkeys([*frame[over], *pair.apart[over]]) if item not in shared]
    apart = pd.DataFrame({over: lost, "estimate": np.nan, "n": np.nan, "reason": "part_not_estimable"})
    labels = pd.MultiIndex.from_arrays([shared], names=[over])
    moved = pair.linear(matrix, labels, np.full(len(shared), np.nan), pair.step, apart)
    return moved, np.minimum(matrix, 0) @ -pair.value, np.maximum(matrix, 0) @ pair.value


def _each(frame: pd.DataFrame, *units: Hashable) -> list[pd.DataFrame]:
    return [frame[frame["unit"] == unit] for unit in units]


def _composites(
    sides: tuple[Estimates, Estimates | None], pair: list[Hashable], parts: dict[Hashable, float], over: str
) -> tuple[Estimates, Array, Array]:
    """The differences of the composites of two rounds, or of two units of one, and the composites of each."""
    used = {item: weight for item, weight in parts.items() if weight > 0}
    needed = [side if len(used) == len(parts) else side.take({over: list(used)}) for side in sides if side is not None]
    averaged = [side.average(over, used) for side in needed]
    if len(averaged) == 2:
        return difference(*averaged)
    two = averaged[0].take({"unit": pair})
    gap = two.linear([[1.0, -1.0]], pd.MultiIndex.from_arrays([["all"]], names=[over]), [np.nan], two.step)
    return gap, two.value[1:], two.value[:1]


def _weights(moved: Estimates, over: str, weights: Mapping[Hashable, float] | None) -> dict[Hashable, float]:
    items = list(dict.fromkeys([*moved.labels.get_level_values(over), *moved.apart[over]]))
    given = dict.fromkeys(items, 1.0) if weights is None else dict(weights)
    unknown = [item for item in given if item not in items]
    missing = [item for item in items if item not in given]
    if unknown or missing:
        raise SettingError(
            f"weights must name every {over} once; not there: {quoted(unknown)}; without a weight: {quoted(missing)}"
        )
    if min(given.values()) < 0 or not 0 < sum(given.values()) < np.inf:
        raise SettingError("weights must be zero or more, and one of them more than zero")
    total = sum(given.values())
    return {item: float(given[item]) / total for item in items}


def _plan(moved: Estimates, parts: dict[Hashable, float], over: str) -> _Plan:
    """Which differences make up which split; NotComparable where no split has all its items."""
    rest = [name for name in moved.labels.names if name != over]
    frame = moved.labels.to_frame(index=False)
    groups = group(frame, rest)
    needed = {item for item, weight in parts.items() if weight > 0}
    whole = {key: rows for key, rows in groups.items() if needed <= set(frame[over].iloc[rows])}
    if not whole:
        common = set.intersection(*(set(frame[over].iloc[rows]) for rows in groups.values()))
        lost = [item for item in parts if item in needed - common]
        raise NotComparable(
            f"no composite has every {over} on both sides; not in all: {quoted(lost)}; take() what both sides have"
        )
    order = np.concatenate([np.array(rows) for rows in whole.values()])
    split = np.repeat(np.arange(len(whole)), [len(rows) for rows in whole.values()])
    return _Plan(order, split, frame[over].iloc[order].map(parts).to_numpy(dtype=float), list(whole), rest)


def _rows(moved: Estimates, before: Array, after: Array, plan: _Plan, level: float) -> pd.DataFrame:
    """One row an item of each split, each split a family of its own."""
    value = plan.weight * moved.value[plan.order]
    se, df = plan.weight * moved.se[plan.order], moved.df[plan.order]
    members = [plan.split == i for i in range(len(plan.keys))]
    families = [compare(value[own], se[own], df[own], level=level, adjust="holm") for own in members]
    total = np.bincount(plan.split, weights=value)[plan.split]
    columns = {
        "before": before[plan.order],
        "after": after[plan.order],
        "weight": plan.weight,
        "gap": moved.value[plan.order],
        "contribution": value,
        "share": np.divide(value, total, out=np.full(len(total), np.nan), where=total != 0),
    }
    labels = moved.labels[plan.order]
    return pd.DataFrame(columns | _judged(families), index=labels if plan.rest else labels.get_level_values(0))


def _totals(whole: Estimates, before: Array, after: Array, plan: _Plan, judged: tuple[float, float]) -> pd.DataFrame:
    """One row a split: the composite's difference; the splits form one family."""
    index = pd.MultiIndex.from_tuples(plan.keys, names=plan.rest) if plan.rest else pd.Index(["all"])
    place = whole.labels.get_indexer(index) if plan.rest else np.array([0])
    value, se, df = (part[place] for part in (whole.value, whole.se, whole.df))
    family = compare(value, se, df, level=judged[0], margin=judged[1], adjust="holm")
    sides = {"before": before[place], "after": after[place], "gap": value}
    return pd.DataFrame(sides | _judged([family]), index=index)


def _judged(families: list[Comparison]) -> dict[str, Array]:
    """The columns of differences that were judged, family after family."""
    names = ("se", "low", "high", "df", "p", "p_adjusted", "verdict", "detectable")
    return {name: np.concatenate([np.asarray(getattr(family, name)) for family in families]) for name in names}


def _apart(moved: Estimates, plan: _Plan) -> pd.DataFrame:
    """The units that have no split; nothing where the items have no units."""
    frame = moved.labels.to_frame(index=False)
    known = [*keys(frame, plan.rest), *keys(moved.apart, plan.rest)] if plan.rest else []
    lost = [key for key in dict.fromkeys(known) if key not in plan.keys]
    columns = [*plan.rest, "estimate", "n", "reason"]
    return pd.DataFrame([[*key, np.nan, np.nan, "part_not_estimable"] for key in lost], columns=columns)
