"""A place to look first: how important each item is, how it is rated, and on which side of two lines it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.small import FEWEST_DEGREES
from satmodel.inference.driving.quadrants import OPEN, QUADRANTS, Lines, check_lines, line_of, logit, quadrant
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.inference.sampling.intervals import importance_intervals
from satmodel.inference.sampling.regression import covariance
from satmodel.inference.sampling.resampling import bootstrap_sums
from satmodel.inference.sampling.sample import (
    FEWEST_REPLICATES,
    NOTHING,
    DriverSample,
    asked_of,
    in_one_order,
    sample_of,
)
from satmodel.inference.sharing.measure import importance_of
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.moments import moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# differences from a line below this, beside one on the logistic scale or beside the scores, are rounding
_ROUNDING = 1e-10
# the measures whose parts sum to R² and are never below zero
METHODS = ("shapley", "johnson", "genizi", "car")


@dataclass(frozen=True, slots=True, eq=False)
class Priorities(Result):
    """The importance and the score of p items against two lines, the most important first.

    Attributes:
        rows: (p rows) the table, by item.
        share_line, score_line: where the two lines lie: a share of what is explained, and points.
        apart: items without a place on the map, with the reason.
        outcome: the overall question's column.
        r2: R² of all items, of which the importance is a share.
        step: how it was made.
    """

    rows: pd.DataFrame
    share_line: float
    score_line: float
    apart: pd.DataFrame
    outcome: str
    r2: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, the most important first.

        ``share`` (of what is explained) and ``score`` (points), each with ``_low`` and ``_high``; ``share_gap`` and
        ``score_gap``, the differences from the lines, each with ``_low``, ``_high``, ``_verdict`` and ``_detectable``;
        ``quadrant``; ``n``, the respondents who answered the item.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart:
        names = ("score", "score_low", "score_high", "share", "share_low", "share_high", "quadrant")
        columns = {"label": "item", **{name: name for name in names}}
        marks = {"level": self.step.settings["level"], "lines": self.step.settings["lines"]}
        marks |= {"share_line": self.share_line, "score_line": self.score_line}
        return Chart("priorities", self.rows.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        keys = ("n", "lost", "level", "lines", "method")
        lines = {"share_line": self.share_line, "score_line": self.score_line, "count": len(self.rows)}
        found = [
            Finding("priorities.map", {"outcome": self.outcome, "r2": self.r2} | lines | {k: noted[k] for k in keys})
        ]
        for name in QUADRANTS.values():
            inside = self.rows.index[self.rows["quadrant"] == name]
            if len(inside) or name == "look_first":
                values = {"quadrant": name, "items": tuple(inside), "count": len(inside)}
                found.append(Finding("priorities.quadrant", values))
        undecided = self.rows[self.rows["quadrant"] == OPEN]
        if len(undecided):
            values = {"items": tuple(undecided.index), "count": len(undecided), "verdict": Verdict.NOT_ESTABLISHED}
            for side in ("share", "score"):
                seen = undecided[f"{side}_detectable"]
                values |= {f"{side}_detectable": float(seen.max()), f"{side}_least": float(seen.min())}
            found.append(Finding("priorities.undecided", values | {"detectable": values["score_detectable"]}))
        found += [self._item(row) for row in self.rows.itertuples()]
        found += [
            Finding("priorities.apart", {"name": row.Index, "reason": row.reason}) for row in self.apart.itertuples()
        ]
        if noted["df"] < FEWEST_DEGREES:
            found.append(Finding("drivers.few_clusters", {"df": noted["df"], "fewest": FEWEST_DEGREES}))
        if noted["lonely_strata"]:
            found.append(Finding("priorities.lonely_strata", {"count": noted["lonely_strata"]}))
        return (*found, Finding("priorities.not_causal", {"outcome": self.outcome}))

    def _item(self, row: Any) -> Finding:
        names = [f"{side}{end}" for side in ("share", "score") for end in ("", "_low", "_high")]
        names += [f"{side}_gap{end}" for side in ("share", "score") for end in ("", "_low", "_high")]
        names += [f"{side}_{part}" for side in ("share", "score") for part in ("verdict", "detectable")]
        values = {"item": row.Index, **{name: getattr(row, name) for name in names}, "quadrant": row.quadrant}
        return Finding("priorities.item", values | {"level": self.step.settings["level"]})


def priorities(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    method: str = "shapley",
    lines: Lines = "mean",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> Priorities:
    """Map importance and score, and name a quadrant only where both differences from the lines are established.

    Args:
        survey: the respondents.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: the items; all of the survey's by default.
        method: how importance is measured, as in ``importance``: ``"shapley"``, ``"johnson"``, ``"genizi"`` or
            ``"car"``.
        lines: ``"mean"`` or ``"median"`` of the items' importance and of their scores; or two numbers that are set
            beforehand, a share of importance between 0 and 1 and a score in points.
        level: confidence level.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap.

    Returns:
        Each item's share of what is explained and its score with intervals, how far both lie from the lines, and its
        quadrant: ``look_first`` (important, rated low), ``keep_up`` (important, rated high), ``look_later`` (less
        important, rated low), ``as_it_is`` (less important, rated high), or not established. Importance is that of the
        respondents who answered everything; a score is that of all who answered the item, as in ``means``. An item to
        which everyone gave the same answer is listed in ``apart``.

    Assumptions:
        Association, not cause: a quadrant is a place to look, no promise that the overall rating would follow. Clusters
        are drawn independently within strata, some twenty or more of them; a stratum with a single cluster is kept as
        it is. Those who answered everything stand for the others.

    Raises:
        SettingError: the outcome is missing, is among the items, or is computed from them; lines or settings that
            cannot be used.
        NotEstimable: fewer than two items vary, the outcome does not vary, or there are too few clusters.

    Formula:
        One Rao-Wu bootstrap draws shares and scores together. A difference from a line is that of the estimate from the
        line in the same data, its standard error that of the replicates' differences, so that a line which is itself
        estimated brings its error along; differences of shares are judged on the logistic scale, where their error does
        not grow with them, and carried back. t intervals with clusters - strata degrees of freedom, the 2p differences
        of p items judged by Holm's steps. The items' own intervals: of importance those of ``drivers``; of scores
        t intervals.

    Source:
        Martilla and James (1977), Journal of Marketing 41, 77-79; Bacon (2003), International Journal of Market
        Research 45, 55-71; Rao and Wu (1988), JASA 83, 231-241; Holm (1979), Scandinavian Journal of Statistics 6,
        65-70.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal([75, 90], 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.8, 0.3])
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> found = priorities(sat.read(frame, unit="town", items=["roads", "schools"], overall="all"))
        >>> found.table["quadrant"].to_dict()
        {'roads': 'look_first', 'schools': 'as_it_is'}
    """
    check_level(level)
    check_lines(lines)
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")
    if method not in METHODS:
        raise SettingError(f"method must be one of {', '.join(METHODS)}, whose parts are shares; it is {method!r}")
    sample, constant = _varying(survey, outcome, items)
    asked = {"method": method, "level": level, "replicates": replicates, "seed": seed}
    importance, score, n, lost = _drawn(survey, sample, asked)
    share = importance / importance.sum(axis=1, keepdims=True)
    settings = {**sample.settings, **asked}
    settings |= {"lines": lines if isinstance(lines, str) else "given", "replicates_lost": lost, "apart": len(constant)}
    settings |= {"given": () if isinstance(lines, str) else tuple(map(float, lines))}
    at = (lines, lines) if isinstance(lines, str) else lines
    rows = _rows(importance, score, at, settings).assign(n=n)
    rows.index = pd.Index(sample.items, name="item")
    rows = rows.iloc[np.argsort(-rows["share"].to_numpy(), kind="stable")]
    apart = pd.DataFrame({"reason": ["no_variance"] * len(constant)}, index=pd.Index(constant, name="item"))
    where = (float(line_of(part[0], one)) for part, one in zip((share, score), at, strict=True))
    r2 = float(importance_of(sample.cov, method).sum())
    return Priorities(rows, *where, apart, sample.outcome, r2, Step("priorities", settings, sample.sources))


def _varying(survey: Survey, outcome: str | None, items: Sequence[str] | None) -> tuple[DriverSample, tuple[str, ...]]:
    """The sample of the items that vary, and the others."""
    outcome, asked = asked_of(survey, outcome, items)
    sample = sample_of(survey, outcome=outcome, items=in_one_order(survey, outcome, asked))
    varies = np.diag(sample.cov)[:-1] > 0
    constant = tuple(name for name, one in zip(sample.items, varies, strict=True) if not one)
    kept = [name for name in sample.items if name not in constant]
    if len(kept) < 2:
        raise NotEstimable(f"{len(kept)} items vary; a map of importance and score needs two or more to compare")
    return (sample_of(survey, outcome=outcome, items=kept) if constant else sample), constant


def _drawn(survey: Survey, sample: DriverSample, asked: dict[str, Any]) -> tuple[Array, Array, Array, int]:
    """(b+1, p) importance and scores, the estimates first and then those of each replicate; (p,) n; replicates lost."""
    sums = moments(survey, columns=list(sample.items))
    codes, p, size = sums.cells["cluster"].to_numpy(), len(sample.items), sample.data.totals.shape[1]
    centre = sums.swy.sum(axis=0) / sums.sw.sum(axis=0)  # scores are drawn about their mean, which costs no digits
    answered = np.zeros((len(sample.data.totals), 2 * p))
    np.add.at(answered, codes, np.hstack([sums.sw, sums.swy - sums.sw * centre]))
    joint = np.hstack([sample.data.totals, answered])
    drawn = bootstrap_sums(
        joint,
        sample.data.stratum,
        population=sample.data.population,
        replicates=asked["replicates"],
        seed=asked["seed"],
    )
    every = np.vstack([joint.sum(axis=0), drawn])
    importance = importance_of(covariance(every[:, :size], sample.data.columns), asked["method"])
    total = importance.sum(axis=1)
    usable = (total > NOTHING) & (every[:, size : size + p] > 0).all(axis=1)
    if usable[1:].sum() < FEWEST_REPLICATES / 2:
        raise NotEstimable(f"{sample.outcome!r} varies in too few bootstrap replicates: nearly everyone answered alike")
    score = centre + every[usable, size + p :] / every[usable, size : size + p]
    return importance[usable], score, sums.n.sum(axis=0).astype(int), int((~usable[1:]).sum())


def _rows(importance: Array, score: Array, lines: tuple[Any, Any], settings: dict[str, Any]) -> pd.DataFrame:
    """The table from the estimates and their replicates."""
    level, df, p = settings["level"], float(settings["df"]), score.shape[1]
    share = importance / importance.sum(axis=1, keepdims=True)
    ends = importance_intervals(importance[0], importance[1:], df=df, level=level)
    share_line, score_line = (line_of(part, line) for part, line in zip((share, score), lines, strict=True))
    apart = logit(share) - logit(share_line)[:, None], score - score_line[:, None]
    both = np.hstack(apart)
    scale = np.repeat([1.0, np.abs(score).max()], p)
    gap, se = (
        np.where(part > _ROUNDING * scale, part, 0.0) for part in (np.abs(both[0]), both[1:].std(axis=0, ddof=1))
    )
    judged = compare(np.sign(both[0]) * gap, se, np.full(2 * p, df), level=level, adjust="holm")
    t = float(stats.t.isf((1 - level) / 2, df))
    reach = t * _spread(score)
    columns: dict[str, Any] = {"share": share[0], "share_low": ends.share_low, "share_high": ends.share_high}
    columns |= {"score": score[0], "score_low": score[0] - reach, "score_high": score[0] + reach}
    columns |= _share_judged(judged.take(np.arange(p)), float(share_line[0]))
    columns |= _score_judged(judged.take(np.arange(p, 2 * p)))
    keys = ("share_gap", "share_verdict", "score_gap", "score_verdict")
    columns["quadrant"] = [quadrant(*one) for one in zip(*(columns[key] for key in keys), strict=True)]
    return pd.DataFrame(columns)


def _spread(values: Array) -> Array:
    """Standard deviations over the replicates, zero where they differ by rounding only."""
    spread = values[1:].std(axis=0, ddof=1)
    return np.where(spread > 1e-12 * np.abs(values).max(axis=0), spread, 0.0)


def _share_judged(part: Comparison, line: float) -> dict[str, Any]:
    """Differences on the logistic scale as differences of shares from the line; the verdicts are the same."""
    centre = float(logit(np.array(line)))
    gap, low, high = (special.expit(centre + end) - line for end in (part.gap, part.low, part.high))
    seen = np.abs(special.expit(centre + np.where(part.gap < 0, -1, 1) * part.detectable) - line)
    names = ("share_gap", "share_gap_low", "share_gap_high", "share_verdict", "share_detectable")
    return dict(zip(names, (gap, low, high, part.verdict, seen), strict=True))


def _score_judged(part: Comparison) -> dict[str, Any]:
    names = ("score_gap", "score_gap_low", "score_gap_high", "score_verdict", "score_detectable")
    return dict(zip(names, (part.gap, part.low, part.high, part.verdict, part.detectable), strict=True))
