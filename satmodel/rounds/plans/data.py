"""Where the respondents are, this round's and the previous one's."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part
from satmodel.survey.scale import Scale


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

    def made(self) -> Scale:
        """The scale itself."""
        if self.preset is not None:
            return Scale.preset(self.preset)
        return Scale(self.points or {}, no_opinion=self.no_opinion or ())


Columns = dict[str, str | dict[str, str]]
"""The column of each item, or the ticked column of each of its answers."""

Sizes = str | float | dict[str, float]
"""Sizes of the population: a column, a number, or a number by stratum or cluster."""


class DataPlan(Part):
    """Where the respondents are, and what their columns mean."""

    file: str | list[str]
    sheet: str | list[str] | None = None
    encoding: str | None = None
    unit: str
    items: Columns = Field(min_length=1)
    scale: ScalePlan | None = None
    scales: dict[str, ScalePlan] = Field(default={})
    codebook: str | None = None
    codebook_alike: dict[str, list[str]] | None = None
    user_missing: Literal["no_answer", "no_opinion"] | None = None
    overall: str | None = None
    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    population: Sizes | None = None
    second: str | None = None
    second_population: Sizes | None = None
    id: str | None = None
    units: list[str] | None = None
    void: dict[str, list[str]] | None = None
    keep_personal: bool | list[str] = False

    @model_validator(mode="after")
    def _book(self) -> DataPlan:
        if self.codebook_alike is not None and self.codebook is None:
            raise PydanticCustomError("codebook_needed", "codebook_alike needs codebook, the file that it is about")
        return self


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
