"""How large a difference must be, and how many interviews it takes: before the contract, or from a finished round."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.sd_bounds import SdBounds
from satmodel.estimation.small import FEWEST as FEW
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.planning.planning import Design, detectable, interviews
from satmodel.inference.planning.planning_source import Planned, designs, given_design, numbers, questions, round_design
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]

USUAL = (50.0, 100.0, 200.0, 300.0, 500.0, 1000.0)
SHOWN = 3  # sample sizes, or differences, that are told in words; a longer list is told by its ends
POINTS = 41  # of a curve


@dataclass(frozen=True, slots=True, eq=False)
class Precision(Result):
    """What differences some numbers of interviews can establish, and how many interviews some differences need.

    Attributes:
        by_n: one row a question and a number of interviews (question, n): sd, ``detectable``, the smallest difference
            that is established when it is observed, and ``detectable_power``, the smallest true difference that is
            found with probability ``power``; in points. Empty where no n was asked for.
        by_gap: one row a question and a difference (question, gap): sd, ``n_seen``, the interviews in each unit from
            which on it is established when it is observed, and ``n_power``, those with which it is found with
            probability ``power``. Empty where no difference was asked for.
        curve: the difference against n for the chart: question, n, gap, at the largest standard deviation.
        level: confidence level. power: the probability, or None.
        step: how they were made.
    """

    by_n: pd.DataFrame
    by_gap: pd.DataFrame
    curve: pd.DataFrame
    level: float
    power: float | None
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The planning table: a row an n (or a difference) and its questions side by side, with and without power.

        Columns ``gap_one``, ``gap_one_power``, … hold differences, ``n_one``, ``n_one_power``, … interviews. Where both
        were asked for it is ``by_n`` and ``by_gap`` below each other.
        """
        if not len(self.by_gap):
            return _wide(self.by_n, "n", "gap", _DETECTABLE)
        if not len(self.by_n):
            return _wide(self.by_gap, "gap", "n", _SIZES)
        both = pd.concat([self.by_n.reset_index("n"), self.by_gap.reset_index("gap")])
        order = ["sd", "n", "detectable", "detectable_power", "gap", "n_seen", "n_power"]
        return both[[name for name in order if name in both]]

    @property
    def chart(self) -> Chart:
        """The detectable difference against the number of interviews, a line a question."""
        marks = {
            "level": self.level,
            "power": self.power,
            "units": self.step.settings["units"],
            "sd": self.step.settings["sd_high"],
            "n": tuple(dict.fromkeys(self.by_n.index.get_level_values("n"))) if len(self.by_n) else (),
            "gaps": tuple(dict.fromkeys(self.by_gap.index.get_level_values("gap"))) if len(self.by_gap) else (),
        }
        return Chart("planning", self.curve, {"label": "question", "n": "n", "value": "gap"}, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        shared = {"level": self.level, "power": self.power, "units": noted["units"]}
        found = [Finding("precision.n", shared | values) for values in _told(self.by_n, "n", _DETECTABLE)]
        found += [Finding("precision.gap", shared | values) for values in _told(self.by_gap, "gap", _SIZES)]
        if noted["sd_source"] == "round":
            spread = {"sd": noted["sd_high"], "low": noted["sd_least"], "high": noted["sd_most"]}
            found.append(Finding("precision.round", spread | {"count": noted["count"]}))
        if noted["few"]:
            found.append(Finding("precision.few", {"fewest": FEW}))
        found.append(Finding("precision.below", {}))
        if self.power is not None and noted["units"] and set(noted["questions"]) - {"one"}:
            found.append(Finding("precision.each", {"power": self.power}))
        return tuple(found)


_DETECTABLE = {"": "detectable", "_power": "detectable_power"}
_SIZES = {"": "n_seen", "_power": "n_power"}


def precision(  # noqa: PLR0913 -- what a contract leaves open, each by its name
    est: Estimates | None = None,
    *,
    sd: float | tuple[float, float] | SdBounds | None = None,
    n: float | Sequence[float] | None = None,
    gap: float | Sequence[float] | None = None,
    units: int | None = None,
    pairs: str | Sequence[str] | None = None,
    power: float | None = 0.8,
    level: float = 0.95,
    deff: float | tuple[float, float] = 1.0,
    population: float | None = None,
    correlation: float = 0.0,
    reference: str | None = None,
) -> Precision:
    """Find the smallest difference that n interviews in each unit can establish, and the n that a difference needs.

    Args:
        est: estimates of a finished round with their n, in points; what their standard errors say of the spread takes
            the place of ``sd``, ``deff``, ``units`` and ``correlation``. None: planning numbers.
        sd: standard deviation between respondents, in points: one number, (lowest, highest), or what
            :func:`sd_bounds` says that a mean leaves possible.
        n: interviews in each unit, one number or several; the usual numbers where neither ``n`` nor ``gap`` is given
            (those of the finished round).
        gap: differences that should be established, in points.
        units: how many units are compared.
        pairs: which question, or several: ``"one"``: two units named beforehand; ``"control"``: every unit against one
            named beforehand; ``"first"``: which units are below the first, whichever that turns out to be; ``"all"``:
            any two units. All four by default, ``"one"`` where ``units`` is not given.
        power: the probability with which a true difference should be found, from .5 on; None for the difference alone
            that is established when it is observed.
        level: confidence level of the verdicts, for all comparisons of the question together.
        deff: design effect, or (interviews in a cluster, intraclass correlation).
        population: of each unit, where a good part of it is interviewed.
        correlation: between two units' answers where the same people gave both (items of one unit).
        reference: ``"normal"``, or ``"t"`` with 2(n − 1) degrees of freedom (those of the round) where the standard
            deviation will itself be estimated from few; by default ``"t"`` for a round with finite degrees of freedom.

    Returns:
        The differences by n and the n by differences. A range of standard deviations gives rows for both its ends.

    Assumptions:
        Units have about the same n and the same spread, and their means are close to normal. With ``est``, the typical
        pair: its variance is the mean over all pairs. Probabilities are those of each pair by itself, judged at the
        level of its question.

    Raises:
        SettingError: planning numbers that are missing, that contradict each other or that no survey can have.
        NotEstimable: a finished round whose n are not known, or with fewer than two units.

    Formula:
        d = (c + z_power) √2 s, s = SD √(deff (1 − r)(1/n − 1/N)); n = n0/(1 + n0/N),
        n0 = 2 deff (1 − r)(c + z_power)² SD²/d²; c = z or t, Dunnett's constant, or q/√2.

    Source:
        Tukey (1953); Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121; Hsu (1984), Annals
        of Statistics 12, 1136-1144; Kish (1965), Survey Sampling, Wiley, New York.

    Examples:
        >>> plan = precision(sd=20, n=300, units=13)
        >>> plan.table[["gap_one", "gap_one_power", "gap_all", "gap_all_power"]].round(1).values.tolist()
        [[3.2, 4.6, 5.4, 6.8]]
        >>> precision(sd=20, gap=3.15).table["n_one"].tolist()
        [310]
    """
    check_level(level)
    _check_power(power)
    asked_n, asked_gap = numbers(n, "n", least=2.0), numbers(gap, "gap")
    plan = _planned(est, sd=sd, units=units, deff=deff, population=population, correlation=correlation)
    asked = questions(pairs, plan.units)
    if not len(asked_n) and not len(asked_gap):
        asked_n = np.array(USUAL if plan.n is None else [plan.n])
    if population is not None and len(asked_n) and asked_n.max() >= population:
        raise SettingError(f"n must be below the population of {population:g} in each unit; it is {asked_n.max():g}")
    drawn, by_t = designs(plan, level, reference)
    by_n = _by_n(asked, drawn, asked_n, power)
    by_gap = _by_gap(asked, drawn, asked_gap, power)
    curve = _curve(asked, drawn[-1][1], asked_n, by_gap, power)
    settings = {
        **plan.settings,
        "questions": asked,
        **{f"asks_{question}": question in asked for question in ("one", "control", "first", "all")},
        "level": level,
        "power": power,
        "reference": "t" if by_t else "normal",
        "few": not by_t and _fewest(by_n, by_gap) < FEW,
        "rows": len(by_n) + len(by_gap),
    }
    step = Step("precision", settings, () if est is None else (est.step,))
    return Precision(by_n, by_gap, curve, level, power, step)


def _planned(
    est: Estimates | None, *, sd: Any, units: int | None, deff: Any, population: float | None, correlation: float
) -> Planned:
    if est is None:
        return given_design(sd=sd, units=units, deff=deff, population=population, correlation=correlation)
    said = {"sd": sd is not None, "units": units is not None, "deff": deff != 1.0, "correlation": correlation != 0.0}
    twice = [name for name, given in said.items() if given]
    if twice:
        raise SettingError(f"the finished round says it: leave out {', '.join(f'{name}=' for name in twice)}")
    return round_design(est, population)


def _by_n(asked: tuple[str, ...], drawn: list[tuple[float, Design]], sizes: Array, power: float | None) -> pd.DataFrame:
    parts = []
    for question in asked if len(sizes) else ():
        for sd, design in drawn:
            columns = {"sd": sd, "detectable": detectable(question, design, sizes)}
            if power is not None:
                columns["detectable_power"] = detectable(question, design, sizes, power)
            parts.append(pd.DataFrame(columns, index=_index(question, sizes, "n")))
    return pd.concat(parts) if parts else pd.DataFrame()


def _by_gap(
    asked: tuple[str, ...], drawn: list[tuple[float, Design]], gaps: Array, power: float | None
) -> pd.DataFrame:
    parts = []
    for question in asked if len(gaps) else ():
        for sd, design in drawn:
            columns: dict[str, Any] = {"sd": sd, "n_seen": [whole(question, design, gap) for gap in gaps]}
            if power is not None:
                columns["n_power"] = [whole(question, design, gap, power) for gap in gaps]
            parts.append(pd.DataFrame(columns, index=_index(question, gaps, "gap")))
    return pd.concat(parts) if parts else pd.DataFrame()


def whole(question: str, design: Design, gap: float, power: float | None = None) -> int:
    """The whole number of interviews in each unit that a difference needs, at least two."""
    # 1e-9: a root that is whole but for rounding
    return max(2, math.ceil(interviews(question, design, float(gap), power) * (1 - 1e-9)))


def _index(question: str, values: Array, name: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_product([[question], [_plain(value) for value in values]], names=["question", name])


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def _curve(
    asked: tuple[str, ...], design: Design, sizes: Array, by_gap: pd.DataFrame, power: float | None
) -> pd.DataFrame:
    """The difference over the numbers of interviews that were asked for or found, and a little beyond."""
    column = "n_seen" if power is None else "n_power"
    every = np.concatenate([sizes, by_gap[column].to_numpy(dtype=float) if len(by_gap) else sizes[:0]])
    low, high = every.min(), every.max()
    if high < 4 * low:
        low, high = low / 2, high * 2
    last = min(high, design.population * 0.999)
    grid = np.union1d(np.geomspace(min(max(low, 2.0), last), last, POINTS), sizes)
    parts = [
        pd.DataFrame({"question": question, "n": grid, "gap": detectable(question, design, grid, power)})
        for question in asked
    ]
    return pd.concat(parts, ignore_index=True)


def _fewest(by_n: pd.DataFrame, by_gap: pd.DataFrame) -> float:
    """The smallest number of interviews in any row."""
    least = [float(by_n.index.get_level_values("n").min())] if len(by_n) else []
    return min([*least, *([float(by_gap["n_seen"].min())] if len(by_gap) else [])])


def _wide(frame: pd.DataFrame, row: str, of: str, columns: dict[str, str]) -> pd.DataFrame:
    """One row an n or a difference, a column or two a question; the standard deviation first where there are two."""
    several = frame["sd"].nunique() > 1
    flat = frame.reset_index().set_index([*(["sd"] if several else []), row])
    parts = {
        f"{of}_{question}{mark}": part[column]
        for question, part in flat.groupby("question", sort=False)
        for mark, column in columns.items()
        if column in part
    }
    return pd.DataFrame(parts)


def _told(frame: pd.DataFrame, name: str, columns: dict[str, str]) -> list[dict[str, Any]]:
    """The values of a sentence for each n or gap, the first and the last of a long list, by standard deviation."""
    if not len(frame):
        return []
    every = list(dict.fromkeys(frame.index.get_level_values(name)))
    chosen = every if len(every) <= SHOWN else [every[0], every[-1]]
    told = []
    for value in chosen:
        for sd, part in frame.xs(value, level=name).groupby("sd", sort=False):
            values: dict[str, Any] = {name: value, "sd": float(sd)}
            for question in ("one", "control", "first", "all"):
                for mark, column in columns.items():
                    there = question in part.index and column in part
                    values[question + mark] = part[column].loc[question].item() if there else None
            told.append(values)
    return told


def _check_power(power: float | None) -> None:
    if power is not None and not 0.5 <= power < 1:
        raise SettingError(
            "power must be a probability from .5 on and below 1, such as 0.8, or None for observed differences alone"
        )
