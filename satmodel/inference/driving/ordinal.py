"""Drivers of an outcome of few levels: the latent scale in place of the points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.influence import sampled
from satmodel.estimation.terms import terms_of
from satmodel.inference.driving.latent import ERROR, latent_covariances
from satmodel.inference.driving.parallel_lines import ParallelLines, parallel_lines
from satmodel.inference.driving.sample import DriverSample
from satmodel.result import Finding
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

MOST_LEVELS = 11


@dataclass(frozen=True, slots=True, eq=False)
class Ordinal:
    """What the importance for an ordered outcome is computed from.

    Attributes:
        cov: (c+p+1, c+p+1) the covariance of control terms, items and the latent outcome, which stands last.
        replicated: (B, c+p+1, c+p+1) the same of the bootstrap replicates that could be fitted.
        notes: what the step notes: levels, level_n (their respondents), link, replicates_fewer_levels,
            replicates_separated.
        lines: the test of parallel lines; None where it cannot be made, or there are two levels.
        step: how they were made.
    """

    cov: Array
    replicated: Array
    notes: dict[str, Any]
    lines: ParallelLines | None
    step: Step

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the levels, beside the importance."""
        keys = ("outcome", "count", "rarest", "rarest_n", "link", "n")
        found = [Finding("ordinal.levels", {key: self.notes[key] for key in keys})]
        for kind, key in (("ordinal.fewer", "replicates_fewer_levels"), ("ordinal.separated", "replicates_separated")):
            if self.notes[key]:
                counts = {"count": self.notes[key], "replicates": self.notes["replicates"]}
                found.append(Finding(kind, counts | {"outcome": self.notes["outcome"]}))
        if self.lines is not None:
            found.append(self.lines.findings[0])
        elif self.notes["count"] > 2:
            found.append(Finding("ordinal.lines", {"outcome": self.notes["outcome"]}))
        return tuple(found)


def ordinal_of(
    survey: Survey, sample: DriverSample, *, replicates: int, seed: int, link: str = "logit", level: float = 0.95
) -> Ordinal:
    """The latent scale behind the outcome of a driver analysis, from the complete cases of the sample.

    Args:
        survey: the respondents that the sample was made from.
        sample: the complete cases; its outcome's points, sorted, are the levels.
        replicates: bootstrap replicates.
        seed: seed of the bootstrap.
        link: ``"logit"`` (proportional odds) or ``"probit"``.
        level: confidence level of the test of parallel lines.

    Returns:
        Covariances in the order of ``sample.cov``: control terms, items, latent outcome.

    Raises:
        SettingError: the outcome has more than eleven levels, or a link that is not known.
        NotEstimable: the terms tell the levels apart without error (separation), in the sample or in too many
            replicates.
    """
    if link not in ERROR:
        raise SettingError(f"link must be one of {', '.join(ERROR)}; it is {link!r}")
    controls = tuple(sample.settings["controls"])
    points = survey.scores[sample.outcome].to_numpy(dtype=float)
    items = survey.scores[list(sample.items)].to_numpy(dtype=float)
    complete = ~(np.isnan(items).any(axis=1) | np.isnan(points))
    names, x = sample.items, items
    if controls:
        terms = terms_of(survey, controls, rows=complete)
        names, x = (*terms.names, *sample.items), np.column_stack([terms.values, items])
        complete &= ~np.isnan(terms.values).any(axis=1)
    levels, place = np.unique(points[complete], return_inverse=True)
    if len(levels) > MOST_LEVELS:
        raise SettingError(
            f"{sample.outcome!r} has {len(levels)} different answers; an ordered outcome has at most {MOST_LEVELS}: "
            "take its points as numbers (method='shapley')"
        )
    weight, design = survey.design.weight[complete], sampled(survey.design)
    rows = replace(design, cluster=design.cluster[complete])
    found = latent_covariances(
        x[complete], place, weight, names=names, sample=rows, replicates=replicates, seed=seed, link=link
    )
    counts = np.bincount(place)
    noted = {
        "outcome": sample.outcome,
        "levels": tuple(float(one) for one in levels),
        "level_n": tuple(int(one) for one in counts),
        "count": len(levels),
        "rarest": float(levels[counts.argmin()]),
        "rarest_n": int(counts.min()),
        "n": len(place),
        "link": link,
        "replicates": replicates,
        "replicates_fewer_levels": found.fewer,
        "replicates_separated": found.separated,
    }
    lines = _lines(survey, sample, noted["levels"], level)
    steps = sample.sources if lines is None else (*sample.sources, lines.step)
    return Ordinal(found.cov, found.replicated, noted, lines, Step("ordinal", noted, steps))


def _lines(survey: Survey, sample: DriverSample, levels: tuple[float, ...], level: float) -> ParallelLines | None:
    """The test of parallel lines for the same terms, where it can be made."""
    if len(levels) < 3:
        return None
    on = (*sample.settings["controls"], *sample.items)
    try:
        return parallel_lines(survey, outcome={sample.outcome: levels}, on=on, level=level)
    except NotEstimable:
        return None
