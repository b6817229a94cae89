"""The respondents of a driver analysis: complete cases, their clusters' totals, and what is refused at the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import terms_of
from satmodel.inference.sampling.regression import ClusterTotals, cluster_totals, covariance, r_squared
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.step import Step
from satmodel.survey.moments import Moments, add_up, moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST_REPLICATES = 200
# An outcome that the items explain to this share is made from them: six items averaged and rounded to whole points
# leave 0.001 to 0.004 of the variance, while a separate question is never answered with so little noise of its own.
COMPUTED = 0.99
_EXACT = 1 - 1e-8
NOTHING = 1e-12
# from a mean so many standard deviations from zero on, sums of squares lose six digits of a variance and more
_FAR = 1e3


@dataclass(frozen=True, slots=True, eq=False)
class DriverSample:
    """The complete cases of p items, c control terms and one outcome.

    Attributes:
        items: the p items' names. outcome: the outcome's column. controls: names of the c control terms.
        data: totals of each cluster; columns are the controls, then the items, then the outcome.
        settings: what the step notes of the sample: n, lost, lost_outcome, lost_items, clusters, strata, df,
            lonely_strata, clustered, stratified, weighted, finite.
        sources: the steps it was made from.
    """

    items: tuple[str, ...]
    outcome: str
    controls: tuple[str, ...]
    data: ClusterTotals
    settings: dict[str, Any]
    sources: tuple[Step, ...]

    @property
    def cov(self) -> Array:
        """(c+p+1, c+p+1) the weighted covariance of controls, items and outcome."""
        return covariance(self.data.totals.sum(axis=0), self.data.columns)

    def replicated(self, replicates: int, seed: int) -> Array:
        """(replicates, c+p+1, c+p+1) the same of each Rao-Wu bootstrap replicate of the clusters."""
        drawn = bootstrap_sums(
            self.data.totals, self.data.stratum, population=self.data.population, replicates=replicates, seed=seed
        )
        return covariance(drawn, self.data.columns)


def sample_of(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    controls: Sequence[str] = (),
    guard: bool = True,
    rows: Flags | None = None,
) -> DriverSample:
    """The complete cases of a driver analysis.

    Args:
        survey: the respondents.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: the items; all of the survey's by default.
        controls: columns of the survey or its file that are held; text gives one term for each level but the first.
        guard: whether an outcome that is computed from the survey's items is refused.
        rows: (r,) flags of the respondents of a part of the survey; all of them by default. The clusters without
            respondents of the part stay in the design, as those of a domain do.

    Raises:
        SettingError: the outcome is missing, is among the items, or is computed from them; an item or control that
            cannot be used.
        NotEstimable: the outcome does not vary, the items explain nothing, or there are too few clusters.
    """
    outcome, names = asked_of(survey, outcome, items)
    part = np.ones(len(survey), dtype=bool) if rows is None else rows
    frame, terms = _columns(survey, names, tuple(controls), outcome, part)
    sums = add_up(
        _close(frame).where(pd.Series(part, index=frame.index), axis=0),
        survey.design,
        survey.units,
        source=survey.step,
        complete=True,
    )
    clusters, strata = _enough(sums, (*terms, *names), outcome)
    data = cluster_totals(sums)
    if guard:
        refuse_declared(survey.step, outcome)
        refuse_computed(survey, data, names, outcome)
    lost, no_outcome = int(part.sum()) - data.n, int(survey.scores[outcome].isna().to_numpy()[part].sum())
    settings = {
        **_design_of(sums, clusters, strata),
        "outcome": outcome,
        "items": names,
        "controls": tuple(controls),
        "n": data.n,
        "lost": lost,
        "lost_outcome": no_outcome,
        "lost_items": lost - no_outcome,
    }
    return DriverSample(names, outcome, terms, data, settings, sums.step.sources)


def sample_of_sums(
    sums: Moments,
    *,
    outcome: str | None,
    items: Sequence[str] | None = None,
    controls: Sequence[str] = (),
    unit: str | None = None,
) -> DriverSample:
    """The complete cases of a driver analysis out of sums that were made before; rows are not touched again.

    Args:
        sums: sums over complete cases (``moments(..., complete=True)``), so that every column has the same respondents.
        outcome: the column to explain.
        items: the items; all other columns by default.
        controls: columns of the sums that are held.
        unit: one unit, to take its respondents only; all by default.

    Raises:
        SettingError: the sums are not of complete cases or hold no totals of single respondents; a column is not there,
            or has two roles; the outcome is computed from the items.
        NotEstimable: as :func:`sample_of`.
    """
    if not sums.step.settings["complete"]:
        raise SettingError("drivers need sums over complete cases; make them with moments(..., complete=True)")
    if outcome is None:
        raise SettingError(f"name the outcome (outcome=), one of {quoted(sums.columns)}")
    held = tuple(controls)
    names = tuple(one for one in sums.columns if one not in (outcome, *held)) if items is None else tuple(items)
    asked = (*held, *names, outcome)
    if not names or len(set(asked)) < len(asked) or set(asked) - set(sums.columns):
        raise SettingError(
            f"name outcome, items and controls once each, from {quoted(sums.columns)}; not {quoted(asked)}"
        )
    whole = cluster_totals(sums.take((*names, outcome)))
    names = _by_correlation(names, covariance(whole.totals.sum(axis=0), whole.columns))
    asked = (*held, *names, outcome)
    taken = sums.take(asked)
    if unit is not None:
        taken = _only(taken, unit)
    clusters, strata = _enough(taken, (*held, *names), outcome)
    data = cluster_totals(taken)
    refuse_declared(sums.step, outcome)
    if unit is None:
        explained = _explained(covariance(data.totals.sum(axis=0), data.columns), outcome)
        _refuse_fitted(explained, data, outcome, controls=len(held))
    lost = {"lost": sums.lost if unit is None else None, "lost_outcome": None, "lost_items": None}
    roles = {"outcome": outcome, "items": names, "controls": held, "n": data.n}
    return DriverSample(names, outcome, held, data, _design_of(taken, clusters, strata) | roles | lost, (sums.step,))


def _close(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns, those far from zero measured from their means: sums of large squares would lose the digits."""
    mean, spread = frame.mean(), frame.std(ddof=0)
    return frame - mean.where((spread > 0) & (mean.abs() > _FAR * spread), 0.0)


