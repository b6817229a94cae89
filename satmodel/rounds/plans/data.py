"""Where the respondents are, this round's and the previous one's."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part, Text
from satmodel.rounds.plans.card import InstrumentPlan


class ScalePlan(Part):
    """How answers become points: a preset's name, or points by answer."""

    preset: str | None = None
    points: dict[str, float] | None = None
    no_opinion: list[str] | None = None

    @model_validator(mode="after")
    def _one(self) -> ScalePlan:
        if (self.preset is None) == (self.points is None):
            raise PydanticCustomError("scale_points", "give either preset or points")
        return self


class DataPlan(Part):
    """Where the respondents are, and what their columns mean."""

    file: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str
    items: dict[str, str] = Field(min_length=1)
    scale: ScalePlan | None = None
    overall: str | None = None
    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    population: str | None = None
    id: str | None = None
    units: list[str] | None = None
    void: dict[str, list[str]] | None = None


class PreviousPlan(Part):
    """The round before: its file, and what differs from ``[data]``."""

    file: str
    round: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str | None = None
    items: dict[str, str] | None = None
    overall: str | None = None
    instrument: InstrumentPlan | None = None
    override: Text | None = None


class CrosswalkPlan(Part):
    """The table of units that were renamed or merged."""

    file: str
    sheet: str | None = None
    old: str
    new: str
    since: str | None = None


class NamesPlan(Part):
    """How the previous round's units and items are called in this one."""

    crosswalk: CrosswalkPlan | None = None
    on: date | None = None
    items: dict[str, list[str]] = Field(default={})
    gone: list[str] = Field(default=[])

    @model_validator(mode="after")
    def _day(self) -> NamesPlan:
        if self.crosswalk is not None and self.on is None:
            raise PydanticCustomError("day_needed", "a crosswalk needs on, the day whose names are wanted")
        return self
