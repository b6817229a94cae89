"""The waist of the house: values with their full covariance, closed under linear maps."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from satmodel.errors import SettingError
from satmodel.estimation.degrees import degrees_of_freedom
from satmodel.estimation.labels import (
    empty_labels,
    group,
    is_label,
    keys,
    name_of,
    nothing_apart,
    ordered,
    plain_index,
    quoted,
)
from satmodel.estimation.small import told_overlap, warnings_of
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Estimates(Result):
    """Estimates of k quantities with one covariance, and how they were made.

    Attributes:
        value: (k,) estimates, in points (or in shares, where the source is a rate).
        cov: (k, k) covariance of the estimates, in squared points.
        n: (k,) respondents (or ratings, tickets) behind each estimate; ``nan`` where not known.
        df: (k,) degrees of freedom of each standard error; ``inf`` for a normal reference.
        labels: a MultiIndex of length k; its levels are among unit, item, round and the like.
        step: how the estimates were made.
        level: confidence level of the intervals in ``table``.
        apart: one row for each quantity that cannot be estimated, with the levels of ``labels``, ``estimate``
            (where a point value exists), ``n`` and ``reason``; they are listed, never dropped.
    """

    value: Array
    cov: Array
    n: Array
    df: Array
    labels: pd.MultiIndex
    step: Step
    level: float
    apart: pd.DataFrame

    def __len__(self) -> int:
        return len(self.value)

    @property
    def se(self) -> Array:
        """(k,) standard errors, in points."""
        # what adds up to a constant has a variance of rounding, on either side of zero
        return np.sqrt(np.maximum(np.diag(self.cov), 0.0))

    @property
    def table(self) -> pd.DataFrame:
        """One row an estimate, in the order of the labels: estimate, se, low, high, df, n."""
        half = stats.t.ppf(0.5 + self.level / 2, self.df) * self.se
        columns = {
            "estimate": self.value,
            "se": self.se,
            "low": self.value - half,
            "high": self.value + half,
            "df": self.df,
            "n": self.n,
        }
        return pd.DataFrame(columns, index=plain_index(self.labels))

    @property
    def chart(self) -> Chart | None:
        """A dot and a line for every estimate, or a matrix of two labels; none where a third one varies."""
        names = list(self.labels.names)
        if len(names) > 2 and self.labels.droplevel(names[2:]).has_duplicates:
            return None
        data = self.table.reset_index()
        columns = {"label": names[-1], "value": "estimate", "low": "low", "high": "high"}
        if len(names) > 1:
            columns |= {"label": names[0], "panel": names[1]}
        return Chart("intervals", data, columns, {"level": self.level})

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        if len(self):
            top, bottom = int(np.argmax(self.value)), int(np.argmin(self.value))
            half = stats.t.ppf(0.5 + self.level / 2, self.df) * self.se
            values = {
                "count": len(self),
                "of": self.step.method,
                "level": self.level,
                "highest": name_of(self.labels[top]),
                "highest_estimate": float(self.value[top]),
                "lowest": name_of(self.labels[bottom]),
                "lowest_estimate": float(self.value[bottom]),
                "half_low": float(half.min()),
                "half_high": float(half.max()),
            }
            found.append(Finding("estimates.range", values))
        found += warnings_of(self)
        found += told_overlap(self.step) if self.step.method == "round_means" else ()
        found += [
            Finding("estimates.apart", {"name": name_of(row[:-3]), "reason": row[-1]})
            for row in self.apart.itertuples(index=False, name=None)
        ]
        return tuple(found)

    def take(self, selection: Mapping[str, Hashable | Sequence[Hashable]]) -> Estimates:
        """The estimates of some labels.

        Args:
            selection: for each level the label wanted (the level is then dropped where others remain) or a list of
                labels (kept in the list's order within the other levels' order).

        Raises:
            SettingError: a level or a label is not there.

        Examples:
            >>> from satmodel import estimates
            >>> est = estimates([90.0, 80.0], se=[1.0, 1.0], names=["A", "B"])
            >>> est.take({"unit": ["B"]}).table["estimate"].tolist()
            [80.0]
        """
        keep = np.ones(len(self), dtype=bool)
        for level, wanted in selection.items():
            present = self._labels_of(level)
            single = is_label(wanted)
            labels = [wanted] if single else list(wanted)  # type: ignore[arg-type]
            known = set(present) | set(self.apart.get(level, ()))
            missing = [label for label in labels if label not in known]
            if missing:
                raise SettingError(f"no {level} named {quoted(missing)}; there are {quoted(sorted(known, key=str))}")
            keep &= present.isin(labels)
        order = ordered(self.labels, selection, np.flatnonzero(keep))
        dropped = [level for level, wanted in selection.items() if is_label(wanted)]
        apart = self.apart
        for level, wanted in selection.items():
            apart = apart[apart[level].isin([wanted] if is_label(wanted) else list(wanted))]  # type: ignore[arg-type]
        return self._pick(order, dropped, apart)

    def average(self, over: str, weights: Mapping[Hashable, float] | None = None) -> Estimates:
        """The weighted mean over one level, for every combination of the other levels.

        Args:
            over: the level to average over, such as ``"item"`` for the composite of each unit.
            weights: the weight of each label of that level; equal by default. They are divided by their sum.

        Returns:
            Estimates without that level. ``n`` is the smallest of the parts (or their sum when ``over="unit"``).
            A combination of which a part is missing or cannot be estimated is listed in ``apart``.

        Raises:
            SettingError: the level is not there, or the weights do not name its labels, are negative or sum to zero.

        Formula:
            a'θ with variance a'Σa, where a holds the weights divided by their sum.

        Examples:
            >>> from satmodel import estimates
            >>> names = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]], names=["unit", "item"])
            >>> est = estimates([90.0, 80.0, 70.0, 60.0], se=[1.0, 1.0, 1.0, 1.0], names=names)
            >>> est.average("item").table["estimate"].tolist()
            [85.0, 65.0]
        """
        parts = self._weights(over, weights)
        if min(parts.values()) < 0 or sum(parts.values()) <= 0:
            raise SettingError("weights must be zero or more, and one of them more than zero")
        total = sum(parts.values())
        parts = {label: weight / total for label, weight in parts.items()}
        return self._collapse(over, parts, "average", {"equal": weights is None})

    def combine(self, weights: Mapping[Hashable, float], over: str = "item") -> Estimates:
        """The sum of weight times estimate over one level, the weights taken as they are given.

        Args:
            weights: the weight of each label of the level, of any sign; a label that is not named has no part in it.
            over: the level to sum over.

        Returns:
            Estimates without that level, as :meth:`average` gives them.

        Raises:
            SettingError: the level is not there, or a weight names a label that is not there.

        Examples:
            >>> from satmodel import estimates
            >>> est = estimates([90.0, 80.0], se=[3.0, 4.0], names=["A", "B"])
            >>> gap = est.combine({"A": 1, "B": -1}, over="unit")
            >>> gap.value.tolist(), gap.se.tolist()
            ([10.0], [5.0])
        """
        unnamed = dict.fromkeys([*self._labels_of(over).unique(), *self.apart[over]], 0.0)
        return self._collapse(over, self._weights(over, unnamed | dict(weights)), "combine", {})

    def stack(
        self,
        other: Estimates,
        *,
        keys: tuple[Hashable, Hashable],
        level: str = "round",
        override: str | None = None,
    ) -> Estimates:
        """Put two independent sets of estimates side by side under one covariance.

        Args:
            other: estimates with the same levels, from other respondents.
            keys: the labels of the two sets on the new level.
            level: the name of the new level, put last.
            override: why two instruments that are not comparable stand side by side all the same; printed.

        Returns:
            Estimates of both, with zero covariance between them.

        Raises:
            SettingError: the two have different levels.
            NotComparable: the two were made with instruments that are not comparable, and there is no override.

        Examples:
            >>> from satmodel import estimates
            >>> a = estimates([80.0], se=[1.0], names=["A"]); b = estimates([85.0], se=[1.0], names=["A"])
            >>> a.stack(b, keys=("2025", "2026")).table.index.tolist()
            [('A', '2025'), ('A', '2026')]
        """
        if self.labels.names != other.labels.names:
            raise SettingError(f"the two have different levels: {self.labels.names} and {other.labels.names}")
        overridden = require_comparable(self.step, other.step, override)
        cov = np.zeros((len(self) + len(other),) * 2)
        cov[: len(self), : len(self)] = self.cov
        cov[len(self) :, len(self) :] = other.cov
        frames = [
            part.labels.to_frame(index=False).assign(**{level: key})
            for part, key in zip((self, other), keys, strict=True)
        ]
        aparts = [part.apart.assign(**{level: key}) for part, key in zip((self, other), keys, strict=True)]
        names = [*self.labels.names, level]
        apart = pd.concat([part for part in aparts if len(part)] or aparts[:1])
        step = Step("stack", {"level": level, "keys": tuple(keys), **overridden}, (self.step, other.step))
        return Estimates(
            np.concatenate([self.value, other.value]),
            cov,
            np.concatenate([self.n, other.n]),
            np.concatenate([self.df, other.df]),
            pd.MultiIndex.from_frame(pd.concat(frames)),
            step,
            self.level,
            apart[[*names, "estimate", "n", "reason"]].reset_index(drop=True),
        )

    def linear(
        self, matrix: ArrayLike, labels: pd.MultiIndex, n: ArrayLike, step: Step, apart: pd.DataFrame | None = None
    ) -> Estimates:
        """Any linear map Aθ with covariance AΣA', the general case behind the other verbs.

        Args:
            matrix: (m, k) the map A.
            labels: the labels of the m new quantities.
            n: (m,) respondents behind each.
            step: how they were made.
            apart: what could not be estimated; nothing by default.

        Returns:
            Estimates of the m quantities; degrees of freedom by :func:`degrees_of_freedom`.
        """
        a = np.asarray(matrix, dtype=float)
        cov = a @ self.cov @ a.T
        return Estimates(
            a @ self.value,
            (cov + cov.T) / 2,
            np.asarray(n, dtype=float),
            degrees_of_freedom(a, self.cov, self.df),
            labels,
            step,
            self.level,
            nothing_apart(list(labels.names)) if apart is None else apart,
        )

    def _labels_of(self, level: str) -> pd.Index:
        if level not in self.labels.names:
            raise SettingError(f"there is no level {level!r}; the levels are {quoted(self.labels.names)}")
        return self.labels.get_level_values(level)

    def _pick(self, order: NDArray[np.intp], dropped: Sequence[str], apart: pd.DataFrame) -> Estimates:
        names = [name for name in self.labels.names if name not in dropped] or list(self.labels.names[:1])
        frame = self.labels[order].to_frame(index=False)[names]
        return Estimates(
            self.value[order],
            self.cov[np.ix_(order, order)],
            self.n[order],
            self.df[order],
            pd.MultiIndex.from_frame(frame),
            self.step,
            self.level,
            apart[[*names, "estimate", "n", "reason"]].reset_index(drop=True),
        )

    def _weights(self, over: str, weights: Mapping[Hashable, float] | None) -> dict[Hashable, float]:
        present = [*self._labels_of(over).unique(), *self.apart[over]]
        present = list(dict.fromkeys(present))
        if weights is None:
            return dict.fromkeys(present, 1.0)
        unknown = [label for label in weights if label not in present]
        missing = [label for label in present if label not in weights]
        if unknown or missing:
            raise SettingError(
                f"weights must name every {over} once; not there: {quoted(unknown)}; "
                f"without a weight: {quoted(missing)}"
            )
        return {label: float(weights[label]) for label in present}

    def _collapse(self, over: str, weights: dict[Hashable, float], method: str, settings: dict[str, Any]) -> Estimates:
        rest = [name for name in self.labels.names if name != over]
        frame = self.labels.to_frame(index=False)
        groups = group(frame, rest)
        needed = sum(weight != 0 for weight in weights.values())
        used = frame[over].map(weights).to_numpy(dtype=float)
        matrix, labels, sizes = [], [], []
        broken = [*keys(self.apart.assign(**{over: self.apart[over]}), rest)]
        for key, rows in groups.items():
            row = np.zeros(len(self))
            row[rows] = used[rows]
            if np.count_nonzero(row) < needed:
                broken.append(key)
                continue
            parts = self.n[row != 0]
            matrix.append(row)
            labels.append(key)
            sizes.append(parts.sum() if over == "unit" else parts.min())
        names = rest or [over]
        index = pd.MultiIndex.from_tuples(labels, names=names) if labels else empty_labels(names)
        lost = [[*key, np.nan, np.nan, "part_not_estimable"] for key in dict.fromkeys(broken)]
        apart = pd.DataFrame(lost, columns=[*names, "estimate", "n", "reason"])
        plain = tuple((label, float(weight)) for label, weight in weights.items())
        step = Step(method, {"over": over, "weights": plain, **settings}, (self.step,))
        return self.linear(np.array(matrix).reshape(-1, len(self)), index, sizes, step, apart)