def _only(sums: Moments, unit: str) -> Moments:
    """The sums with nobody but the respondents of one unit; the design stays."""
    mine = sums.cells["unit"].to_numpy() == [str(one) for one in sums.units].index(unit)
    wide, square = mine[:, None], mine[:, None, None]
    parts = {"n": sums.n * wide, "sw": sums.sw * wide, "swy": sums.swy * wide, "swyy": sums.swyy * square}
    return replace(sums, **parts, sww=sums.sww * wide)


def _design_of(sums: Moments, clusters: int, strata: int) -> dict[str, Any]:
    """What the step notes of the design."""
    kept = {key: sums.step.settings[key] for key in ("clustered", "stratified", "weighted", "finite")}
    sizes = {"clusters": clusters, "strata": strata, "df": clusters - strata}
    # a stratum without an answer of this part of the survey plays no part in it
    answered = sums.cells.loc[sums.n[:, 0] > 0, "stratum"].unique()
    return kept | sizes | {"lonely_strata": int((sums.sampled[answered] == 1).sum())}


def asked_of(survey: Survey, outcome: str | None, items: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """The outcome and the items, checked.

    Raises:
        SettingError: the outcome is missing or among the items; an item is not there or named twice.
    """
    outcome = survey.overall if outcome is None else outcome
    if outcome is None or outcome not in survey.scores.columns:
        wanted = "the survey has no overall question" if outcome is None else f"there is no scored column {outcome!r}"
        raise SettingError(
            f"{wanted}; there are {quoted(survey.scores.columns)}. Drivers need a separate overall question "
            "(overall= in read); ask contributions() which items carried the composite"
        )
    names = tuple(survey.items if items is None else items)
    if outcome in names:
        raise SettingError(f"the outcome {outcome!r} is among the items; name the items to explain it with (items=)")
    unknown = [name for name in names if name not in survey.scores.columns]
    if unknown or not names or len(set(names)) < len(names):
        raise SettingError(f"items must be named once each, from {quoted(survey.items)}; not there: {quoted(unknown)}")
    return outcome, names


def in_one_order(survey: Survey, outcome: str, items: Sequence[str]) -> tuple[str, ...]:
    """The items by their correlation with the outcome, among those who answered everything.

    Clusters are sorted by their totals, item after item, before they are drawn: so the replicates depend neither on the
    order in which the items were named nor on what they are called, nor on the zero and the unit of their points.
    """
    points = survey.scores[[*items, outcome]].to_numpy(dtype=float)
    complete = ~np.isnan(points).any(axis=1)
    if not complete.any():
        return tuple(items)
    weight = np.asarray(survey.design.weight, dtype=float)[complete]
    moved = points[complete] - np.average(points[complete], axis=0, weights=weight)
    return _by_correlation(items, (moved * weight[:, None]).T @ moved)


def _by_correlation(items: Sequence[str], cov: Array) -> tuple[str, ...]:
    """The items by their correlation with the outcome, the last column; by name where that is the same."""
    spread = np.sqrt(np.diag(cov))
    scale = np.where(spread > 0, spread, np.inf)
    correlation = np.round(cov[:-1, -1] / scale[:-1] / scale[-1], 6)
    return tuple(items[i] for i in sorted(range(len(items)), key=lambda i: (correlation[i], items[i])))


def refuse_computed(survey: Survey, data: ClusterTotals, names: tuple[str, ...], outcome: str) -> None:
    """Refuse an outcome that does not vary, or that is computed from the survey's items, asked for or not."""
    explained = _explained(covariance(data.totals.sum(axis=0), data.columns), outcome)
    others = [name for name in survey.items if name not in (*names, outcome)]
    if others:
        every = cluster_totals(moments(survey, columns=[*names, *others, outcome], complete=True))
        cov = covariance(every.totals.sum(axis=0), every.columns)
        # those who answered every question may all have given the outcome the same answer, which shows nothing
        if every.n >= 3 * every.columns and cov[-1, -1] > 0 and r_squared(cov) > explained:
            _refuse_fitted(r_squared(cov), every, outcome)
    _refuse_fitted(explained, data, outcome, controls=data.columns - 1 - len(names))


def refuse_declared(step: Step, outcome: str) -> None:
    """Refuse an outcome that an instrument card declares to be computed from the items (``computed=``)."""
    known = {outcome}
    # the card may call it what the survey calls it, or what the file does
    for named in (made.settings.get(role) for made in step.history() for role in ("items", "overall")):
        if isinstance(named, Mapping) and outcome in named:
            known.add(str(named[outcome]))
    if any(known & set(card.settings.get("computed") or ()) for card in step.find("instrument")):
        raise SettingError(
            f"the instrument card says that {outcome!r} is computed from the items, so a regression would only return "
            "the weights. Ask contributions() which items carried it, or give a separate overall question"
        )


def _explained(cov: Array, outcome: str) -> float:
    """The R² of everything; NotEstimable where there is nothing to explain or to share out."""
    if not cov[-1, -1] > 0:
        raise NotEstimable(f"everyone gave the same answer to {outcome!r}; there is nothing to explain")
    explained = r_squared(cov)
    if not explained > NOTHING:
        raise NotEstimable(f"the items explain nothing of {outcome!r}; there is nothing to share out")
    return explained


def fitted(explained: float, data: ClusterTotals) -> bool:
    """Whether the columns of the data give the outcome, exactly or up to rounding."""
    # with fewer respondents than three a column, chance alone could explain nearly everything
    return explained > (COMPUTED if data.n >= 3 * data.columns else _EXACT)


def _refuse_fitted(explained: float, data: ClusterTotals, outcome: str, *, controls: int = 0) -> None:
    """Refuse an outcome that the columns of the data give, the first of which are controls."""
    if not fitted(explained, data):
        return
    how = "exactly" if explained > _EXACT else "up to rounding"
    cov = covariance(data.totals.sum(axis=0), data.columns)
    if controls and not fitted(r_squared(cov[controls:, controls:]), data):
        raise SettingError(
            f"controls and items together give {outcome!r} {how} (R² = {explained:.6f}): a control is the outcome "
            "again, or makes up for what the items lack of it. Leave that control out, or give a separate overall "
            "question"
        )
    raise SettingError(
        f"{outcome!r} is computed from the items, or answered just like them: they give it {how} "
        f"(R² = {explained:.6f}), so a regression would only return the weights. Ask contributions() which items "
        "carried it, or give a separate overall question"
    )


def _columns(
    survey: Survey, names: tuple[str, ...], controls: tuple[str, ...], outcome: str, part: Flags
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The columns of controls, items and outcome, and the names of the control terms."""
    asked = survey.scores[[*names, outcome]]
    if not controls:
        return asked, ()
    twice = [name for name in controls if name in (*names, outcome)]
    if twice:
        raise SettingError(f"{quoted(twice)} cannot be a control and an item or the outcome at once")
    complete = asked.notna().all(axis=1).to_numpy() & part
    terms = terms_of(survey, controls, rows=complete)
    held = pd.DataFrame(terms.values, index=asked.index, columns=[f"control {name}" for name in terms.names])
    return pd.concat([held, asked], axis=1), terms.names


def _enough(sums: Moments, names: tuple[str, ...], outcome: str) -> tuple[int, int]:
    """The clusters and strata with complete answers; NotEstimable where there are too few."""
    answered = sums.cells[sums.n[:, 0] > 0]
    clusters, strata = answered["cluster"].nunique(), answered["stratum"].nunique()
    kind = "clusters" if sums.clustered else "respondents"
    if clusters < len(names) + 2 or clusters == strata:
        raise NotEstimable(
            f"{clusters} {kind} in {strata} strata answered every item and {outcome!r}; {len(names)} items need "
            f"{len(names) + 2} or more, and more than strata: leave out items with few answers (items=)"
        )
    return clusters, strata
