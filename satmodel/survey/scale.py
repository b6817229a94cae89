"""A scale: which answer is worth how many points, and which answers are no opinion at all."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, SettingError
from satmodel.survey.sheets.faults import Place, unknown_answer
from satmodel.survey.sheets.text import label, labels, words


@dataclass(frozen=True, slots=True)
class Scale:
    """Points for each answer; answers without an opinion are kept apart and never scored.

    Answers are matched as labels: after NFKC normalisation (full-width digits and letters become plain ones) and
    without white space at their ends, nothing looser. Codes may be given as numbers.

    Attributes:
        points: points of each answer, in the order given.
        no_opinion: answers without an opinion, sorted.
        name: the scale's name, such as ``"100/75/55"``.

    Raises:
        SettingError: no points, points that are not finite numbers, an answer named twice, or both scored and no
            opinion.

    Examples:
        >>> scale = Scale({"satisfied": 100, "fairly": 75, "dissatisfied": 55}, no_opinion={"don't know"})
        >>> scale.score(pd.Series(["fairly", "don't know", " satisfied"])).tolist()
        [75.0, nan, 100.0]
        >>> Scale({1: 100, 2: 75, 3: 55}, no_opinion=[8, 9]).points
        {'1': 100.0, '2': 75.0, '3': 55.0}
    """

    points: Mapping[str, float]
    no_opinion: Collection[str] = ()
    name: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.points, Mapping) or not self.points:
            raise SettingError('a scale needs points for at least one answer, such as {"satisfied": 100}')
        if isinstance(self.no_opinion, str):
            raise SettingError(f"no_opinion must be a collection of answers, such as [{self.no_opinion!r}]")
        scored = _different(self.points, "points")
        apart = _different(self.no_opinion, "no_opinion")
        both = [answer for answer in scored if answer in apart]
        if both:
            raise SettingError(f"answers both scored and named as no opinion: {both}; keep each in one place")
        points = {answer: _finite(answer, value) for answer, value in zip(scored, self.points.values(), strict=True)}
        object.__setattr__(self, "points", points)
        object.__setattr__(self, "no_opinion", tuple(sorted(apart)))

    @classmethod
    def preset(cls, name: str, *, no_opinion: Collection[str] | None = None) -> Scale:
        """A scale in common use, with the Chinese answers, named by their points from the best to the worst.

        Args:
            name: ``"100/75/55"``, ``"100/70/30"``, ``"100/80/60/30/0"`` or ``"100/75/50/25/0"``.
            no_opinion: answers without an opinion, instead of the usual ones.

        Raises:
            SettingError: there is no preset of this name.

        Examples:
            >>> Scale.preset("100/75/55").limits
            (55.0, 100.0)
        """
        known = words()["presets"]
        if name not in known:
            raise SettingError(f"no preset scale {name!r}; there are {list(known)}; or give Scale({{answer: points}})")
        usual = words()["no_opinion"]["answers"]
        return cls(known[name], usual if no_opinion is None else no_opinion, name)

    @property
    def limits(self) -> tuple[float, float]:
        """The lowest and the highest points."""
        return min(self.points.values()), max(self.points.values())

    @property
    def levels(self) -> tuple[float, ...]:
        """The different points an answer can have, from the lowest to the highest."""
        return tuple(sorted(set(self.points.values())))

    def knows(self, answer: object) -> bool:
        """Whether an answer is scored or named as no opinion."""
        plain = label(answer)
        return plain in self.points or plain in self.no_opinion

    def score(self, answers: pd.Series) -> NDArray[np.float64]:
        """The points of each answer.

        Args:
            answers: (r,) answers; a missing or empty one is no answer.

        Returns:
            (r,) points, ``nan`` for no opinion and for no answer.

        Raises:
            DataProblems: answers that the scale does not know, each with its place counted from 1.
        """
        plain = labels(np.asarray(answers, dtype=object))
        points, unknown = self.match(plain)
        if unknown.any():
            header = None if answers.name is None else str(answers.name)
            raise DataProblems(
                unknown_answer(Place(row=int(i) + 1, header=header), plain[i], self.points, self.no_opinion)
                for i in np.flatnonzero(unknown)
            )
        return points

    def match(self, plain: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The points of (r,) labels, and whether the scale does not know the label; an empty label is no answer."""
        codes, different = pd.factorize(plain)
        points = np.array([self.points.get(answer, np.nan) for answer in different], dtype=float)
        unknown = np.array([answer != "" and not self.knows(answer) for answer in different], dtype=bool)
        return points[codes], unknown[codes]


def scale_of(given: Scale | str | None) -> Scale | None:
    """A scale, the preset of a name, or None where the data hold points.

    Raises:
        SettingError: it is none of these.
    """
    if given is not None and not isinstance(given, Scale | str):
        raise SettingError("scale must be a Scale or a preset's name, such as Scale({'satisfied': 100}) or '100/75/55'")
    return Scale.preset(given) if isinstance(given, str) else given


def _different(given: Iterable[Any], where: str) -> list[str]:
    plain = [label(answer) for answer in given]
    if "" in plain:
        raise SettingError(f"an empty answer in {where}; an empty cell is always read as no answer, leave it out")
    twice = sorted({answer for answer in plain if plain.count(answer) > 1})
    if twice:
        raise SettingError(f"answers named twice in {where} (after normalisation): {twice}; keep each once")
    return plain


def _finite(answer: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise SettingError(f"the points of {answer!r} must be a finite number, not {value!r}")
    return float(value)
