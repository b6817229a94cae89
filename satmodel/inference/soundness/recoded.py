"""How far scores and ranks hang on the scoring rule: every unit under every monotone coding that is listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import name_of
from satmodel.inference.soundness.recoding import (
    Coding,
    Weights,
    answered,
    coding_of,
    composites,
    linear_in,
    rank_of,
    treatments,
    without_answers,
)
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.opinions import scale_of
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]
BASE = "as scored"


@dataclass(frozen=True, slots=True, eq=False)
class Recoded(Result):
    """The composites and ranks of u units under c codings of the answers, the survey's own first.

    Attributes:
        units: the units that have a composite under every coding.
        codings: the codings' names; ``"as scored"`` is the survey's own.
        linear: the codings that are linear in the survey's points and can never change a rank.
        value: (u, c) composites, in each coding's points. rank: (u, c) ranks, 1 the highest.
        correlation: (c, c) Kendall's rank correlation (tau-b) of the composites under each two codings.
        apart: the units without a composite.
        step: how it was made.
    """

    units: tuple[str, ...]
    codings: tuple[str, ...]
    linear: tuple[str, ...]
    value: Array
    rank: NDArray[np.intp]
    correlation: pd.DataFrame
    apart: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit and coding: estimate and rank."""
        index = pd.MultiIndex.from_product([self.units, self.codings], names=["unit", "coding"])
        return pd.DataFrame({"estimate": self.value.ravel(), "rank": self.rank.ravel()}, index=index)

    @property
    def by_unit(self) -> pd.DataFrame:
        """One row a unit, the first as scored on top: estimate and rank as scored, rank_best and rank_worst."""
        columns = {
            "estimate": self.value[:, 0],
            "rank": self.rank[:, 0],
            "rank_best": self.rank.min(axis=1),
            "rank_worst": self.rank.max(axis=1),
        }
        frame = pd.DataFrame(columns, index=pd.Index(self.units, name="unit"))
        return frame.sort_values("rank", kind="stable")

    @property
    def by_coding(self) -> pd.DataFrame:
        """One row a coding: first, moved (units whose rank changes), largest_move, tau (with as scored), linear."""
        moves = np.abs(self.rank - self.rank[:, :1])
        columns = {
            "first": [" / ".join(map(str, self._first(j))) for j in range(len(self.codings))],
            "moved": (moves > 0).sum(axis=0),
            "largest_move": moves.max(axis=0),
            "tau": self.correlation[BASE].to_numpy(),
            "linear": [name in self.linear for name in self.codings],
        }
        return pd.DataFrame(columns, index=pd.Index(self.codings, name="coding"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        leaders = self._first(0)
        others = [(name, self._first(j)) for j, name in enumerate(self.codings) if j]
        changed = tuple(name for name, first in others if first != leaders)
        count = {"codings": len(self.codings) - 1, "count": len(self.units)}
        found = [Finding("recoded.first", {"names": leaders, "changed": changed, **count})]
        moves = np.abs(self.rank - self.rank[:, :1]).max(axis=1)
        far = int(np.argmax(moves))
        values = {
            "moved": int((moves > 0).sum()),
            "name": self.units[far],
            "rank": int(self.rank[far, 0]),
            "rank_low": int(self.rank[far].min()),
            "rank_high": int(self.rank[far].max()),
        }
        found.append(Finding("recoded.moved", values | count))
        tau = self.correlation.iloc[1:, 0]
        if len(tau.dropna()):
            lowest = {"name": tau.idxmin(), "tau": float(tau.min())}
            found.append(Finding("recoded.tau", lowest))
        if self.linear:
            found.append(Finding("recoded.linear", {"names": self.linear}))
        found += [
            Finding("recoded.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)

    def _first(self, coding: int) -> tuple[str, ...]:
        return tuple(self.units[i] for i in np.flatnonzero(self.rank[:, coding] == 1))


def recoded(
    survey: Survey,
    codings: Mapping[str, Scale | Mapping[str, float]],
    *,
    items: Sequence[str] | None = None,
    weights: Weights = None,
    middle: float | None = None,
) -> Recoded:
    """Compute every unit's composite and rank under each coding that is listed, and with no opinion counted otherwise.

    Args:
        survey: the respondents.
        codings: points by answer, or scales, by the codings' names. Each must name every scored answer and be monotone:
            a better answer never has fewer points than a worse one; it may give points to answers without an opinion.
        items: scored items; all by default.
        weights: the weight of each item in the composite; equal by default.
        middle: the points of the middle for answers without an opinion; halfway between the ends by default.

    Returns:
        The composites and ranks under the survey's own scoring, under each coding, and, where somebody gave an answer
        without an opinion, with these counted at the lowest points, at zero, in the middle and at the highest points of
        the survey's own scale. The ranks are those of the sample;
        their intervals are another matter, see :func:`satmodel.ranks`.

    Assumptions:
        One coding holds for all items.

    Raises:
        SettingError: a coding that is not monotone or does not fit the answers, or an item that is not scored.
        NotEstimable: fewer than two units have scored answers to every item.

    Formula:
        C_u(s) = Σ_q a_q ȳ_uq(s), where s gives each answer its points. s(x) = a + b x with b > 0 gives
        C_u(s) = a + b C_u and the same ranks.

    Source:
        Kendall (1945), Biometrika 33, 239-251.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AAABBB"), "q1": ["good", "bad", "bad", "fair", "fair", "bad"]})
        >>> scale = sat.Scale({"good": 100, "fair": 75, "bad": 55})
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=scale)
        >>> found = sat.recoded(survey, {"top box": {"good": 1, "fair": 0, "bad": 0}})
        >>> found.by_coding["first"].tolist()
        ['A', 'A']
    """
    scale = scale_of(survey)
    given = answered(survey, items)
    heard = set().union(*(set(cells) for cells in given.values())) & set(scale.no_opinion)
    asked = _asked(codings, scale, middle, heard=bool(heard))
    if len(asked) == 1:
        raise SettingError(
            "there is nothing to compare: no coding is listed, and nobody gave an answer without an opinion"
        )
    whole = np.column_stack([composites(survey, given, points, weights) for points in asked.values()])
    lost = np.isnan(whole).any(axis=1)
    if (~lost).sum() < 2:
        raise NotEstimable("fewer than two units have answers that can be scored to every item")
    value = whole[~lost]
    linear = tuple(name for name, points in asked.items() if name != BASE and linear_in(points, scale))
    settings = {
        "codings": {name: tuple(points.items()) for name, points in asked.items()},
        "count": len(asked) - 1,
        "linear": linear,
        "no_opinion": bool(heard),
        "items": tuple(given),
        "weights": None if weights is None else tuple((name, float(weight)) for name, weight in weights.items()),
        "measure": "points",
    }
    return Recoded(
        tuple(unit for unit, gone in zip(survey.units, lost, strict=True) if not gone),
        tuple(asked),
        linear,
        value,
        np.column_stack([rank_of(column) for column in value.T]),
        _correlation(value, list(asked)),
        without_answers(survey, lost),
        Step("recoded", settings, (survey.step,)),
    )


def _asked(
    codings: Mapping[str, Scale | Mapping[str, float]], scale: Scale, middle: float | None, *, heard: bool
) -> dict[str, Coding]:
    """Every coding by its name: the survey's own, those that are listed, and the treatments of no opinion."""
    if not isinstance(codings, Mapping):
        raise SettingError("codings must be points by answer under a name, such as {'steps': {'good': 2, 'bad': 1}}")
    if BASE in codings:
        raise SettingError(f"{BASE!r} is the survey's own coding; give another name")
    asked: dict[str, Coding] = {BASE: dict(scale.points)}
    asked |= {str(name): coding_of(name, given, scale) for name, given in codings.items()}
    for name, points in treatments(scale, middle).items() if heard else ():
        asked[f"no_opinion_{name}"] = dict(scale.points) | dict.fromkeys(scale.no_opinion, points)
    return asked


def _correlation(value: Array, names: list[str]) -> pd.DataFrame:
    """Kendall's tau-b of every two columns; ``nan`` where one of them gives all units the same."""
    count = len(names)
    tau = np.eye(count)
    for i in range(count):
        for j in range(i):
            tau[i, j] = tau[j, i] = stats.kendalltau(value[:, i].round(9), value[:, j].round(9)).statistic
    return pd.DataFrame(tau, index=pd.Index(names, name="coding"), columns=names)
