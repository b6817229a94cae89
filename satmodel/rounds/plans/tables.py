"""Published tables and the questions put to them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part, Text


class TablePlan(Part):
    """One published table and the question put to it."""

    title: Text
    question: Literal["rounds", "lead", "pairs", "count"]
    file: str
    sheet: str | None = None
    unit: str | None = None
    item: str | None = None
    score: str
    before: str | None = None
    n: float | str | None = None
    sd: float | str | None = None
    correlation: float | None = Field(None, ge=0, le=1)
    limits: list[tuple[float, float]] | None = None
    among: int | None = Field(None, ge=2)
    pairs: list[tuple[str, str]] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> TablePlan:
        if self.question in ("rounds", "count") and self.before is None:
            raise PydanticCustomError("before_needed", "this question needs before, the column of the previous round")
        if self.question == "pairs" and not self.pairs:
            raise PydanticCustomError("pairs_needed", 'question = "pairs" needs pairs, such as [["A", "B"]]')
        if self.question != "count" and self.n is None:
            raise PydanticCustomError("n_needed", "n is needed: a column's name, or a number taken as an assumption")
        if self.question != "count" and self.sd is None and not self.limits:
            raise PydanticCustomError("sd_needed", "give sd, or limits such as [[55, 100], [0, 100]]")
        if self.unit is None and self.item is None:
            raise PydanticCustomError("unit_needed", "name the column of units (unit) or of items (item)")
        return self
