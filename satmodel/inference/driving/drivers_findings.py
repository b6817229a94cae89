"""What a driver analysis says: the fit, the order, the items, the groups, and what forbids to read more into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from satmodel.estimation.small import FEWEST_DEGREES
from satmodel.inference.driving.order import Order
from satmodel.inference.driving.rough import roughness
from satmodel.result import Finding, Verdict, judge

if TYPE_CHECKING:
    from satmodel.inference.driving.drivers_result import Drivers

# from these on the literature calls items collinear (Belsley, Kuh and Welsch 1980)
HIGH_VIF = 10.0
HIGH_CONDITION = 30.0
# a difference of shares or an error that is no more than this is none
ROUNDING = 1e-9
# where the items' first component holds more than this, they mostly measure one mood
MOSTLY_ONE = 0.5


def findings_of(found: Drivers) -> tuple[Finding, ...]:
    """All findings of a driver analysis, in the order in which they are told."""
    told = [*_fit(found), *found.notes, *_order(found.rows, found.order, "drivers", found)]
    if found.group_rows is not None and found.group_order is not None and len(found.group_rows) > 1:
        told += _order(found.group_rows, found.group_order, "drivers.group", found)
    told += [*_flips(found), *_collinear(found), *_halo(found), *_errors(found)]
    return (*told, Finding("drivers.not_causal", {"outcome": found.outcome}))


def _fit(found: Drivers) -> list[Finding]:
    noted = found.step.settings
    values = {"outcome": found.outcome, "r2": found.r2, "r2_low": found.r2_low, "r2_high": found.r2_high}
    kept = ("n", "lost", "lost_outcome", "lost_items", "level", "missing")
    marks = {"held": found.r2_controls is not None, "latent": noted["method"] == "ordinal"}
    told = [Finding("drivers.fit", values | {key: noted.get(key) for key in kept} | marks)]
    if found.r2_controls is not None:
        held = {"names": tuple(noted["controls"]), "r2_controls": found.r2_controls, "r2": found.r2}
        told.append(Finding("drivers.controls", held | {"total": found.r2_controls + found.r2}))
    return told


def _order(rows: pd.DataFrame, order: Order, kind: str, found: Drivers) -> list[Finding]:
    """The first, its lead over the second, the places, and each in turn."""
    level, sharing = found.step.settings["level"], found.sharing
    each = [_item(row, sharing, level, len(rows)) for row in rows.reset_index(names="item").itertuples()]
    told = [Finding(f"{kind}.first" if kind == "drivers" else f"{kind}_first", each[0])]
    compared = order.compared
    if compared is not None:
        lead = {
            "first": each[0]["item"],
            "second": each[1]["item"],
            "probability": float(order.above[0, 1]),
            "gap": float(compared.gap[0]),
            "low": float(compared.low[0]),
            "high": float(compared.high[0]),
            "level": level,
            "verdict": compared.verdict[0],
            # between items that are one and the same there is no difference to be seen, nor one that varies
            "detectable": None
            if max(compared.gap[0], compared.detectable[0]) <= ROUNDING
            else float(compared.detectable[0]),
            "sharing": sharing,
        }
        told.append(Finding(f"{kind}.order" if kind == "drivers" else f"{kind}_order", lead))
        told.append(_places(each, compared.verdict, f"{kind}.ranks" if kind == "drivers" else f"{kind}_ranks", level))
    return told + [Finding(f"{kind}.item" if kind == "drivers" else kind, values) for values in each]


def _item(row: Any, sharing: bool, level: float, count: int) -> dict[str, Any]:
    ends = ("share", "share_low", "share_high") if sharing else ("estimate", "low", "high")
    values = {name: float(getattr(row, given)) for name, given in zip(("share", "low", "high"), ends, strict=True)}
    places = {"rank_low": int(row.rank_low), "rank_high": int(row.rank_high), "count": count}
    single = bool(row.rank_low == row.rank_high)
    return {"item": row.item, **values, "level": level, **places, "single": single, "sharing": sharing}


def _places(each: list[dict[str, Any]], verdicts: tuple[Verdict, ...], kind: str, level: float) -> Finding:
    """Who could be first, and how many pairs are established."""
    could = tuple(one["item"] for one in each if one["rank_low"] == 1)
    resolved = sum(verdict is Verdict.ESTABLISHED for verdict in verdicts)
    counts = {"count": len(each), "could": len(could), "pairs": len(verdicts), "resolved": resolved}
    return Finding(kind, {"names": could, "alone": len(could) == 1, "level": level} | counts)


def _flips(found: Drivers) -> list[Finding]:
    """Items whose coefficient has the sign against their correlation, looked for among all items.

    The turn is established where the coefficient and the correlation are.
    """
    level, df, told = found.step.settings["level"], found.step.settings["df"], []
    reach = float(stats.t.isf((1 - level) / 2 / len(found.rows), df))
    for row in found.rows.itertuples():
        if not row.correlation * row.coefficient < 0:
            continue
        ends = (row.coefficient - reach * row.coefficient_se, row.coefficient + reach * row.coefficient_se)
        of_correlation = (row.correlation - reach * row.correlation_se, row.correlation + reach * row.correlation_se)
        turned, clear = (judge(*one) is Verdict.ESTABLISHED for one in (ends, of_correlation))
        values = {
            "item": row.Index,
            "outcome": found.outcome,
            "correlation": row.correlation,
            "coefficient": row.coefficient,
            "coefficient_se": row.coefficient_se,
            "low": ends[0],
            "high": ends[1],
            "correlation_low": of_correlation[0],
            "correlation_high": of_correlation[1],
            "level": level,
            "verdict": Verdict.ESTABLISHED if turned and clear else Verdict.NOT_ESTABLISHED,
            # of the one that is not established: of the correlation only where the coefficient is
            "detectable": reach * (row.correlation_se if turned and not clear else row.coefficient_se),
            "only_correlation_open": bool(turned and not clear),
        }
        told.append(Finding("drivers.sign_flip", values))
    return told


def _collinear(found: Drivers) -> list[Finding]:
    constant = found.rows["correlation"].isna()
    bound = found.rows["coefficient"].isna() & ~constant
    told = []
    for kind, which in (("drivers.collinear", bound), ("drivers.constant", constant)):
        if which.any():
            told.append(
                Finding(
                    kind, {"items": tuple(found.rows.index[which]), "count": int(which.sum()), "outcome": found.outcome}
                )
            )
    vif = found.rows["vif"].replace(np.inf, np.nan)
    condition = found.structure.condition[np.isfinite(found.structure.condition)].max(initial=1.0)
    if (vif >= HIGH_VIF).any() or condition >= HIGH_CONDITION:
        known = vif.notna().any()
        values = {"item": vif.idxmax() if known else None, "vif": float(vif.max()), "condition": float(condition)}
        values["held"] = found.r2_controls is not None and bool(known)
        told.append(Finding("drivers.vif", values))
    return told


def _halo(found: Drivers) -> list[Finding]:
    """How far the items are one thing, as a general mood makes them."""
    structure = found.structure
    if structure.varies.sum() < 2:
        return []
    values = {"first_share": structure.first_share, "mean_correlation": structure.correlation}
    values |= {"alpha": structure.alpha, "omega": structure.omega, "count": int(structure.varies.sum())}
    # the first component of two items holds half of them or more, however little they have in common
    mostly = structure.first_share if values["count"] > 2 else structure.correlation
    return [Finding("drivers.halo", values | {"one": bool(mostly > MOSTLY_ONE)})]


def _errors(found: Drivers) -> list[Finding]:
    """What the intervals rest on."""
    noted, told = found.step.settings, []
    if "sampling_se" in found.rows:
        values = {
            "orders": noted["orders"],
            "largest": float(found.rows["sampling_se"].max()),
            "count": len(found.rows),
        }
        told.append(Finding("drivers.sampled", values))
    if noted["df"] < FEWEST_DEGREES:
        told.append(Finding("drivers.few_clusters", {"df": noted["df"], "fewest": FEWEST_DEGREES}))
    # what was found of intervals near zero was found of shares; that of a squared coefficient holds as often as it says
    low = found.rows["low"] if found.sharing else found.rows["high"]
    told += roughness(found.rows.index, low, n=noted["n"], level=noted["level"])
    if noted["lonely_strata"]:
        told.append(Finding("drivers.lonely_strata", {"count": noted["lonely_strata"]}))
    return told
