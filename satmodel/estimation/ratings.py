"""Mean marks of units that the same raters mark, with the full covariance between the units."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.taylor import design_covariance
from satmodel.step import Step
from satmodel.survey.ballots import Ballots

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
_Part = tuple[float, Array, int, int, str]  # a mean, its influences, its n, its df, and why it cannot be estimated


def ratings(
    ballots: Ballots,
    *,
    by_group: bool = False,
    weights: str = "raters",
    stratified: bool | None = None,
    trim: int = 0,
    population: float | Mapping[str, float] | None = None,
    level: float = 0.95,
) -> Estimates:
    """Estimate the mean mark of every unit; the raters are what was drawn, and each of them marks all units.

    Args:
        ballots: the marks.
        by_group: estimate the mean of every unit in every group of raters.
        weights: ``"raters"`` counts every mark alike, ``"groups"`` is the mean of the groups' means.
        stratified: whether the raters were drawn group by group; by default where the groups are used.
        trim: how many of the highest and as many of the lowest marks of each unit are dropped.
        population: how many raters there are in all (by group, where stratified), if the panel is a large part of them.
        level: confidence level of the intervals in the table.

    Returns:
        Estimates labelled (unit), or (unit, group), in marks. Raters without an opinion of a unit and empty cells count
        neither for it nor against it. What rests on one rater or on marks that are all alike is listed in ``apart``.

    Assumptions:
        The raters are a random sample of those who might have been asked; those without an opinion would have marked
        like the others.

    Raises:
        SettingError: groups that are not there, a setting that is not known, a population smaller than the panel.
        NotEstimable: no mean can be estimated, or the panel is the whole population.

    Formula:
        z_iu = 1(i marked u)(y_iu - ȳ_u) / n_u, zero for the others, and V = (1 - f) r / (r - 1) Σ_i (z_i - z̄)(z_i - z̄)'
        (within groups where stratified). Trimmed: y is winsorised in z and n_u is the number of marks kept.

    Source:
        Woodruff (1971), JASA 66, 411-414; Tukey and McLaughlin (1963), Sankhyā A 25, 331-352.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"ballot": ["1", "2", "3"], "North": [90, 80, 70], "South": [88, "", 70]})
        >>> sat.ratings(sat.ballots(frame)).table[["estimate", "n"]].to_numpy().tolist()
        [[80.0, 3.0], [79.0, 2.0]]
    """
    grouped = by_group or weights == "groups"
    layered = grouped if stratified is None else stratified
    _check(ballots, weights, grouped or layered, trim, by_group)
    codes, names = _groups(ballots)
    stratum = codes if layered else np.zeros(len(codes), dtype=np.intp)
    sizes = _population(population, stratum, names if layered else None)
    parts, labels = _parts(ballots, codes, names, by_group=by_group, weights=weights, trim=trim, layered=layered)
    totals = sparse.csr_matrix(np.column_stack([part[1] for part in parts]))
    cov = design_covariance(totals, stratum, population=sizes)
    reasons = np.array([part[4] for part in parts], dtype=object)
    # 1e-9 of a mark: below it a standard error is rounding, the marks are all alike
    reasons = np.where((reasons == "") & (np.sqrt(np.diag(cov)) < 1e-9), "no_variance", reasons)
    settings = {
        "raters": len(codes),
        "groups": len(names),
        "by_group": by_group,
        "weighting": weights,
        "equal_groups": weights == "groups",
        "stratified": layered,
        "trim": trim,
        "finite": sizes is not None,
        "level": level,
    }
    value, n, df = (np.array([part[i] for part in parts], dtype=float) for i in (0, 2, 3))
    step = Step("ratings", settings, (ballots.step,))
    whole = Estimates(value, cov, n, np.maximum(df, 1), labels, step, level, pd.DataFrame())
    return set_apart(whole, reasons, list(labels.names))


def _check(ballots: Ballots, weights: str, grouped: bool, trim: int, by_group: bool) -> None:
    if weights not in ("raters", "groups"):
        raise SettingError(f"weights must be 'raters' or 'groups', not {weights!r}")
    if grouped and ballots.group is None:
        raise SettingError("the ballots have no groups; name their column when they are read: ballots(..., group=...)")
    if by_group and weights == "groups":
        raise SettingError("by_group gives a mean for every group; leave out weights='groups'")
    if isinstance(trim, bool) or not isinstance(trim, int) or trim < 0:
        raise SettingError(f"trim must be how many marks are dropped at each end, such as 1, not {trim!r}")
    if trim and (grouped or by_group):
        raise SettingError("trim= works on all marks of a unit; leave out the groups")


def _groups(ballots: Ballots) -> tuple[Codes, tuple[str, ...]]:
    if ballots.group is None:
        return np.zeros(len(ballots.frame), dtype=np.intp), ("all",)
    codes, names = pd.factorize(ballots.group)
    return codes, tuple(names)


def _population(
    given: float | Mapping[str, float] | None, stratum: Codes, names: tuple[str, ...] | None
) -> Array | None:
    if given is None:
        return None
    sampled = np.bincount(stratum)
    if isinstance(given, Mapping):
        missing = [name for name in names or () if name not in given]
        if names is None or missing:
            raise SettingError(f"population by group needs stratified=True and a number for each group, also {missing}")
        sizes = np.array([given[name] for name in names], dtype=float)
    elif names is not None and len(names) > 1:
        raise SettingError(f"with groups, give population as a number for each of {list(names)}")
    else:
        sizes = np.array([float(given)])
    if np.any(sizes < sampled):
        raise SettingError(f"population {sizes.tolist()} is smaller than the panel {sampled.tolist()}")
    if np.all(sizes == sampled):
        raise NotEstimable(
            "the panel is the whole population: its mean marks are the result itself and carry no sampling error"
        )
    return sizes


def _parts(
    ballots: Ballots,
    codes: Codes,
    names: tuple[str, ...],
    *,
    by_group: bool,
    weights: str,
    trim: int,
    layered: bool,
) -> tuple[list[_Part], pd.MultiIndex]:
    """The mean of every unit, or of every unit and group, with the influence of each rater on it."""
    units = list(ballots.frame.columns)
    parts = []
    for unit in units:
        marks = ballots.frame[unit].to_numpy(dtype=float)
        if by_group:
            parts += [_mean(np.where(codes == g, marks, np.nan), codes) for g in range(len(names))]
        elif weights == "groups":
            parts.append(_mean_of_groups(marks, codes, len(names), layered=layered))
        else:
            layers = codes if layered else np.zeros_like(codes)
            parts.append(_trimmed(marks, trim) if trim else _mean(marks, layers))
    if by_group:
        return parts, pd.MultiIndex.from_product([units, names], names=["unit", "group"])
    return parts, pd.MultiIndex.from_arrays([units], names=["unit"])


def _mean(marks: Array, layers: Codes) -> _Part:
    given = ~np.isnan(marks)
    n = int(given.sum())
    if not n:
        return np.nan, np.zeros(len(marks)), 0, 0, "no_answers"
    mean = marks[given].mean()
    influence = np.where(given, (np.nan_to_num(marks) - mean) / n, 0.0)
    df = n - len(np.unique(layers[given]))
    return mean, influence, n, df, "single_rater" if n == 1 or df < 1 else ""


def _mean_of_groups(marks: Array, codes: Codes, count: int, *, layered: bool) -> _Part:
    parts = [_mean(np.where(codes == g, marks, np.nan), codes) for g in range(count)]
    n = sum(part[2] for part in parts)
    influence = sum((part[1] for part in parts), np.zeros(len(marks))) / count
    mean = float(np.mean([part[0] for part in parts]))
    if not all(part[2] for part in parts):
        return np.nan, influence * 0.0, n, 0, "no_answers_group"
    single = layered and any(part[2] == 1 for part in parts)
    return mean, influence, n, n - count, "single_rater" if single or n - count < 1 else ""


def _trimmed(marks: Array, trim: int) -> _Part:
    """The mean without the highest and the lowest marks; its influences come from the marks drawn in to those kept."""
    given = ~np.isnan(marks)
    ordered = np.sort(marks[given])
    kept = len(ordered) - 2 * trim
    if kept < 2:
        return np.nan, np.zeros(len(marks)), max(kept, 0), 0, "too_few_marks"
    low, high = ordered[trim], ordered[-trim - 1]
    drawn = np.clip(marks[given], low, high)
    influence = np.zeros(len(marks))
    influence[given] = (drawn - drawn.mean()) / kept
    return ordered[trim:-trim].mean(), influence, kept, kept - 1, ""
