"""Whether one item goes with the overall answer more than another whatever else is asked: dominance analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.small import FEWEST_DEGREES
from satmodel.inference.judging.comparing import check_level, compare, holm
from satmodel.inference.sampling.sample import (
    FEWEST_REPLICATES,
    NOTHING,
    DriverSample,
    asked_of,
    in_one_order,
    sample_of,
)
from satmodel.inference.sharing.subset_differences import TIE, Dominances, dominances, members
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# 105 pairs beside 8,192 subsets each, in every replicate, take some ten seconds; each item more doubles it.
MOST_COMPARED = 15
STRENGTHS = ("completely", "conditionally", "generally")
_TIED = "tied"
_TOLD = ("gap", "low", "high", "detectable_general", "least", "detectable", "p_adjusted", "reproducibility")


@dataclass(frozen=True, slots=True, eq=False)
class Dominance(Result):
    """The m = p (p - 1) / 2 pairs of p items, each with what the one adds to R² against the other.

    Attributes:
        rows: (m rows) the table, by ``item`` and ``against``; ``item`` adds more on average, or the two tie.
        beside: (m) the other items beside which the lead of ``item`` is least sure, or is none.
        conditional: (p rows) what each item adds beside 0, 1, ... p - 1 others, on average; most important first.
        general: (p,) what it adds on average over these sizes: its Shapley value; they sum to R².
        reproducibility: (3 m rows) by item, against and strength: ``sample`` (1 where ``item`` dominates, 0 where
            ``against`` does, one half where neither does), and over the replicates its ``mean``, its ``se``, the
            shares ``p_one``, ``p_half`` and ``p_zero``, and ``reproducibility``, the share that equals ``sample``.
        outcome: the overall question's column.
        step: how they were made.
    """

    rows: pd.DataFrame
    beside: tuple[tuple[str, ...], ...]
    conditional: pd.DataFrame
    general: pd.Series
    reproducibility: pd.DataFrame
    outcome: str
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a pair.

        ``gap``, ``se``, ``low``, ``high`` and ``detectable_general`` are of the average difference in points of R².
        ``dominance`` is how ``item`` dominates ``against`` in the sample at best, ``dominance_established`` how this is
        established at best.
        ``least`` is what ``item`` adds less what ``against`` adds beside those others where this is least sure;
        ``detectable`` how large it had to be, and ``p_adjusted`` and ``verdict`` are of complete dominance.
        ``reproducibility``, ``p_one``, ``p_half`` and ``p_zero`` are of complete dominance too.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart | None:
        columns = {
            "label": "item",
            "panel": "against",
            "value": "reproducibility",
            "kind": "dominance",
            "established": "dominance_established",
        }
        return Chart("dominance", self.rows.reset_index(), columns, {"order": tuple(self.general.index)})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        at_least = [STRENGTHS[: i + 1] for i in range(3)]
        found = {"in_sample": self.rows["dominance"], "established": self.rows["dominance_established"]}
        counts = {
            f"{names[-1]}_{where}": int(column.isin(names).sum())
            for names in at_least
            for where, column in found.items()
        }
        told = {"pairs": len(self.rows), "outcome": self.outcome, "r2": float(self.general.sum())}
        told |= {name: noted[name] for name in ("level", "n", "lost")}
        said = [Finding("dominance.fit", told), Finding("dominance.pairs", told | counts)]
        said += [self._pair(i) for i in range(len(self.rows))]
        if noted["df"] < FEWEST_DEGREES:
            said.append(Finding("drivers.few_clusters", {"df": noted["df"], "fewest": FEWEST_DEGREES}))
        if noted["lonely_strata"]:
            said.append(Finding("drivers.lonely_strata", {"count": noted["lonely_strata"]}))
        return (*said, Finding("drivers.not_causal", {"outcome": self.outcome}))

    def _pair(self, i: int) -> Finding:
        row = self.rows.iloc[i]
        item, against = self.rows.index[i]
        values: dict[str, Any] = {"item": item, "against": against, "beside": self.beside[i]}
        values |= {name: float(row[name]) for name in _TOLD}
        values |= {"deficit": -float(row["least"]), "level": self.step.settings["level"]}
        values |= {"sample": row["dominance"], "verdict": Verdict(row["verdict"])}
        values |= {name: Verdict(row[name]) for name in ("verdict_conditional", "verdict_general")}
        return Finding("dominance.pair", values)


def dominance(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> Dominance:
    """Say for every two items whether the one goes with the overall answer more than the other, whatever else is asked.

    Args:
        survey: the respondents.
        outcome: the column of ``survey.scores`` to explain; the survey's separate overall question by default.
        items: two to 15 items; all of the survey's by default.
        level: confidence level of intervals and verdicts.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap.

    Returns:
        For every pair the complete, conditional and general dominance in the sample, how often each was found again in
        the replicates, and which of them is established; in points of R². Respondents who did not answer every item
        and the outcome are left out and counted.

    Assumptions:
        Association, not cause. Clusters are drawn independently within strata, some twenty or more of them. Differences
        of R² are close to normal with the replicates' error.

    Raises:
        SettingError: the outcome is missing, among the items or computed from them; more than 15 items; or a setting
            that cannot be used.
        NotEstimable: fewer than two items, the outcome does not vary, or there are too few clusters.

    Formula:
        i dominates j completely if R²(S+i) ≥ R²(S+j) for every subset S of the others, and > for one; conditionally if
        the average of R²(S+i) - R²(S) over the subsets of each size is so; generally if the average over sizes is.
        Complete dominance is established by an intersection-union test, in which the least of all t values must pass:
        p = 2 P(T > min_S [R²(S+i) - R²(S+j)] / se_S), doubled because the data choose the direction, and no smaller
        than that of conditional dominance, which is no smaller than that of general dominance. Holm over the pairs. se
        and reproducibility: Rao-Wu bootstrap of clusters within strata; t with clusters - strata degrees of freedom.

    Source:
        Budescu (1993), Psychological Bulletin 114, 542-551; Azen and Budescu (2003), Psychological Methods 8, 129-148;
        Berger (1982), Technometrics 24, 295-300; Rao and Wu (1988), JASA 83, 231-241; Holm (1979), Scandinavian
        Journal of Statistics 6, 65-70.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.3, 0.6] + 8)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> found = sat.dominance(sat.read(frame, unit="town", items=["roads", "schools"], overall="all"))
        >>> found.table[["dominance", "dominance_established"]].to_dict("index")
        {('schools', 'roads'): {'dominance': 'completely', 'dominance_established': 'completely'}}
    """
    check_level(level)
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")
    outcome, names = asked_of(survey, outcome, items)
    if not 2 <= len(names) <= MOST_COMPARED:
        raise _wrong_number(len(names))
    sample = sample_of(survey, outcome=outcome, items=in_one_order(survey, outcome, names))
    asked = {"level": level, "replicates": replicates, "seed": seed, "adjust": "holm", "measure": "share"}
    replicated = sample.replicated(replicates, seed)
    varies = replicated[:, -1, -1] > NOTHING * sample.cov[-1, -1]
    if varies.sum() < FEWEST_REPLICATES / 2:
        raise NotEstimable(f"{sample.outcome!r} varies in too few bootstrap replicates: nearly everyone answered alike")
    found = dominances(sample.cov, replicated[varies])
    settings = sample.settings | asked | {"replicates_lost": int((~varies).sum()), "family": len(found.one)}
    return _result(sample, found, settings)


def _wrong_number(count: int) -> SettingError | NotEstimable:
    if count < 2:
        return NotEstimable("a pair needs two items; name two or more (items=)")
    return SettingError(
        f"{count} items have {count * (count - 1) // 2} pairs beside 2**{count - 2} subsets of the others; at most "
        f"{MOST_COMPARED} items are compared so: name the items that matter (items=), or ask drivers() for their "
        "importance"
    )


def _result(sample: DriverSample, found: Dominances, settings: dict[str, Any]) -> Dominance:
    names, general = sample.items, found.by_size.mean(axis=1)
    order = sorted(range(len(names)), key=lambda item: (-round(float(general[item]) / TIE), names[item]))
    place = np.argsort(order)
    turned = place[found.one] > place[found.other]
    sign = np.where(turned, -1.0, 1.0)
    first, second = np.where(turned, found.other, found.one), np.where(turned, found.one, found.other)
    rank = np.lexsort((place[second], place[first]))
    code = np.where(turned[:, None], 1 - found.code, found.code)[rank]
    codes = np.where(turned[:, None], 1 - found.codes, found.codes)[:, rank]
    labels = pd.MultiIndex.from_arrays(
        [[names[i] for i in part[rank]] for part in (first, second)], names=["item", "against"]
    )
    judged, least = _judged(found, sign, settings)
    again = _reproducibility(labels, code, codes)
    complete = again.xs("completely", level="strength")
    rows = judged.iloc[rank].set_index(labels)
    rows.insert(4, "dominance", [next((STRENGTHS[k] for k in range(3) if one[k] == 1), _TIED) for one in code])
    rows[["reproducibility", "p_one", "p_half", "p_zero"]] = complete[["reproducibility", "p_one", "p_half", "p_zero"]]
    beside = tuple(
        tuple(names[item] for item in members(int(least[m]), int(found.one[m]), int(found.other[m]), len(names)))
        for m in rank
    )
    index = pd.Index([names[i] for i in order], name="item")
    sizes = pd.DataFrame(found.by_size[order], index=index, columns=pd.RangeIndex(len(names), name="others"))
    step = Step("dominance", settings, sample.sources)
    return Dominance(rows, beside, sizes, sizes.mean(axis=1).rename("general"), again, sample.outcome, step)


def _judged(found: Dominances, sign: Array, settings: dict[str, Any]) -> tuple[pd.DataFrame, NDArray[np.intp]]:
    """The columns of each pair as it stands in ``found``, and the subset beside which its lead is least sure."""
    level, df = settings["level"], float(settings["df"])
    general, general_se = (_told(part) for part in (sign * found.general_gap, found.general_se))
    average = compare(general, general_se, np.array([df]), level=level, adjust="holm")
    t = _statistic(sign[:, None] * found.gap, found.gap_se)
    by_size = _statistic(sign[:, None] * found.size_gap, found.size_se).min(axis=1)
    least, rows = np.argmin(t, axis=1), np.arange(len(sign))
    p_conditional = np.maximum(average.p, np.minimum(2 * stats.t.sf(by_size, df), 1.0))
    p_complete = np.maximum(p_conditional, np.minimum(2 * stats.t.sf(t[rows, least], df), 1.0))
    conditional, _ = holm(p_conditional, 1 - level)
    complete, tail = holm(p_complete, 1 - level)
    verdicts = [_verdicts(complete, level), _verdicts(conditional, level), list(average.verdict)]
    strongest = [
        next(
            (name for name, one in zip(STRENGTHS, three, strict=True) if one == Verdict.ESTABLISHED),
            str(Verdict.NOT_ESTABLISHED),
        )
        for three in zip(*verdicts, strict=True)
    ]
    columns = {
        "gap": average.gap,
        "se": average.se,
        "low": average.low,
        "high": average.high,
        "dominance_established": strongest,
        "least": _told(sign * found.gap[rows, least]),
        "detectable": stats.t.isf(tail / 2, df) * _told(found.gap_se[rows, least]),
        "p_adjusted": complete,
        "verdict": verdicts[0],
        "verdict_conditional": verdicts[1],
        "verdict_general": verdicts[2],
        "detectable_general": average.detectable,
    }
    return pd.DataFrame(columns), least


def _told(value: Array) -> Array:
    """Differences and their errors, zero where they are the rounding of a tie."""
    return np.where(np.abs(value) > TIE, value, 0.0)


def _statistic(gap: Array, se: Array) -> Array:
    """Standard errors from zero; zero for a tie, and infinite where a difference never varies."""
    exact = np.where(gap > TIE, np.inf, np.where(gap < -TIE, -np.inf, 0.0))
    return np.where(se > TIE, gap / np.where(se > TIE, se, 1.0), exact)


def _verdicts(p_adjusted: Array, level: float) -> list[Verdict]:
    return [Verdict.ESTABLISHED if p < 1 - level else Verdict.NOT_ESTABLISHED for p in p_adjusted]


def _reproducibility(labels: pd.MultiIndex, code: Array, codes: Array) -> pd.DataFrame:
    parts = {
        "sample": code,
        "mean": codes.mean(axis=0),
        "se": codes.std(axis=0, ddof=1),
        "p_one": (codes == 1).mean(axis=0),
        "p_half": (codes == 0.5).mean(axis=0),
        "p_zero": (codes == 0).mean(axis=0),
        "reproducibility": (codes == code).mean(axis=0),
    }
    index = pd.MultiIndex.from_tuples(
        [(*pair, strength) for pair in labels for strength in STRENGTHS], names=["item", "against", "strength"]
    )
    return pd.DataFrame({name: values.ravel() for name, values in parts.items()}, index=index)
