"""Which differences between units are real, and which of them are large enough to matter."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of, quoted
from satmodel.inference.comparing import Comparison, check_level, check_margin, compare, compare_given
from satmodel.inference.critical import Draws, Family, check_draws, largest, tukey_critical, tukey_p
from satmodel.inference.pairs import Pairs, normal_equivalent, pairs_of, t_equivalent
from satmodel.inference.ranks import check_one_level, fewest, places, told_apart
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Index = NDArray[np.intp]

RULES = ("all", "adjacent", "first")
ADJUSTMENTS = ("tukey", "maxt", "holm", "none")
DRAWS = 10_000  # more where the level asks for more
SHOWN = 12  # more pairs than this are told by their family, not one by one


@dataclass(frozen=True, slots=True, eq=False)
class Gaps(Result):
    """m differences between two units each.

    Attributes:
        labels: a MultiIndex of length m: the unit, and ``against`` which other one.
        compared: each difference with its interval, p-value and verdict; above zero where the unit is the better one.
        n: (m,) respondents behind the smaller of the two samples; ``nan`` where not known.
        level: confidence level. margin: the smallest difference that matters, in points.
        best: ``"high"`` or ``"low"``: which estimate is the better one.
        adjust: how the family was adjusted. family: how many comparisons the family holds.
        among: how many units the pairs were picked from, where that is more than the estimates hold; else None.
        declared: whether the pairs were named before looking, rather than picked by the data.
        apart: what cannot be estimated and has no gap, as in the estimates.
        step: how the gaps were made.
    """

    labels: pd.MultiIndex
    compared: Comparison
    n: Array
    level: float
    margin: float
    best: str
    adjust: str
    family: int
    among: int | None
    declared: bool
    apart: pd.DataFrame
    step: Step

    @property
    def n_turn(self) -> Array:
        """(m,) the n per unit at which the verdict would turn; ``inf`` where none would, ``nan`` where n is not known.

        Both samples grow or shrink alike, while the estimates and the spread stay as they are.
        """
        return np.ceil(self.compared.turn * self.n)

    @property
    def table(self) -> pd.DataFrame:
        """One row a pair; the columns n and n_turn stand only where every n is known."""
        found = self.compared
        columns = {
            "gap": found.gap,
            "se": found.se,
            "low": found.low,
            "high": found.high,
            "df": found.df,
            "p": found.p,
            "p_adjusted": found.p_adjusted,
            "verdict": found.verdict,
            "detectable": found.detectable,
        }
        if np.all(np.isfinite(self.n)):
            columns |= {"n": self.n, "n_turn": self.n_turn}
        return pd.DataFrame(columns, index=self.labels)

    @property
    def chart(self) -> Chart:
        data = self.table.reset_index()
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
        shown = range(count if count <= SHOWN else 1)
        found = [Finding("gaps.pair", self._pair(i)) for i in shown]
        established = sum(verdict is Verdict.ESTABLISHED for verdict in self.compared.verdict)
        if count > 1:
            values = {
                "pairs": count,
                "established": established,
                "not_established": count - established,
                "adjust": self.adjust,
                "level": self.level,
                "smallest_detectable": float(self.compared.detectable.min()),
                "largest_detectable": float(self.compared.detectable.max()),
                "family": self.family,
            }
            found.append(Finding("gaps.family", values))
        if self.margin > 0:
            values = {"margin": self.margin, "pairs": count, "established": established}
            found.append(Finding("gaps.margin", values))
        return (*found, *told_apart(self.apart, "gaps"))

    def _pair(self, i: int) -> dict[str, Any]:
        found, turn = self.compared, self.n_turn[i]
        return {
            "a": self.labels[i][0],
            "b": self.labels[i][1],
            "gap": float(found.gap[i]),
            "se": float(found.se[i]),
            "low": float(found.low[i]),
            "high": float(found.high[i]),
            "level": self.level,
            "verdict": found.verdict[i],
            "detectable": float(found.detectable[i]),
            "margin": self.margin,
            "adjust": self.adjust,
            "among": self.among,
            "pairs": self.family,
            "declared": self.declared,
            "best": self.best,
            "of": "change" if self.step.find("change") else None,
            "n": int(self.n[i]) if np.isfinite(self.n[i]) else None,
            "n_turn": int(turn) if np.isfinite(turn) else None,
        }


def gaps(
    est: Estimates,
    *,
    pairs: str | Sequence[tuple[Hashable, Hashable]] = "all",
    level: float = 0.95,
    margin: float = 0.0,
    adjust: str | None = None,
    among: int | None = None,
    best: str = "high",
    seed: int = 1,
) -> Gaps:
    """Compare units pair by pair, each at the level that its question needs.

    Args:
        est: estimates with one level of labels, in points.
        pairs: a list of pairs named before looking at the data; or pairs that the data pick: ``"all"``,
            ``"adjacent"`` (each unit and the next in the ranking) or ``"first"`` (the leader and the runner-up).
        level: confidence level, for the whole family unless ``adjust="none"``.
        margin: the smallest difference that matters, in points.
        adjust: ``"tukey"`` (studentised range over all units), ``"maxt"`` (the same drawn from the covariance),
            ``"holm"`` or ``"none"``. By default a pair named beforehand is not adjusted and several are by Holm; pairs
            picked by the data are judged among all pairs, by ``"tukey"`` where the estimates are uncorrelated and
            by ``"maxt"`` where they are not (``"holm"`` over all pairs where the covariance is too poorly known to draw
            from: fewer than five degrees of freedom for each of the correlated estimates).
        among: how many units the pair was picked from, when the estimates hold only some of them: a bulletin that
            gives the first and the second of twelve. Judged by ``"tukey"`` over that many units.
        best: whether the ``"high"`` or the ``"low"`` estimate is the better one; a gap above zero means that the unit
            is better than the one it is set against.
        seed: where the random numbers of ``"maxt"`` start.

    Returns:
        The gaps. ``detectable`` is the smallest gap that this sample could have established, ``n_turn`` the n per
        unit at which the verdict would turn.

    Assumptions:
        The estimates are close to jointly normal with the covariance given. ``"tukey"``: uncorrelated (exact for equal
        standard errors, a little strict otherwise); with ``among``, the units not given are about as precise.
        Finite degrees of freedom by Welch's rule for uncorrelated estimates, else the smaller of the two.

    Raises:
        SettingError: labels with more than one level, a pair that is not there, or a setting that cannot be used.
        NotEstimable: a pair names a unit that cannot be estimated, or there are fewer than two units.

    Formula:
        gap ± c · se with c = z or t for one pair, q_{level; K, df} / √2 for all pairs of K units, or the step's own
        quantile for Holm; n_turn = n (c · se / (|gap| − margin))².

    Source:
        Tukey (1953); Kramer (1956), Biometrics 12, 307-310; Games & Howell (1976), Journal of Educational Statistics 1,
        113-125; Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Hothorn, Bretz & Westfall (2008),
        Biometrical Journal 50, 346-363.

    Examples:
        >>> from satmodel import estimates
        >>> two = estimates([76.79, 76.35], se=[0.754, 0.754], n=450, names=["our city", "second"])
        >>> picked = gaps(two, pairs="first", among=12).table
        >>> picked[["gap", "low", "high", "verdict"]].round(2).values.tolist()
        [[0.44, -3.04, 3.92, 'not established']]
    """
    check_level(level)
    check_margin(margin)
    draws = max(DRAWS, math.ceil(10 / (1 - level)))
    check_draws(draws, seed, level)
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    check_one_level(est)
    both = pairs_of(est.value if best == "high" else -est.value, est.cov, est.df)
    asked = _asked(est, both, pairs, adjust, among)
    drawing = Draws(both, draws, int(seed))
    compared = _compared(asked, drawing, level=level, margin=margin).take(asked.shown)
    settings = {
        "pairs": pairs if isinstance(pairs, str) else "declared",
        "declared": asked.declared,
        "adjust": asked.adjust,
        "level": level,
        "margin": float(margin),
        "best": best,
        "among": among,
        "seed": drawing.seed if asked.adjust == "maxt" else None,
        "draws": draws if asked.adjust == "maxt" else None,
        "critical": float(compared.critical.max()),
        "critical_smallest": float(compared.critical.min()),
        "count": len(est),
        "shown": len(asked.shown),
        "family": asked.size,
        "apart": len(est.apart),
        "independent": both.root.ndim == 1,
        "df": fewest(est.df),
    }
    unit, against = asked.unit[asked.shown], asked.against[asked.shown]
    step = Step("gaps", settings, (est.step,))
    kept = (level, float(margin), best, asked.adjust, asked.size, among, asked.declared)
    return Gaps(_labels(est, unit, against), compared, np.minimum(est.n[unit], est.n[against]), *kept, est.apart, step)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The question: the family's units, what each is set against, which pairs are shown, and how they are judged.

    ``units`` is the number of units that a studentised range spans, ``size`` the number of comparisons in the family.
    """

    unit: Index
    against: Index
    shown: Index
    adjust: str
    declared: bool
    units: int
    size: int


