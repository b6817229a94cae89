"""Which differences between units are real, and which of them are large enough to matter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.estimation.small import FEWEST
from satmodel.inference.gapping import gap_families as families
from satmodel.inference.gapping.gap_judging import judged
from satmodel.inference.judging.comparing import Comparison, check_level, check_margin
from satmodel.inference.judging.critical import Draws, check_draws
from satmodel.inference.judging.equivalence import Within
from satmodel.inference.judging.rankable import check_fewest, guarded, told_guard, too_few
from satmodel.inference.judging.units import check_one_level, fewest_degrees, told_apart
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step

Array = NDArray[np.float64]
Index = NDArray[np.intp]

DRAWS = 10_000  # more where the level asks for more
SHOWN = 12  # more pairs than this are told by their family, not one by one


@dataclass(frozen=True, slots=True, eq=False)
class Gaps(Result):
    """m differences between two units each.

    Attributes:
        labels: a MultiIndex of length m: the unit, and ``against`` which other one.
        compared: each difference with its interval, p-value and verdict; above zero where the unit is the better one.
        within: with a margin above zero, whether each difference is established to be no larger; else None.
        n: (m,) respondents behind the smaller of the two samples; ``nan`` where not known.
        leads: where ``pairs="first"``, the leader's lead over every other unit, a row each; else None.
        apart: what cannot be estimated or has too few respondents, and has no gap.
        step: how the gaps were made. Its settings hold ``level``, ``margin``, ``best``, ``adjust`` (how the family was
            adjusted), ``family`` (how many comparisons it holds), ``among`` (how many units the pairs were picked from,
            where that is more than the estimates hold) and ``declared`` (whether the pairs were named before looking).
    """

    labels: pd.MultiIndex
    compared: Comparison
    within: Within | None
    n: Array
    leads: pd.DataFrame | None
    apart: pd.DataFrame
    step: Step

    @property
    def level(self) -> float:
        """The confidence level."""
        return float(self.step.settings["level"])

    @property
    def margin(self) -> float:
        """The smallest difference that matters, in points."""
        return float(self.step.settings["margin"])

    @property
    def adjust(self) -> str:
        """How the family was adjusted."""
        return str(self.step.settings["adjust"])

    @property
    def family(self) -> int:
        """How many comparisons the family holds."""
        return int(self.step.settings["family"])

    @property
    def declared(self) -> bool:
        """Whether the pairs were named before looking, rather than picked by the data."""
        return bool(self.step.settings["declared"])

    @property
    def n_turn(self) -> Array:
        """(m,) the n per unit at which the verdict would turn; ``inf`` where none would, ``nan`` where n is not known.

        Both samples grow or shrink alike, while the estimates and the spread stay as they are.
        """
        return np.ceil(self.compared.turn * self.n)

    @property
    def table(self) -> pd.DataFrame:
        """One row a pair; the columns n and n_turn stand only where every n is known.

        With a margin above zero there are ``within`` (the verdict on whether the difference is no larger than the
        margin), ``p_within`` (adjusted in the family) and ``least_margin`` (for which it would have been established).
        """
        found = self.compared
        columns: dict[str, Any] = {
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
        if self.within is not None:
            inside = self.within
            columns |= {"within": inside.verdict, "p_within": inside.p_adjusted, "least_margin": inside.least}
        if np.all(np.isfinite(self.n)):
            columns |= {"n": self.n, "n_turn": self.n_turn}
        return pd.DataFrame(columns, index=self.labels)

    @property
    def chart(self) -> Chart:
        """The leader's leads, a matrix of all pairs where they are many, or a row a pair."""
        data = self.table.reset_index()
        columns = {
            "label": str(self.labels.names[0]),
            "against": "against",
            "value": "gap",
            "low": "low",
            "high": "high",
        }
        marks = {"zero": 0.0, "margin": self.margin, "level": self.level}
        if self.leads is not None and len(self.leads) > 1:
            turned = {**columns, "label": "against", "leader": columns["label"]}
            del turned["against"]
            return Chart("lead", self.leads, turned, marks)
        if self.step.settings["pairs"] == "all" and len(data) > SHOWN:
            return Chart("matrix", data, columns, marks)
        return Chart("gaps", data, columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        told = self.step.settings
        count = len(self.labels)
        found = [Finding("gaps.pair", self._pair(i)) for i in range(count if count <= SHOWN else 1)]
        if count > 1:
            found.append(Finding("gaps.family", self._family()))
        if self.margin > 0:
            found.append(Finding("gaps.margin", self._margin()))
        if not self.declared and self.adjust == "none" and self.family > 1:
            by_chance = self.family * (1 - self.level)
            found.append(Finding("gaps.unadjusted", {"family": self.family, "by_chance": by_chance}))
        return (*found, *told_guard(self.apart, told), *told_apart(self.apart[~too_few(self.apart)], "gaps"))

    def _family(self) -> dict[str, Any]:
        established = self._established()
        return {
            "pairs": len(self.labels),
            "established": established,
            "not_established": len(self.labels) - established,
            "adjust": self.adjust,
            "level": self.level,
            "smallest_detectable": float(self.compared.detectable.min()),
            "largest_detectable": float(self.compared.detectable.max()),
            "family": self.family,
        }

    def _margin(self) -> dict[str, Any]:
        inside = () if self.within is None else self.within.verdict
        within = sum(verdict is Verdict.ESTABLISHED for verdict in inside)
        count, beyond = len(self.labels), self._established()
        values = {"margin": self.margin, "pairs": count, "established": beyond, "within": within}
        return values | {"open": count - beyond - within}

    def _established(self) -> int:
        return sum(verdict is Verdict.ESTABLISHED for verdict in self.compared.verdict)

    def _pair(self, i: int) -> dict[str, Any]:
        found, turn, inside, told = self.compared, self.n_turn[i], self.within, self.step.settings
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
            "within": None if inside is None else inside.verdict[i],
            "least_margin": None if inside is None else float(inside.least[i]),
            "adjust": self.adjust,
            "among": told["among"],
            "pairs": self.family,
            "declared": self.declared,
            "best": told["best"],
            "of": "change" if self.step.find("change") else None,
            "n": int(self.n[i]) if np.isfinite(self.n[i]) else None,
            "n_turn": int(turn) if np.isfinite(turn) else None,
        }


