"""The importance of items by any measure, from covariances or a frame of numbers: point values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.sharing import relative_weights
from satmodel.inference.sharing.grouped import owen_of
from satmodel.inference.sharing.importance import MOST_ITEMS, shapley_of
from satmodel.inference.sharing.importance_given import Given, given_of, grouped
from satmodel.inference.sharing.sampled import sampled_shapley, squares_of
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]

# below this nothing is explained; above this the outcome is made from the items
NOTHING = 1e-12
EXACT = 1 - 1e-8
# an outcome that the items explain to this share is made from them and rounded, unless there are so few rows that
# chance alone could explain nearly everything
ROUNDED, ROWS_A_COLUMN = 0.99, 3
# with fewer rows for each item chance has a part in R² that must be told
FEWEST_AN_ITEM = 25
# orders of which replicates take the fewest there are: their errors are common to all replicates
_FEW_ORDERS = 1


def _shapley(cov: ArrayLike) -> Array:
    """Exact up to 25 items, from sampled orders beyond."""
    shape = np.shape(cov)
    if len(shape) < 2 or shape[-1] - 1 <= MOST_ITEMS:
        return shapley_of(cov)
    return (sampled_shapley(cov) if len(shape) == 2 else sampled_shapley(cov, orders=_FEW_ORDERS))[0]


MEASURES: Mapping[str, Callable[[ArrayLike], Array]] = {
    "shapley": _shapley,
    "johnson": relative_weights.johnson,
    "genizi": relative_weights.genizi,
    "car": relative_weights.car,
    "pratt": relative_weights.pratt,
    "first": relative_weights.first,
    "last": relative_weights.last,
    "betasq": relative_weights.betasq,
}
# these share out R²: their parts sum to it
SHARING = ("shapley", "johnson", "genizi", "car", "pratt")
# these rest on the items' own coefficients, which items that are combinations of others do not have
COEFFICIENTS = ("pratt", "betasq")


def importance_of(cov: ArrayLike, method: str = "shapley", groups: Sequence[int] | None = None) -> Array:
    """The importance of each item by one measure, for a batch of covariances.

    Args:
        cov: (..., p+1, p+1) covariances of p items and the outcome, the outcome last; leading axes are separate
            problems, such as bootstrap replicates.
        method: one of ``MEASURES``. Beyond 25 items Shapley values come from sampled orders; a batch takes fewer.
        groups: (p,) the group of each item, by any whole numbers: Shapley values become Owen values.

    Returns:
        (..., p) points of R²; those of ``SHARING`` sum to R². ``nan`` where the outcome has no variance.

    Raises:
        SettingError: the method is not known, has no groups, or cannot take so many items; the matrices are not square.

    Examples:
        >>> importance_of([[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]], "car").round(4).tolist()
        [0.2702, 0.1432]
    """
    if method not in MEASURES:
        raise SettingError(f"method must be one of {', '.join(MEASURES)}; it is {method!r}")
    if groups is None:
        return MEASURES[method](cov)
    if method != "shapley":
        raise SettingError(f"groups of items are offered with method 'shapley' only (the Owen value); it is {method!r}")
    return owen_of(cov, groups)


@dataclass(frozen=True, slots=True, eq=False)
class Importance(Result):
    """The importance of p items for one outcome, most important first, without intervals.

    Attributes:
        rows: (p rows) the table, by item.
        outcome: the outcome's name.
        r2: R² of all items.
        n: complete rows; None where a covariance matrix was given.
        free: items that are combinations of others. constant: items that do not vary.
        step: how they were made.
    """

    rows: pd.DataFrame
    outcome: str
    r2: float
    n: int | None
    free: tuple[str, ...]
    constant: tuple[str, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, most important first: ``importance`` in points of R².

        ``share`` is its share of R² (measures that sum to R²); ``se`` the standard error of the sampling of orders
        (more than 25 items); ``item_group`` and ``group_importance`` its group and that group's sum (where there are
        groups).
        """
        return self.rows.copy()

    @property
    def chart(self) -> Chart:
        shared = "share" in self.rows
        columns = {"label": "item", "value": "share" if shared else "importance"}
        squared = self.step.settings["method"] == "betasq"
        marks = {"r2": self.r2, "of": "share" if shared else "coefficient" if squared else "variance"}
        return Chart("importance", self.rows.reset_index(), columns, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        method = noted["method"]
        counts = {"n": self.n, "lost": noted["lost"]}
        found = [Finding("importance.fit", {"outcome": self.outcome, "r2": self.r2, "method": method} | counts)]
        p = len(self.rows)
        if self.n is not None and self.n < FEWEST_AN_ITEM * p:
            few = {"n": self.n, "count": p, "fewest": FEWEST_AN_ITEM, "chance": p / (self.n - 1)}
            found.append(Finding("importance.few_rows", few))
        if "item_group" in self.rows:
            sums = self.rows.groupby("item_group", sort=False)["group_importance"].first()
            sums = sums[[name for name, _ in noted["item_groups"]]]
            for name, value in sums.sort_values(ascending=False, kind="stable").items():
                shares = {"importance": float(value), "share": float(value / self.r2)}
                found.append(Finding("importance.group", {"group": name} | shares))
        for row in self.rows.itertuples():
            values = {"item": row.Index, "importance": row.importance, "method": method}
            found.append(Finding("importance.item", values | ({"share": row.share} if "share" in self.rows else {})))
        negative = tuple(self.rows.index[self.rows["importance"] < -NOTHING])
        for kind, items in (("negative", negative), ("collinear", self.free), ("constant", self.constant)):
            if items:
                found.append(Finding(f"importance.{kind}", {"items": items, "count": len(items), "method": method}))
        if "se" in self.rows:
            sampled = {"se": float(self.rows["se"].max()), "orders": noted["orders"]}
            found.append(Finding("importance.sampled", sampled))
        return (*found, Finding("importance.no_interval", {"outcome": self.outcome}))


def importance(
    data: pd.DataFrame | ArrayLike,
    *,
    outcome: str | int,
    method: str = "shapley",
    groups: Mapping[str, Sequence[str | int]] | None = None,
    weights: str | ArrayLike | None = None,
) -> Importance:
    """Say how much of the variance of an outcome goes with each item, from a covariance matrix or a frame of numbers.

    There are no intervals here, since a matrix does not say how its numbers were sampled; ``drivers`` gives them for a
    survey.

    Args:
        data: a covariance or correlation matrix, as a frame whose rows and columns have the same names or as an array;
            or a frame with one row a respondent and one column an item, in points. Rows with a missing value are left
            out and counted.
        outcome: the column to explain (in an array, its position from 0); every other column is an item.
        method: ``"shapley"`` (LMG, general dominance), ``"johnson"`` or ``"genizi"`` (relative weights, the same
            numbers), ``"car"``, ``"pratt"``: these sum to R². ``"first"`` (alone), ``"last"`` (beside all others) and
            ``"betasq"`` (squared standardised coefficient) do not.
        groups: the items of each group, by the group's name (in an array, positions from 0): Owen values. An item in no
            group stands for itself.
        weights: of the rows, each above zero: a column, or (r,) numbers.

    Returns:
        The importance of each item in points of R² and its share of R². Beyond 25 items Shapley values come from 2,000
        sampled orders and have a standard error of that sampling.

    Assumptions:
        Items and outcome go together on straight lines. Items that are combinations of others share what they have in
        common. The numbers are associations, not effects.

    Raises:
        SettingError: the data cannot be read, the method is not known, or the outcome is computed from the items
            (exactly, or up to rounding: R² above .99).
        NotEstimable: the outcome does not vary, the items explain nothing, there are too few complete rows, or a method
            that rests on coefficients meets items that have none of their own.

    Formula:
        φ_i = Σ_S∌i |S|! (p-|S|-1)! / p! (R²(S+i) - R²(S)); the others stand with each method in
        ``inference/sharing/relative_weights.py``.

    Source:
        Lindeman, Merenda and Gold (1980); Grömping (2007), The American Statistician 61, 139-147; Owen (1977); Johnson
        (2000), Multivariate Behavioral Research 35, 1-19.

    Examples:
        >>> cov = [[1.0, 0.5, 0.6], [0.5, 1.0, 0.5], [0.6, 0.5, 1.0]]
        >>> importance(cov, outcome=2).table.round(3).to_dict("list")
        {'importance': [0.262, 0.152], 'share': [0.633, 0.367]}
    """
    if method not in MEASURES:
        raise SettingError(f"method must be one of {', '.join(MEASURES)}; it is {method!r}")
    given = given_of(data, outcome, weights)
    names = grouped(groups, given.items)
    r2, free = _explained(given, method)
    codes = None if names is None else np.unique(names, return_inverse=True)[1]
    columns: dict[str, Any] = {}
    if codes is None and method == "shapley" and len(given.items) > MOST_ITEMS:
        columns["importance"], columns["se"] = sampled_shapley(given.cov)
    else:
        columns["importance"] = importance_of(given.cov, method, codes)
    if method in SHARING:
        r2 = float(columns["importance"].sum())
        columns["share"] = columns["importance"] / r2
    if names is not None:
        columns["item_group"] = names
        columns["group_importance"] = np.bincount(codes, columns["importance"])[codes]
    rows = pd.DataFrame(columns, index=pd.Index(given.items, dtype=object, name="item"))
    rows = rows.iloc[np.lexsort((given.items, -columns["importance"].round(12)))]
    constant = np.diag(given.cov)[:-1] == 0
    flagged = [tuple(np.array(given.items, dtype=object)[which]) for which in (free & ~constant, constant)]
    told = None if groups is None else tuple((name, tuple(map(str, items))) for name, items in groups.items())
    settings = {
        "outcome": given.outcome,
        "items": given.items,
        "method": method,
        "item_groups": told,
        "n": given.n,
        "lost": given.lost,
        "weighted": given.weighted,
        "sums": method in SHARING,
        "orders": 2 * len(given.items) * squares_of(len(given.items)) if "se" in columns else None,
    }
    return Importance(rows, given.outcome, r2, given.n, *flagged, Step("importance", settings, (given.step,)))


def _explained(given: Given, method: str) -> tuple[float, NDArray[np.bool_]]:
    """R² of all items, and which are combinations of others; what cannot be shared out is refused."""
    apart = relative_weights.correlations(given.cov)
    r2 = float(apart.with_outcome @ apart.rotated(-1.0))
    free = apart.free
    if not r2 > NOTHING:
        raise NotEstimable(f"the items explain nothing of {given.outcome!r}; there is nothing to share out")
    enough = given.n is None or given.n >= ROWS_A_COLUMN * len(given.cov)
    if r2 > (ROUNDED if enough else EXACT):
        how = "exactly" if r2 > EXACT else "up to rounding"
        raise SettingError(
            f"{given.outcome!r} is computed from the items: they give it {how} (R² = {r2:.6f}), so its regression "
            "would only return the weights. Ask contributions() which items carried it, or give a separate question"
        )
    own = [item for item, caught in zip(given.items, free, strict=True) if caught]
    if own and method in COEFFICIENTS:
        raise NotEstimable(
            f"{own} follow from other items or do not vary, and have no coefficient of their own, on which "
            f"{method!r} rests: leave some out, or take method='shapley'"
        )
    return r2, free