def _asked(
    est: Estimates,
    both: Pairs,
    pairs: str | Sequence[tuple[Hashable, Hashable]],
    adjust: str | None,
    among: int | None,
) -> _Asked:
    if len(est) < 2:
        raise NotEstimable(f"a gap needs two units; estimated: {quoted([name_of(label) for label in est.labels])}")
    if among is not None and (among != int(among) or among < len(est)):
        raise SettingError(f"among must be a whole number of units, at least the {len(est)} given; it is {among}")
    unit, against, shown = _picked(both, pairs) if isinstance(pairs, str) else _declared(est, pairs)
    declared = not isinstance(pairs, str) and among is None
    units = len(est) if among is None else int(among)
    if among is not None and adjust not in (None, "tukey"):
        raise SettingError(f"among= is judged by adjust='tukey'; leave adjust={adjust!r} out")
    if adjust is None:
        alone = "none" if len(unit) == 1 else "holm"
        correlated = "maxt" if both.drawable else "holm"
        together = "tukey" if among is not None or both.root.ndim == 1 else correlated
        adjust = alone if declared else together
    if adjust not in ADJUSTMENTS:
        raise SettingError(f"adjust must be one of {quoted(ADJUSTMENTS)}, or left out; it is {adjust!r}")
    size = len(unit) if declared and adjust != "tukey" else units * (units - 1) // 2
    return _Asked(unit, against, shown, adjust, declared, units, size)


