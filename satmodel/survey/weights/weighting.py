"""Weighting a survey: to the population's margins by post-stratification or raking, and within bounds by trimming."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from satmodel.errors import DataProblems, NotEstimable, SettingError
from satmodel.step import Step
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.faults import in_order
from satmodel.survey.weights.calibration import Array, Calibration, Fit, kish, refit, trim_weights
from satmodel.survey.weights.grouping import Column, Grouped, grouped
from satmodel.survey.weights.margins import Margins


def rake(
    survey: Survey,
    margins: Margins,
    *,
    variables: Mapping[str, Column],
    within: str | None = None,
    tolerance: float = 1e-10,
    most: int = 1000,
) -> Survey:
    """Weight a survey so that several margins are those of the population (raking).

    Args:
        survey: the respondents; their weights so far are the base weights (the design's own, where they were fitted).
        margins: the population, from :func:`margins`.
        variables: for each variable of the margins the survey's column, ``{"urban": "城乡", "age": "年龄"}``. Labels
            are matched with the categories or with the headers they were read from; a number falls into its class
            (``"18-34"``). Other labels: ``{"urban": {"城乡": {"city": "town"}}}``. ``"unit"`` is the unit itself.
        within: ``"unit"`` to fit every unit to its own margins, None for the sums over all units of the margins.
        tolerance: the largest relative distance of a margin from its target.
        most: the most passes over all margins.

    Returns:
        A survey with the new weights, which sum to the population. Its design remembers the base weights and the
        margins, so that standard errors computed from it know what the weighting has fixed.

    Assumptions:
        Those who answered are like those of their categories who did not. The margins are known without error.

    Raises:
        DataProblems: respondents in no category, in a category of which the population has nobody, or a category with
            people and without respondents; all at once.
        NotEstimable: the margins cannot be reached together; the message says which one misses by how much.
        SettingError: a setting or a column that is not there.

    Formula:
        w_i ← w_i t_g / Σ_{j in g} w_j for each variable in turn, repeated.

    Source:
        Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Deville, Särndal and Sautory (1993),
        JASA 88, 1013-1020.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAA"), "sex": list("mmff"), "age": [20, 50, 30, 60], "q": 75})
        >>> people = sat.margins({"sex": {"m": 60, "f": 40}, "age": {"18-34": 50, "35+": 50}})
        >>> raked = sat.rake(sat.read(frame, unit="town", items=["q"]), people, variables={"sex": "sex", "age": "age"})
        >>> raked.design.weight.round(2).tolist()
        [30.0, 30.0, 20.0, 20.0]
    """
    if not 0 < tolerance < 1 or most < 1:
        raise SettingError(f"tolerance must lie between 0 and 1 and most be 1 or more, not {tolerance!r} and {most!r}")
    return _fitted(survey, margins, variables, within=within, method="rake", tolerance=tolerance, most=most)


def post_stratify(survey: Survey, margins: Margins, *, by: Mapping[str, Column], within: str | None = None) -> Survey:
    """Weight a survey so that one margin is that of the population (post-stratification).

    Args:
        survey: the respondents, as for :func:`rake`.
        margins: the population, from :func:`margins`.
        by: the one variable and its column, such as ``{"age": "年龄"}``.
        within: ``"unit"`` for the categories within every unit, None for those of all units together.

    Returns:
        A survey with the new weights, as :func:`rake` gives it.

    Raises:
        DataProblems, SettingError: as for :func:`rake`.

    Formula:
        w_i = d_i N_g / Σ_{j in g} d_j, with base weights d and the N_g people of the category g.

    Source:
        Holt and Smith (1979), Journal of the Royal Statistical Society A 142, 33-46.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": ["A"] * 3, "sex": list("mff"), "q": [100, 75, 55]})
        >>> people = sat.margins({"sex": {"m": 50, "f": 50}})
        >>> survey = sat.read(frame, unit="town", items=["q"])
        >>> sat.post_stratify(survey, people, by={"sex": "sex"}).design.weight.tolist()
        [50.0, 25.0, 25.0]
    """
    if len(by) != 1:
        raise SettingError(f"post-stratification takes one variable, not {list(by)}; for several use rake")
    return _fitted(survey, margins, by, within=within, method="post_stratify", tolerance=1e-10, most=1)


def trim(survey: Survey, *, low: float | None = None, high: float | None = None, ratio: float | None = None) -> Survey:
    """Keep a survey's weights within bounds, so that no respondent counts for too many.

    Args:
        survey: the respondents.
        low, high: the smallest and the largest weight; either may be left out.
        ratio: in their place: no weight above ``ratio`` times the median weight or below its ``ratio``-th part.

    Returns:
        A survey with the trimmed weights. Weights that were fitted to margins are trimmed and fitted again in turn
        until both hold, and keep the variance that the fitting implies. Other weights keep their sum: what is cut off
        is given in equal parts to those that were not cut, and the weights then count as given.

    Assumptions:
        Trimming trades a small bias for a smaller variance; the standard errors hold the variance only.

    Raises:
        SettingError: no bounds, or bounds that leave no room for the weights' mean.
        NotEstimable: the bounds and the margins cannot hold together; the message says which margin misses.

    Source:
        Potter (1990), Proceedings of the Section on Survey Research Methods, ASA, 225-230.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAAA"), "w": [1, 1, 2, 8], "q": [100, 75, 55, 75]})
        >>> survey = sat.read(frame, unit="town", items=["q"], weight="w")
        >>> sat.trim(survey, high=6).design.weight.round(2).tolist()
        [1.67, 1.67, 2.67, 6.0]
    """
    weight, known = survey.design.weight, survey.design.calibration
    floor, ceiling = _bounds(weight, low, high, ratio)
    if known is not None and known.variables:
        wanted = replace(known, low=floor, high=ceiling)
        found = refit(wanted, known.base)
        _check_fit(wanted, found)
        new, passes = found.weights, found.passes
    else:
        new, passes = trim_weights(weight, floor, ceiling), 0
        wanted = Calibration(weight, (), (), (), (), floor, ceiling)
    edge = 1e-12  # relative rounding of the fitting
    trimmed = int(((new <= floor * (1 + edge)) | (new >= ceiling * (1 - edge))).sum())
    settings = {
        "low": floor or None,
        "high": ceiling if np.isfinite(ceiling) else None,
        "ratio": ratio,
        "trimmed": trimmed,
        "fitted": bool(wanted.variables),
        "passes": passes,
    }
    return _with(survey, replace(wanted, trimmed=trimmed), new, Step("trim", settings, (survey.step,)))


def _fitted(
    survey: Survey,
    margins: Margins,
    variables: Mapping[str, Column],
    *,
    within: str | None,
    method: str,
    tolerance: float,
    most: int,
) -> Survey:
    parts = _grouped(survey, margins, variables, within)
    known = survey.design.calibration
    fresh = known is None or not known.variables
    wanted = Calibration(
        survey.design.weight if fresh else known.base,
        tuple(variables),
        tuple(part.group for part in parts),
        tuple(part.target for part in parts),
        tuple(part.labels for part in parts),
        tolerance=tolerance,
        most=most,
    )
    found = refit(wanted, wanted.base)
    _check_fit(wanted, found)
    settings = {
        "variables": tuple(variables),
        "columns": tuple(part.column for part in parts),
        "within": within,
        "targets": sum(len(target) for target in wanted.targets),
        "population": float(found.weights.sum()),
        "passes": found.passes,
        "tolerance": tolerance,
        "base_weighted": survey.design.weighted if fresh else bool(np.ptp(known.base)),
    }
    return _with(survey, wanted, found.weights, Step(method, settings, (survey.step, margins.step)))


def _grouped(survey: Survey, margins: Margins, variables: Mapping[str, Column], within: str | None) -> list[Grouped]:
    if not variables:
        raise SettingError(f"name at least one variable of the margins; there are {list(margins.variables)}")
    if within not in (None, "unit") or (within == "unit" and not margins.units):
        raise SettingError("within must be 'unit', for margins of every unit, or None")
    parts = [grouped(survey, margins, name, column, within=within) for name, column in variables.items()]
    problems = {(one.rule, one.place(), one.message): one for part in parts for one in part.problems}
    if problems:
        raise DataProblems(in_order(problems.values()))
    return parts


def _check_fit(wanted: Calibration, found: Fit) -> None:
    if found.miss <= wanted.tolerance:
        return
    v, g, reached, target = found.worst
    unit, category = wanted.labels[v][g]
    where = f"{category!r} of {wanted.variables[v]!r}" + ("" if unit is None else f" in {unit!r}")
    bounds = "" if not wanted.low and np.isinf(wanted.high) else f" with weights from {wanted.low:g} to {wanted.high:g}"
    raise NotEstimable(
        f"after {found.passes} passes the weights do not meet the margins{bounds}: {where} sums to {reached:,.6g} and "
        f"should be {target:,.6g}, off by {reached - target:+,.3g} ({found.miss:.2g} of it); merge categories with few "
        "respondents, use fewer variables or wider bounds, or allow more passes (most=) or a larger tolerance="
    )


def _bounds(weight: Array, low: float | None, high: float | None, ratio: float | None) -> tuple[float, float]:
    if (ratio is None) == (low is None and high is None):
        raise SettingError("give low= or high= (or both), or ratio=")
    if ratio is not None:
        if not ratio > 1:
            raise SettingError(f"ratio must be above 1, not {ratio!r}")
        low, high = float(np.median(weight)) / ratio, float(np.median(weight)) * ratio
    floor, ceiling = 0.0 if low is None else float(low), np.inf if high is None else float(high)
    mean = float(weight.mean())
    if not 0 <= floor <= mean <= ceiling:
        raise SettingError(
            f"the mean weight of {mean:g} must lie within the bounds; they are {floor:g} and {ceiling:g}"
        )
    return floor, ceiling


def _with(survey: Survey, calibration: Calibration, weight: Array, step: Step) -> Survey:
    """The survey with its new weights, and in its step what they are like and the id of the scheme."""
    noted: dict[str, Any] = {
        "scheme": _scheme(calibration, step),
        "weighted": True,
        "respondents": len(weight),
        "smallest": float(weight.min()),
        "largest": float(weight.max()),
        "weight_deff": kish(weight),
    }
    design = replace(survey.design, weight=weight, weighted=True, calibration=calibration)
    return replace(survey, design=design, step=Step(step.method, {**step.settings, **noted}, step.sources))


def _scheme(calibration: Calibration, step: Step) -> str:
    """The id of a way of weighting: the same for two rounds weighted alike, whatever the population's counts were."""
    known = [one.settings for one in step.history() if "scheme" in one.settings]
    # a fit begins from the base weights: of what was done before, trimmed base weights alone are left
    earlier = [said["scheme"] for said in known if step.method == "trim" or not said.get("fitted", True)]
    classes = [sorted({category for _, category in labels}) for labels in calibration.labels]
    asked = {name: step.settings.get(name) for name in ("within", "ratio")}
    if step.settings.get("ratio") is None:
        asked |= {name: step.settings.get(name) for name in ("low", "high")}
    said = [step.method, list(zip(calibration.variables, classes, strict=True)), asked, earlier]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()[:8]
