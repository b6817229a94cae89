"""Which pairs of units no monotone scoring rule can reverse: first-order stochastic dominance, and its test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.inference.judging.comparing import check_level, holm
from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.soundness.cumulative import Cumulative, cumulative
from satmodel.inference.soundness.recoding import Weights, answered, item_weights
from satmodel.result import Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.opinions import scale_of
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Index = NDArray[np.intp]
ADJUSTMENTS = ("holm", "bonferroni", "none")


@dataclass(frozen=True, slots=True, eq=False)
class StochasticDominance(Result):
    """m pairs of units, each with the question whether any monotone scoring rule could turn their order.

    Attributes:
        labels: (m) pairs ``unit`` and ``against``; ``unit`` dominates, or scores higher where neither does.
        dominates: (m,) whether every monotone scoring rule puts ``unit`` above ``against`` in this sample.
        cut: (m,) the answer at which the lead of ``unit``, in the share of it or better, is least sure or none.
        gap: (m,) difference of that share. se: (m,) its standard error. detectable: (m,) how large it had to be.
        p: (m,) p-value of the pair alone. p_adjusted: (m,) within the family.
        verdict: (m,) whether it is established that no monotone scoring rule reverses the pair.
        cumulative: (u rows) each unit's share at each answer or better, by answer from the best but one down.
        level: confidence level. adjust: how the pairs are adjusted. declared: whether the pairs were named beforehand.
        apart: units that take no part, with the reason.
        step: how it was made.
    """

    labels: pd.MultiIndex
    dominates: NDArray[np.bool_]
    cut: tuple[str, ...]
    gap: Array
    se: Array
    detectable: Array
    p: Array
    p_adjusted: Array
    verdict: tuple[Verdict, ...]
    cumulative: pd.DataFrame
    level: float
    adjust: str
    declared: bool
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a pair: dominates, cut, gap, se, p_adjusted, verdict, detectable."""
        columns = {
            "dominates": self.dominates,
            "cut": self.cut,
            "gap": self.gap,
            "se": self.se,
            "p_adjusted": self.p_adjusted,
            "verdict": self.verdict,
            "detectable": self.detectable,
        }
        return pd.DataFrame(columns, index=self.labels)

    @property
    def findings(self) -> tuple[Finding, ...]:
        established = sum(verdict == Verdict.ESTABLISHED for verdict in self.verdict)
        values = {
            "pairs": len(self.labels),
            "dominated": int(self.dominates.sum()),
            "established": established,
            "level": self.level,
            "adjust": self.adjust,
        }
        found = [] if self.declared and len(self.labels) == 1 else [Finding("stochastic_dominance.pairs", values)]
        if self.declared:
            found += [self._pair(i) for i in range(len(self.labels))]
        found += [
            Finding("stochastic_dominance.apart", {"name": row[0], "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)

    def _pair(self, i: int) -> Finding:
        a, b = self.labels[i]
        values = {
            "a": a,
            "b": b,
            "cut": self.cut[i],
            "gap": float(self.gap[i]),
            "p_adjusted": float(self.p_adjusted[i]),
            "verdict": self.verdict[i],
            "detectable": float(self.detectable[i]),
            "dominates": bool(self.dominates[i]),
        }
        return Finding("stochastic_dominance.pair", values)


def stochastic_dominance(
    survey: Survey,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    items: Sequence[str] | None = None,
    weights: Weights = None,
    level: float = 0.95,
    adjust: str | None = None,
) -> StochasticDominance:
    """Say which pairs of units keep their order under every monotone scoring rule, and whether that is established.

    Args:
        survey: the respondents.
        pairs: pairs of units named beforehand; all pairs by default.
        items: scored items; all by default. For several, the averages of their distributions are compared, which
            settles the order of the composites under every monotone rule that is the same for all items.
        weights: the weight of each item in the composite; equal by default.
        level: confidence level of the verdicts.
        adjust: ``"holm"``, ``"bonferroni"`` or ``"none"`` over the pairs; ``"none"`` for one pair named beforehand,
            else ``"holm"``.

    Returns:
        For each pair whether one unit has at least the share of the other at every answer or better (a statement about
        the sample), and whether that is established: the lead at every cut point must pass its own test.

    Assumptions:
        Shares are close to jointly normal with the covariance of the design. Where nobody or everybody in a unit is
        beyond a cut point, its share gets the variance it would have with one respondent more on the other side.

    Raises:
        SettingError: a pair, an item or a setting that cannot be used.
        NotEstimable: fewer than two units can be compared.

    Formula:
        G_u(c) = Σ_q a_q P(answer to q at c or better); u dominates v if G_u(c) ≥ G_v(c) at every c and > at one.
        Intersection-union test: p = 2 max_c P(T > (G_u(c) − G_v(c)) / se_c), doubled because the data choose the
        direction; no further adjustment over c is needed.

    Source:
        Lehmann (1955), Annals of Mathematical Statistics 26, 399-419; Berger (1982), Technometrics 24, 295-300;
        Davidson and Duclos (2013), Econometric Reviews 32, 84-125.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> said = ["good"] * 30 + ["bad"] * 20 + ["good"] * 10 + ["bad"] * 20
        >>> frame = pd.DataFrame({"town": ["A"] * 40 + ["B"] * 40, "q1": said})
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=sat.Scale({"good": 1, "bad": 0}))
        >>> found = sat.stochastic_dominance(survey)
        >>> found.table[["dominates", "gap", "verdict"]].values.tolist()
        [[True, 0.5, 'established']]
    """
    if adjust is not None and adjust not in ADJUSTMENTS:
        raise SettingError(f"adjust must be one of {quoted(ADJUSTMENTS)}, or left out; it is {adjust!r}")
    check_level(level)
    scale = scale_of(survey)
    given = answered(survey, items)
    found = cumulative(survey, given, scale, item_weights(list(given), weights))
    first, second = _asked(found, pairs)
    used = adjust or ("none" if pairs is not None and len(first) == 1 else "holm")
    tested = _tested(found, first, second, level=level, adjust=used)
    units, cuts = found.units, found.cuts
    settings = {
        "pairs": "all" if pairs is None else "declared",
        "items": tuple(given),
        "several": len(given) > 1,
        "cuts": cuts,
        "count": len(units),
        "family": len(first),
        "adjust": used,
        "level": level,
        "measure": "share",
    }
    shares = pd.DataFrame(found.share, index=pd.Index(units, name="unit"), columns=list(cuts))
    better = np.where(tested.turned, second, first), np.where(tested.turned, first, second)
    labels = pd.MultiIndex.from_arrays([[units[i] for i in part] for part in better], names=["unit", "against"])
    step = Step("stochastic_dominance", settings, (survey.step,))
    kept = (tested.gap, tested.se, tested.detectable, tested.p, tested.p_adjusted, tested.verdict)
    at = tuple(cuts[c] for c in tested.cut)
    return StochasticDominance(
        labels, tested.dominates, at, *kept, shares, level, used, pairs is not None, found.apart, step
    )


def _asked(found: Cumulative, pairs: Sequence[tuple[str, str]] | None) -> tuple[Index, Index]:
    """The pairs asked for, as places of their units."""
    if len(found.units) < 2:
        raise NotEstimable(f"a pair needs two units; there are {quoted(found.units)}")
    if pairs is None:
        order = np.argsort(-found.score(), kind="stable")
        first, second = np.triu_indices(len(found.units), 1)
        return order[first], order[second]
    place = {unit: i for i, unit in enumerate(found.units)}
    reasons = dict(zip(found.apart["unit"], found.apart["reason"], strict=True))
    named = [tuple(pair) if isinstance(pair, list | tuple) else (pair,) for pair in pairs]
    if not named or any(len(pair) != 2 for pair in named):
        raise SettingError("pairs must be a list of pairs of names, such as [('A', 'B'), ('A', 'C')]")
    for name in (name for pair in named for name in pair if name in reasons):
        raise NotEstimable(f"{name!r} cannot be compared ({reasons[name]}); leave its pairs out")
    missing = [name for pair in named for name in pair if name not in place]
    if missing:
        raise SettingError(f"pairs names what is not there: {quoted(missing)}; there are {quoted(found.units)}")
    if any(a == b for a, b in named) or len({frozenset(pair) for pair in named}) < len(named):
        raise SettingError("every pair must name two different units, and no pair may be named twice")
    first, second = np.array([(place[a], place[b]) for a, b in named], dtype=np.intp).T
    return first, second


@dataclass(frozen=True, slots=True, eq=False)
class _Tested:
    """What was found for m pairs; ``turned`` marks those whose second unit is the better one."""

    turned: NDArray[np.bool_]
    dominates: NDArray[np.bool_]
    cut: Index
    gap: Array
    se: Array
    detectable: Array
    p: Array
    p_adjusted: Array
    verdict: tuple[Verdict, ...]


def _tested(found: Cumulative, first: Index, second: Index, *, level: float, adjust: str) -> _Tested:
    both = [pairs_of(*found.at(cut)) for cut in range(len(found.cuts))]
    gap = np.column_stack([part.lead[second, first] for part in both])
    se = np.column_stack([part.se[second, first] for part in both])
    df = np.column_stack([part.df[second, first] for part in both])
    # 1e-12 of a share: rounding of sums of the same answers in another order
    up, down = gap > 1e-12, gap < -1e-12
    score = found.score()
    behind = score[first] < score[second]
    turned = np.where(~up.any(axis=1) & down.any(axis=1), True, behind & up.any(axis=1) & down.any(axis=1))
    gap = np.where(turned[:, None], -gap, gap)
    dominates = (up.any(axis=1) ^ down.any(axis=1)).astype(bool)
    t = np.divide(gap, se, out=np.where(gap > 0, np.inf, np.where(gap < 0, -np.inf, 0.0)), where=se > 0)
    single = stats.t.sf(t, df)
    rows, cut = np.arange(len(first)), np.argmax(single, axis=1)
    p = np.minimum(2 * single[rows, cut], 1.0)
    adjusted, tail = _family(p, 1 - level, adjust)
    reach = stats.t.isf(tail / 2, df[rows, cut]) * se[rows, cut]
    verdict = tuple(Verdict.ESTABLISHED if one < 1 - level else Verdict.NOT_ESTABLISHED for one in adjusted)
    return _Tested(turned, dominates, cut, gap[rows, cut], se[rows, cut], reach, p, adjusted, verdict)


def _family(p: Array, alpha: float, adjust: str) -> tuple[Array, Array]:
    """Adjusted p-values, and the tail probability at which each pair was judged."""
    if adjust == "holm":
        return holm(p, alpha)
    count = len(p) if adjust == "bonferroni" else 1
    return np.minimum(count * p, 1.0), np.full(len(p), alpha / count)
