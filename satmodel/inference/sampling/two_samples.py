"""Two driver samples to compare: of two rounds, drawn apart, or of two groups of one survey, drawn together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.taylor import design_covariance
from satmodel.estimation.terms import column_of
from satmodel.inference.sampling.regression import ClusterTotals, coefficients, covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.inference.sampling.sample import (
    FEWEST_REPLICATES,
    NOTHING,
    DriverSample,
    asked_of,
    in_one_order,
    sample_of,
)
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import label, labels

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TwoSamples:
    """Two driver samples of the same p items.

    Attributes:
        before, after: the samples. together: whether they share one design, so that their errors may go together.
        names: of the two rounds or groups; None where the rounds have no names.
        outside: respondents of a survey who belong to neither of its two groups.
    """

    before: DriverSample
    after: DriverSample
    together: bool
    names: tuple[str | None, str | None]
    outside: int = 0

    def replicated(self, replicates: int, seed: int) -> tuple[Array, Array]:
        """The (b, p+1, p+1) covariances of both in those bootstrap replicates in which both outcomes vary.

        Two groups of one survey see the same draws of the clusters; two rounds are drawn independently.

        Raises:
            NotEstimable: the outcomes vary in too few replicates.
        """
        data = self.before.data, self.after.data
        if self.together:
            joint = np.hstack([part.totals for part in data])
            drawn = _drawn(joint, data[0], replicates, seed)
            sums = np.split(drawn, [data[0].totals.shape[1]], axis=1)
        else:
            other = int(np.random.SeedSequence([seed, 1]).generate_state(1)[0])
            seeds = (seed, other)
            sums = [_drawn(part.totals, part, replicates, one) for part, one in zip(data, seeds, strict=True)]
        usable = np.logical_and.reduce([part[:, 0] > 0 for part in sums])
        found = [covariance(part[usable], one.columns) for part, one in zip(sums, data, strict=True)]
        samples = (self.before, self.after)
        varies = np.logical_and.reduce(
            [cov[:, -1, -1] > NOTHING * side.cov[-1, -1] for cov, side in zip(found, samples, strict=True)]
        )
        if varies.sum() < FEWEST_REPLICATES / 2:
            raise NotEstimable("the outcome varies in too few bootstrap replicates: nearly everyone answered alike")
        return found[0][varies], found[1][varies]

    @property
    def df(self) -> float:
        """Degrees of freedom of differences: those of the side that has fewer."""
        return float(min(self.before.settings["df"], self.after.settings["df"]))

    def coefficients(self) -> tuple[Array, Array, Array]:
        """(p,) coefficients before and after, and the standard error of their difference.

        All ``nan`` for an item that has no coefficient of its own in one of the two.

        Formula:
            Taylor linearisation. Two groups of one survey: the covariance of the differences of the clusters'
            influences, which holds what the groups share; two rounds: the sum of both.
        """
        data = self.before.data, self.after.data
        found = [coefficients(part) for part in data]
        own = [_variance(one.influence, part) for one, part in zip(found, data, strict=True)]
        moved = found[1].influence - found[0].influence if self.together else None
        variance = own[0] + own[1] if moved is None else _variance(moved, data[0])
        known = found[0].known & found[1].known
        return found[0].value, found[1].value, np.where(known, np.sqrt(variance), np.nan)


def two_rounds(a: Survey, b: Survey, outcome: str | None, items: Sequence[str] | None) -> TwoSamples:
    """The samples of two rounds, which are drawn independently.

    Raises:
        SettingError: the rounds are one survey, or their items differ; and whatever the samples refuse.
        NotEstimable: a round's drivers cannot be estimated.
    """
    if a is b:
        raise SettingError("both rounds are the same survey; give another one, or two groups of it (by=)")
    asked = [asked_of(one, outcome, items)[1] for one in (a, b)]
    if set(asked[0]) != set(asked[1]):
        only = [quoted(sorted(set(x) - set(y))) for x, y in (asked, asked[::-1])]
        raise SettingError(
            f"the rounds have different items, and importance depends on which items are asked; only in the first: "
            f"{only[0]}; only in the second: {only[1]}. Name the items of both (items=)"
        )
    names = (a.round, b.round) if a.round and b.round and a.round != b.round else (None, None)
    ordered = in_one_order(a, asked_of(a, outcome, items)[0], asked[0])
    told = [name or place for name, place in zip(names, ("the first survey", "the second survey"), strict=True)]
    samples = [_sample(one, name, outcome, ordered) for one, name in zip((a, b), told, strict=True)]
    return TwoSamples(samples[0], samples[1], together=False, names=names)


def two_groups(
    survey: Survey, by: str | Mapping[str, Sequence[str]], outcome: str | None, items: Sequence[str] | None
) -> TwoSamples:
    """The samples of two groups of one survey, on all its clusters, so that they can be drawn together.

    Raises:
        SettingError: no such column, no two levels; and whatever the samples refuse.
        NotEstimable: a group's drivers cannot be estimated.
    """
    column, level_of, pair = _levels(survey, by)
    wanted, names = asked_of(survey, outcome, items)
    if column in names:
        raise SettingError(f"{column!r} makes the groups and is among the items; name the items without it (items=)")
    ordered = in_one_order(survey, wanted, names)
    samples = []
    for name in pair:
        inside = level_of == name
        group = replace(survey, scores=survey.scores.where(np.broadcast_to(inside[:, None], survey.scores.shape)))
        sample = _sample(group, name, outcome, ordered)
        no_outcome = int(survey.scores.loc[inside, sample.outcome].isna().sum())
        lost = int(inside.sum()) - sample.data.n
        counts = {"lost": lost, "lost_outcome": no_outcome, "lost_items": lost - no_outcome}
        samples.append(replace(sample, settings=sample.settings | counts))
    outside = int(np.isin(level_of, pair, invert=True).sum())
    return TwoSamples(samples[0], samples[1], together=True, names=pair, outside=outside)


def _levels(survey: Survey, by: str | Mapping[str, Sequence[str]]) -> tuple[str, NDArray[np.object_], tuple[str, str]]:
    """The column, each respondent's level of it, and the two levels to compare."""
    if not isinstance(by, str) and len(by) != 1:
        raise SettingError("by must name one column, such as 'gender', or {'district': ['North', 'South']}")
    column = by if isinstance(by, str) else next(iter(by))
    level_of = labels(column_of(survey, column).to_numpy(dtype=object))
    found = sorted({level for level in level_of if level != ""})
    wanted = found if isinstance(by, str) else [label(level) for level in by[column]]
    missing = [level for level in wanted if level not in found]
    if missing or len(wanted) != 2 or wanted[0] == wanted[1]:
        what = f"not there: {quoted(missing)}" if missing else f"two are compared, not {len(wanted)}"
        raise SettingError(
            f"{column!r} has the levels {quoted(found[:20])}; {what}. Name two, such as by={{{column!r}: {found[:2]}}}"
        )
    return column, level_of, (wanted[0], wanted[1])


def _sample(survey: Survey, name: str, outcome: str | None, items: Sequence[str]) -> DriverSample:
    """One side; a refusal says which."""
    try:
        return sample_of(survey, outcome=outcome, items=items)
    except NotEstimable as fault:
        raise NotEstimable(f"{name}: {fault}") from fault


def _drawn(totals: Array, data: ClusterTotals, replicates: int, seed: int) -> Array:
    return bootstrap_sums(totals, data.stratum, population=data.population, replicates=replicates, seed=seed)


def _variance(influence: Array, data: ClusterTotals) -> Array:
    return np.diag(design_covariance(influence, data.stratum, population=data.population))