def gaps(  # noqa: PLR0913 -- the question (pairs, among), how sure (level, adjust), what counts (margin, best), whom
    est: Estimates,
    *,
    pairs: families.Asking = "all",
    level: float = 0.95,
    margin: float = 0.0,
    adjust: str | None = None,
    among: int | None = None,
    best: str = "high",
    fewest: int = FEWEST,
    seed: int = 1,
) -> Gaps:
    """Compare units pair by pair, each at the level that its question needs.

    Args:
        est: estimates with one level of labels, in points.
        pairs: a list of pairs named before looking at the data; or pairs that the data pick: ``"all"``,
            ``"adjacent"`` (each unit and the next in the ranking) or ``"first"`` (the leader and the runner-up).
        level: confidence level, for the whole family unless ``adjust="none"``.
        margin: the smallest difference that matters, in points. Above zero, each pair has a second verdict: whether it
            is established that the two differ by no more than that.
        adjust: ``"tukey"`` (studentised range over all units; with degrees of freedom this is ``"games_howell"``),
            ``"tukey_kramer"`` (one standard deviation for all units), ``"maxt"`` (the same drawn from the covariance),
            ``"stepdown"`` (drawn, step by step: sharper), ``"holm"`` or ``"none"``. By default a pair named beforehand
            is not adjusted and several are by Holm; pairs picked by the data are judged among all pairs, by ``"tukey"``
            where the estimates are uncorrelated and by ``"maxt"`` where they are not (``"holm"`` where the covariance
            is too poorly known to draw from: fewer than five degrees of freedom for each correlated estimate).
        among: how many units the pair was picked from, when the estimates hold only some of them: a bulletin that
            gives the first and the second of twelve. Judged by the studentised range over that many units.
        best: whether the ``"high"`` or the ``"low"`` estimate is the better one; a gap above zero means that the unit
            is better than the one it is set against.
        fewest: respondents that a unit needs to take part where the data pick the pairs; 0 for any number. Those with
            fewer are listed in ``apart``. A pair named beforehand is kept and told with a warning.
        seed: where the random numbers of ``"maxt"`` and ``"stepdown"`` start.

    Returns:
        The gaps. ``detectable`` is the smallest gap that this sample could have established, ``n_turn`` the n per
        unit at which the verdict would turn.

    Assumptions:
        The estimates are close to jointly normal with the covariance given; one that lies near an end of its scale is
        compared with a wider standard error (half an answer at each end is added). ``"tukey"``: uncorrelated (exact for
        equal standard errors, a little strict otherwise); with ``among``, the units not given are about as precise.
        Finite degrees of freedom by Welch's rule for uncorrelated estimates, else the smaller of the two;
        ``"tukey_kramer"``: one standard deviation behind all units. ``"stepdown"`` and ``"holm"``: the verdicts hold
        together, and each interval has the level of its own step.

    Raises:
        SettingError: labels with more than one level, a pair that is not there, or a setting that cannot be used.
        NotEstimable: a pair names a unit that was set apart, or there are fewer than two units.

    Formula:
        gap ± c · se with c = z or t for one pair, q_{level; K, df} / √2 for all pairs of K units, or the step's own
        quantile for ``"holm"`` and ``"stepdown"``; n_turn = n (c · se / (|gap| − margin))².
        Within the margin: |gap| + c′ · se < margin, with c′ one-sided.

    Source:
        Tukey (1953); Kramer (1956), Biometrics 12, 307-310; Games & Howell (1976), Journal of Educational Statistics 1,
        113-125; Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Romano & Wolf (2005), JASA 100, 94-108;
        Hothorn, Bretz & Westfall (2008), Biometrical Journal 50, 346-363; Schuirmann (1987), Journal of
        Pharmacokinetics and Biopharmaceutics 15, 657-680.

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
    check_fewest(fewest)
    families.check_adjust(est, adjust)
    est, guard = _guarded(est, families.is_declared(pairs, among), fewest)
    if adjust == "tukey_kramer" and not families.is_pooled(est):
        est = families.pooled(est)
    both = families.compared_pairs(est, best=best, shared=adjust == "tukey_kramer" or families.is_pooled(est))
    asked = families.asked(est, both, pairs, adjust=adjust, among=among)
    compared, within = judged(asked, Draws(both, draws, int(seed)), level=level, margin=float(margin))
    settings = {
        "pairs": pairs if isinstance(pairs, str) else "declared",
        "level": level,
        "margin": float(margin),
        "best": best,
        "among": among,
        "seed": int(seed) if asked.adjust in families.DRAWN else None,
        "draws": draws if asked.adjust in families.DRAWN else None,
        "independent": both.root.ndim == 1,
        **guard,
    }
    return _told(est, asked, compared, within, settings)


def _guarded(est: Estimates, declared: bool, fewest: int) -> tuple[Estimates, dict[str, Any]]:
    """The units that may be compared; a pair named beforehand is compared whatever its n, and told if that is small."""
    ready, guard = guarded(est, fewest=0 if declared else fewest)
    return ready, guard | {"fewest": int(fewest)}


def _told(
    est: Estimates, asked: families.Asked, compared: Comparison, within: Within | None, settings: dict[str, Any]
) -> Gaps:
    shown = asked.shown
    picked = compared.take(shown)
    unit, against = asked.unit[shown], asked.against[shown]
    n = np.minimum(est.n[unit], est.n[against])
    if asked.declared:
        named = np.unique(np.concatenate([unit, against]))
        settings["small"] = tuple(name_of(est.labels[i]) for i in named if est.n[i] < settings["fewest"])
    settings |= {
        "declared": asked.declared,
        "adjust": asked.adjust,
        "critical": float(picked.critical.max()),
        "critical_smallest": float(picked.critical.min()),
        "count": len(est),
        "shown": len(shown),
        "family": asked.size,
        "apart": len(est.apart),
        "df": fewest_degrees(est.df),
    }
    leads = _leads(est, asked, compared) if settings["pairs"] == "first" else None
    inside = None if within is None else within.take(shown)
    step = Step("gaps", settings, (est.step,))
    return Gaps(families.pair_labels(est, unit, against), picked, inside, n, leads, est.apart, step)


def _leads(est: Estimates, asked: families.Asked, compared: Comparison) -> pd.DataFrame:
    """What the leader's lead over every other unit is, each judged in the family of all pairs."""
    rows = np.flatnonzero(asked.unit == asked.unit[asked.shown[0]])
    found = compared.take(rows)
    columns = {"gap": found.gap, "low": found.low, "high": found.high, "verdict": found.verdict}
    labels = families.pair_labels(est, asked.unit[rows], asked.against[rows])
    return pd.DataFrame(columns, index=labels).reset_index()
