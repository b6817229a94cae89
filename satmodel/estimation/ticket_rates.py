"""Rates of hotline tickets from exact counts, the satisfied rate under three treatments of the unrated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.wilson import wilson
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.tickets import Tickets

Array = NDArray[np.float64]

RATES = (
    "rated",
    "satisfied",
    "unrated_satisfied",
    "unrated_dissatisfied",
    "on_time",
    "repeated",
    "returned",
    "solved",
    "solved_partly",
)
ALL = "all"


@dataclass(frozen=True, slots=True, eq=False)
class TicketRates(Result):
    """The rates of every department and of all together.

    Attributes:
        shares: one row a department (the last is ``"all"``) and rate: count, n, share, share_low, share_high.
        apart: unit, rate, n and reason of what has no ticket to be counted over (empty in ``table``).
        level: confidence level.
        step: how they were made.
    """

    shares: pd.DataFrame
    apart: pd.DataFrame
    level: float
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a department: tickets, the satisfied share with its interval and bounds, the share of each rate."""
        share = self.shares["share"].unstack("rate", sort=False)
        satisfied = self.shares.reindex([(unit, "satisfied") for unit in share.index])
        columns = {
            "tickets": self.shares["n"].xs("rated", level="rate"),
            "rated_share": share["rated"],
            "satisfied_share": satisfied["share"].to_numpy(),
            "satisfied_low": satisfied["share_low"].to_numpy(),
            "satisfied_high": satisfied["share_high"].to_numpy(),
            "worst_share": share["unrated_dissatisfied"],
            "best_share": share["unrated_satisfied"],
        }
        others = [rate for rate in RATES[4:] if rate in share]
        return pd.DataFrame(columns | {f"{rate}_share": share[rate] for rate in others}, index=share.index)

    @property
    def bounds(self) -> pd.DataFrame:
        """One row a department: the satisfied rate whatever the unrated think, with its sampling error: low, high."""
        table = self.shares
        low = table.xs("unrated_dissatisfied", level="rate")["share_low"]
        high = table.xs("unrated_satisfied", level="rate")["share_high"]
        return pd.DataFrame({"low": low, "high": high})

    @property
    def findings(self) -> tuple[Finding, ...]:
        whole = self.shares.xs(ALL, level="unit")
        values = {
            "tickets": int(whole.loc["rated", "n"]),
            "rated": int(whole.loc["rated", "count"]),
            "share": float(whole.loc["rated", "share"]),
            "worst": float(whole.loc["unrated_dissatisfied", "share"]),
            "best": float(whole.loc["unrated_satisfied", "share"]),
            "level": self.level,
        }
        if "satisfied" in whole.index:
            one = whole.loc["satisfied"]
            values |= {
                "satisfied": float(one["share"]),
                "low": float(one["share_low"]),
                "high": float(one["share_high"]),
            }
        found = [Finding("ticket_rates.satisfied", values)]
        by_unit = self.shares.drop(index=ALL, level="unit").xs("rated", level="rate")
        fewest = by_unit["count"].idxmin()
        least = {"count": len(by_unit), "fewest": fewest, "fewest_rated": int(by_unit.loc[fewest, "count"])}
        return (*found, Finding("ticket_rates.fewest", least))

    def estimates(self, rate: str = "satisfied") -> Estimates:
        """One rate of every department as independent estimates, for ranks, gaps and change.

        Args:
            rate: the name of a rate in ``shares``.

        Returns:
            Estimates labelled (unit), in shares, with the variance p (1 - p) / n of a share; a share of 0 or 1 has none
            and is listed in ``apart``.

        Raises:
            SettingError: there is no such rate.
            NotEstimable: no department has a share between 0 and 1.
        """
        known = self.shares.index.get_level_values("rate").unique()
        if rate not in known:
            raise SettingError(f"there is no rate {rate!r}; there are {list(known)}")
        part = self.shares.drop(index=ALL, level="unit").xs(rate, level="rate")
        share, n = part["share"].to_numpy(dtype=float), part["n"].to_numpy(dtype=float)
        variance = share * (1 - share) / n
        labels = pd.MultiIndex.from_arrays([list(part.index)], names=["unit"])
        reasons = np.where(variance > 0, "", "no_variance").astype(object)
        settings = {"rate": rate, "measure": "share", "ends": (0.0, 1.0), "level": self.level}
        step = Step("ticket_share", settings, (self.step,))
        df = np.full(len(share), np.inf)
        whole = Estimates(share, np.diag(variance), n, df, labels, step, self.level, pd.DataFrame())
        return set_apart(whole, reasons, ["unit"])


