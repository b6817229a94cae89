"""From the respondents of a driver analysis to its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.inference.driving.drivers_result import Drivers
from satmodel.inference.driving.order import Order, order_of
from satmodel.inference.driving.ordinal import ordinal_of
from satmodel.inference.driving.replicated import (
    ORDERS,
    SHARING,
    Measured,
    columns_of,
    measured,
    squared_interval,
)
from satmodel.inference.driving.structure import structure_of
from satmodel.inference.filling.missing import Treated, regression_of
from satmodel.inference.sampling.intervals import r2_interval
from satmodel.inference.sampling.regression import Regression, regress_replicated
from satmodel.inference.sampling.sample import FEWEST_REPLICATES, NOTHING
from satmodel.inference.sharing.relative_weights import correlations
from satmodel.inference.sharing.sampled import squares_of
from satmodel.result import Finding
from satmodel.step import Step
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """How importance is measured: the method, the items of each group, the level, and the bootstrap."""

    method: str
    groups: Mapping[str, Sequence[str]] | None
    level: float
    replicates: int
    seed: int

    @property
    def settings(self) -> dict[str, Any]:
        """What the step notes of it."""
        told = None if self.groups is None else tuple((name, tuple(items)) for name, items in self.groups.items())
        asked = {"method": self.method, "item_groups": told, "level": self.level}
        return asked | {"replicates": self.replicates, "seed": self.seed}


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """The covariances that everything is computed from: of the sample, and of the usable replicates."""

    cov: Array
    replicated: Array
    whole: Measured
    each: Measured
    lost: int
    notes: tuple[Finding, ...]
    noted: dict[str, Any]
    sources: tuple[Step, ...]


def drivers_of(sample: Treated, asked: Asked, survey: Survey | None) -> Drivers:
    """The result of one sample; the survey is needed for an ordered outcome only."""
    groups = _groups(asked, sample.items)
    drawn = _drawn(sample, asked, groups, survey)
    whole, each = drawn.whole, drawn.each
    df, level, sharing = sample.settings["df"], asked.level, asked.method in SHARING
    shared = {"df": df, "level": level}
    columns = columns_of(whole.value, each.value, share=sharing, **shared)
    if whole.beta is not None and each.beta is not None:
        columns["low"], columns["high"] = squared_interval(whole.beta, each.beta, **shared)
    rows = pd.DataFrame(columns | _beside(sample, drawn), index=pd.Index(sample.items, name="item"))
    names = None if asked.groups is None else _named(asked.groups, sample.items)
    if names is not None:
        rows.insert(0, "item_group", names)
    rows, order = _ordered(rows, whole.value, each.value, asked, df)
    group_rows = group_order = None
    if names is not None:
        group_rows, group_order = _grouped(names, drawn, sample, asked, df)
    items = slice(len(sample.controls), -1)
    low, high = r2_interval(float(whole.r2), each.r2, **shared)
    settings = (
        {"missing": "complete", **sample.settings} | asked.settings | drawn.noted | {"replicates_lost": drawn.lost}
    )
    settings |= {"r2_controls": float(whole.held)} if sample.controls else {}
    return Drivers(
        rows,
        order,
        group_rows,
        group_order,
        sample.outcome,
        float(whole.r2),
        low,
        high,
        float(whole.held) if sample.controls else None,
        structure_of(sample.cov[items, items], sample.settings["n"]),
        drawn.notes,
        Step("drivers", settings, drawn.sources),
    )


def check_groups(groups: Mapping[str, Sequence[str]], items: Sequence[str] | None) -> None:
    """Raise SettingError unless each group has items, each of them in one group only and among the items."""
    listed = [item for members in groups.values() for item in members]
    if not groups or any(isinstance(members, str) or not len(members) for members in groups.values()):
        raise SettingError("groups must map each group's name to its items, such as {'medical': ['q1', 'q2']}")
    twice = sorted({item for item in listed if listed.count(item) > 1})
    unknown = [] if items is None else [item for item in listed if item not in items]
    if twice or unknown:
        raise SettingError(
            f"an item stands in one group, from the items; twice: {quoted(twice)}; not there: {quoted(unknown)}"
        )


def _groups(asked: Asked, items: Sequence[str]) -> Codes | None:
    if asked.groups is None:
        return None
    check_groups(asked.groups, items)
    return np.unique(_named(asked.groups, items), return_inverse=True)[1]


def _named(groups: Mapping[str, Sequence[str]], items: Sequence[str]) -> list[str]:
    """The group of each item; an item in none is a group of its own."""
    of = {item: name for name, members in groups.items() for item in members}
    alone = [item for item in items if item not in of and item in groups]
    if alone:
        raise SettingError(
            f"{quoted(alone)} is the name of a group and an item outside it; give the group another name"
        )
    return [of.get(item, item) for item in items]


def _drawn(sample: Treated, asked: Asked, groups: Codes | None, survey: Survey | None) -> _Drawn:
    cov, notes, noted, sources = sample.cov, (), {}, sample.sources
    if asked.method == "ordinal":
        if survey is None or sample.settings.get("missing", "complete") != "complete":
            raise SettingError(
                "method='ordinal' needs a survey and complete cases; take the points as numbers otherwise"
            )
        latent = ordinal_of(survey, sample, replicates=asked.replicates, seed=asked.seed, level=asked.level)
        cov, replicated, notes, sources = latent.cov, latent.replicated, latent.findings, (latent.step,)
        noted = {key: value for key, value in latent.notes.items() if key not in sample.settings}
    else:
        replicated = sample.replicated(asked.replicates, asked.seed)
    how = {"controls": len(sample.controls), "method": asked.method, "seed": asked.seed}
    if asked.method == "coefficients":
        _refuse_without_coefficient(cov, sample)
    whole = measured(cov, groups=groups, **how)
    if not whole.r2 > NOTHING:
        raise NotEstimable(
            f"the items explain nothing of {sample.outcome!r} beyond the controls; there is nothing to share"
        )
    usable = replicated[:, -1, -1] > 0
    each = measured(replicated[usable], groups=groups, **how)
    good = each.r2 > NOTHING
    if good.sum() < FEWEST_REPLICATES / 2:
        raise NotEstimable(f"{sample.outcome!r} varies in too few bootstrap replicates: nearly everyone answered alike")
    kept = Measured(
        each.value[good], each.r2[good], each.held[good], None if each.beta is None else each.beta[good], None
    )
    if whole.sampling_se is not None:
        noted["orders"] = 2 * len(sample.items) * squares_of(len(sample.items), ORDERS)
    lost = asked.replicates - int(good.sum())
    return _Drawn(cov, replicated[usable][good], whole, kept, lost, notes, noted, sources)


def _refuse_without_coefficient(cov: Array, sample: Treated) -> None:
    """NotEstimable for items whose coefficient is none, by which they cannot be measured or ordered."""
    free = correlations(cov).free[len(sample.controls) :] | (np.diag(cov)[len(sample.controls) : -1] == 0)
    if free.any():
        own = quoted([item for item, caught in zip(sample.items, free, strict=True) if caught])
        raise NotEstimable(
            f"{own}: these follow from other items or from controls, or do not vary, and have no coefficient of their "
            "own to be measured by: leave some out, or take method='shapley'"
        )


def _beside(sample: Treated, drawn: _Drawn) -> dict[str, Any]:
    """What stands beside the importance of each item."""
    c = len(sample.controls)
    latent = bool(drawn.notes)
    fit: Regression = (
        regress_replicated(drawn.cov, drawn.replicated) if latent else regression_of(sample, drawn.replicated)
    )
    spread = np.sqrt(np.einsum("bii->bi", drawn.replicated))
    scale = np.where(spread > 0, spread, 1.0)
    alone = drawn.replicated[:, c:-1, -1] / (scale[:, c:-1] * scale[:, -1:])
    columns = {
        "coefficient": fit.coefficient[c:],
        "coefficient_se": fit.se[c:],
        "standardised": fit.standardised[c:],
        "correlation": fit.correlation[c:],
        "correlation_se": alone.std(axis=0, ddof=1),
        "vif": _inflation(drawn.cov, c),
        "n": sample.settings["n"],
    }
    return columns | ({} if drawn.whole.sampling_se is None else {"sampling_se": drawn.whole.sampling_se})


def _inflation(cov: Array, controls: int) -> Array:
    """(p,) VIF of the items beside controls and other items."""
    return structure_of(cov[:-1, :-1], 0).vif[controls:]


def _ordered(
    rows: pd.DataFrame, value: Array, replicated: Array, asked: Asked, df: float
) -> tuple[pd.DataFrame, Order]:
    """The rows with their places, the most important first, and the order.

    Importances are judged, as shares of the sample's R²: shares of each replicate's own R² vary too little, and would
    tell equal items apart too often (docs/coverage.md).
    """
    place = np.argsort(-value, kind="stable")
    total = value.sum() if "share" in rows else 1.0
    order = order_of(value[place] / total, replicated[:, place] / total, df=df, level=asked.level, seed=asked.seed)
    rows = rows.iloc[place].copy()
    before = rows.columns.get_loc("share_high" if "share" in rows else "high")
    for i, (name, found) in enumerate(
        (("rank", order.rank), ("rank_low", order.rank_low), ("rank_high", order.rank_high))
    ):
        rows.insert(before + 1 + i, name, found)
    return rows, order


def _grouped(names: list[str], drawn: _Drawn, sample: Treated, asked: Asked, df: float) -> tuple[pd.DataFrame, Order]:
    """The importance of each group: the sum over its items."""
    listed = list(dict.fromkeys(names))
    member = (np.array(names, dtype=object)[:, None] == np.array(listed, dtype=object)).astype(float)
    value, replicated = drawn.whole.value @ member, drawn.each.value @ member
    columns = columns_of(value, replicated, df=df, level=asked.level, share=True)
    counts = {"item_count": member.sum(axis=0).astype(int), "n": sample.settings["n"]}
    rows = pd.DataFrame(columns | counts, index=pd.Index(listed, name="item_group"))
    return _ordered(rows, value, replicated, asked, df)
