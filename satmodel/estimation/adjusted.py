"""Scores of units adjusted for case mix: what each would be if all had the respondents of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.influence import Sampled, design_settings, sampled
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import Terms, centred, own_terms, terms_of
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Of a term's sum of squares, what must lie within units for its slope to be estimated.
_WITHIN = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """One item of u units, as it is and at the mix of the whole.

    Attributes:
        raw: (u,) weighted means; ``nan`` where a unit has nobody. adjusted: (u,) the means at the mix of the whole.
        slope: (k,) points of the item for one unit of each covariate, within units.
        raw_influence, adjusted_influence: (r, u) each respondent's influence on them.
        mix_influence: (r,) the part of the adjusted influence that comes from the mix being estimated, for all units.
    """

    raw: Array
    adjusted: Array
    slope: Array
    raw_influence: Array
    adjusted_influence: Array
    mix_influence: Array


def adjusted(
    survey: Survey,
    *,
    covariates: Sequence[str],
    columns: Sequence[str] | None = None,
    baseline: Mapping[str, Any] | None = None,
    level: float = 0.95,
) -> Estimates:
    """Estimate what every unit would score if it had the respondents of the whole, item by item.

    Args:
        survey: the respondents.
        covariates: columns that say who the respondents are and that the unit cannot change, such as age and gender:
            scored columns or headers of the file; text counts as one term a level.
        columns: columns of ``survey.scores``; the items by default.
        baseline: the level that the others are compared with, by column; it changes no score.
        level: confidence level of the intervals in the table.

    Returns:
        Estimates labelled (unit, item), in points, with one covariance over all of them. Respondents without a
        covariate are left out, their rows listed by unit in the step (``lost_by_unit``). What cannot be estimated
        is in ``apart``.

    Assumptions:
        A covariate goes with the score in the same way in every unit (no interaction with the unit). Adjusting for
        something that the unit's own work changes would take away what is to be measured.

    Raises:
        DataProblems: text in a column of numbers.
        SettingError: a column that is not there.
        NotEstimable: a covariate does not vary within units, or nothing can be estimated at all.

    Formula:
        ȳ_u - b'(x̄_u - x̄): b by weighted least squares with an effect for every unit, x̄ the mix of all who answered the
        item. Influence: w 1(i in u)(y - ȳ_u - b'(x - x̄_u))/W_u + b' w(x - x̄)/W - (x̄_u - x̄)'A⁻¹ w(x - x̄_u(i))e with
        A = Σ w (x - x̄_u)(x - x̄_u)' and e the residual; covariance of the clusters' totals.

    Source:
        Lane and Nelder (1982), Biometrics 38, 613-621; Deville (1999), Survey Methodology 25, 193-203.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAABBBB"), "age": [1, 1, 1, 2, 1, 2, 2, 2]})
        >>> frame["q1"] = frame["age"] * 10 + [70, 71, 69, 70, 60, 61, 59, 60]
        >>> survey = sat.read(frame, unit="town", items=["q1"])
        >>> [sat.adjusted(survey, covariates=["age"]).value.round(1).tolist(), sat.means(survey).value.tolist()]
        [[85.0, 75.0], [82.5, 77.5]]
    """
    return both(survey, covariates=covariates, columns=columns, baseline=baseline, level=level).take(
        {"mix": "adjusted"}
    )


def both(
    survey: Survey,
    *,
    covariates: Sequence[str],
    columns: Sequence[str] | None = None,
    baseline: Mapping[str, Any] | None = None,
    level: float = 0.95,
) -> Estimates:
    """The raw and the adjusted scores under one covariance, labelled (unit, item, mix).

    The raw scores are those of the same respondents, so that the two differ by the adjustment alone.
    """
    names = tuple(survey.items if columns is None else columns)
    missing = [name for name in names if name not in survey.scores.columns]
    if missing or not names:
        raise SettingError(f"no scored column named {missing}; there are {list(survey.scores.columns)}")
    terms = terms_of(survey, covariates, baseline)
    if set(terms.source) & set(names):
        raise SettingError(f"{quoted(sorted(set(terms.source) & set(names)))} is both a covariate and a score")
    known = ~np.isnan(terms.values).any(axis=1)
    sample = sampled(survey.design)
    unit = pd.Categorical(survey.design.unit, categories=list(survey.units)).codes.astype(np.intp)
    values, influences, sizes, degrees, reasons = [], [], [], [], []
    for name in names:
        points = survey.scores[name].to_numpy(dtype=float)
        rows = known & ~np.isnan(points)
        found = _item(points, terms, unit, survey.design.weight, rows, len(survey.units))
        n, df, reason = _degrees(sample, unit, rows, len(survey.units), clustered=survey.design.cluster is not None)
        for value, influence in ((found.raw, found.raw_influence), (found.adjusted, found.adjusted_influence)):
            values.append(value)
            influences.append(influence)
            sizes.append(n)
            degrees.append(df)
            reasons.append(reason)
    step = _step(survey, sample, terms, known, level)
    return _joined(survey, names, values, influences, (sizes, degrees, reasons), step, sample)


def linearised(y: Array, x: Array, unit: Codes, weight: Array, count: int) -> Mixed:
    """The raw and adjusted means of ``count`` units, and every respondent's influence on them.

    Args:
        y: (r,) points, none missing. x: (r, k) covariates, none missing, none a combination of others within units.
        unit: (r,) the unit's code. weight: (r,) weights.
    """
    member = np.zeros((len(y), count))
    member[np.arange(len(y)), unit] = weight
    total = member.sum(axis=0)
    share = member / np.where(total > 0, total, 1.0)
    mean_y, mean_x = share.T @ y, share.T @ x
    within = x - mean_x[unit]
    inverse = np.linalg.inv((within * weight[:, None]).T @ within)
    slope = inverse @ (within.T @ (weight * (y - mean_y[unit])))
    rest = y - mean_y[unit] - within @ slope
    mix = np.average(x, axis=0, weights=weight)
    apart = mean_x - mix
    of_slope = (within * (weight * rest)[:, None]) @ inverse
    of_mix = (weight / weight.sum()) * ((x - mix) @ slope)
    influence = share * rest[:, None] + of_mix[:, None] - of_slope @ apart.T
    nobody = np.where(total > 0, 0.0, np.nan)
    return Mixed(
        mean_y + nobody,
        mean_y - apart @ slope + nobody,
        slope,
        share * (y - mean_y[unit])[:, None],
        influence,
        of_mix,
    )


def _item(points: Array, terms: Terms, unit: Codes, weight: Array, rows: Flags, count: int) -> Mixed:
    """One item over all respondents; those without it or without a covariate have no influence."""
    if not rows.any():
        raise NotEstimable("nobody has an answer and every covariate")
    y, x, u, w = points[rows], terms.values[rows], unit[rows], weight[rows]
    own = own_terms(centred(x, w), w)
    x = x[:, own]
    _check_within(x, u, w, [name for name, keep in zip(terms.names, own, strict=True) if keep])
    found = linearised(y, x, u, w, count)
    raw, moved = np.zeros((len(points), count)), np.zeros((len(points), count))
    raw[rows], moved[rows] = found.raw_influence, found.adjusted_influence
    return Mixed(found.raw, found.adjusted, found.slope, raw, moved, found.mix_influence)


def _check_within(x: Array, unit: Codes, weight: Array, names: list[str]) -> None:
    frame = pd.DataFrame(x * weight[:, None]).groupby(unit).transform("sum").to_numpy()
    within = x - frame / pd.Series(weight).groupby(unit).transform("sum").to_numpy()[:, None]
    fixed = weight @ within**2 <= _WITHIN * (weight @ centred(x, weight) ** 2)
    own = own_terms(np.where(fixed, 0.0, within), weight)
    if not own.all():
        lost = [name for name, keep in zip(names, own, strict=True) if not keep]
        raise NotEstimable(
            f"{quoted(lost)} does not vary within units, or only together with other covariates, so what goes with it "
            "cannot be told from the units themselves: leave it out"
        )


def _degrees(
    sample: Sampled, unit: Codes, rows: Flags, count: int, *, clustered: bool
) -> tuple[Array, Array, NDArray[np.object_]]:
    """(u,) respondents, degrees of freedom and reasons of every unit."""
    n = np.bincount(unit[rows], minlength=count).astype(float)
    df, reasons = np.zeros(count), np.full(count, "", dtype=object)
    for u in range(count):
        clusters, strata = sample.counts(rows & (unit == u))
        df[u] = clusters - strata
        if clusters == 0:
            reasons[u] = "no_answers"
        elif clusters == 1:
            reasons[u] = "single_cluster" if clustered else "single_respondent"
        elif df[u] < 1:
            reasons[u] = "too_few_clusters"
    return n, df, reasons


def _joined(
    survey: Survey,
    names: tuple[str, ...],
    values: list[Array],
    influences: list[Array],
    rest: tuple[list[Array], list[Array], list[NDArray[np.object_]]],
    step: Step,
    sample: Sampled,
) -> Estimates:
    """Everything under one covariance, ordered by unit, item and mix."""
    count, kinds = len(survey.units), len(values)
    order = np.arange(kinds * count).reshape(kinds, count).T.ravel()
    value = np.concatenate(values)[order]
    n, df, reasons = (np.concatenate(part)[order] for part in rest)
    cov = sample.covariance(np.column_stack(influences)[:, order])
    # 1e-9 of a point: below it a standard error is rounding, the answers are all alike
    reasons = np.where((reasons == "") & (np.sqrt(np.diag(cov)) < 1e-9), "no_variance", reasons)
    levels = [survey.units, names, ("raw", "adjusted")]
    labels = pd.MultiIndex.from_product(levels, names=["unit", "item", "mix"])
    whole = Estimates(value, cov, n, df, labels, step, step.settings["level"], pd.DataFrame())
    return set_apart(whole, reasons, ["unit", "item", "mix"])


def _step(survey: Survey, sample: Sampled, terms: Terms, known: Flags, level: float) -> Step:
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    unit = survey.design.unit.to_numpy()[~known]
    index = survey.frame.index[~known].to_numpy()
    settings = {
        **design_settings(survey.design, sample),
        "covariates": tuple(dict.fromkeys(terms.source)),
        "terms": terms.names,
        "missing": terms.missing,
        "n": int(known.sum()),
        "lost": int((~known).sum()),
        "lost_by_unit": tuple((name, tuple(index[unit == name].tolist())) for name in survey.units if name in unit),
        "level": level,
    }
    return Step("adjusted", settings, (survey.step,))
