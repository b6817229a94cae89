"""Files beside the respondents: counts, call outcomes, ballots, tickets, problem lists, rates with a hidden base."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from satmodel.rounds.plans.base import Part, Text
from satmodel.rounds.plans.data import ScalePlan


class SourcePlan(Part):
    """What every such file has: a heading, a note, the file and its sheet."""

    title: Text
    note: Text | None = None
    file: str
    sheet: str | None = None


class CountsPlan(SourcePlan):
    """How often each answer was given, by unit and item."""

    unit: str
    item: str | None = None
    scale: ScalePlan
    answers: dict[str, str] | list[str] | None = None
    no_opinion: list[str] | None = None
    total: str | None = None
    base: str | float | None = None
    correlation: float | None = Field(None, ge=0, le=1)
    divisor: Literal["respondents", "n-1", "n"] = "respondents"


class CallsPlan(SourcePlan):
    """What came of the numbers called."""

    unit: str | None = None
    total: str | None = None
    outcomes: dict[str, str] | None = None
    outcome: str | None = None
    eligibility: float | None = Field(None, ge=0, le=1)


class BallotsPlan(SourcePlan):
    """A panel's ballots: one row a rater, one column a unit."""

    encoding: str | None = None
    rater: str | None = None
    group: str | None = None
    units: list[str] | None = None
    no_opinion: list[str] | None = None
    limits: tuple[float, float] = (0.0, 100.0)
    weights: Literal["raters", "groups"] = "raters"
    stratified: bool | None = None
    trim: int = Field(0, ge=0)
    population: float | dict[str, float] | None = None


class TicketsPlan(SourcePlan):
    """A hotline's work orders: one row a ticket."""

    file: str | list[str]
    encoding: str | None = None
    unit: str | None = None
    rating: str | None = None
    visited: str | None = None
    solved: str | None = None
    repeated: str | None = None
    overdue: str | None = None
    returned: str | None = None
    category: str | None = None
    columns: dict[str, str] | None = None
    answers: dict[str, list[str]] | None = None
    disordered: Literal["fail", "report"] = "fail"
    by: list[Literal["unit", "category"]] = Field(default=["unit"], min_length=1)


class ProblemsPlan(SourcePlan):
    """A list of the problems that people raised: one row a problem."""

    unit: str
    category: str
    text: str | None = None
    status: str | None = None
    repeated: str | None = None
    round: str | None = None
    outcome: str | None = None
    vocabulary: dict[str, dict[str, list[str]]] | None = None


class DenominatorsPlan(SourcePlan):
    """Printed rates whose denominator is some other column."""

    unit: str
    rate: str
    count: str
    candidates: list[str | list[str]] | None = None
    decimals: int | None = Field(None, ge=0, le=8)
