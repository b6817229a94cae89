"""How much of a change comes from who answered, and how much is left at equal composition."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.influence import design_settings
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.comparing import check_level, compare
from satmodel.inference.moving.composition_parts import groups_of, split
from satmodel.inference.moving.composition_rows import PARTS, Row, averaged, frame_of, row_of
from satmodel.inference.moving.composition_sample import UNIT, Pair, groups_by, pair_of
from satmodel.inference.moving.composition_told import Composition
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

ALL, COMPOSITE = "all", "composite"


@dataclass(frozen=True, slots=True, eq=False)
class _Rounds:
    """Two rounds by groups: surveys, codes of the groups, names of the groups, and their samples."""

    surveys: tuple[Survey, Survey]
    codes: tuple[Codes, Codes]
    names: list[Hashable]
    pair: Pair


def composition(  # noqa: PLR0913 -- two rounds, the groups, the question and how the rounds overlap
    before: Survey,
    after: Survey,
    *,
    by: str | Sequence[str],
    items: Sequence[str] | None = None,
    level: float = 0.95,
    margin: float = 0.0,
    adjust: str = "holm",
    overlap: str = "none",
    override: str | None = None,
) -> Composition:
    """Split the change between two rounds into who answered and how each group answered.

    Args:
        before, after: the respondents of the two rounds.
        by: the column or columns of the file that say who the respondents are (age class, gender, urban or rural), or
            ``"unit"``; several columns make one group of each combination.
        items: scored columns; the items by default. Of several their mean is split too, as ``"composite"``.
        level: confidence level of the intervals.
        margin: the smallest change that matters, in points.
        adjust: ``"holm"``, ``"bonferroni"``, ``"bh"`` or ``"none"``: the adjustment of each part over units and items.
        overlap: ``"none"`` for two independent samples, ``"clusters"`` if the same clusters were drawn in both rounds.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The parts for all respondents together (unit ``"all"``) and for each unit of both rounds, by item. They sum to
        the change exactly. Groups of one round only, and those without respondents of two clusters in a round, cannot
        be matched: what they bring is a third part, ``unmatched``, and they are named. What has no change stands in
        ``apart``.

    Assumptions:
        The groups are what the respondents are, not what the work of a unit made of them. Two parts of a sum are
        arithmetic; they do not say what brought a change about.

    Raises:
        SettingError: a column or a setting that cannot be used, more than 60 groups, or everyone in one group.
        NotEstimable: no change has a standard error.
        NotComparable: no group can be matched at all, or the instruments are not comparable and there is no override.

    Formula:
        Σ(p₁ - p₀)((y₀ + y₁)/2 - (ȳ₀ + ȳ₁)/2) + Σ(y₁ - y₀)(p₀ + p₁)/2, p the groups' weighted shares and y their means;
        covariance of the clusters' totals of the influences.

    Source:
        Kitagawa (1955), JASA 50, 1168-1194; Deville (1999), Survey Methodology 25, 193-203.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> def asked(young, old):
        ...     frame = pd.DataFrame({"age": ["young"] * young + ["old"] * old, "town": "A"})
        ...     frame["q"] = [60, 80] * (young // 2) + [80, 90] * (old // 2)
        ...     return sat.read(frame, unit="town", items=["q"])
        >>> found = composition(asked(60, 40), asked(40, 60), by="age")
        >>> found.table[["change", "composition", "equal"]].round(2).values.tolist()
        [[3.0, 3.0, 0.0]]
    """
    check_level(level)
    overridden = require_comparable(before.step, after.step, override)
    columns = (by,) if isinstance(by, str) else tuple(by)
    names = _items(before, after, items)
    rounds = _rounds(before, after, columns, overlap)
    rows, lost = _rows(rounds, names, split_units=UNIT not in columns)
    if not rows:
        _refuse(columns, {reason for *_, reason in lost})
    one_by_one = {
        part: compare(
            *(np.array([getattr(row, kind)[i] for row in rows]) for kind in ("value", "se", "df")),
            level=level,
            margin=margin,
            adjust=adjust,
        )
        for i, part in enumerate(PARTS)
    }
    settings = {
        **design_settings(after.design, rounds.pair.second),
        "by": columns,
        "items": names,
        "level": level,
        "margin": margin,
        "adjust": adjust,
        "overlap": overlap,
        "independent": overlap == "none",
        **overridden,
        "count": len(rows),
        "groups": len(rounds.names),
    }
    step = Step("composition", settings, (before.step, after.step))
    apart = pd.DataFrame(lost, columns=["unit", "item", "reason"])
    estimates = _estimates(rounds, rows, level, step)
    blank = tuple(int(_blank(rounds.names)[codes].sum()) for codes in rounds.codes)
    return Composition(
        tuple(rows), frame_of(rows, rounds.names), estimates, one_by_one, apart, (blank[0], blank[1]), margin, step
    )


def _refuse(by: tuple[str, ...], reasons: set[str]) -> None:
    if "no_common_group" in reasons:
        raise NotComparable(
            f"no group by {quoted(by)} has two respondents or clusters in both rounds: nothing can be split"
        )
    raise NotEstimable(f"nothing can be split; the reasons: {', '.join(sorted(reasons - {'part_not_estimable'}))}")


def _items(before: Survey, after: Survey, items: Sequence[str] | None) -> tuple[str, ...]:
    names = tuple(item for item in before.items if item in after.items) if items is None else tuple(items)
    missing = [name for name in names if name not in before.scores.columns or name not in after.scores.columns]
    if missing or not names or len(set(names)) < len(names):
        raise SettingError(
            f"items must name scored columns of both rounds, each once; before: {quoted(before.scores.columns)}; "
            f"after: {quoted(after.scores.columns)}"
        )
    return names


def _rounds(before: Survey, after: Survey, by: tuple[str, ...], overlap: str) -> _Rounds:
    if before is after:
        raise SettingError("before and after are the same survey; give those of two rounds")
    names, first, second = groups_by(before, after, by)
    return _Rounds((before, after), (first, second), names, pair_of(before.design, after.design, overlap))


def _rows(
    rounds: _Rounds, items: tuple[str, ...], *, split_units: bool
) -> tuple[list[Row], list[tuple[str, str, str]]]:
    """The rows of all respondents and of every unit, and what has none with the reason."""
    units = [_text(survey.units) for survey in rounds.surveys]
    every = list(dict.fromkeys([*units[1], *units[0]]))
    wanted: list[str] = [ALL] + (every if split_units and len(every) > 1 else [])
    rows: list[Row] = []
    lost: list[tuple[str, str, str]] = []
    for unit in wanted:
        found: list[Row] = []
        for item in items:
            row = _row(
                rounds,
                unit,
                item,
                ("only_after" if unit not in units[0] else "only_before")
                if unit != ALL and not (unit in units[0] and unit in units[1])
                else "",
            )
            if isinstance(row, str):
                lost.append((unit, item, row))
            else:
                found.append(row)
        rows += found
        if len(items) > 1 and COMPOSITE not in items:
            if len(found) == len(items):
                rows.append(averaged(found, COMPOSITE, rounds.pair))
            else:
                lost.append((unit, COMPOSITE, "part_not_estimable"))
    return rows, lost


def _row(rounds: _Rounds, unit: str, item: str, reason: str) -> Row | str:
    """One item of one unit, or why it has no split."""
    if reason:
        return reason
    flags, points = [], []
    for survey in rounds.surveys:
        one = survey.scores[item].to_numpy(dtype=float)
        inside = np.ones(len(survey), dtype=bool) if unit == ALL else survey.design.unit.astype(str).to_numpy() == unit
        flags.append(inside & ~np.isnan(one))
        points.append(one)
    both = flags[0], flags[1]
    if not both[0].any() or not both[1].any():
        return "no_answers"
    samples = (rounds.pair.first, rounds.pair.second)
    for survey, sample, one in zip(rounds.surveys, samples, both, strict=True):
        clusters, strata = sample.counts(one)
        if clusters == 1:
            return "single_cluster" if survey.design.cluster is not None else "single_respondent"
        if clusters - strata < 1:
            return "too_few_clusters"
    matched = rounds.pair.told(both, rounds.codes, len(rounds.names))
    if not matched.any():
        return "no_common_group"
    sides = [
        groups_of(points[i], rounds.surveys[i].design.weight, rounds.codes[i], np.flatnonzero(both[i]), len(matched))
        for i in range(2)
    ]
    row = row_of(unit, item, (sides[0], sides[1]), split(sides[0], sides[1], matched), both, rounds.pair)
    return row if row.se[0] > 0 else "no_variance"


def _estimates(rounds: _Rounds, rows: list[Row], level: float, step: Step) -> Estimates:
    """All parts of all rows under one covariance, labelled unit, item, part."""
    cov, _ = rounds.pair.covariance(
        *(np.column_stack([row.influence[i][:, : len(PARTS)] for row in rows]) for i in range(2))
    )
    labels = [(row.unit, row.item, part) for row in rows for part in PARTS]
    n = np.array([min(row.n) for row in rows for _ in PARTS], dtype=float)
    return Estimates(
        np.concatenate([row.value for row in rows]),
        cov,
        n,
        np.concatenate([row.df for row in rows]),
        pd.MultiIndex.from_tuples(labels, names=["unit", "item", "part"]),
        step,
        level,
        pd.DataFrame({name: pd.Series(dtype=object) for name in ("unit", "item", "part", "estimate", "n", "reason")}),
    )


def _blank(names: list[Hashable]) -> Flags:
    """(g,) groups of respondents who left a column blank."""
    return np.array(["" in name if isinstance(name, tuple) else name == "" for name in names], dtype=bool)


def _text(units: Sequence[object]) -> list[str]:
    return [str(unit) for unit in units]
