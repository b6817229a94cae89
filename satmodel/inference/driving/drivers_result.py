"""The result of a driver analysis: its tables and its chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.inference.driving.drivers_findings import findings_of
from satmodel.inference.driving.order import Order
from satmodel.inference.driving.structure import ItemStructure
from satmodel.inference.judging.comparing import Comparison
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drivers(Result):
    """The importance of p items for one outcome, most important first.

    Attributes:
        rows: (p rows) the table, by item.
        order: which items are established to be more important than others, and which places each could hold.
        group_rows: (g rows) the table of the groups of items; None where none were asked for.
        group_order: the same as ``order`` of the groups; None where none were asked for.
        outcome: the overall question's column.
        r2: R² of all items, beyond the controls where there are any; r2_low, r2_high: its interval.
        r2_controls: R² of the controls alone; None without controls.
        structure: how the items hang together.
        notes: what else there is to say of how an ordered outcome was taken.
        step: how they were made.
    """

    rows: pd.DataFrame
    order: Order
    group_rows: pd.DataFrame | None
    group_order: Order | None
    outcome: str
    r2: float
    r2_low: float
    r2_high: float
    r2_controls: float | None
    structure: ItemStructure
    notes: tuple[Finding, ...]
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row an item, most important first.

        ``estimate``, ``se``, ``low`` and ``high`` are the importance in points of R², ``share``, ``share_low`` and
        ``share_high`` its share of R² (not with ``method="coefficients"``, which shares out nothing); ``rank``,
        ``rank_low`` and ``rank_high`` its place and the places it could hold; ``coefficient``, ``coefficient_se`` and
        ``standardised`` the regression coefficient beside the other items and controls; ``correlation`` that with the
        outcome; ``vif`` how many times the other items inflate the coefficient's variance; ``n`` the respondents.
        Beyond 25 items ``sampling_se`` is the error from sampling the orders of the items.
        """
        return self.rows.copy()

    @property
    def groups(self) -> pd.DataFrame | None:
        """One row a group of items, most important first, with the columns of the items that have a meaning for it."""
        return None if self.group_rows is None else self.group_rows.copy()

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a pair of items, ``item`` the more important one.

        ``probability`` is the share of replicates in which ``item`` is more important than ``against``. ``gap``,
        ``low``, ``high``, ``p_adjusted``, ``verdict`` and ``detectable`` judge the difference of their shares of R²
        (of their squared coefficients), all pairs together.
        """
        return _pairs(self.order, self.rows.index)

    @property
    def group_pairs(self) -> pd.DataFrame | None:
        """The same of the groups."""
        if self.group_rows is None or self.group_order is None:
            return None
        return _pairs(self.group_order, self.group_rows.index)

    @property
    def above(self) -> Array:
        """(p, p) share of replicates in which the row's item is more important than the column's."""
        return self.order.above

    @property
    def first(self) -> Comparison | None:
        """The first item against each other one in turn, judged among all pairs; None where there is one item."""
        compared = self.order.compared
        return None if compared is None else compared.take(np.arange(len(self.rows) - 1))

    @property
    def sharing(self) -> bool:
        """Whether the method shares out R²; coefficients do not."""
        return "share" in self.rows

    @property
    def chart(self) -> Chart:
        """Every item's share of R² (its squared coefficient), under its group where there are groups."""
        names = ("share", "share_low", "share_high") if self.sharing else ("estimate", "low", "high")
        columns = {"label": "item", **dict(zip(("value", "low", "high"), names, strict=True))}
        columns |= {"rank_low": "rank_low", "rank_high": "rank_high"}
        marks = {"level": self.step.settings["level"], "r2": self.r2, "sharing": self.sharing}
        if self.group_rows is None:
            return Chart("importance", self.rows.reset_index(), columns, marks)
        kept = ["item", "part", *columns.values()]
        parts = []
        for group, row in self.group_rows.iterrows():
            members = self.rows[self.rows["item_group"] == group].reset_index().assign(part="item")
            head = row.to_frame().T.assign(item=[group], part="group")
            parts += [head] if list(members["item"]) == [group] else [head, members]
        data = pd.concat([part[list(dict.fromkeys(kept))] for part in parts], ignore_index=True).infer_objects()
        return Chart("importance", data, columns | {"part": "part"}, marks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self)


def _pairs(order: Order, names: pd.Index) -> pd.DataFrame:
    labels, compared = names.to_numpy(), order.compared
    columns: dict[str, object] = {"item": labels[order.one], "against": labels[order.other]}
    columns["probability"] = order.above[order.one, order.other]
    if compared is not None:
        columns |= {"gap": compared.gap, "low": compared.low, "high": compared.high}
        columns |= {"p_adjusted": compared.p_adjusted, "verdict": [one.value for one in compared.verdict]}
        columns["detectable"] = compared.detectable
    return pd.DataFrame(columns).set_index(["item", "against"])
