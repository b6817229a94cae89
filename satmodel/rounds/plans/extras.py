"""What a telephone round may be asked beyond scores and ranks, and how its respondents are weighted and published."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part


class TrimPlan(Part):
    """The bounds of the weights."""

    ratio: float | None = Field(None, gt=1)
    low: float | None = Field(None, gt=0)
    high: float | None = Field(None, gt=0)


class WeightingPlan(Part):
    """The population's margins and how the respondents are weighted to them."""

    file: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str | None = None
    total: str | None = None
    groups: dict[str, dict[str, str] | list[str]] | None = None
    long: dict[str, str] | None = None
    variables: dict[str, str | dict[str, dict[str, str]]] = Field(min_length=1)
    within: Literal["unit"] | None = None
    method: Literal["rake", "post_stratify"] = "rake"
    trim: TrimPlan | None = None

    @model_validator(mode="after")
    def _one(self) -> WeightingPlan:
        if self.method == "post_stratify" and len(self.variables) != 1:
            raise PydanticCustomError(
                "one_variable", 'method = "post_stratify" needs variables with exactly one variable'
            )
        return self


class QualityPlan(Part):
    """The columns of the fieldwork, and what is looked for in them."""

    interviewer: str | None = None
    duration: str | None = None
    start: str | None = None
    date: str | None = None
    hours: tuple[str, str] = ("18:00", "21:00")
    dates: tuple[date | str, date | str] | None = None
    shortest: float | None = Field(None, gt=0)
    id: str | None = None
    phone: str | None = None
    same: list[str] | None = None
    middle: str | list[str] | None = None


class RatesPlan(Part):
    """The groups of answers whose shares are wanted."""

    groups: dict[str, list[str]] = Field(min_length=1)
    items: list[str] | None = None
    no_opinion: Literal["apart", "in"] = "apart"
    apart: list[str] = Field(default=[])


class CaseMixPlan(Part):
    """Who the respondents are, for scores as if all units had the same."""

    covariates: list[str] = Field(min_length=1)
    composite: bool = False


class ScoringPlan(Part):
    """Other ways to score the answers."""

    codings: dict[str, dict[str, float]] = Field(default={})
    stochastic_dominance: bool = False
    no_opinion: bool = False

    @model_validator(mode="after")
    def _any(self) -> ScoringPlan:
        if not (self.codings or self.stochastic_dominance or self.no_opinion):
            raise PydanticCustomError("scoring_empty", "give codings, stochastic_dominance = true or no_opinion = true")
        return self


class SensitivityPlan(Part):
    """The choices that might have been made otherwise; all of their combinations are tried."""

    codings: dict[str, dict[str, float]] = Field(default={})
    no_opinion: list[Literal["lowest", "zero", "middle", "highest"]] | None = None
    weights: dict[str, str] = Field(default={})
    item_weights: dict[str, dict[str, float]] = Field(default={})
    without: dict[str, dict[str, list[str]]] = Field(default={})
    interviewer: str | None = None


class DesignPlan(Part):
    """What the design costs, and what a lonely cluster adds."""

    lonely: Literal["adjust", "remove", "average", "certainty", "fail"] = "adjust"
    effects: bool = False


class PublishPlan(Part):
    """What is not published."""

    smallest: int = Field(10, ge=2)