def _picked(both: Pairs, pairs: str) -> tuple[Index, Index, Index]:
    """All pairs, the better unit first and in the order of the ranking, and which of them the rule picks."""
    if pairs not in RULES:
        raise SettingError(f"pairs must be one of {quoted(RULES)}, or a list such as [('A', 'B')]; it is {pairs!r}")
    order = np.argsort(places(both)[0], kind="stable")
    upper, lower = np.triu_indices(len(order), 1)
    shown = {"all": lower > upper, "adjacent": lower == upper + 1, "first": upper + lower == 1}[pairs]
    return order[upper], order[lower], np.flatnonzero(shown)


def _declared(est: Estimates, pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[Index, Index, Index]:
    place = {name_of(label): i for i, label in enumerate(est.labels)}
    reasons = {row[0]: row[-1] for row in est.apart.itertuples(index=False, name=None)}
    named = [tuple(pair) if isinstance(pair, list | tuple) else (pair,) for pair in pairs]
    if not named or any(len(pair) != 2 for pair in named):
        raise SettingError("pairs must be a list of pairs of names, such as [('A', 'B'), ('A', 'C')]")
    missing = dict.fromkeys(name for pair in named for name in pair if name not in place and name not in reasons)
    if missing:
        raise SettingError(f"pairs names what is not there: {quoted(list(missing))}; there are {quoted(list(place))}")
    for name in (name for pair in named for name in pair if name in reasons):
        raise NotEstimable(f"{name!r} cannot be estimated ({reasons[name]}), so it has no gap; leave its pairs out")
    found = [(place[a], place[b]) for a, b in named]
    if any(a == b for a, b in found) or len({frozenset(pair) for pair in found}) < len(found):
        raise SettingError("every pair must name two different units, and no pair may be named twice")
    unit, against = np.array(found, dtype=np.intp).T
    return unit, against, np.arange(len(unit))


def _compared(asked: _Asked, draws: Draws, *, level: float, margin: float) -> Comparison:
    """Every pair of the family, judged within it; drawn only for ``"maxt"``."""
    both, unit, against = draws.pairs, asked.unit, asked.against
    gap, se, df = both.lead[against, unit], both.se[against, unit], both.df[against, unit]
    if asked.adjust in ("holm", "none"):
        return compare(gap, se, df, level=level, margin=margin, adjust=asked.adjust)
    if asked.adjust == "tukey":
        critical = tukey_critical(level, asked.units, df)
        in_range = lambda t: tukey_p(t, asked.units, df)
        return compare_given(gap, se, df, critical=critical, p_value=in_range, margin=margin)
    varying = se > 0
    wanted = np.ones((2, np.count_nonzero(varying)), dtype=bool)
    top = np.sort(largest(draws, Family(against[varying], unit[varying], wanted)))

    def drawn_p(t: Array) -> Array:
        reached = len(top) - np.searchsorted(top, normal_equivalent(t, df), side="left")
        return (1 + reached) / (1 + len(top))

    critical = t_equivalent(top[draws.place(level) - 1], df)
    return compare_given(gap, se, df, critical=critical, p_value=drawn_p, margin=margin)


def _labels(est: Estimates, unit: Index, against: Index) -> pd.MultiIndex:
    names = [name_of(label) for label in est.labels]
    parts = [[names[i] for i in unit], [names[i] for i in against]]
    return pd.MultiIndex.from_arrays(parts, names=[est.labels.names[0], "against"])
