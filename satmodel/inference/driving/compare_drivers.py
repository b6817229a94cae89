"""Whether items go with the overall answer more in one round or group than in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.small import FEWEST_DEGREES
from satmodel.inference.judging.comparing import Comparison, check_level, compare
from satmodel.inference.sampling.sample import FEWEST_REPLICATES
from satmodel.inference.sampling.two_samples import TwoSamples, two_groups, two_rounds
from satmodel.inference.sharing.measure import SHARING, importance_of
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

# what moved: the item's importance, its coefficient, both or neither
MOVED = ("both", "importance", "coefficient", "neither")
# differences below this are the rounding of numbers that are the same
_ROUNDING = 1e-10
# a bias of a quarter of the standard error makes an error of 5 per cent one of 6
_NOTICEABLE = 0.25
_TOLD = ("before", "after", "gap", "low", "high", "detectable", "share_before", "share_after", "share_gap")
_BESIDE = tuple(f"coefficient_{name}" for name in ("before", "after", "gap", "low", "high", "detectable"))


@dataclass(frozen=True, slots=True, eq=False)
class ComparedDrivers(Result):
    """The importance of p items in two rounds or groups, most important first.

    Attributes:
        rows: (p rows) the table, by item.
        r2: of R² itself: before, after, gap, se, low, high, verdict, detectable; and ``excess_before`` and
            ``excess_after``, about how much chance adds to it: what the replicates lie above it on average.
        names: of the two rounds or groups; None where the rounds have no names.
        outcome: the overall question's column.
        step: how they were made.
    """

    rows: pd.DataFrame
    r2: pd.Series
    names: tuple[str | None, str | None]
    outcome: str
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item.

        ``before``, ``after`` and ``gap`` (with se, low, high, p_adjusted, verdict, detectable) are importance in points
        of R². ``share_before``, ``share_after`` and ``share_gap`` (share_low, share_high, share_verdict,
        share_detectable) are shares of R². ``coefficient_before``, ``coefficient_after``, ``coefficient_gap``
        (coefficient_low, coefficient_high, coefficient_verdict, coefficient_detectable) are points of the outcome for a
        point of the item, which do not depend on how widely the item varies; ``sd_before`` and ``sd_after`` say how
        widely it does, in points. ``moved``: which of importance and coefficient is established to differ.
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart:
        columns = {
            "label": "item",
            "before": "before",
            "after": "after",
            "value": "gap",
            "low": "low",
            "high": "high",
            "verdict": "verdict",
        }
        marks = {"of": "drivers", "first": self.names[0], "second": self.names[1]}
        return Chart("change", self.rows.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted, whole = self.step.settings, self.r2
        told = {name: float(whole[name]) for name in ("before", "after", "gap", "low", "high", "detectable")}
        told |= {"first": self.names[0], "second": self.names[1], "outcome": self.outcome, "level": noted["level"]}
        told["named"] = self.names[0] is not None
        told |= {name: noted[name] for name in ("n_before", "n_after", "lost_before", "lost_after")}
        told["lost"] = noted["lost_before"] + noted["lost_after"]
        found = [Finding("compare_drivers.whole", told | {"verdict": Verdict(whole["verdict"])})]
        found += [*self._flattered(), *(self._item(i) for i in range(len(self.rows)))]
        own = self.rows["coefficient_gap"].isna()
        for which in MOVED:
            for some in (~own, own):  # what has no coefficient of its own is not said to have one that is the same
                items = tuple(self.rows.index[(self.rows["moved"] == which) & some])
                if items:
                    values = {"items": items, "count": len(items), **self._seen(items)}
                    found.append(Finding(f"compare_drivers.{which}", values))
        if own.any():
            found.append(
                Finding(
                    "compare_drivers.no_coefficient", {"items": tuple(self.rows.index[own]), "count": int(own.sum())}
                )
            )
        if noted["outside"]:
            values = {"count": noted["outside"], "first": self.names[0], "second": self.names[1]}
            found.append(Finding("compare_drivers.outside", values))
        df = min(noted["df_before"], noted["df_after"])
        if df < FEWEST_DEGREES:
            found.append(Finding("drivers.few_clusters", {"df": df, "fewest": FEWEST_DEGREES}))
        if noted["lonely_strata"]:
            found.append(Finding("drivers.lonely_strata", {"count": noted["lonely_strata"]}))
        return (*found, Finding("drivers.not_causal", {"outcome": self.outcome}))

    def _flattered(self) -> list[Finding]:
        """The side to whose R² chance adds more, where this is much beside the error of the comparison."""
        excess = [float(self.r2[f"excess_{side}"]) for side in ("before", "after")]
        if abs(excess[1] - excess[0]) <= max(_NOTICEABLE * self.r2["se"], _ROUNDING):
            return []
        first, second = (0, 1) if excess[0] > excess[1] else (1, 0)
        sides, n = ("before", "after"), [self.step.settings[f"n_{side}"] for side in ("before", "after")]
        values: dict[str, Any] = {"excess": excess[first], "other_excess": excess[second], "side": sides[first]}
        values |= {"name": self.names[first], "other": self.names[second], "named": self.names[0] is not None}
        return [Finding("compare_drivers.flattered", values | {"n": n[first], "n_other": n[second]})]

    def _seen(self, items: tuple[str, ...]) -> dict[str, float]:
        """The smallest and the largest of the differences that could have been established for some items."""
        some = self.rows.loc[list(items), ["detectable", "coefficient_detectable"]]
        ends = {"least": some.min(), "most": some.max()}
        return {f"{name}_{end}": float(column[name]) for end, column in ends.items() for name in some}

    def _item(self, i: int) -> Finding:
        row = self.rows.iloc[i]
        values = {name: float(row[name]) for name in (*_TOLD, *_BESIDE)}
        values |= {"item": self.rows.index[i], "level": self.step.settings["level"], "verdict": Verdict(row["verdict"])}
        values |= {"coefficient_verdict": Verdict(row["coefficient_verdict"])}
        if np.isnan(row["coefficient_gap"]):
            values = {name: value for name, value in values.items() if name not in _BESIDE}
        return Finding("compare_drivers.item", values)


def compare_drivers(  # noqa: PLR0913 -- two rounds or two groups, and what is asked of their drivers
    a: Survey,
    b: Survey | None = None,
    *,
    by: str | Mapping[str, Sequence[str]] | None = None,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    method: str = "shapley",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
    override: str | None = None,
) -> ComparedDrivers:
    """Say of each item whether it goes with the overall answer more in one round, or group, than in another.

    Either two rounds are given (``compare_drivers(before, after)``), or one survey and the column of its two groups
    (``compare_drivers(now, by="gender")``); of a column with more levels name two:
    ``by={"district": ["North", "South"]}``.

    Args:
        a: the earlier round, or the only survey.
        b: the later round.
        by: the column of the groups; the first group in order of name, or the first one named, stands for the earlier.
        outcome: the column of ``scores`` to explain; each survey's separate overall question by default.
        items: the items, the same in both; all of the survey's by default.
        method: how R² is shared out: ``"shapley"``, ``"johnson"``, ``"genizi"``, ``"car"`` or ``"pratt"``.
        level: confidence level of intervals and verdicts.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap.
        override: why two instruments that are not comparable are compared all the same; printed in the appendix.

    Returns:
        The differences (after less before) of importance in points of R² and in shares of R², and of the coefficients;
        each kind is one family. An item whose answers vary more explains more with the same coefficient, so both are
        given, and which of them is established to differ. Respondents who did not answer every item and the outcome are
        left out and counted. Where chance flatters one of the two much more than the other, a finding says by how much.

    Assumptions:
        Association, not cause. Two rounds are independent samples; two groups of one survey may share clusters. Some
        twenty clusters or more in each, and some ten respondents an item: a small sample flatters R².

    Raises:
        SettingError: neither two rounds nor a column of groups, groups or items that do not match, an outcome that is
            missing or computed from the items, or a setting that cannot be used.
        NotComparable: the rounds were asked with instruments that are not comparable and there is no override.
        NotEstimable: the drivers of one side cannot be estimated.

    Formula:
        d_i = φ_i,after - φ_i,before with the standard error of its Rao-Wu bootstrap replicates: two rounds drawn apart,
        two groups by the same draws of their common clusters. t intervals with the degrees of freedom of the side that
        has fewer, since the errors of R² are less certain than the Welch-Satterthwaite ones take them to be; Holm over
        the items. Coefficients: the difference of weighted least squares, with Taylor-linearised standard errors.

    Source:
        Grömping (2007), The American Statistician 61, 139-147; Rao and Wu (1988), JASA 83, 231-241; Binder (1983),
        International Statistical Review 51, 279-292; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (400, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", area=["N", "S"] * 200)
        >>> north = frame["area"] == "N"
        >>> frame["all"] = frame["roads"].where(north, frame["schools"]) + np.random.default_rng(8).normal(0, 8, 400)
        >>> survey = sat.read(frame, unit="town", items=["roads", "schools"], overall="all")
        >>> sat.compare_drivers(survey, by="area").table["moved"].to_dict()
        {'schools': 'both', 'roads': 'both'}
    """
    check_level(level)
    if replicates < FEWEST_REPLICATES:
        raise SettingError(f"replicates must be {FEWEST_REPLICATES} or more; {replicates} leave too few in the tails")
    if method not in SHARING:
        raise SettingError(f"method must be one of {', '.join(SHARING)}, whose parts sum to R²; it is {method!r}")
    overridden = require_comparable(a.step, a.step if b is None else b.step, override)
    if b is not None and by is None:
        pair = two_rounds(a, b, outcome, items)
    elif b is None and by is not None:
        pair = two_groups(a, by, outcome, items)
    else:
        raise SettingError("give two rounds, compare_drivers(before, after), or two groups of one, by='column'")
    settings = _settings(pair) | overridden
    settings |= {"method": method, "level": level, "replicates": replicates, "seed": seed, "adjust": "holm"}
    return _result(pair, settings)


def _settings(pair: TwoSamples) -> dict[str, Any]:
    sides = {"before": pair.before.settings, "after": pair.after.settings}
    counts = {f"{key}_{side}": noted[key] for side, noted in sides.items() for key in ("n", "lost", "clusters", "df")}
    lonely = [noted["lonely_strata"] for noted in sides.values()]
    return {
        **{key: sides["before"][key] for key in ("outcome", "items", "clustered", "stratified", "weighted")},
        **counts,
        "between": "groups" if pair.together else "rounds",
        "names": pair.names,
        "outside": pair.outside,
        "lonely_strata": lonely[0] if pair.together else sum(lonely),
        "measure": "share",
    }


def _result(pair: TwoSamples, settings: dict[str, Any]) -> ComparedDrivers:
    level, method = settings["level"], settings["method"]
    covs = pair.replicated(settings["replicates"], settings["seed"])
    values = [importance_of(side.cov, method) for side in (pair.before, pair.after)]
    drawn = [importance_of(cov, method) for cov in covs]
    whole, drawn_whole = [value.sum() for value in values], [part.sum(axis=1) for part in drawn]
    shares = [value / one for value, one in zip(values, whole, strict=True)]
    drawn_shares = [part / one[:, None] for part, one in zip(drawn, drawn_whole, strict=True)]
    r2 = _compared(pair, np.array(whole)[:, None], [part[:, None] for part in drawn_whole], level)
    importance = _compared(pair, values, drawn, level)
    share = _compared(pair, shares, drawn_shares, level)
    spread = [np.sqrt(np.diag(side.cov))[:-1] for side in (pair.before, pair.after)]
    columns = {"before": values[0], "after": values[1], "gap": values[1] - values[0], **_judged(importance)}
    columns |= {"share_before": shares[0], "share_after": shares[1], "share_gap": shares[1] - shares[0]}
    columns |= {f"share_{name}": part for name, part in _judged(share, short=True).items()}
    columns |= _coefficients(pair, level)
    columns |= {"sd_before": spread[0], "sd_after": spread[1]}
    rows = pd.DataFrame(columns, index=pd.Index(pair.before.items, name="item"))
    rows["moved"] = [_moved(*verdicts) for verdicts in zip(rows["verdict"], rows["coefficient_verdict"], strict=True)]
    mean = (values[0] + values[1]) / 2
    rows = rows.iloc[sorted(range(len(mean)), key=lambda i: (-round(float(mean[i]), 10), pair.before.items[i]))]
    found = {"before": whole[0], "after": whole[1], "gap": whole[1] - whole[0]}
    found |= {name: part[0] for name, part in _judged(r2).items()}
    for side, one, part in zip(("before", "after"), whole, drawn_whole, strict=True):
        found[f"excess_{side}"] = max(float(part.mean() - one), 0.0)
    sources = pair.before.sources if pair.together else (*pair.before.sources, *pair.after.sources)
    step = Step("compare_drivers", settings | {"replicates_used": len(drawn[0])}, sources)
    return ComparedDrivers(rows, pd.Series(found), pair.names, settings["outcome"], step)


def _compared(pair: TwoSamples, values: Any, drawn: list[Array], level: float) -> Comparison:
    """The differences of m values, with the replicates' error."""
    gap, se = (_told(part) for part in (values[1] - values[0], (drawn[1] - drawn[0]).std(axis=0, ddof=1)))
    return compare(gap, se, np.full(len(gap), pair.df), level=level, adjust="holm")


def _told(value: Array, scale: Array | float = 1.0) -> Array:
    """Differences and their errors, zero where they are the rounding of two numbers that are the same."""
    return np.where(np.abs(value) > _ROUNDING * scale, value, 0.0)


def _judged(found: Comparison, short: bool = False) -> dict[str, Any]:
    every = {
        "se": found.se,
        "low": found.low,
        "high": found.high,
        "p_adjusted": found.p_adjusted,
        "verdict": list(found.verdict),
        "detectable": found.detectable,
    }
    return {name: part for name, part in every.items() if not short or name not in ("se", "p_adjusted")}


def _coefficients(pair: TwoSamples, level: float) -> dict[str, Any]:
    """The coefficients' columns; not comparable where an item has none of its own in one of the two."""
    before, after, se = pair.coefficients()
    known = np.flatnonzero(~np.isnan(se))
    scale = np.sqrt(pair.before.cov[-1, -1] / np.diag(pair.before.cov)[:-1][known])
    gap, error = (_told(part[known], scale) for part in (after - before, se))
    found = compare(gap, error, np.full(len(known), pair.df), level=level, adjust="holm")
    columns: dict[str, Any] = {"before": before, "after": after, "gap": after - before, "se": se}
    for name in ("low", "high", "detectable"):
        columns[name] = np.full(len(se), np.nan)
        columns[name][known] = getattr(found, name)
    verdict = [Verdict.NOT_COMPARABLE] * len(se)
    for place, one in zip(known, found.verdict, strict=True):
        verdict[place] = one
    return {f"coefficient_{name}": part for name, part in (columns | {"verdict": verdict}).items()}


def _moved(importance: Verdict, coefficient: Verdict) -> str:
    first, second = (one == Verdict.ESTABLISHED for one in (importance, coefficient))
    return MOVED[0] if first and second else MOVED[1] if first else MOVED[2] if second else MOVED[3]
