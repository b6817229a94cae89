"""Means, shares and net scores from counts of answers, with their exact multinomial variance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import nothing_apart, quoted
from satmodel.estimation.rounding_shift import rounding_shift
from satmodel.estimation.together import together
from satmodel.step import Step
from satmodel.survey.counts import Counts
from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import label

Array = NDArray[np.float64]

FEW = 20  # people with other points than the commonest, below which intervals hold less often than they promise
DIVISORS = ("respondents", "n-1", "n")


def counted(
    counts: Counts,
    *,
    scale: Scale | str | None = None,
    share: Sequence[str] | None = None,
    net: tuple[Sequence[str], Sequence[str]] | None = None,
    by: str | None = "unit",
    divisor: str = "respondents",
    correlation: float | None = None,
    level: float = 0.95,
) -> Estimates:
    """Estimate the mean points, a share of the answers or a net score of every unit and item from counts.

    Args:
        counts: the counts of the answers.
        scale: points of the answers, a :class:`Scale` or a preset's name; by default that of the counts.
        share: the answers whose share of the scored answers is estimated instead, such as the satisfied ones.
        net: the answers that count for and those that count against; their shares' difference is estimated instead.
        by: ``"unit"`` for every unit, None for all units added up as one sample.
        divisor: ``"respondents"``, ``"n-1"`` or ``"n"``: see the formula.
        correlation: the correlation between the estimates of two items of one unit, between 0 and 1, which counts do
            not tell; needed where there are several items. See :func:`composite_bounds` for both ends at once.
        level: confidence level of the intervals in the table.

    Returns:
        Estimates labelled (unit, item), (unit) where there is one question, or (item) when ``by`` is None; in points,
        or as shares between 0 and 1 (net: between −1 and 1). Answers without an opinion are not scored; to have them in
        the base of a share, read the counts with them among ``answers``. A unit whose scored answers are all alike, or
        fewer than two, is listed in ``apart``. Where the table gave rounded shares, ``rounding`` in the step is the
        most by which any estimate may be off for that; it is not in the standard errors. ``few`` is the number of
        estimates with fewer than 20 people outside the commonest points, whose intervals may be too short.

    Assumptions:
        The respondents of a unit are a simple random sample of its people. Where villages were drawn first, or there
        are weights, the true error is larger and counts cannot tell by how much.

    Raises:
        SettingError: no points for an answer, an answer that is not there, no correlation where it is needed, or
            another setting that cannot be used.
        NotEstimable: nothing can be estimated.

    Formula:
        m = Σ p_a y_a with p_a = c_a / n over the n scored answers, Var(m) = f (Σ p_a y_a² − m²) / n, where f is
        N / (N − 1) with the N people interviewed (``"respondents"``: what ``means`` gives for the same people with each
        unit as a stratum), n / (n − 1) (``"n-1"``, the same where all answers are scored) or 1 (``"n"``, maximum
        likelihood).

    Source:
        Cochran (1977), Sampling Techniques, 3rd edition, sections 2.4, 2.9 and 3.2.

    Examples:
        >>> from satmodel.survey.counts import counts as read_counts
        >>> frame = pd.DataFrame({"town": ["A", "B"], "good": [60, 75], "bad": [40, 25]})
        >>> given = read_counts(frame, unit="town", answers=Scale({"good": 100, "bad": 0}))
        >>> counted(given).table[["estimate", "se"]].round(3).values.tolist()
        [[60.0, 4.924], [75.0, 4.352]]
    """
    if by not in ("unit", None):
        raise SettingError(f"by must be 'unit' or None, not {by!r}")
    if divisor not in DIVISORS:
        raise SettingError(f"divisor must be one of {quoted(DIVISORS)}, not {divisor!r}")
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    what, points = _points(counts, scale, share, net)
    labels, people = _added(counts, by, "count")
    size = len(counts.scored)
    scored = people[:, :size]
    n = scored.sum(axis=1)
    value, se = moments_of(scored, points, people.sum(axis=1), divisor)
    # 1e-9 of a point: below it a standard error is rounding, the answers are all alike
    reasons = np.select([n == 0, n == 1, ~(se > 1e-9)], ["no_answers", "single_respondent", "no_variance"], "")
    units = labels.get_level_values("unit") if "unit" in labels.names else np.zeros(len(labels))
    cov = together(np.nan_to_num(se), np.asarray(units), correlation)
    settings = {
        "measure": "points" if what == "mean" else "share",
        "what": what,
        "answers": tuple(share or ()),
        "net_for": tuple(net[0]) if net else (),
        "net_against": tuple(net[1]) if net else (),
        "by": by,
        "divisor": divisor,
        "correlation": correlation,
        "level": level,
        "count": len(labels),
        "few": int((_others(scored, points) < FEW).sum()),
        "ends": (float(points.min()), float(points.max())),
        "rounding": float(_shift(counts, by, people, points, value).max(initial=0.0)),
    }
    names = list(labels.names)
    df = np.maximum(n - 1, 1.0)
    step = Step("counted", settings, (counts.step,))
    whole = Estimates(value, cov, n, df, labels, step, level, nothing_apart(names))
    return set_apart(whole, reasons.astype(object), names)


def moments_of(scored: Array, points: Array, people: Array, divisor: str) -> tuple[Array, Array]:
    """The mean points and their standard error from (k, c) counts of scored answers.

    Args:
        scored: (k, c) counts. points: (c,) of each answer.
        people: (k,) people interviewed, those without an opinion too.
        divisor: as in :func:`counted`.

    Returns:
        (k,) means and standard errors, ``nan`` where nothing is scored.
    """
    n = scored.sum(axis=1)
    p = np.divide(scored, n[:, None], out=np.full_like(scored, np.nan), where=n[:, None] > 0)
    value = p @ points
    spread = (p * (points[None, :] - value[:, None]) ** 2).sum(axis=1)
    size = {"respondents": people, "n-1": n, "n": np.full_like(n, np.inf)}[divisor]
    factor = np.where(np.isinf(size), 1.0, size / np.where(np.isinf(size), 1.0, np.maximum(size - 1, 1.0)))
    variance = np.divide(factor * spread, n, out=np.full_like(n, np.nan), where=n > 0)
    return value, np.sqrt(variance)


def _points(
    counts: Counts,
    scale: Scale | str | None,
    share: Sequence[str] | None,
    net: tuple[Sequence[str], Sequence[str]] | None,
) -> tuple[str, Array]:
    """What is estimated, and the points of each scored answer."""
    if sum(one is not None for one in (scale, share, net)) > 1:
        raise SettingError("give one of scale=, share= and net=")
    scored = counts.scored
    if share is not None:
        return "share", _marks(scored, share, "share")
    if net is not None:
        for_, against = _marks(scored, net[0], "net"), _marks(scored, net[1], "net")
        if np.any(for_ * against):
            raise SettingError("an answer of net= counts both for and against; name it once")
        return "net", for_ - against
    used = Scale.preset(scale) if isinstance(scale, str) else scale or counts.scale
    if used is None:
        raise SettingError("the answers have no points: give scale=, or share= for a share of the answers")
    lacking = [answer for answer in scored if answer not in used.points]
    if lacking:
        raise SettingError(f"the scale has no points for {quoted(lacking)}; it knows {quoted(list(used.points))}")
    return "mean", np.array([used.points[answer] for answer in scored])


def _marks(scored: Sequence[str], wanted: Sequence[str], name: str) -> Array:
    if isinstance(wanted, str):
        raise SettingError(f"{name}= must be a list of answers, such as [{wanted!r}]")
    plain = [label(answer) for answer in wanted]
    strange = [answer for answer in plain if answer not in scored]
    if strange or not plain:
        raise SettingError(f"{name}= names {quoted(strange)}; the scored answers are {quoted(scored)}")
    return np.array([float(answer in plain) for answer in scored])


def _others(scored: Array, points: Array) -> Array:
    """(k,) how many people have other points than the most common ones."""
    levels = np.unique(points)
    alike = np.column_stack([scored[:, points == level].sum(axis=1) for level in levels])
    return scored.sum(axis=1) - alike.max(axis=1)


def _shift(counts: Counts, by: str | None, people: Array, points: Array, value: Array) -> Array:
    """How far each estimate may be off by the rounding of shares; nothing where the table gave counts."""
    low, high = _added(counts, by, "count_low")[1], _added(counts, by, "count_high")[1]
    return rounding_shift(low, high, people.sum(axis=1), points, value)


def _added(counts: Counts, by: str | None, column: str) -> tuple[pd.MultiIndex, Array]:
    """The labels and the (k, c) counts, of every unit or of all of them added up."""
    labels, matrix = counts.matrix(column)
    if by is not None:
        return labels, matrix
    if "item" not in labels.names:
        return pd.MultiIndex.from_arrays([["all"]], names=["unit"]), matrix.sum(axis=0, keepdims=True)
    items = labels.get_level_values("item")
    names = list(dict.fromkeys(items))
    added = np.array([matrix[np.asarray(items == name)].sum(axis=0) for name in names])
    return pd.MultiIndex.from_arrays([names], names=["item"]), added
