"""What every result offers: a table, a chart, findings and the step that made it; and the one place of judgement."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from satmodel.step import Step

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Verdict(StrEnum):
    """The three things that may be said of a difference."""

    ESTABLISHED = "established"
    NOT_ESTABLISHED = "not established"
    NOT_COMPARABLE = "not comparable"


def judge(low: float, high: float, margin: float = 0.0) -> Verdict:
    """Say whether an interval settles that a difference is larger than the margin.

    Args:
        low, high: the ends of the interval of the difference, in points.
        margin: the smallest difference that matters, in points, zero or more.

    Returns:
        ``ESTABLISHED`` when the whole interval lies above ``margin`` or below ``-margin``,
        otherwise ``NOT_ESTABLISHED``.

    Examples:
        >>> judge(0.2, 3.1).value, judge(-1.7, 2.5).value, judge(0.2, 3.1, margin=1.0).value
        ('established', 'not established', 'not established')
    """
    return Verdict.ESTABLISHED if low > margin or high < -margin else Verdict.NOT_ESTABLISHED


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a result says, without language: a kind and the numbers that fill its sentence.

    Attributes:
        kind: the sentence's key, ``"<method>.<what>"``, such as ``"gaps.pair"``.
        values: the named values of the sentence: numbers, names of units or items, verdicts, tuples of names.
    """

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart without a picture: its kind and the columns it shows.

    Attributes:
        kind: the chart's key; each kind has one file in ``telling/figures``.
        data: one row a mark.
        columns: the role of each column, such as ``{"label": "unit", "value": "estimate"}``.
        marks: reference lines and the like, such as ``{"zero": 0.0, "margin": 1.0}``.
    """

    kind: str
    data: pd.DataFrame
    columns: Mapping[str, str]
    marks: Mapping[str, Any] = field(default_factory=dict)


class Result(ABC):
    """What can be read from every result. It holds nothing; each method's own frozen dataclass holds the numbers.

    ``table`` is a tidy frame, ``chart`` a :class:`Chart` or ``None``, ``findings`` a tuple of
    :class:`Finding`, ``step`` the :class:`~satmodel.step.Step` that made it. ``plot``, ``say`` and the notebook view
    are the one bridge to the words and pictures.
    """

    __slots__ = ()

    step: Step

    @property
    @abstractmethod
    def table(self) -> pd.DataFrame:
        """The numbers as a tidy frame."""

    @property
    def chart(self) -> Chart | None:
        """The chart that shows the numbers, or None where a table says it all."""
        return None

    @property
    def further(self) -> Mapping[str, pd.DataFrame]:
        """What is printed below the table, by the key of each frame's caption; nothing for most results."""
        return {}

    @property
    @abstractmethod
    def findings(self) -> tuple[Finding, ...]:
        """What the result says, without language."""

    def plot(
        self,
        *,
        language: str = "en",
        ax: Axes | None = None,
        decimals: int = 2,
        labels: Mapping[str, str] | None = None,
    ) -> Axes:
        """Draw the result's chart.

        Args:
            language: ``"en"`` or ``"zh"``.
            ax: the axes to draw on; new ones by default.
            decimals: decimals of points in the chart's texts.
            labels: what to print for names in the data, such as ``{"看病就医": "medical care"}``.

        Returns:
            The axes.

        Raises:
            SettingError: the result has no chart, or the language is not known.
        """
        from satmodel.telling.figures import draw

        return draw(self, language=language, ax=ax, decimals=decimals, labels=labels)

    def say(self, language: str = "en", *, decimals: int = 2, labels: Mapping[str, str] | None = None) -> str:
        """The result in words, one sentence a line, filled from its findings.

        Args:
            language: ``"en"`` or ``"zh"``.
            decimals: decimals of points in the sentences.
            labels: what to print for names in the data, such as ``{"看病就医": "medical care"}``.
        """
        from satmodel.telling.words import say

        return say(self.findings, language=language, decimals=decimals, labels=labels, measure=self.step.measure)

    def _repr_html_(self) -> str:
        from satmodel.telling.tables import notebook_view

        return notebook_view(self)
