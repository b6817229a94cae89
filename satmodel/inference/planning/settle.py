"""Verdicts that hold whatever the missing number: always, never, or depending on the n and the standard deviation."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.inference.judging.comparing import Comparison, check_level, check_margin, compare, compare_given
from satmodel.inference.judging.critical import tukey_critical, tukey_p
from satmodel.inference.planning.settle_pairs import Asked, asked, gap_ses
from satmodel.inference.planning.settle_source import Known, known
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]
Range = float | tuple[float, float]

ALWAYS, DEPENDS, NEVER = "always", "depends", "never"
SHOWN = 12  # more pairs than this are told by their family, not one by one


@dataclass(frozen=True, slots=True, eq=False)
class Settled(Result):
    """m differences, each with what may be said of it over everything that is possible.

    Attributes:
        labels: a MultiIndex of length m: the one, and ``against`` which other one.
        worst: each difference judged with the largest standard error that is possible (the fewest respondents).
        best: the same with the smallest standard error (the most respondents).
        settled: (m,) ``"always"``: established even at worst; ``"never"``: not even at best; else ``"depends"``.
        n_low, n_high: (m,) the fewest and the most respondents behind the smaller of the two samples.
        n_least: (m,) the n per sample from which on the difference is established at the smallest standard deviation;
            below it, it never is. ``inf`` where no n would do, ``nan`` where that standard deviation is zero.
        n_most: (m,) the n from which on it is established at the largest one; from there on it always is.
        sd_turn: (m,) the standard deviation, the same in both samples, at which the verdict turns with ``n_low``
            respondents, in points.
        level: confidence level. margin: the smallest difference that matters, in points.
        apart: what has no difference, with the reason.
        step: how it was made.
    """

    labels: pd.MultiIndex
    worst: Comparison
    best: Comparison
    settled: tuple[str, ...]
    n_low: Array
    n_high: Array
    n_least: Array
    n_most: Array
    sd_turn: Array
    level: float
    margin: float
    apart: pd.DataFrame
    step: Step

    @property
    def verdict(self) -> tuple[Verdict, ...]:
        """(m,) what may be said without knowing more: that of the largest standard error."""
        return self.worst.verdict

    @property
    def table(self) -> pd.DataFrame:
        """One row a pair."""
        columns = {
            "gap": self.worst.gap,
            "se_low": self.best.se,
            "se_high": self.worst.se,
            "settled": list(self.settled),
            "verdict": self.verdict,
            "detectable": self.worst.detectable,
            "n_least": self.n_least,
            "n_most": self.n_most,
            "sd_turn": self.sd_turn,
        }
        return pd.DataFrame(columns, index=self.labels)

    @property
    def chart(self) -> Chart:
        """The differences with their widest intervals; filled where always established."""
        data = self.table.assign(low=self.worst.low, high=self.worst.high).reset_index()
        columns = {
            "label": str(self.labels.names[0]),
            "against": "against",
            "value": "gap",
            "low": "low",
            "high": "high",
        }
        return Chart("gaps", data, columns, {"zero": 0.0, "margin": self.margin, "level": self.level})

    @property
    def findings(self) -> tuple[Finding, ...]:
        count = len(self.labels)
        found = [Finding("settle.pair", self._pair(i)) for i in range(count if count <= SHOWN else 1)]
        if count > 1:
            values = {"pairs": count, **{word: self.settled.count(word) for word in (ALWAYS, DEPENDS, NEVER)}}
            found.append(Finding("settle.family", values))
        found += [
            Finding("settle.apart", {"name": name, "reason": reason})
            for name, reason in zip(self.apart.iloc[:, 0], self.apart["reason"], strict=True)
        ]
        return tuple(found)

    def _pair(self, i: int) -> dict[str, Any]:
        return {
            "a": self.labels[i][0],
            "b": self.labels[i][1],
            "gap": float(self.worst.gap[i]),
            "settled": self.settled[i],
            "verdict": self.verdict[i],
            "level": self.level,
            "detectable": float(self.worst.detectable[i]),
            "detectable_best": float(self.best.detectable[i]),
            "n_low": float(self.n_low[i]),
            "n_high": float(self.n_high[i]),
            "n_least": float(self.n_least[i]) if not np.isnan(self.n_least[i]) else None,
            "n_most": float(self.n_most[i]),
            "sd_turn": float(self.sd_turn[i]),
        }


def settle(  # noqa: PLR0913 -- everything that a bulletin leaves open, each by its name
    source: str | Path | pd.DataFrame,
    *,
    unit: str | None = None,
    item: str | None = None,
    score: str,
    n: str | Range,
    sd: Range | None = None,
    limits: tuple[float, float] | None = None,
    scale: Scale | str | Sequence[float] | None = None,
    correlation: Range | None = None,
    pairs: str | Sequence[tuple[Hashable, Hashable]] = "first",
    among: int | None = None,
    best: str = "high",
    level: float = 0.95,
    margin: float = 0.0,
    sheet: str | None = None,
) -> Settled:
    """Say which differences are established, or not, whatever the n and the standard deviations are.

    Args:
        source: a workbook, a csv file or a frame, one row a mean.
        unit, item: the column of the units, or of the items of one unit; exactly one of them.
        score: the column of means, in points.
        n: respondents behind each mean: a column, one number, or (fewest, most).
        sd: standard deviation between respondents, in points: one number for all or (smallest, largest); otherwise
            between what the scale allows.
        limits: the ends of the scale, where its levels are not known: the smallest standard deviation is then zero.
        scale: the scale, a preset's name, or the points that an answer can have.
        correlation: between two items of one unit, one number or (lowest, highest) between 0 and 1; needed with item=.
        pairs: ``"first"``, ``"adjacent"``, ``"all"``, or a list of pairs named before looking, as in :func:`gaps`.
        among: how many units the pair was picked from, when only some of them are given.
        best: whether the ``"high"`` or the ``"low"`` mean comes first where pairs are picked.
        level: confidence level, for the whole family of pairs.
        margin: the smallest difference that matters, in points.
        sheet: the sheet's name.

    Returns:
        Each difference as *always*, *depends* or *never* established, with the n at which it turns. A mean at an end of
        the scale is set apart: its standard deviation would be zero, which no sample can promise.

    Assumptions:
        The means are of answers on the scale's levels, as printed; the mean of several items has finer levels, so give
        ``limits`` for a composite. Respondents are drawn one by one; with clusters give n divided by the design effect.
        Units are independent samples. Pairs of units are judged as :func:`gaps` judges those of :func:`published`: by
        the studentised range where the data pick them, by Holm where several are named; units of fewer than 30
        respondents are judged too, and errors near an end of the scale not widened. Pairs of items are judged by Holm.

    Raises:
        SettingError: no scale, limits or sd; a mean outside them; or another setting that cannot be used.
        NotEstimable: fewer than two means.
        DataProblems: the table cannot be read, listing every fault.

    Formula:
        SE² = SD_a²/n_a + SD_b²/n_b − 2 r SD_a SD_b / √(n_a n_b) at its largest and at its smallest over the SDs, the n
        and the r that are possible; n at which it turns = n (c SE / (|gap| − margin))².

    Source:
        Bhatia and Davis (2000), American Mathematical Monthly 107, 353-357; and as for :func:`gaps`.

    Examples:
        >>> frame = pd.DataFrame({"unit": ["our city", "second"], "score": [83.78, 80.63]})
        >>> found = settle(frame, unit="unit", score="score", n=(450, 2000), limits=(55, 100), among=12)
        >>> found.settled, found.n_most.tolist()
        (('depends',), [1037.0])
    """
    check_level(level)
    check_margin(margin)
    columns = {"unit": unit, "item": item, "score": score}
    given = known(source, columns=columns, n=n, sd=sd, limits=limits, scale=scale, correlation=correlation, sheet=sheet)
    question = asked(given, pairs, among, best)
    a, b = question.unit, question.against
    gap = given.mean[a] - given.mean[b]
    ses = gap_ses(given, a, b)
    worst, best = (_judged(question, gap, se, level=level, margin=margin) for se in ses[::-1])
    shown = question.shown
    worst, best, a, b = worst.take(shown), best.take(shown), a[shown], b[shown]
    settings = {
        **given.settings,
        "pairs": pairs if isinstance(pairs, str) else "declared",
        "declared": question.declared,
        "adjust": question.adjust,
        "among": among,
        "best": best,
        "family": question.size,
        "shown": len(shown),
        "level": level,
        "margin": float(margin),
    }
    return Settled(
        _labels(given, a, b),
        worst,
        best,
        _settled(worst, best),
        np.minimum(given.n_low[a], given.n_low[b]),
        np.minimum(given.n_high[a], given.n_high[b]),
        np.where((best.se == 0) & np.isfinite(best.turn), np.nan, _turning(given, a, b, best, smallest=True)),
        _turning(given, a, b, worst, smallest=False),
        _sd_turn(given, a, b, worst, margin),
        level,
        float(margin),
        given.apart,
        Step("settle", settings, (given.step,)),
    )


def _labels(given: Known, a: NDArray[np.intp], b: NDArray[np.intp]) -> pd.MultiIndex:
    parts = [[given.names[i] for i in a], [given.names[i] for i in b]]
    return pd.MultiIndex.from_arrays(parts, names=[given.name, "against"])


def _judged(question: Asked, gap: Array, se: Array, *, level: float, margin: float) -> Comparison:
    df = np.full(len(gap), np.inf)
    if question.adjust == "tukey":
        critical = tukey_critical(level, question.units, df)
        return compare_given(
            gap, se, df, critical=critical, p_value=lambda t: tukey_p(t, question.units, df), margin=margin
        )
    return compare(gap, se, df, level=level, margin=margin, adjust=question.adjust)


def _settled(worst: Comparison, best: Comparison) -> tuple[str, ...]:
    yes = Verdict.ESTABLISHED
    return tuple(
        ALWAYS if low is yes else DEPENDS if high is yes else NEVER
        for low, high in zip(worst.verdict, best.verdict, strict=True)
    )


def _turning(given: Known, a: NDArray[np.intp], b: NDArray[np.intp], found: Comparison, *, smallest: bool) -> Array:
    """The n of the smaller sample at which the verdict turns, both growing alike; at least 2."""
    n = given.n_high if smallest else given.n_low
    return np.maximum(np.ceil(found.turn * np.minimum(n[a], n[b])), 2.0)


def _sd_turn(given: Known, a: NDArray[np.intp], b: NDArray[np.intp], worst: Comparison, margin: float) -> Array:
    """The common standard deviation at which the verdict turns with the fewest respondents."""
    per_point = np.sqrt(
        1 / given.n_low[a] + 1 / given.n_low[b] - 2 * given.r_low / np.sqrt(given.n_low[a] * given.n_low[b])
    )
    room = np.maximum(np.abs(worst.gap) - margin, 0.0)
    return np.divide(room, worst.critical * per_point, out=np.full_like(room, np.inf), where=per_point > 0)
