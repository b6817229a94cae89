"""Published tables and the questions put to them."""

from __future__ import annotations

from typing import Annotated, Literal, LiteralString

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part, Text
from satmodel.rounds.plans.data import ScalePlan

Range = tuple[float, float]
Share = Annotated[float, Field(ge=0, le=1)]


class TablePlan(Part):
    """One published table and the question put to it."""

    title: Text
    question: Literal["rounds", "lead", "pairs", "count", "ranking", "settle"]
    name: str | None = None
    file: str
    sheet: str | None = None
    unit: str | None = None
    item: str | None = None
    score: str | dict[str, str] | None = None
    before: str | None = None
    n: float | str | Range | dict[str, str] | None = None
    sd: float | str | Range | dict[str, str] | None = None
    rounds: dict[str, dict[str, str | float]] | None = None
    ranks_printed: str | dict[str, str] | None = None
    where: dict[str, str | list[str]] | None = None
    correlation: Share | tuple[Share, Share] | None = None
    limits: list[tuple[float, float]] | None = None
    scale: ScalePlan | None = None
    among: int | None = Field(None, ge=2)
    pairs: list[tuple[str, str]] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> TablePlan:
        for code, wrong, said in self._rules():
            if wrong:
                raise PydanticCustomError(code, said)
        return self

    def _rules(self) -> list[tuple[LiteralString, bool, LiteralString]]:
        plain, settling = self.question not in ("count", "settle"), self.question == "settle"
        printed = self.rounds is not None
        known = self.sd is not None or bool(self.limits) or (settling and self.scale is not None)
        ranges = any(isinstance(part, tuple) for part in (self.n, self.sd, self.correlation))
        before = "this question needs before, the column of the previous round"
        pairs = 'question = "pairs" needs pairs, such as [["A", "B"]]'
        n = "n is needed: a column's name, or a number taken as an assumption"
        sd = "give sd, or limits such as [[55, 100], [0, 100]]"
        both = "this question needs score as one column's name"
        return [
            ("before_needed", self.question == "count" and self.before is None, before),
            ("pairs_needed", self.question == "pairs" and not self.pairs, pairs),
            ("n_needed", self.question != "count" and self.n is None and not printed, n),
            ("sd_needed", self.question != "count" and not known and not printed, sd),
            ("unit_needed", not self.unit and not self.item, "name the column of units (unit) or of items (item)"),
            ("rounds_ranking", printed and self.question != "ranking", 'rounds is for question = "ranking"'),
            ("score_needed", self.score is None and not printed, "score is needed: the column of the scores"),
            ("score_column", not plain and not isinstance(self.score, str), both),
            ("range_settle", ranges and not settling, 'a range such as [200, 800] is for question = "settle"'),
            ("scale_settle", self.scale is not None and not settling, 'scale is for question = "settle"'),
        ]