def ticket_rates(tickets: Tickets, *, by: str = "unit", level: float = 0.95) -> TicketRates:
    """Count what became of the tickets of every department.

    Args:
        tickets: the tickets.
        by: ``"unit"`` for the main department, ``"category"`` for what the tickets are about.
        level: confidence level of the intervals.

    Returns:
        For each department and for all: ``rated`` of all tickets; ``satisfied`` of the rated ones;
        ``unrated_satisfied`` and ``unrated_dissatisfied`` of all tickets, as if all the unrated were the one or the
        other; ``on_time``, ``repeated`` and ``returned`` of the tickets where it is noted; ``solved`` and
        ``solved_partly`` (wholly or partly) of those asked. A ticket counts to its main department only.

    Assumptions:
        Tickets come independently, each with the same chance within a department. The rated ones may differ from the
        others: the two treatments of the unrated bound what that can do.

    Raises:
        SettingError: a level outside (0, 1), or ``by`` names something that the tickets do not have.

    Formula:
        Wilson's interval: (k + z²/2 ± z √(k (n - k) / n + z²/4)) / (n + z²).

    Source:
        Wilson (1927), JASA 22, 209-212; Manski (1989), Journal of Human Resources 24, 343-360.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"department": ["Roads"] * 3, "rating": ["satisfied", "", "dissatisfied"]})
        >>> sat.ticket_rates(sat.tickets(frame)).shares.loc["Roads", "share"].round(2).to_dict()
        {'rated': 0.67, 'satisfied': 0.5, 'unrated_satisfied': 0.67, 'unrated_dissatisfied': 0.33}
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    if by not in ("unit", "category") or by not in tickets.frame:
        raise SettingError(f"by must be 'unit' or 'category', and the tickets must have it, not {by!r}")
    counted = _counted(tickets.frame)
    keys = tickets.frame[by].to_numpy()
    rows = []
    for name in [*dict.fromkeys(keys), ALL]:
        mine = counted if name == ALL else counted[keys == name]
        rows += [(name, rate, mine[rate].sum(), mine[rate].notna().sum()) for rate in counted]
    table = pd.DataFrame(rows, columns=["unit", "rate", "count", "n"]).astype({"count": int, "n": int})
    empty = table["n"] == 0
    apart = table.loc[empty, ["unit", "rate", "n"]].assign(reason="no_tickets").reset_index(drop=True)
    table = table[~empty]
    count, n = table["count"].to_numpy(dtype=float), table["n"].to_numpy(dtype=float)
    low, high = wilson(count / n, n, level)
    table = table.assign(share=count / n, share_low=low, share_high=high).set_index(["unit", "rate"])
    settings = {
        "by": by,
        "level": level,
        "tickets": len(tickets),
        "rates": tuple(counted),
        "helped": bool(tickets.step.settings["helped"]),
    }
    return TicketRates(table, apart, level, Step("ticket_rates", settings, (tickets.step,)))


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    """(t, rates) one where a ticket counts, zero where it counts against, ``nan`` where it has no part in the rate."""
    satisfied = frame["satisfied"]
    columns = {
        "rated": satisfied.notna().astype(float),
        "satisfied": satisfied,
        "unrated_satisfied": satisfied.fillna(1.0),
        "unrated_dissatisfied": satisfied.fillna(0.0),
    }
    if "overdue" in frame:
        columns["on_time"] = 1 - frame["overdue"]
    columns |= {name: frame[name] for name in ("repeated", "returned") if name in frame}
    if "solved" in frame:
        asked = frame["solved"] != ""
        columns["solved"] = (frame["solved"] == "yes").astype(float).where(asked)
        columns["solved_partly"] = frame["solved"].isin(["yes", "partly"]).astype(float).where(asked)
    return pd.DataFrame({name: columns[name] for name in RATES if name in columns})
