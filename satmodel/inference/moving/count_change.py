"""Whether a count moved between two rounds: the ratio of two Poisson counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.judging.comparing import check_level
from satmodel.result import Finding, Result, Verdict, judge
from satmodel.step import Step

# From this many on, in both rounds, the logarithm of the ratio is close enough to normal.
_MANY = 10


@dataclass(frozen=True, slots=True, eq=False)
class CountChange(Result):
    """The change of one count between two rounds.

    Attributes:
        name: what was counted.
        before, after: the counts. before_exposure, after_exposure: what they were counted over, in the same unit.
        ratio: rate after divided by rate before; ``inf`` where nothing was counted before.
        low, high: its interval.
        p: two-sided exact p-value of equal rates.
        verdict: what may be said; interval and p-value always say the same.
        first_rise: the smallest later count that would have been established as a rise from ``before``.
        first_fall: the largest one that would have been established as a fall; None where even zero would not.
        step: how it was made.
    """

    name: str
    before: int
    after: int
    before_exposure: float
    after_exposure: float
    ratio: float
    low: float
    high: float
    p: float
    verdict: Verdict
    first_rise: int
    first_fall: int | None
    step: Step

    @property
    def first_count(self) -> int:
        """The first count that would have been established in the direction seen (as a rise where no fall could be)."""
        return self.first_rise if self.ratio >= 1 or self.first_fall is None else self.first_fall

    @property
    def table(self) -> pd.DataFrame:
        """One row: before, after, ratio, low, high, p, verdict, first_count."""
        columns = {key: [getattr(self, key)] for key in ("before", "after", "ratio", "low", "high", "p", "verdict")}
        return pd.DataFrame(columns | {"first_count": [self.first_count]}, index=pd.Index([self.name], name="item"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        keys = (
            "name",
            "before",
            "after",
            "ratio",
            "low",
            "high",
            "p",
            "verdict",
            "first_count",
            "first_rise",
            "first_fall",
        )
        values = {key: getattr(self, key) for key in keys}
        return (Finding("count_change.one", values | {"level": self.step.settings["level"]}),)


def count_change(
    before: int,
    after: int,
    *,
    before_exposure: float = 1.0,
    after_exposure: float = 1.0,
    level: float = 0.95,
    name: str = "count",
    source: Step | None = None,
) -> CountChange:
    """Say whether a count (problems raised, calls, complaints) changed between two rounds.

    Args:
        before, after: the two counts.
        before_exposure, after_exposure: what each was counted over, such as households or days; equal by default.
        level: confidence level of the interval.
        name: what was counted.
        source: the step that read the counts, such as that of a table.

    Returns:
        The ratio of the rates with its interval, the exact p-value, and the first count that would have been
        established.

    Assumptions:
        Events come one by one and independently, at one rate in each round. When one event brings others with it (a
        cut-off water main and its calls), the interval is too narrow.

    Raises:
        SettingError: a count that is not a whole number of zero or more, an exposure that is not above zero, or a level
            outside (0, 1).
        NotEstimable: both counts are zero.

    Formula:
        Given their sum, the later count is binomial with π = E_after / (E_before + E_after) when the rates are equal; p
        is twice the smaller tail. Interval: exp(log ratio ± z √(1/before + 1/after)); where a count is below ten, or
        where this interval and the exact test would differ, the Clopper-Pearson interval of π turned into the ratio
        π E_before / ((1 - π) E_after), which always agrees with the exact test.

    Source:
        Przyborowski and Wilenski (1940), Biometrika 31, 313-323; Clopper and Pearson (1934), Biometrika 26, 404-413.

    Examples:
        >>> raised = count_change(296, 315, name="problems raised")
        >>> round(raised.p, 4), round(raised.low, 3), round(raised.high, 3), raised.verdict.value, raised.first_count
        (0.4665, 0.908, 1.247, 'not established', 347)
    """
    check_level(level)
    _check(before, after, (before_exposure, after_exposure))
    chance = after_exposure / (before_exposure + after_exposure)
    alpha = 1 - level
    low, high = _exact(before, after, alpha)
    odds = before_exposure / after_exposure
    low, high, kind = low * odds, high * odds, "exact"
    verdict = judge(low - 1, high - 1)
    ratio = after / before * odds if before else np.inf
    if min(before, after) >= _MANY:
        spread = np.exp(stats.norm.isf(alpha / 2) * np.sqrt(1 / before + 1 / after))
        if judge(ratio / spread - 1, ratio * spread - 1) == verdict:
            low, high, kind = ratio / spread, ratio * spread, "log_normal"
    settings = {
        "before_exposure": float(before_exposure),
        "after_exposure": float(after_exposure),
        "level": level,
        "test": "conditional_binomial",
        "interval": kind,
    }
    return CountChange(
        name,
        int(before),
        int(after),
        float(before_exposure),
        float(after_exposure),
        float(ratio),
        float(low),
        float(high),
        _p_value(before, after, chance),
        verdict,
        _first_rise(before, chance, alpha),
        _first_fall(before, chance, alpha),
        Step("count_change", settings, () if source is None else (source,)),
    )


def _check(before: int, after: int, exposures: tuple[float, float]) -> None:
    for count in (before, after):
        if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 0:
            raise SettingError(f"a count must be a whole number, zero or more, not {count!r}")
    if not all(0 < exposure < np.inf for exposure in exposures):
        raise SettingError(f"exposures must be finite numbers above zero, not {exposures}")
    if before + after == 0:
        raise NotEstimable("both counts are zero, so their ratio cannot be estimated")


def _exact(before: int, after: int, alpha: float) -> tuple[float, float]:
    """The exact interval of the odds π / (1 - π) of the later round, from the counts."""
    low = stats.beta.ppf(alpha / 2, after, before + 1) if after else 0.0
    high = stats.beta.isf(alpha / 2, after + 1, before) if before else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else np.inf


def _p_value(before: int, after: int, chance: float) -> float:
    return min(1.0, 2 * min(_tail_up(before, after, chance), float(stats.binom.cdf(after, before + after, chance))))


def _tail_up(before: int, after: int, chance: float) -> float:
    return float(stats.binom.sf(after - 1, before + after, chance))


def _first_rise(before: int, chance: float, alpha: float) -> int:
    """The smallest later count whose upper tail is below half of alpha; the tail falls as the count rises."""
    low, high = 0, 1
    while 2 * _tail_up(before, high, chance) >= alpha:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if 2 * _tail_up(before, middle, chance) < alpha else (middle, high)
    return high


def _first_fall(before: int, chance: float, alpha: float) -> int | None:
    """The largest later count whose lower tail is below half of alpha; the tail rises with the count."""
    if 2 * float(stats.binom.cdf(0, before, chance)) >= alpha:
        return None
    low, high = 0, 1
    while 2 * float(stats.binom.cdf(high, before + high, chance)) < alpha:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (middle, high) if 2 * float(stats.binom.cdf(middle, before + middle, chance)) < alpha else (low, middle)
        )
    return low
